using System.Runtime.ExceptionServices;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Imports;

/// <summary>What a stretch of rows of a file became.</summary>
internal sealed class ParsedBatch
{
    /// <summary>The rows as they were read.</summary>
    public RowBatch Source { get; } = new();

    /// <summary>Each row, accepted or rejected, in the order of the file; empty when the accepted ones are <see cref="Lines"/>.</summary>
    public List<ImportItem> Items { get; } = [];

    /// <summary>Accepted rows that are lines of documents.</summary>
    public LineBatch Lines { get; } = new(16);

    /// <summary>Rejected rows beside <see cref="Lines"/>.</summary>
    public List<Rejection> Rejections { get; } = [];

    /// <summary>Counts of these rows alone.</summary>
    public ImportCounts Counts { get; private set; } = new();

    /// <summary>Bytes of the file used when they were read.</summary>
    public long BytesRead { get; set; }

    /// <summary>Whether the file ends with them.</summary>
    public bool IsLast { get; set; }

    /// <summary>Why the file can't be read further than these rows; null when it can.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    public void Clear()
    {
        Source.Clear();
        Items.Clear();
        Lines.Clear();
        Rejections.Clear();
        Counts = new ImportCounts();
        (BytesRead, IsLast, Failure) = (0, false, null);
    }
}
