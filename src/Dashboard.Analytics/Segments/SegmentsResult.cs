using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>The RFM groups of a shop at the end of a range, and what each did in it.</summary>
public sealed record SegmentsResult
{
    /// <summary>The eleven groups, best first; empty groups included.</summary>
    public required IReadOnlyList<SegmentRow> Groups { get; init; }

    /// <summary>The 25 cells of recency score by frequency-and-money score, recency 5 first, then FM 1 first. Customers without an order are in none.</summary>
    public required IReadOnlyList<RfmCell> Grid { get; init; }

    /// <summary>All customers known at the end of the range: the sum of <see cref="SegmentRow.Customers"/>.</summary>
    public required int Customers { get; init; }

    /// <summary>The same at the end of the comparison.</summary>
    public required int? CustomersBefore { get; init; }

    /// <summary>Revenue of the range: that of all groups and the anonymous revenue.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>Revenue of the comparison, null without one.</summary>
    public required long? PreviousRevenueE4 { get; init; }

    /// <summary>Revenue of the range from documents without a customer.</summary>
    public required long AnonymousRevenueE4 { get; init; }

    /// <summary>The same of the comparison.</summary>
    public required long? PreviousAnonymousRevenueE4 { get; init; }

    /// <summary>Orders of the range from anonymous customers.</summary>
    public required int AnonymousOrders { get; init; }

    /// <summary>Customers by group then and group now, zero counts left out; empty without comparison.</summary>
    public required IReadOnlyList<SegmentMove> Moves { get; init; }

    /// <summary>The last days of the months that <see cref="SegmentRow.Sizes"/> has counts for; the last one is the end of the range.</summary>
    public required IReadOnlyList<DateOnly> Months { get; init; }

    /// <summary>The consent channels that <see cref="SegmentRow.Contactable"/> has counts for.</summary>
    public required IReadOnlyList<string> ConsentChannels { get; init; }

    /// <summary>The edges used.</summary>
    public required RfmThresholds Thresholds { get; init; }

    /// <summary>Whether the edges were given (by the request or the shop's settings) rather than taken from the quintiles.</summary>
    public required bool FixedThresholds { get; init; }

    /// <summary>The definition that the groups rest on; without thresholds of its own where they are quintiles.</summary>
    public required RfmDefinition Definition { get; init; }

    /// <summary>Whether there is enough data for the groups to mean something.</summary>
    public required RfmReadiness Readiness { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>One group.</summary>
public sealed record SegmentRow
{
    /// <summary>The group.</summary>
    public required RfmGroup Group { get; init; }

    /// <summary>What the shop calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What the shop does with it.</summary>
    public required string Action { get; init; }

    /// <summary>Members at the end of the range.</summary>
    public required int Customers { get; init; }

    /// <summary>Members as a share of all customers, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Members at the end of the comparison, null without one.</summary>
    public required int? CustomersBefore { get; init; }

    /// <summary>Members now who were in another group, or not known, at the end of the comparison.</summary>
    public required int? Joined { get; init; }

    /// <summary>Members then who are in another group now.</summary>
    public required int? Left { get; init; }

    /// <summary>Members at the end of the comparison who have ordered since then, in whatever group they are now: what happened without this screen, and so the number that an action has to beat.</summary>
    public required int? OrderedSince { get; init; }

    /// <summary>Revenue of the members in the range.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>Revenue as a share of all revenue, anonymous included; 0 when that is not positive.</summary>
    public required double RevenueShare { get; init; }

    /// <summary>Revenue of the same members in the comparison.</summary>
    public required long? PreviousRevenueE4 { get; init; }

    /// <summary>Orders of the members in the range.</summary>
    public required int Orders { get; init; }

    /// <summary>Revenue divided by orders, in ten-thousandths; null without an order.</summary>
    public required double? AverageOrderValueE4 { get; init; }

    /// <summary>Mean days since the last order; null for <see cref="RfmGroup.Prospects"/> and empty groups.</summary>
    public required double? MeanDaysSinceLastOrder { get; init; }

    /// <summary>Median days since the last order.</summary>
    public required double? MedianDaysSinceLastOrder { get; init; }

    /// <summary>Members who granted consent, one count a channel of <see cref="SegmentsResult.ConsentChannels"/>.</summary>
    public required IReadOnlyList<int> Contactable { get; init; }

    /// <summary>Members at each of <see cref="SegmentsResult.Months"/>, by the thresholds of today.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }
}

/// <summary>A cell of the recency by frequency-and-money grid.</summary>
/// <param name="Recency">Recency score, 1 to 5.</param>
/// <param name="FrequencyMoney">Frequency-and-money score, 1 to 5.</param>
/// <param name="Group">The group that the cell belongs to.</param>
/// <param name="Customers">Customers with the two scores.</param>
/// <param name="RevenueE4">Their revenue in the range.</param>
public sealed record RfmCell(int Recency, int FrequencyMoney, RfmGroup Group, int Customers, long RevenueE4);

/// <summary>Customers who went from one group to another, or stayed.</summary>
/// <param name="From">Group at the end of the comparison, null for customers who were not known yet.</param>
/// <param name="To">Group at the end of the range.</param>
/// <param name="Customers">How many.</param>
public sealed record SegmentMove(RfmGroup? From, RfmGroup To, int Customers);
