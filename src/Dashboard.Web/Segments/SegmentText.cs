using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Overview;

namespace Dashboard.Web.Segments;

/// <summary>Segments in words: findings, warnings, edges.</summary>
public static class SegmentText
{
    /// <summary>Which group matters most, of the Overview's numbers.</summary>
    public static string Finding(OverviewResult result, bool byRevenue) => Finding(
        result.Receipt.Groups, [.. result.Segments.Select(s => (s.Group, s.Customers, s.RevenueE4))], result.Segments.Sum(s => s.RevenueE4) + result.AnonymousRevenueE4, byRevenue);

    /// <summary>Which group brings most revenue, and from how many customers.</summary>
    public static string Finding(SegmentsResult result) => Finding(result.Receipt.Groups, [.. result.Groups.Select(g => (g.Group, g.Customers, g.RevenueE4))], result.RevenueE4, byRevenue: true);

    /// <summary>Of the members at the end of the comparison, the share that has ordered since; null without comparison or members.</summary>
    public static double? OrderedShare(SegmentRow group) => group is { CustomersBefore: > 0 and var before, OrderedSince: { } ordered } ? ordered / (double)before : null;

    /// <summary>What an action has to beat, measured: of those who were in the group, how many ordered since. Null without comparison or members.</summary>
    public static string? ToBeat(SegmentRow group) => OrderedShare(group) is { } share
        ? $"To beat: of {Formats.Integer(group.CustomersBefore!.Value)} then, {Formats.Percent(share)} have ordered since"
        : null;

    /// <summary>What moved most since the comparison.</summary>
    public static string Movement(SegmentsResult result)
    {
        var moved = result.Moves.Where(m => m.From is not null && m.From != m.To).ToList();
        var known = result.Moves.Where(m => m.From is not null).Sum(m => m.Customers);
        return moved.Count == 0 ? "Nobody changed segment"
            : $"{Formats.Percent(moved.Sum(m => m.Customers) / (double)known)} changed segment; most went from {result.Receipt.Groups.Name(moved.MaxBy(m => m.Customers)!.From)} to {result.Receipt.Groups.Name(moved.MaxBy(m => m.Customers)!.To)}";
    }

    /// <summary>A change of size: "+12 since", "no change".</summary>
    public static string Size(SegmentRow group) => group.CustomersBefore is not { } before ? ""
        : group.Customers == before ? "same size as before"
        : $"{Formats.Integer(group.Joined!.Value)} in, {Formats.Integer(group.Left!.Value)} out since {Formats.Integer(before)}";

    private static string Finding(RfmNames names, IReadOnlyList<(RfmGroup Group, int Customers, long RevenueE4)> groups, long revenueE4, bool byRevenue)
    {
        var customers = groups.Sum(g => g.Customers);
        if (customers == 0)
            return "No customers in this range";
        if (!byRevenue || revenueE4 <= 0)
        {
            var largest = groups.MaxBy(g => g.Customers);
            return $"{Formats.Percent(largest.Customers / (double)customers, 0)} of {Formats.Count(customers, "customer")} are {names.Name(largest.Group)}";
        }

        var best = groups.MaxBy(g => g.RevenueE4);
        return $"{OverviewText.People(best.Group, names)} bring {Formats.Percent(best.RevenueE4 / (double)revenueE4, 0)} of revenue from {Formats.Percent(best.Customers / (double)customers, 0)} of customers";
    }
}
