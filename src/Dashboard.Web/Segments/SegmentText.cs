using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Overview;

namespace Dashboard.Web.Segments;

/// <summary>Segments in words: findings, warnings, edges.</summary>
public static class SegmentText
{
    /// <summary>Which group matters most, of the Overview's numbers.</summary>
    public static string Finding(OverviewResult result, bool byRevenue) => Finding(
        [.. result.Segments.Select(s => (s.Group, s.Customers, s.RevenueE4))], result.Segments.Sum(s => s.RevenueE4) + result.AnonymousRevenueE4, byRevenue);

    /// <summary>Which group brings most revenue, and from how many customers.</summary>
    public static string Finding(SegmentsResult result) => Finding([.. result.Groups.Select(g => (g.Group, g.Customers, g.RevenueE4))], result.RevenueE4, byRevenue: true);

    /// <summary>A warning as a title, with its number.</summary>
    public static string Warning(RfmWarning warning) => warning.Weakness switch
    {
        RfmWeakness.FewFrequencyScores => $"Only {warning.Value:0} of the 5 frequency scores occur, so the groups hardly tell frequent buyers apart",
        RfmWeakness.ShortHistory => $"Only {Formats.Days((long)warning.Value)} of history; recency and frequency need {warning.Limit:0}",
        _ => $"{Formats.Percent(warning.Value)} of {Formats.Count(warning.Buyers, "buyer")} ordered once",
    };

    /// <summary>What moved most since the comparison.</summary>
    public static string Movement(SegmentsResult result)
    {
        var moved = result.Moves.Where(m => m.From is not null && m.From != m.To).ToList();
        var known = result.Moves.Where(m => m.From is not null).Sum(m => m.Customers);
        return moved.Count == 0 ? "Nobody changed segment"
            : $"{Formats.Percent(moved.Sum(m => m.Customers) / (double)known)} changed segment; most went from {moved.MaxBy(m => m.Customers)!.From!.Value.Name()} to {moved.MaxBy(m => m.Customers)!.To.Name()}";
    }

    /// <summary>A change of size: "+12 since", "no change".</summary>
    public static string Size(SegmentRow group) => group.CustomersBefore is not { } before ? ""
        : group.Customers == before ? "same size as before"
        : $"{Formats.Integer(group.Joined!.Value)} in, {Formats.Integer(group.Left!.Value)} out since {Formats.Integer(before)}";

    private static string Finding(IReadOnlyList<(RfmGroup Group, int Customers, long RevenueE4)> groups, long revenueE4, bool byRevenue)
    {
        var customers = groups.Sum(g => g.Customers);
        if (customers == 0)
            return "No customers in this range";
        if (!byRevenue || revenueE4 <= 0)
        {
            var largest = groups.MaxBy(g => g.Customers);
            return $"{Formats.Percent(largest.Customers / (double)customers, 0)} of {Formats.Count(customers, "customer")} are {largest.Group.Name()}";
        }

        var best = groups.MaxBy(g => g.RevenueE4);
        return $"{OverviewText.People(best.Group)} bring {Formats.Percent(best.RevenueE4 / (double)revenueE4, 0)} of revenue from {Formats.Percent(best.Customers / (double)customers, 0)} of customers";
    }
}
