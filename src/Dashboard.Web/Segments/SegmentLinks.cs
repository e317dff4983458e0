using System.Globalization;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Segments;

/// <summary>Where the customers behind a number of the segment pages are listed.</summary>
public static class SegmentLinks
{
    /// <summary>The customers of a move, as a list on its second day; null with a definition that is only tried, since lists follow the shop's own.</summary>
    public static string? Movers(Scope scope, RfmMovement movement, RfmMove move, string? tried) => string.IsNullOrEmpty(tried)
        ? Urls.Customers(scope with
        {
            Range = new RangeChoice(null, movement.From.AddDays(1), movement.To),
            Filter = And(scope.Filter, MoversRule(movement.From, move)),
        })
        : null;

    /// <summary>The rule of a move: the group on the last day of the list and the one on the earlier day.</summary>
    public static string MoversRule(DateOnly from, RfmMove move) => string.Create(
        CultureInfo.InvariantCulture,
        $"rfm.group = \"{move.To.Name()}\" and rfm.group_on(\"{from:yyyy-MM-dd}\") {(move.From is { } group ? $"= \"{group.Name()}\"" : "is unknown")}");

    // Rules of a filter are alternatives, and these customers must meet the filter as well.
    private static Filter And(Filter filter, string rule)
    {
        var given = filter.Values(Dimension.Rule).ToList();
        var both = given.Count == 0 ? rule : $"({string.Join(" or ", given.Select(g => $"({g})"))}) and ({rule})";
        return filter.Only(Dimension.Rule, RuleText.Format(RuleText.Parse(both)));
    }
}
