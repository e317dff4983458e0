using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Demographics;

/// <summary>Customers by two dimensions at once; every customer is in one cell. Cells of few people are hidden, with as many others as it takes that the sums do not give them away.</summary>
/// <param name="RowDimension">Dimension of the rows.</param>
/// <param name="ColumnDimension">Dimension of the columns.</param>
/// <param name="Rows">Headers of the rows.</param>
/// <param name="Columns">Headers of the columns.</param>
/// <param name="Cells">Cells by row, then column.</param>
/// <param name="Customers">All customers.</param>
/// <param name="Known">Customers whose both values are known: those that indices and the association rest on.</param>
/// <param name="Association">Chi-square test of independence and Cramér's V among them; values that share a row or column count as one.</param>
public sealed record CrossTable(
    Dimension RowDimension,
    Dimension ColumnDimension,
    IReadOnlyList<CrossHeader> Rows,
    IReadOnlyList<CrossHeader> Columns,
    IReadOnlyList<IReadOnlyList<CrossCell>> Cells,
    int Customers,
    int Known,
    Association Association)
{
    /// <summary>The most values of a dimension that have a row or column of their own; those with fewer customers share one.</summary>
    public const int MostValues = 24;

    /// <summary>Expected customers below which an index says little (Cochran's rule of five).</summary>
    public const double LeastExpected = 5;

    /// <summary>How many cells are hidden.</summary>
    public int HiddenCells => Cells.Sum(row => row.Count(c => c.IsHidden));

    /// <summary>The customers in hidden cells together.</summary>
    public int HiddenCustomers => Customers - Cells.Sum(row => row.Sum(c => c.Customers ?? 0));

    /// <summary>The cell of two headers.</summary>
    public CrossCell this[int row, int column] => Cells[row][column];

    /// <param name="rows">Dimension of the rows.</param>
    /// <param name="columns">Dimension of the columns.</param>
    /// <param name="members">The customers.</param>
    /// <param name="others">Those whom only the filter leaves out: a cell that leaves out too few is hidden as well.</param>
    /// <param name="activity">What the members bought.</param>
    /// <param name="least">People that a cell needs to be shown.</param>
    internal static CrossTable Of(DimensionColumn rows, DimensionColumn columns, Bitmap members, Bitmap others, CustomerActivity activity, int least)
    {
        var (rowOf, rowHeaders) = Headers(rows, members, others, least);
        var (columnOf, columnHeaders) = Headers(columns, members, others, least);
        var counts = CountsOf(members);
        var hidden = SmallCells.Hidden(least, counts, CountsOf(others));
        var revenue = new long[rowHeaders.Count, columnHeaders.Count];
        var all = members.Count();
        foreach (var customer in members & activity.Active)
            revenue[rowOf[Slot(rows, customer)], columnOf[Slot(columns, customer)]] += activity.RevenueE4(customer);

        var knownRows = Enumerable.Range(0, rowHeaders.Count).Where(r => !rowHeaders[r].IsUnknown).ToArray();
        var knownColumns = Enumerable.Range(0, columnHeaders.Count).Where(c => !columnHeaders[c].IsUnknown).ToArray();
        var rowSums = Enumerable.Range(0, rowHeaders.Count).Select(r => knownColumns.Sum(c => counts[r, c])).ToArray();
        var columnSums = Enumerable.Range(0, columnHeaders.Count).Select(c => knownRows.Sum(r => counts[r, c])).ToArray();
        var known = knownRows.Sum(r => rowSums[r]);
        return new CrossTable(
            rows.Dimension,
            columns.Dimension,
            rowHeaders,
            columnHeaders,
            [.. rowHeaders.Select((row, r) => (IReadOnlyList<CrossCell>)[.. columnHeaders.Select((column, c) => Cell(r, c, row.IsUnknown || column.IsUnknown))])],
            all,
            known,
            ContingencyTable.Independence(Counts()));

        int[,] CountsOf(Bitmap customers)
        {
            var table = new int[rowHeaders.Count, columnHeaders.Count];
            foreach (var customer in customers)
            {
                // Who is left out may have values that no member has.
                if (rowOf[Slot(rows, customer)] is var row and >= 0 && columnOf[Slot(columns, customer)] is var column and >= 0)
                    table[row, column]++;
            }

            return table;
        }

        long[,] Counts()
        {
            var table = new long[knownRows.Length, knownColumns.Length];
            for (var r = 0; r < knownRows.Length; r++)
            {
                for (var c = 0; c < knownColumns.Length; c++)
                    table[r, c] = counts[knownRows[r], knownColumns[c]];
            }

            return table;
        }

        CrossCell Cell(int r, int c, bool isUnknown)
        {
            if (hidden[r, c])
                return CrossCell.Hidden;
            double? expected = isUnknown || known == 0 ? null : (double)rowSums[r] * columnSums[c] / known;
            return new CrossCell(counts[r, c], revenue[r, c], all == 0 ? 0 : (double)counts[r, c] / all, expected, expected > 0 ? 100 * counts[r, c] / expected : null);
        }
    }

    private static int Slot(DimensionColumn column, int customer) => column.Codes[customer] is var code and >= 0 ? code : column.Values.Length;

    /// <summary>The header of each code (the last for unknown), and the headers in the order shown.</summary>
    private static (int[] HeaderOf, IReadOnlyList<CrossHeader> Headers) Headers(DimensionColumn column, Bitmap members, Bitmap others, int least)
    {
        var counts = CodeCounts.Of(column.Codes, column.Values.Length, members);
        var unknown = counts.Length - 1;
        var isOrdered = column.Dimension is Dimension.AgeBand or Dimension.Segment;
        var codes = Enumerable.Range(0, column.Values.Length).Where(c => counts[c] > 0 || column.Dimension == Dimension.AgeBand);
        int[] shown = isOrdered
            ? [.. codes]
            : [.. codes.OrderByDescending(c => counts[c]).ThenBy(c => column.Values[c], StringComparer.Ordinal)];
        // The sizes of segments are shown elsewhere; only who is in them is nobody's business.
        var joined = SmallGroups.Joined(
            column.Dimension == Dimension.Segment ? 1 : least, shown, counts[unknown] > 0 ? unknown : -1, counts, CodeCounts.Of(column.Codes, column.Values.Length, others));
        int[] own = [.. shown.Where(c => !joined[c])];
        if (!isOrdered && (own.Length > MostValues || (own.Length == MostValues && own.Length < shown.Length)))
            own = own[..(MostValues - 1)];
        var headerOf = new int[counts.Length];
        Array.Fill(headerOf, -1);
        var headers = new List<CrossHeader>();
        foreach (var code in own)
        {
            headerOf[code] = headers.Count;
            headers.Add(new CrossHeader(column.Values[code], column.Labels[code], false, counts[code], 1));
        }

        int[] rest = [.. shown.Except(own), .. joined[unknown] ? [unknown] : Array.Empty<int>()];
        if (rest.Length > 0)
        {
            foreach (var code in rest)
                headerOf[code] = headers.Count;
            var values = rest.Count(c => c != unknown);
            headers.Add(new CrossHeader(null, $"{values} other{(values == 1 ? "" : "s")}{(joined[unknown] ? " or unknown" : "")}", false, rest.Sum(c => counts[c]), values));
        }

        if (counts[unknown] > 0 && !joined[unknown])
        {
            headerOf[unknown] = headers.Count;
            headers.Add(new CrossHeader(Condition.Unknown, "Unknown", true, counts[unknown], 1));
        }

        return (headerOf, headers);
    }
}

/// <summary>A row or column of a cross table.</summary>
/// <param name="Value">The value as a filter has it, <see cref="Condition.Unknown"/> for unknown; null where several values share it.</param>
/// <param name="Label">The value as a screen shows it.</param>
/// <param name="IsUnknown">Whether it stands for "not recorded".</param>
/// <param name="Customers">Its customers.</param>
/// <param name="Values">How many values it stands for.</param>
public sealed record CrossHeader(string? Value, string Label, bool IsUnknown, int Customers, int Values);

/// <summary>Customers of two values. In a hidden cell everything is null.</summary>
/// <param name="Customers">How many.</param>
/// <param name="RevenueE4">Their net revenue in the range, in ten-thousandths.</param>
/// <param name="Share">Of all customers, 0 to 1.</param>
/// <param name="Expected">How many there would be if the dimensions were independent; null where a value is unknown.</param>
/// <param name="Index">Customers / expected × 100; 100 is as expected; null where a value is unknown or nobody is expected.</param>
public sealed record CrossCell(int? Customers, long? RevenueE4, double? Share, double? Expected, double? Index)
{
    /// <summary>A cell that is not shown.</summary>
    public static CrossCell Hidden { get; } = new(null, null, null, null, null);

    /// <summary>Whether the cell is hidden, for it holds too few people or protects one that does.</summary>
    public bool IsHidden => Customers is null;

    /// <summary>Whether fewer than <see cref="CrossTable.LeastExpected"/> are expected, so that the index says little.</summary>
    public bool IsSmall => Expected < CrossTable.LeastExpected;
}
