namespace Dashboard.Services.Excel;

/// <summary>
/// A table to be written to a file: a name, typed columns, and rows that are pulled one at a time while the file is
/// written, so that a sheet of a million rows takes no more memory than a sheet of ten.
/// </summary>
/// <example>
/// <code>
/// Sheet.Of("Customers", [new("Customer", CellKind.Text), new("Revenue", CellKind.Money)], customers, (row, customer) =>
/// {
///     row.Text(customer.Id);
///     row.Money(customer.RevenueE4);
/// });
/// </code>
/// </example>
public sealed class Sheet
{
    /// <summary>The most columns that a sheet may have, which is Excel's limit.</summary>
    public const int MaximumColumns = 16_384;

    private readonly Func<RowSource> _openRows;

    private Sheet(string name, IReadOnlyList<SheetColumn> columns, Func<RowSource> openRows)
    {
        if (columns.Count is 0 or > MaximumColumns)
        {
            throw new ArgumentOutOfRangeException(
                nameof(columns),
                columns.Count,
                $"A sheet has 1 to {MaximumColumns} columns; leave columns out or write several sheets.");
        }

        Name = name;
        Columns = [.. columns];
        _openRows = openRows;
    }

    /// <summary>The name as a person would say it; a workbook shortens and cleans it to what Excel accepts.</summary>
    public string Name { get; }

    /// <summary>The columns from left to right, at least one.</summary>
    public IReadOnlyList<SheetColumn> Columns { get; }

    /// <summary>Makes a sheet whose rows are those of a sequence, which is read once for each file written.</summary>
    /// <typeparam name="T">What a row is made from.</typeparam>
    /// <param name="name">The sheet's name.</param>
    /// <param name="columns">The columns, 1 to 16,384.</param>
    /// <param name="rows">The rows, in order; may be empty.</param>
    /// <param name="writeRow">Writes the cells of one row, one call for each column from left to right.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no columns, or more than 16,384.</exception>
    public static Sheet Of<T>(string name, IReadOnlyList<SheetColumn> columns, IEnumerable<T> rows, Action<RowWriter, T> writeRow) =>
        new(name, columns, () => new SequenceRows<T>(rows.GetEnumerator(), writeRow));

    /// <summary>Makes a sheet of a known number of rows, each written from its index: the natural form over columns in memory.</summary>
    /// <param name="name">The sheet's name.</param>
    /// <param name="columns">The columns, 1 to 16,384.</param>
    /// <param name="count">The number of rows, 0 or more.</param>
    /// <param name="writeRow">Writes the cells of the row with the index given, one call for each column from left to right.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, there are no columns, or more than 16,384.</exception>
    public static Sheet Of(string name, IReadOnlyList<SheetColumn> columns, int count, Action<RowWriter, int> writeRow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Of(name, columns, Enumerable.Range(0, count), writeRow);
    }

    /// <summary>Rows read of it so far, by everything that was written of it; only the whole after its file is written.</summary>
    public long RowsRead { get; private set; }

    internal RowSource OpenRows() => new CountedRows(this, _openRows());

    private sealed class CountedRows(Sheet sheet, RowSource rows) : RowSource
    {
        public override bool MoveNext()
        {
            if (!rows.MoveNext())
                return false;
            sheet.RowsRead++;
            return true;
        }

        public override void Write(RowWriter row) => rows.Write(row);

        public override void Dispose() => rows.Dispose();
    }

    private sealed class SequenceRows<T>(IEnumerator<T> rows, Action<RowWriter, T> writeRow) : RowSource
    {
        public override bool MoveNext() => rows.MoveNext();

        public override void Write(RowWriter row) => writeRow(row, rows.Current);

        public override void Dispose() => rows.Dispose();
    }
}

/// <summary>
/// Rows being read. Moving on and writing are two steps, because a writer must know that there is another row before it
/// opens the sheet that would hold it.
/// </summary>
internal abstract class RowSource : IDisposable
{
    public abstract bool MoveNext();

    public abstract void Write(RowWriter row);

    public abstract void Dispose();
}
