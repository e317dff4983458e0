using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Charts;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Demographics;

/// <summary>What the cells of the cross table show.</summary>
public enum CellMeasure
{
    /// <summary>Observed against expected.</summary>
    Index,

    /// <summary>Customers.</summary>
    Customers,

    /// <summary>Revenue in the range.</summary>
    Revenue,
}

/// <summary>Demographics as charts, and where their marks lead.</summary>
public static class DemographicsCharts
{
    private const int MostBars = 12;

    /// <summary>Age bands, oldest on top and Unknown last, by gender: women to the left, men to the right, everybody else apart. Null without anybody.</summary>
    public static PyramidSpec? Pyramid(DemographicsResult result)
    {
        var table = result.Pyramid;
        if (table.Customers == 0)
            return null;
        var (left, right) = Sides(table);
        var rows = Rows(table);
        var others = Enumerable.Range(0, table.Columns.Count).Where(c => c != left && c != right).ToArray();
        return new PyramidSpec
        {
            Label = "Customers by age and gender",
            ValueName = "Customers",
            Bands = [.. rows.Select(r => table.Rows[r].Label)],
            Left = new PyramidSide(SideName(left, "Women"), [.. rows.Select(r => Count(r, left))], "series-1"),
            Right = new PyramidSide(SideName(right, "Men"), [.. rows.Select(r => Count(r, right))], "series-2"),
            Other = others.Length == 0 ? null : new PyramidSide(
                others.All(c => table.Columns[c].IsUnknown) ? "Unknown" : "Other or unknown",
                [.. rows.Select(r => others.Sum(c => Count(r, c)))],
                ChartColors.Muted),
        };

        double Count(int row, int column) => column < 0 ? 0 : table[row, column].Customers ?? 0;

        string SideName(int column, string word) => column < 0 || table.Columns[column].Value is "female" or "male" ? word : table.Columns[column].Label;
    }

    /// <summary>The customers behind a bar of the pyramid; null where its band or a gender stands for many values.</summary>
    public static string? PyramidLink(DemographicsResult result, DemographicsLinks links, ChartMark mark)
    {
        var table = result.Pyramid;
        var (left, right) = Sides(table);
        var genders = (mark.Series switch
        {
            0 => left < 0 ? [] : new[] { left },
            1 => right < 0 ? [] : [right],
            _ => Enumerable.Range(0, table.Columns.Count).Where(c => c != left && c != right),
        }).Select(c => table.Columns[c].Value).ToArray();
        if (table.Rows[Rows(table)[mark.Point]].Value is not { } band || genders.Contains(null))
            return null;
        var filter = links.Scope.Filter.Without(Dimension.Gender).Only(Dimension.AgeBand, band);
        foreach (var gender in genders)
            filter = filter.With(Dimension.Gender, gender!);
        return links.To(filter);
    }

    /// <summary>Countries shaded by customers or revenue; Unknown and what the map does not have are listed under it.</summary>
    public static MapSpec Map(DemographicsResult result, bool byRevenue) => Countries.Map(
        byRevenue ? "Revenue by country" : "Customers by country",
        byRevenue ? "Revenue" : "Customers",
        Places(result, byRevenue),
        byRevenue ? ValueFormat.Money(result.Receipt.Currency) : ValueFormat.Integer);

    /// <summary>The customers of a country on the map, of all names that the data has for it.</summary>
    public static string MapLink(DemographicsResult result, DemographicsLinks links, bool byRevenue, ChartMark mark)
    {
        var country = Map(result, byRevenue).Places[mark.Point].Country;
        var filter = links.Scope.Filter.Without(Dimension.Country);
        foreach (var row in result.By(Dimension.Country).Rows.Where(r => IsOne(r) && Countries.OnTheMap(r.Label) == country))
            filter = filter.With(Dimension.Country, row.Value!);
        return links.To(filter);
    }

    /// <summary>The rows that are drawn as bars: all segments, else the largest values, and always the small groups together and Unknown.</summary>
    public static IReadOnlyList<DemographicsRow> BarRows(DemographicsBreakdown breakdown) => breakdown.Dimension == Dimension.Segment || breakdown.Rows.Count <= MostBars
        ? breakdown.Rows
        : [.. breakdown.Rows.Where(IsOne).Take(MostBars - 1), .. breakdown.Rows.Where(r => !IsOne(r))];

    /// <summary>The largest values of a dimension and Unknown as lying bars; the table has all of them.</summary>
    public static BarSpec Bars(DemographicsBreakdown breakdown)
    {
        var shown = BarRows(breakdown);
        return new BarSpec
        {
            Label = $"Customers by {ScopeText.Name(breakdown.Dimension).ToLowerInvariant()}",
            ValueName = "Customers",
            AxisName = ScopeText.Name(breakdown.Dimension),
            Horizontal = true,
            Labels = [.. shown.Select(r => r.Label)],
            Series = [new BarSeries("Customers", [.. shown.Select(r => (double?)r.Customers)])],
            PointColors = breakdown.Dimension == Dimension.Segment
                ? [.. shown.Select(r => RfmGroups.Find(r.Value) is { } group ? ChartColors.Rfm(group) : ChartColors.Muted)]
                : [.. shown.Select(r => IsOne(r) ? "series-1" : ChartColors.Muted)],
            Notes = [.. shown.Select(r => $"{Formats.Percent(r.Share)} of customers")],
            Height = Math.Max(160, 40 + (28 * shown.Count)),
        };
    }

    /// <summary>The cross table as a heat map; an index that rests on too few expected customers stands in the tooltip, not in colour.</summary>
    public static HeatmapSpec Cross(CrossTable table, CellMeasure measure, string currency) => new()
    {
        Label = $"{ScopeText.Name(table.RowDimension)} by {ScopeText.Name(table.ColumnDimension).ToLowerInvariant()}",
        ValueName = measure.ToString(),
        Format = measure == CellMeasure.Revenue ? ValueFormat.Money(currency) with { Digits = 0 } : ValueFormat.Integer,
        AxisName = ScopeText.Name(table.RowDimension),
        Rows = [.. CrossRows(table, measure).Select(r => table.Rows[r].Label)],
        Columns = [.. table.Columns.Select(c => c.Label)],
        Values = [.. CrossRows(table, measure).Select(r => (IReadOnlyList<double?>)[.. table.Cells[r].Select(c => Value(c, measure))])],
        Notes = [.. CrossRows(table, measure).Select(r => (IReadOnlyList<string>)[.. table.Cells[r].Select(Note)])],
        Scale = measure == CellMeasure.Index ? HeatScale.Diverging : HeatScale.Sequential,
        Center = 100,
    };

    /// <summary>The rows of the heat map: those with a value at least; the table has all of them.</summary>
    public static IReadOnlyList<int> CrossRows(CrossTable table, CellMeasure measure) =>
        [.. Enumerable.Range(0, table.Rows.Count).Where(r => table.Cells[r].Any(c => Value(c, measure) is not null))];

    /// <summary>The customers behind a cell, or null where a header stands for many values.</summary>
    public static string? CellLink(CrossTable table, CellMeasure measure, DemographicsLinks links, ChartMark mark) =>
        links.To(table, table.Rows[CrossRows(table, measure)[mark.Series]], table.Columns[mark.Point]);

    private static double? Value(CrossCell cell, CellMeasure measure) => measure switch
    {
        CellMeasure.Customers => cell.Customers,
        CellMeasure.Revenue => cell.RevenueE4 / 10_000.0,
        _ => cell.IsSmall ? null : cell.Index,
    };

    private static string Note(CrossCell cell) => cell.Customers is not { } customers ? "Hidden: too few people here or in another cell of the row or column"
        : cell.Expected is { } expected ? $"{Formats.Count(customers, "customer")}, {Formats.Number(expected)} expected{(cell.IsSmall ? ": too few for an index" : "")}"
        : $"{Formats.Count(customers, "customer")}; no index where a value is unknown";

    // Whether a row stands for one value.
    private static bool IsOne(DemographicsRow row) => !row.IsUnknown && row.Value is not null;

    private static IReadOnlyList<Place> Places(DemographicsResult result, bool byRevenue) =>
    [
        .. result.By(Dimension.Country).Rows.Select(r => new Place(
            r.Label,
            byRevenue ? r.RevenueE4 / 10_000.0 : r.Customers,
            $"{Formats.Count(r.Customers, "customer")}, {Formats.Percent(r.Share)}")),
    ];

    /// <summary>Rows of the pyramid from top to bottom: oldest first, Unknown last.</summary>
    private static int[] Rows(CrossTable table) =>
        [.. Enumerable.Range(0, table.Rows.Count).OrderBy(r => table.Rows[r].Value is null).ThenBy(r => table.Rows[r].IsUnknown).ThenByDescending(r => r)];

    /// <summary>Columns of women and men; where the data has other words, the two largest.</summary>
    private static (int Left, int Right) Sides(CrossTable table)
    {
        var (left, right) = (Find("female"), Find("male"));
        if (left >= 0 || right >= 0)
            return (left, right);
        var known = Enumerable.Range(0, table.Columns.Count).Where(c => !table.Columns[c].IsUnknown && table.Columns[c].Value is not null).ToArray();
        return (known.Length > 0 ? known[0] : -1, known.Length > 1 ? known[1] : -1);

        int Find(string gender)
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (table.Columns[c].Value == gender)
                    return c;
            }

            return -1;
        }
    }
}
