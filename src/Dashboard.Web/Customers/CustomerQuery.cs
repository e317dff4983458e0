using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Web.Customers;

/// <summary>
/// What the customer list's address holds beside the scope: <c>q=anna</c>, <c>sort=revenue</c>, <c>order=asc</c>, <c>who=active</c>, <c>bands=18,30,50</c>, <c>cols=key,name</c>.
/// What is left out or cannot be read is the default.
/// </summary>
/// <param name="Search">What is looked for, or null.</param>
/// <param name="Sort">Column to sort by, or null for the best match while searching and the most revenue otherwise.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Who">Which customers of the scope.</param>
/// <param name="Bands">Age bands to filter by instead of the shop's, or null.</param>
/// <param name="Columns">Slugs of the columns shown, or null for the usual ones.</param>
public sealed record CustomerQuery(string? Search, CustomerSort? Sort, bool Descending, Population Who, AgeBands? Bands, string? Columns)
{
    private static readonly (string Name, Population Who)[] Whos =
    [
        ("active", Population.Active), ("active-own", Population.ActiveResidents), ("new", Population.New), ("returning", Population.Returning), ("repeat", Population.Repeat), ("at-risk", Population.AtRisk),
    ];

    /// <summary>The order used: the one chosen, else the best match or the most revenue.</summary>
    public CustomerSort SortOrDefault => Sort ?? (Search is null ? CustomerSort.Revenue : CustomerSort.Match);

    /// <summary>Whether the largest comes first in the order used.</summary>
    public bool DescendingOrDefault => Sort is null ? Search is null : Descending;

    /// <summary>Reads the parameters.</summary>
    public static CustomerQuery Parse(string? q, string? sort, string? order, string? who, string? bands, string? columns)
    {
        var column = Array.Find(ListColumns.All, c => c.Slug == sort && c.Sort is not null);
        return new CustomerQuery(
            string.IsNullOrWhiteSpace(q) ? null : q.Trim(),
            column?.Sort,
            order is null ? column?.IsNumber == true : order != "asc",
            Whos.FirstOrDefault(w => w.Name == who).Who,
            ParseBands(bands),
            string.IsNullOrWhiteSpace(columns) ? null : columns);
    }

    /// <summary>Age bands as an address has them, "18,30,50"; null when they are missing or no bands.</summary>
    public static AgeBands? ParseBands(string? text)
    {
        var ends = (text ?? "").Split(',', StringSplitOptions.TrimEntries).Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? age : 0).ToArray();
        try
        {
            return string.IsNullOrWhiteSpace(text) ? null : new AgeBands(ends);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Age bands as an address has them.</summary>
    public static string? Text(AgeBands? bands) => bands is null ? null : string.Join(',', bands.LowerEnds);

    /// <summary>A population as an address has it; null for everyone.</summary>
    public static string? Text(Population who) => Array.Find(Whos, w => w.Who == who).Name;

    /// <summary>Writes the parameters; defaults are null and left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        var column = Array.Find(ListColumns.All, c => Sort is not null && c.Sort == Sort);
        yield return new("q", Search);
        yield return new("sort", column?.Slug);
        yield return new("order", column is null || Descending == column.IsNumber ? null : Descending ? "desc" : "asc");
        yield return new("who", Text(Who));
        yield return new("bands", Text(Bands));
        yield return new("cols", Columns);
    }

    /// <summary>The order after a click on a column: its useful direction first, then the other, then the default again.</summary>
    public CustomerQuery Sorted(ListColumn column) =>
        Sort != column.Sort ? this with { Sort = column.Sort, Descending = column.IsNumber }
        : Descending == column.IsNumber ? this with { Descending = !column.IsNumber }
        : this with { Sort = null, Descending = false };

    /// <summary>The page of the list.</summary>
    public CustomerListRequest Request(Scope scope, int skip, int take) => new(scope, Search, SortOrDefault, DescendingOrDefault, skip, take, Who, Bands);

    /// <summary>All rows of the list.</summary>
    public CustomerExportRequest Export(Scope scope) => new(scope, Search, SortOrDefault, DescendingOrDefault, Who, Bands);
}
