using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Demographics;

/// <summary>The demographics in words: findings, definitions, and what is missing.</summary>
public static class DemographicsText
{
    /// <summary>How many customers there are, and where most of them are from.</summary>
    public static string Headline(DemographicsResult result)
    {
        var many = Formats.Count(result.Total.Customers, result.Population == Population.Everyone ? "customer" : "active customer");
        return Largest(result.By(Dimension.Country)) is { } country && result.Total.Customers > 0
            ? $"{many}, {Formats.Percent((double)country.Customers / result.By(Dimension.Country).Known, 0)} of those with a country from {country.Label}"
            : many;
    }

    /// <summary>Who is counted, in a sentence; the receipt has the whole definition.</summary>
    public static string Lead(DemographicsResult result, Scope scope) =>
        (result.Population != Population.Everyone || scope.Filter.AsksOrders ? "Customers with an order in the range" : "Customers known by the end of the range, whether or not they ordered in it")
        + "; revenue and orders are those of the range.";

    /// <summary>Why there is nobody.</summary>
    public static string Nobody(Scope scope, Population population) => !scope.Filter.IsEmpty ? "No customer meets the filter."
        : population == Population.Everyone ? "Customers come with an order history or a customer file."
        : "Nobody ordered in the range. Widen it, or look at everyone.";

    /// <summary>How much is known of the customers.</summary>
    public static string Quality(DemographicsResult result) =>
        "On record: " + string.Join(", ", result.Breakdowns.Where(b => b.Dimension != Dimension.Segment).Select(b => $"{Name(b.Dimension)} {Formats.Percent(b.KnownShare, 0)}")) + " of customers."
        + (result.AnonymousRevenueE4 == 0 ? "" : $" {Formats.Money(result.AnonymousRevenueE4, result.Receipt.Currency)} of the range's revenue has no customer and is in no group.");

    /// <summary>The largest bar of the pyramid among those known.</summary>
    public static string Ages(DemographicsResult result)
    {
        var table = result.Pyramid;
        if (table.Known == 0)
            return "Age and gender";
        var (row, column) = (from r in Enumerable.Range(0, table.Rows.Count)
                             from c in Enumerable.Range(0, table.Columns.Count)
                             where !table.Rows[r].IsUnknown && !table.Columns[c].IsUnknown
                             select (r, c)).MaxBy(x => table[x.r, x.c].Customers ?? 0);
        return $"Most common: {Gender(table.Columns[column].Label)}, {table.Rows[row].Label}, {Formats.Percent((double)(table[row, column].Customers ?? 0) / table.Known, 0)} of those with age and gender on record";
    }

    /// <summary>What the pyramid shows, and what it hides.</summary>
    public static string Pyramid(DemographicsResult result) =>
        $"Customers by age on {Formats.Date(result.Receipt.Range.To)} and gender; who has no birth date or gender on record is shown as Unknown. {HiddenCells(result.Pyramid)}".TrimEnd();

    /// <summary>Whether age or gender is known of anybody, so that there is a pyramid.</summary>
    public static bool HasAges(DemographicsResult result) => result.By(Dimension.AgeBand).Known > 0 || result.By(Dimension.Gender).Known > 0;

    /// <summary>The largest value of a dimension.</summary>
    public static string Top(DemographicsBreakdown breakdown, bool byRevenue)
    {
        if (Largest(breakdown) is not { } first)
            return ScopeText.Name(breakdown.Dimension);
        if (!byRevenue)
            return $"Most customers by {Name(breakdown.Dimension)}: {Gender(first.Label)}, {Formats.Percent(first.Share, 0)}";
        var most = breakdown.Rows.Where(r => r is { IsUnknown: false, Value: not null }).MaxBy(r => r.RevenueE4)!;
        return $"Most revenue by {Name(breakdown.Dimension)}: {Gender(most.Label)}" + (most.RevenueShare is { } share ? $", {Formats.Percent(share, 0)} of what customers brought" : "");
    }

    /// <summary>What the bars of a dimension leave to the table.</summary>
    public static string Bars(DemographicsBreakdown breakdown)
    {
        var shown = DemographicsCharts.BarRows(breakdown);
        var hidden = breakdown.Rows.Except(shown).ToList();
        var small = breakdown.Rows.FirstOrDefault(r => r.Value is null);
        return $"Customers by {Name(breakdown.Dimension)}"
            + (small is null ? "" : $"; {Formats.Count(small.Values, "group")} of few people share one bar")
            + (hidden.Count == 0 ? "" : $"; +{Formats.Integer(hidden.Count)} more with {Formats.Count(hidden.Sum(r => (long)r.Customers), "customer")} in the table");
    }

    /// <summary>The dimensions of which nothing is known; null when something is known of each.</summary>
    public static string? NotRecorded(DemographicsResult result)
    {
        var missing = result.Breakdowns.Where(b => b.Known == 0 && b.Customers > 0).Select(b => Name(b.Dimension)).ToList();
        return missing.Count == 0 ? null : $"Not on record: {string.Join(", ", missing)}";
    }

    /// <summary>Why a heat map would be empty; null when it is not.</summary>
    public static string? NoCross(CrossTable table, CellMeasure measure) => DemographicsCharts.CrossRows(table, measure).Count > 0
        ? null
        : $"No cell expects 5 customers or more of whom {Name(table.RowDimension)} and {Name(table.ColumnDimension)} are both known, so an index would say nothing. Show customers instead, or cross two other dimensions.";

    /// <summary>What the heat map leaves to the table.</summary>
    public static string Hidden(CrossTable table, CellMeasure measure)
    {
        var rows = table.Rows.Count - DemographicsCharts.CrossRows(table, measure).Count;
        return string.Join(" ", new[]
        {
            rows == 0 ? "" : $"+{Formats.Count(rows, "row")} without a cell of 5 expected customers: they are in the table, and in the map of customers.",
            HiddenCells(table),
        }.Where(s => s.Length > 0));
    }

    /// <summary>How many cells are hidden, and how many customers they hold together; nothing where none is.</summary>
    public static string HiddenCells(CrossTable table) => table.HiddenCells == 0
        ? ""
        : $"{Formats.Count(table.HiddenCells, "cell")} with {Formats.Count(table.HiddenCustomers, "customer")} together {(table.HiddenCells == 1 ? "is" : "are")} hidden: too few people, or they would give such a cell away. Totals count them.";

    /// <summary>The most over-represented cell that rests on enough customers.</summary>
    public static string Cross(CrossTable table)
    {
        var cells = from r in Enumerable.Range(0, table.Rows.Count)
                    from c in Enumerable.Range(0, table.Columns.Count)
                    where table[r, c] is { Index: not null, IsSmall: false } && table.Rows[r].Value is not null && table.Columns[c].Value is not null
                    select (Row: table.Rows[r].Label, Column: table.Columns[c].Label, Index: table[r, c].Index!.Value);
        var most = cells.OrderByDescending(c => c.Index).FirstOrDefault();
        return most.Row is null || most.Index < 105
            ? $"{ScopeText.Name(table.RowDimension)} by {Name(table.ColumnDimension)}"
            : $"{most.Column} is most over-represented in {most.Row}: index {Formats.Number(most.Index, 0)}";
    }

    /// <summary>What an index is.</summary>
    public static string CrossDefinition(CrossTable table) =>
        $"Index 100 = as many as expected if {Name(table.RowDimension)} and {Name(table.ColumnDimension)} had nothing to do with each other, among the {Formats.Count(table.Known, "customer")} of whom both are known; cells with fewer than 5 expected show none";

    /// <summary>Whether the two go together.</summary>
    public static string Association(CrossTable table)
    {
        var (test, rows) = (table.Association, $"{ScopeText.Name(table.RowDimension)} and {Name(table.ColumnDimension)}");
        if (test.Test.DegreesOfFreedom == 0)
            return $"{rows}: a test needs at least two known values of each.";
        var strength = test.CramersV switch { < 0.1 => "hardly go together", < 0.3 => "go together a little", < 0.5 => "go together", _ => "go together strongly" };
        var p = test.Test.PValue < 0.001 ? "p < 0.001" : $"p = {test.Test.PValue.ToString("0.000", CultureInfo.CurrentCulture)}";
        return $"{rows} {strength}: Cramér's V {Formats.Number(test.CramersV, 2)} (chi-square {Formats.Number(test.Test.Statistic)} on {Formats.Number(test.Test.DegreesOfFreedom, 0)} degrees of freedom, {p}, {Formats.Count(test.Count, "customer")})."
            + (test.SmallestExpected < CrossTable.LeastExpected ? " Some cells expect fewer than 5, so the p value is rough." : "");
    }

    private static DemographicsRow? Largest(DemographicsBreakdown breakdown) => breakdown.Rows.Where(r => r is { IsUnknown: false, Value: not null, Customers: > 0 }).MaxBy(r => r.Customers);

    private static string Name(Dimension dimension) => ScopeText.Name(dimension).ToLower(CultureInfo.CurrentCulture);

    private static string Gender(string label) => label switch { "female" => "women", "male" => "men", _ => label };
}
