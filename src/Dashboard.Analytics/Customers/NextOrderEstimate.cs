using System.Globalization;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// When the next order may be expected, if another one comes: an interval from the customer's own gaps, drawn towards the shop's where they are few. It does not say whether an order comes.
/// </summary>
/// <remarks>
/// Log gaps are normal around the customer's mean, and the means normal around the shop's (<see cref="ShopRhythm"/>): the usual normal-normal shrinkage (Gelman et al., Bayesian Data Analysis, section 2.5),
/// and the predictive distribution of a new gap given that it exceeds the silence so far. Gaps that had not ended by the end of the range are not in it, so slow customers are expected somewhat early.
/// </remarks>
public sealed record NextOrderEstimate
{
    /// <summary>Probability that the interval from <see cref="Earliest"/> to <see cref="Latest"/> holds, given that another order comes.</summary>
    public const double Level = 0.8;

    /// <summary>Share of gaps as short as this one at which the silence tells more than any window would.</summary>
    public const double TooLong = 0.99;

    /// <summary>First day of the interval, or null when there is none.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>First day of the interval that holds with 50 %, or null when there is none.</summary>
    public DateOnly? Earliest50 { get; init; }

    /// <summary>Last day of the interval that holds with 50 %, or null when there is none.</summary>
    public DateOnly? Latest50 { get; init; }

    /// <summary>Day by which half of the probability is spent, or null when there is none.</summary>
    public DateOnly? Median { get; init; }

    /// <summary>Last day of the interval, or null when there is none.</summary>
    public DateOnly? Latest { get; init; }

    /// <summary>Why there is no interval and what would give one, or null when there is.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Gaps of the customer's own.</summary>
    public required int OwnGaps { get; init; }

    /// <summary>Gaps of the shop.</summary>
    public required int ShopGaps { get; init; }

    /// <summary>Customers whom the shop's gaps come from.</summary>
    public required int ShopCustomers { get; init; }

    /// <summary>Weight of the customer's own gaps against the shop's, 0 to 1.</summary>
    public double OwnWeight { get; init; }

    /// <summary>Share of such gaps that would have ended by now, 0 to 1.</summary>
    public double ShareEnded { get; init; }

    /// <summary>What the receipt says of it.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Facts =>
    [
        new("Next order", WhyNot ?? "Log-normal gaps, the customer's own shrunk to the shop's, given the silence so far and that another order comes"),
        new("Next order rests on", string.Create(CultureInfo.InvariantCulture, $"{OwnGaps} own gaps (weight {OwnWeight:0.00}) and {ShopGaps} gaps of {ShopCustomers} customers")),
        new("Next order, level of the interval", string.Create(CultureInfo.InvariantCulture, $"{Level:0.##}")),
    ];

    internal static NextOrderEstimate Of(ShopRhythm shop, OrderRhythm own, int asOfDay)
    {
        var none = new NextOrderEstimate { OwnGaps = own.Gaps.Count, ShopGaps = shop.Gaps, ShopCustomers = shop.Customers };
        if (own.DaysSinceLastOrder is not { } silent)
            return none with { WhyNot = "There is no order yet; the first one starts the rhythm." };
        if (!shop.IsEnough)
            return none with { WhyNot = $"The shop's rhythm needs {ShopRhythm.Least} customers who ordered on two days and {ShopRhythm.Least} further gaps; there are {shop.Customers} customers with {shop.Gaps} gaps." };

        var gap = new NextGap(shop, own.Gaps.Count, own.Gaps.Sum(g => Math.Log(g)), silent);
        none = none with { OwnWeight = gap.OwnWeight, ShareEnded = gap.ShareEnded };
        if (gap.ShareEnded > TooLong)
            return none with { WhyNot = "The silence is longer than 99 of 100 such gaps, so a date would be a guess: treat this customer as lapsed." };
        return none with { Earliest = Day(0.1), Earliest50 = Day(0.25), Median = Day(0.5), Latest50 = Day(0.75), Latest = Day(0.9) };

        DateOnly Day(double share) => DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, asOfDay - silent + gap.DaysAt(share)));
    }
}
