namespace Dashboard.Services.Imports;

/// <summary>A row that was not accepted.</summary>
/// <param name="RowNumber">Row number in the file, the header being row 1.</param>
/// <param name="Column">Name of the column at fault, or null when the whole row is.</param>
/// <param name="Value">The value, clipped to 200 characters.</param>
/// <param name="Reason">A code of <see cref="RejectionReason"/>; reports count by it.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Rejection(long RowNumber, string? Column, string? Value, string Reason, string Message);

/// <summary>How many records of a kind an import brought.</summary>
/// <param name="New">Not known before.</param>
/// <param name="Updated">Known, and different now.</param>
/// <param name="Unchanged">Known, and the same.</param>
public sealed record RecordCounts(long New, long Updated, long Unchanged)
{
    /// <summary>Whether the store differs after the import.</summary>
    public bool Changes => New > 0 || Updated > 0;
}

/// <summary>What an import did, or a dry run would do.</summary>
public sealed record ImportReport
{
    /// <summary>Number of the import; null for a dry run.</summary>
    public long? ImportId { get; init; }

    /// <summary>Data rows of the file; always <see cref="Accepted"/> + <see cref="Rejected"/>.</summary>
    public long RowsRead { get; init; }

    /// <summary>Rows taken in.</summary>
    public long Accepted { get; init; }

    /// <summary>Rows left out.</summary>
    public long Rejected { get; init; }

    /// <summary>Rows left out, by the code of the reason, such as "not-a-date".</summary>
    public IReadOnlyDictionary<string, long> RejectedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Documents of an order file, customers of a customer file, and so on, by what happened to them.</summary>
    public RecordCounts Records { get; init; } = new(0, 0, 0);

    /// <summary>Customers by what happened to them, whatever the file is about.</summary>
    public RecordCounts CustomerRecords { get; init; } = new(0, 0, 0);

    /// <summary>Distinct customers that the file names.</summary>
    public long Customers { get; init; }

    /// <summary>Distinct documents of the file.</summary>
    public long Documents { get; init; }

    /// <summary>Order lines of the file.</summary>
    public long Lines { get; init; }

    /// <summary>Campaign contacts of the file.</summary>
    public long Contacts { get; init; }

    /// <summary>Sum of the line amounts, returns subtracted, in ten-thousandths of the currency unit.</summary>
    public long TotalE4 { get; init; }

    /// <summary>Lines that equal another line of the same document in this file; they are kept.</summary>
    public long EqualLines { get; init; }

    /// <summary>What a person should know: rounded amounts, dropped e-mail addresses, ids taken from row numbers.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
