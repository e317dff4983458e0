using System.Globalization;
using MathNet.Numerics.Distributions;

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
    /// <summary>Probability that the interval holds, given that another order comes.</summary>
    public const double Level = 0.8;

    /// <summary>Share of gaps as short as this one at which the silence tells more than any window would.</summary>
    public const double TooLong = 0.99;

    /// <summary>First day of the interval, or null when there is none.</summary>
    public DateOnly? Earliest { get; init; }

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

        var n = own.Gaps.Count;
        var weight = n == 0 || shop.Between == 0 ? 0 : shop.Between / (shop.Between + (shop.Within / n));
        var mean = n == 0 ? shop.Mean : (weight * own.Gaps.Average(g => Math.Log(g))) + ((1 - weight) * shop.Mean);
        var deviation = Math.Sqrt(shop.Within + (shop.Between * (1 - weight)));
        var ended = silent == 0 ? 0 : Normal.CDF(mean, deviation, Math.Log(silent));
        none = none with { OwnWeight = weight, ShareEnded = ended };
        if (ended > TooLong)
            return none with { WhyNot = "The silence is longer than 99 of 100 such gaps, so a date would be a guess: treat this customer as lapsed." };
        return none with { Earliest = Day((1 - Level) / 2), Median = Day(0.5), Latest = Day((1 + Level) / 2) };

        // A gap of t days ends on a day when the continuous time has passed t, so days are rounded up; nothing is expected beyond a century.
        DateOnly Day(double share)
        {
            var gap = Math.Exp(Normal.InvCDF(mean, deviation, ended + (share * (1 - ended))));
            return DateOnly.FromDayNumber(Math.Min(DateOnly.MaxValue.DayNumber, asOfDay - silent + (int)Math.Ceiling(Math.Clamp(gap, silent, 36_500) - 1e-9)));
        }
    }
}
