using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Customers;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Demographics;

/// <summary>What the address of the demographics means.</summary>
public static class DemographicsQuery
{
    /// <summary>The two dimensions to cross, which are never the same: country by segment unless the address says otherwise.</summary>
    public static (Dimension Rows, Dimension Columns) Crossed(string? rows, string? columns)
    {
        var down = Parse(rows) ?? (Parse(columns) == Dimension.Country ? Dimension.AgeBand : Dimension.Country);
        var across = Parse(columns) is { } asked && asked != down ? asked : down == Dimension.Segment ? Dimension.Country : Dimension.Segment;
        return (down, across);
    }

    private static Dimension? Parse(string? name)
    {
        foreach (var dimension in DemographicsRequest.Dimensions)
        {
            if (ScopeQuery.Name(dimension) == name)
                return dimension;
        }

        return null;
    }
}

/// <summary>Where the numbers of the demographics lead: the customers behind them, counted in the same way.</summary>
/// <param name="Scope">The scope of the page.</param>
/// <param name="Population">Which customers it counts.</param>
/// <param name="Bands">Age bands tried, or null.</param>
public sealed record DemographicsLinks(Scope Scope, Population Population, AgeBands? Bands)
{
    /// <summary>The customers of one value; null for several that share a row.</summary>
    public string? To(Dimension dimension, string? value) => value is null ? null : To(Scope.Filter.Only(dimension, value));

    /// <summary>The customers of a filter.</summary>
    public string To(Filter filter) => Urls.Customers(Scope with { Filter = filter }, new("who", CustomerQuery.Text(Population)), new("bands", CustomerQuery.Text(Bands)));

    /// <summary>The customers of a cell, or null where a header stands for many values.</summary>
    public string? To(CrossTable table, CrossHeader row, CrossHeader column) => row.Value is { } down && column.Value is { } across
        ? To(Scope.Filter.Only(table.RowDimension, down).Only(table.ColumnDimension, across))
        : null;
}
