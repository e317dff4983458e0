using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How much more or less is demanded in the days that a likelihood looks ahead than was in the days that its model learned from: Christmas lies ahead of one cut-off and not of the next, and demand moves. Where customers order at
/// random at rates that all rise by a factor, the probability of no order is raised to the power of it (exactly for each customer's own rate; for the mix of a shop by and large, so that the backtests decide whether it is used).
/// </summary>
/// <param name="Season">Twelve factors, January first.</param>
/// <param name="Level">The level of demand; null where it does not move.</param>
/// <param name="Weeks">Weeks of the demand's clock in the days ahead that were learned from, on average.</param>
public sealed record DemandAhead(IReadOnlyList<double> Season, DemandLevel? Level, double Weeks)
{
    /// <summary>What is known of the demand as of a day; null where there is too little, as in the first year.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="learned">The cut-offs that are learned from.</param>
    /// <param name="horizonDays">Days ahead of each.</param>
    /// <param name="cancellationToken">Polled.</param>
    internal static DemandAhead? Of(Snapshot snapshot, int asOfDay, IReadOnlyList<LikelihoodOrigin> learned, int horizonDays, CancellationToken cancellationToken)
    {
        if (asOfDay - snapshot.FirstDay.DayNumber < DemandSeason.LeastDays)
            return null;
        var buyers = OrderHistories.Of(snapshot, asOfDay, cancellationToken).OrderDays.Count(days => days > 0);
        if (buyers < LifetimeTraining.LeastBuyers)
            return null;
        var fitter = new LifetimeFitter(snapshot, asOfDay, Math.Max(1, buyers / LifetimeBacktest.MostCustomers), 1, cancellationToken);
        var (season, level) = fitter.DemandOf(fitter.Knows(DemandShape.SeasonAndLevel) ? DemandShape.SeasonAndLevel : DemandShape.Season);
        if (season.Count == 0)
            return null;
        var clock = new DemandClock(season, level, learned.Min(o => o.Day), asOfDay);
        var weeks = learned.Sum(o => o.Labels.Length * clock.Between(o.Day, o.Day + horizonDays)) / learned.Sum(o => o.Labels.Length);
        return weeks > 0 ? new DemandAhead(season, level, weeks) : null;
    }

    /// <summary>The demand of the days ahead over that of the days learned from.</summary>
    /// <param name="asOfDay">Day number of the cut-off.</param>
    /// <param name="horizonDays">Days ahead.</param>
    public double Factor(int asOfDay, int horizonDays) => new DemandClock(Season, Level, asOfDay, asOfDay + horizonDays).Between(asOfDay, asOfDay + horizonDays) / Weeks;

    /// <summary>Log odds at a factor of the demand.</summary>
    /// <param name="margin">Log odds at a factor of 1.</param>
    /// <param name="factor">The factor, above 0.</param>
    /// <param name="kind">Whether they are those of no order or of an order.</param>
    internal static double Apply(double margin, double factor, ModelKind kind)
    {
        // Of no order: log p^f, and the odds of that.
        var silence = kind == ModelKind.Churn ? margin : -margin;
        var log = factor * (Math.Min(silence, 0) - double.LogP1(Math.Exp(-Math.Abs(silence))));
        var odds = log < -1e-12 ? log - double.LogP1(-Math.Exp(log)) : -Math.Log(1e-12);
        return kind == ModelKind.Churn ? odds : -odds;
    }
}
