using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// What orders are worth beside what a Gamma-Gamma model said of who placed them: prices rise, and who comes back may buy otherwise than who came once. The factor of the last days, found as of their beginning, is expected of the days
/// ahead where the same would have been nearer the truth as of earlier days.
/// </summary>
internal static class ValueLevel
{
    private const int MostDays = 90;
    private const int LeastDays = 28;

    // Days with an order that a factor is read from at least, and how far one strays from 1 in shops at large (standard deviation of the logarithm), towards which few orders are drawn.
    private const int LeastOrders = 200;
    private const double PriorDeviation = 0.1;

    /// <summary>The factor as of the last day of a model's data; null where too little was ordered, or values bound no model.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="every">Every how manieth customer is used.</param>
    /// <param name="seed">Seed of the model.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static double? Of(Snapshot snapshot, int asOfDay, int every, int seed, CancellationToken cancellationToken)
    {
        var days = Math.Min(MostDays, (asOfDay - snapshot.FirstDay.DayNumber) / 3);
        if (days < LeastDays)
            return null;
        var before = new LifetimeFitter(snapshot, asOfDay - days, every, seed, cancellationToken);
        if (Log(before, OrderHistories.Between(snapshot, asOfDay - days, asOfDay, cancellationToken)) is not var (log, variance))
            return null;
        return Math.Round(Math.Exp(log * PriorDeviation * PriorDeviation / ((PriorDeviation * PriorDeviation) + variance)), 4);
    }

    /// <summary>Logarithm of what orders came to over what was expected of who placed them, and its variance; null where too few were placed.</summary>
    /// <param name="before">What was known before them.</param>
    /// <param name="after">The orders.</param>
    public static (double Log, double Variance)? Log(LifetimeFitter before, OrderHistories after)
    {
        if (before.Spend.Model is not { } spend || !double.IsFinite(spend.PopulationMean))
            return null;
        var (orders, actual, expected, squares) = (0, 0.0, 0.0, 0.0);
        foreach (var customer in before.Buyers)
        {
            if (after.OrderDays[customer] is not (> 0 and var days))
                continue;
            var own = before.Histories.GrossE4[customer] / 10_000.0 / before.Histories.OrderDays[customer];
            var said = days * spend.ExpectedValue(own > 0 ? before.Histories.OrderDays[customer] : 0, own);
            var came = after.GrossE4[customer] / 10_000.0;
            (orders, actual, expected, squares) = (orders + days, actual + came, expected + said, squares + ((came - said) * (came - said)));
        }

        return orders >= LeastOrders && actual > 0 && expected > 0 ? (Math.Log(actual / expected), squares / (actual * actual)) : null;
    }
}
