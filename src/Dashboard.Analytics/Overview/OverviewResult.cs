using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Overview;

/// <summary>The figures that the Overview shows.</summary>
public enum OverviewMetric
{
    /// <summary>Revenue net of returns, in ten-thousandths.</summary>
    Revenue,

    /// <summary>Orders.</summary>
    Orders,

    /// <summary>Revenue divided by orders, in ten-thousandths.</summary>
    AverageOrderValue,

    /// <summary>Distinct customers with an order.</summary>
    ActiveCustomers,

    /// <summary>Active customers whose first order lies in the range.</summary>
    NewCustomers,

    /// <summary>Active customers who had ordered before.</summary>
    ReturningCustomers,

    /// <summary>Active customers with at least two orders up to the end of the range, as a share.</summary>
    RepeatRate,

    /// <summary>Last-365-day revenue of customers whose silence exceeds their own rhythm, in ten-thousandths.</summary>
    RevenueAtRisk,
}

/// <summary>One figure with its comparison.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Value">The value in the unit of the metric; null where it has none (a mean of nothing).</param>
/// <param name="Previous">The value of the comparison; null without one.</param>
/// <param name="N">What the value rests on.</param>
/// <param name="NIs">What <paramref name="N"/> counts: "documents", "orders", "active customers" …</param>
/// <param name="Sparkline">The value of each piece of <see cref="OverviewResult.Pieces"/>.</param>
public sealed record OverviewKpi(OverviewMetric Metric, double? Value, double? Previous, int N, string NIs, IReadOnlyList<double?> Sparkline)
{
    /// <summary>Change as a share of the comparison (0.12 is 12 % up); null without a positive comparison. For <see cref="OverviewMetric.RepeatRate"/> the difference.</summary>
    public double? Change => Value is not { } now || Previous is not { } then ? null
        : Metric == OverviewMetric.RepeatRate ? now - then
        : then > 0 ? (now - then) / then
        : null;

    /// <summary>Whether a rise is good news.</summary>
    public bool HigherIsBetter => Metric != OverviewMetric.RevenueAtRisk;
}

/// <summary>A piece of the range.</summary>
/// <param name="Days">First and last day.</param>
/// <param name="Figures">What it came to.</param>
public sealed record OverviewPiece(DateRange Days, PeriodFigures Figures);

/// <summary>A piece of the revenue trend and the piece of the comparison that lies as many days after its beginning.</summary>
/// <param name="Days">First and last day.</param>
/// <param name="IsWhole">False for a week or month that the range cuts.</param>
/// <param name="RevenueE4">Revenue.</param>
/// <param name="Orders">Orders.</param>
/// <param name="PreviousRevenueE4">Revenue of the comparison, null without one.</param>
/// <param name="PreviousOrders">Orders of the comparison, null without one.</param>
public sealed record TrendPoint(DateRange Days, bool IsWhole, long RevenueE4, int Orders, long? PreviousRevenueE4, int? PreviousOrders);

/// <summary>A group in the treemap.</summary>
/// <param name="Group">The group at the end of the range.</param>
/// <param name="Customers">Members.</param>
/// <param name="RevenueE4">Their revenue in the range.</param>
public sealed record SegmentSlice(RfmGroup Group, int Customers, long RevenueE4);

/// <summary>A campaign at a glance, as its contacts say.</summary>
/// <param name="Key">The shop's own id.</param>
/// <param name="Name">Name.</param>
/// <param name="Channel">Channel, null when unknown.</param>
/// <param name="FirstDay">First day, null when unknown.</param>
/// <param name="Sent">Contacts that were not held out.</param>
/// <param name="Answers">Those of them whose conversion the file speaks of: what <paramref name="Conversions"/> rests on.</param>
/// <param name="Conversions">Those of them who bought.</param>
/// <param name="CostE4">Cost, null when unknown.</param>
/// <param name="RevenueE4">Revenue of the outcome window as the file says, null when it says nothing.</param>
public sealed record CampaignGlance(string Key, string Name, string? Channel, DateOnly? FirstDay, int Sent, int Answers, int Conversions, long? CostE4, long? RevenueE4)
{
    /// <summary>Conversions among contacts with a known outcome, 0 to 1; null when none is known.</summary>
    public double? ConversionRate => Answers == 0 ? null : (double)Conversions / Answers;
}

/// <summary>The state of the shop in a range.</summary>
public sealed record OverviewResult
{
    /// <summary>Whether the shop has no data at all.</summary>
    public required bool IsEmptyShop { get; init; }

    /// <summary>The figures in the order in which the screen shows them.</summary>
    public required IReadOnlyList<OverviewKpi> Kpis { get; init; }

    /// <summary>What the range came to.</summary>
    public required PeriodFigures Current { get; init; }

    /// <summary>What the comparison came to, null without one.</summary>
    public required PeriodFigures? Previous { get; init; }

    /// <summary>Share of the days of the comparison that lie within the data, 0 to 1; 1 without comparison.</summary>
    public required double ComparisonCoverage { get; init; }

    /// <summary>Whether the data covers at least 90 % of the comparison: below that, a change says more about the data than about the shop.</summary>
    public bool IsComparable => Previous is not null && ComparisonCoverage >= 0.9;

    /// <summary>The pieces of equal length behind the sparklines, oldest first.</summary>
    public required IReadOnlyList<OverviewPiece> Pieces { get; init; }

    /// <summary>What changed the revenue, null without comparison.</summary>
    public required ChangeDrivers? Drivers { get; init; }

    /// <summary>Step of the trend.</summary>
    public required TimeStep Step { get; init; }

    /// <summary>Revenue over time.</summary>
    public required IReadOnlyList<TrendPoint> Trend { get; init; }

    /// <summary>The groups at the end of the range; customers in none are not counted.</summary>
    public required IReadOnlyList<SegmentSlice> Segments { get; init; }

    /// <summary>Revenue of the range without a customer, which is in no group.</summary>
    public required long AnonymousRevenueE4 { get; init; }

    /// <summary>The last campaigns that began by the end of the range, newest first, at most 5.</summary>
    public required IReadOnlyList<CampaignGlance> Campaigns { get; init; }

    /// <summary>How many campaigns began by the end of the range in all.</summary>
    public required int CampaignCount { get; init; }

    /// <summary>The shop's typical gap between order days at the end of the range, null when nobody ordered on two days.</summary>
    public required double? ShopGapDays { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }
}
