using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>What customers buy next.</summary>
public sealed record PathResult
{
    /// <summary>Customers with an order before that counts.</summary>
    public required int Customers { get; init; }

    /// <summary>Those of them who came back.</summary>
    public required int CameBack { get; init; }

    /// <summary>Median days between the two orders; null when nobody came back.</summary>
    public required double? MedianDays { get; init; }

    /// <summary>By item of the order before, most customers first, Unknown last; none with too few customers.</summary>
    public required IReadOnlyList<PathStart> Starts { get; init; }

    /// <summary>From which item to which, most customers first; none with too few customers.</summary>
    public required IReadOnlyList<PathLink> Links { get; init; }

    /// <summary>Paths that are not shown since they have too few customers.</summary>
    public required int HiddenPaths { get; init; }

    /// <summary>Further paths with enough customers that a list this long leaves out.</summary>
    public required int MorePaths { get; init; }

    /// <summary>The largest items before and after, the others together: for a drawing.</summary>
    public required PathFlow Flow { get; init; }

    /// <summary>What is missing; null when there is enough.</summary>
    public required NotEnoughData? Needs { get; init; }

    /// <summary>Whose orders.</summary>
    public required string MembersName { get; init; }

    /// <summary>Customers that a path needs to be shown.</summary>
    public required int Least { get; init; }

    /// <summary>Groups and segments that can be looked at: name and rule as text.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Share of the customers who never came back, 0 to 1; null without customers.</summary>
    public double? NeverShare => Customers == 0 ? null : 1 - ((double)CameBack / Customers);

    /// <summary>95 % interval of <see cref="NeverShare"/> (Wilson).</summary>
    public Interval? NeverInterval => Customers == 0 ? null : Proportions.Wilson(Customers - CameBack, Customers);
}

/// <summary>Customers by the item of their order before.</summary>
/// <param name="Item">The item.</param>
/// <param name="Customers">Customers.</param>
/// <param name="CameBack">Those who came back.</param>
/// <param name="MedianDays">Median days until they did; null when nobody did.</param>
public sealed record PathStart(AssortmentItem Item, int Customers, int CameBack, double? MedianDays)
{
    /// <summary>Share who never came back, 0 to 1.</summary>
    public double NeverShare => 1 - ((double)CameBack / Customers);

    /// <summary>95 % interval of <see cref="NeverShare"/> (Wilson).</summary>
    public Interval NeverInterval => Proportions.Wilson(Customers - CameBack, Customers);
}

/// <summary>A path.</summary>
/// <param name="From">Item of the order before.</param>
/// <param name="To">Item of the order after.</param>
/// <param name="Counts">Customers with both, with the item before, with the item after, and all, among those who came back.</param>
/// <param name="MedianDays">Median days between the two orders.</param>
/// <param name="PValue">Fisher's exact test that the path is taken no more often than by chance, one-sided.</param>
/// <param name="AdjustedP">The same, adjusted for all paths shown by Benjamini and Hochberg.</param>
public sealed record PathLink(AssortmentItem From, AssortmentItem To, CoOccurrence Counts, double? MedianDays, double PValue, double AdjustedP);

/// <summary>Streams from the largest items before to the largest items after.</summary>
/// <param name="From">Items before; the last stands for all others when there are more.</param>
/// <param name="To">Items after; the last stands for all others when there are more.</param>
/// <param name="Customers">By item before, then item after: customers; null where too few, or where that would give such a number away.</param>
/// <param name="Never">Customers of each item before who never came back.</param>
/// <param name="HiddenCustomers">Customers of the streams that are not shown.</param>
/// <param name="AddsUp">Whether each customer is in one stream.</param>
public sealed record PathFlow(
    IReadOnlyList<AssortmentItem> From, IReadOnlyList<AssortmentItem> To, IReadOnlyList<IReadOnlyList<int?>> Customers, IReadOnlyList<int?> Never, int HiddenCustomers, bool AddsUp)
{
    /// <summary>The value of the item that stands for all others.</summary>
    public const string Others = "(others)";
}
