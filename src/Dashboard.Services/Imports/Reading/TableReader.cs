using static System.FormattableString;

namespace Dashboard.Services.Imports.Reading;

/// <summary>Reads a table row by row, forward only. A field is a span that lives until the next row is read.</summary>
internal abstract class TableReader(ReadLimits limits) : IDisposable
{
    private int[] _starts = new int[32];
    private int[] _lengths = new int[32];

    /// <summary>Row number in the file, blank rows counted, the first row being 1.</summary>
    public long RowNumber { get; protected set; }

    /// <summary>Fields of this row.</summary>
    public int FieldCount { get; private set; }

    /// <summary>What is wrong with this row as a row, or null.</summary>
    public string? RowProblem { get; protected set; }

    /// <summary>Bytes of the file used so far, packed bytes for packed files.</summary>
    public abstract long BytesRead { get; }

    /// <summary>Characters that were not valid in the file's encoding and were read as Windows-1252.</summary>
    public virtual long RepairedCharacters => 0;

    /// <summary>The characters that <see cref="Field"/> cuts its spans from, from the start of the row.</summary>
    protected abstract ReadOnlySpan<char> RowCharacters { get; }

    protected ReadLimits Limits { get; } = limits;

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    public abstract bool Read();

    /// <summary>A field of this row; empty beyond the last one.</summary>
    public ReadOnlySpan<char> Field(int index) =>
        index < FieldCount ? RowCharacters.Slice(_starts[index], _lengths[index]) : default;

    /// <summary>Copies this row into a batch.</summary>
    public void CopyTo(RowBatch batch)
    {
        var end = FieldCount == 0 ? 0 : _starts[FieldCount - 1] + _lengths[FieldCount - 1];
        batch.Add(RowNumber, RowProblem, RowCharacters[..end], _starts.AsSpan(0, FieldCount), _lengths.AsSpan(0, FieldCount));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    protected void StartRow()
    {
        FieldCount = 0;
        RowProblem = null;
    }

    protected void AddField(int start, int length)
    {
        if (length > Limits.FieldCharacters) throw FieldTooLong();
        if (FieldCount == _starts.Length)
        {
            if (FieldCount >= Limits.Columns)
            {
                throw new ImportException(
                    ImportProblem.TooManyColumns, Invariant($"Row {RowNumber} has more than {Limits.Columns:N0} columns. Check the separator, or keep only the columns you need."), RowNumber);
            }

            Array.Resize(ref _starts, Math.Min(2 * FieldCount, Math.Max(Limits.Columns, FieldCount + 1)));
            Array.Resize(ref _lengths, _starts.Length);
        }

        _starts[FieldCount] = start;
        _lengths[FieldCount++] = length;
    }

    protected bool IsBlank()
    {
        for (var i = 0; i < FieldCount; i++)
        {
            if (_lengths[i] > 0) return false;
        }

        return true;
    }

    protected ImportException FieldTooLong(bool inQuotes = false) => new(
        ImportProblem.FieldTooLong,
        Invariant($"Row {RowNumber}, column {FieldCount + 1}: the field is longer than {Limits.FieldCharacters:N0} characters.")
        + (inQuotes ? " A quote that opens there is probably never closed." : " Check that this is a table, and its separator."),
        RowNumber);

    protected ImportException RowTooLong() => new(
        ImportProblem.FieldTooLong, Invariant($"Row {RowNumber} is longer than {Limits.RowCharacters:N0} characters. Check that this is a table, and its line ends."), RowNumber);
}
