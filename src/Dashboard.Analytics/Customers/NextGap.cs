using MathNet.Numerics.Distributions;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// The gap that a customer is in, if another order ends it: log-normal, the customer's own mean drawn towards the shop's where there are few gaps, given that it is at least as long as the silence so far.
/// </summary>
/// <remarks>Normal-normal shrinkage of log gaps (Gelman et al., Bayesian Data Analysis, section 2.5), and the predictive distribution of a new gap cut off at the silence.</remarks>
internal readonly struct NextGap
{
    private const double MostDays = 36_500;
    private readonly double mean;
    private readonly double deviation;
    private readonly int silent;

    /// <summary>The gap of a customer.</summary>
    /// <param name="shop">The shop's rhythm; it must be enough.</param>
    /// <param name="gaps">Gaps of the customer's own.</param>
    /// <param name="sumOfLogs">Sum of their logarithms.</param>
    /// <param name="silentDays">Days since the last order.</param>
    public NextGap(ShopRhythm shop, int gaps, double sumOfLogs, int silentDays)
    {
        OwnWeight = gaps == 0 || shop.Between == 0 ? 0 : shop.Between / (shop.Between + (shop.Within / gaps));
        mean = gaps == 0 ? shop.Mean : (OwnWeight * (sumOfLogs / gaps)) + ((1 - OwnWeight) * shop.Mean);
        deviation = Math.Sqrt(shop.Within + (shop.Between * (1 - OwnWeight)));
        silent = silentDays;
        ShareEnded = silentDays == 0 ? 0 : Normal.CDF(mean, deviation, Math.Log(silentDays));
    }

    /// <summary>Weight of the customer's own gaps against the shop's, 0 to 1.</summary>
    public double OwnWeight { get; }

    /// <summary>Share of such gaps that would have ended by now, 0 to 1.</summary>
    public double ShareEnded { get; }

    /// <summary>Median of such gaps in days, whatever the silence.</summary>
    public double TypicalDays => Math.Min(Math.Exp(mean), MostDays);

    /// <summary>Days from the last order by which a share of the probability is spent. A gap of t days ends on the day when the continuous time has passed t, so days are rounded up; at most a century.</summary>
    /// <param name="share">Between 0 and 1.</param>
    public int DaysAt(double share)
    {
        var gap = Math.Exp(Normal.InvCDF(mean, deviation, ShareEnded + (share * (1 - ShareEnded))));
        return (int)Math.Ceiling(Math.Clamp(gap, silent, MostDays) - 1e-9);
    }

    /// <summary>Probability that the gap ends within some days from now, if another order ends it.</summary>
    /// <param name="days">Days from now, at least 0.</param>
    public double ShareWithin(int days) =>
        days == 0 ? 0 : Math.Clamp((Normal.CDF(mean, deviation, Math.Log(silent + days)) - ShareEnded) / (1 - ShareEnded), 0, 1);
}
