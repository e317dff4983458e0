namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How much the shop's customers order beside what their pasts say, month by month, the season apart: demand that falls when a competitor opens, or grows. A local level (Durbin and Koopman 2012, "Time series analysis by state
/// space methods", chapter 2): the logarithm of actual over expected repeat orders is a level that walks at random, plus the luck of the month. How far it walks is estimated by maximum likelihood, so where months
/// differ by luck alone the level stays where it is. Months ahead are expected at the last level.
/// </summary>
/// <param name="From">First day of the first month.</param>
/// <param name="Factors">A factor for each month, 1 on average; the last one holds from its month on, the first one before.</param>
/// <param name="StepDeviation">Standard deviation of the step of the logarithm from a month to the next.</param>
/// <param name="LastDeviation">Standard deviation of the logarithm of the last factor.</param>
public sealed record DemandLevel(DateOnly From, IReadOnlyList<double> Factors, double StepDeviation, double LastDeviation)
{
    /// <summary>Fewest months that a level is sought in.</summary>
    public const int LeastMonths = 12;

    private const int Rounds = 3;

    // Standard deviations of a month's step and of a month's luck beyond that of counting: a grid is as good as a search, and gives the same answer everywhere.
    private static readonly double[] Steps = [0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08, 0.12, 0.18, 0.25];
    private static readonly double[] Lucks = [0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3];

    /// <summary>The factor of a day.</summary>
    /// <param name="day">The day.</param>
    public double On(DateOnly day) => Factors[Math.Clamp((day.Year * 12) + day.Month - (From.Year * 12) - From.Month, 0, Factors.Count - 1)];

    /// <summary>The season and the level of some months, each found with the other taken off; no level where it does not move or too little was seen.</summary>
    /// <param name="months">The months of the shop.</param>
    internal static (IReadOnlyList<double> Season, DemandLevel? Level) Find(IReadOnlyList<DemandMonth> months)
    {
        if (months.Count < LeastMonths || !DemandSeason.IsWhole(months))
            return ([], null);
        var trend = DemandSeason.Trend(months);
        var level = default(Smoothed);
        for (var round = 0; round < Rounds; round++)
        {
            // A month of the year that was seen once says nothing of the level: all of it may be season.
            var season = DemandSeason.Logs(months, trend, drawn: false);
            var rest = months.Select(m => m.Log - season[m.Start.Month - 1]).ToArray();
            level = Smooth(months, rest);
            trend = [.. months.Select(m => level.Level[m.Index - months[0].Index])];
        }

        if (!(level.Step > 0))
            return ([], null);
        var factors = Array.ConvertAll(DemandSeason.Logs(months, trend, drawn: true), Math.Exp);
        var (mean, middle) = (factors.Average(), level.Level.Average());
        return (
            Array.ConvertAll(factors, factor => Math.Round(factor / mean, 4)),
            new DemandLevel(months[0].Start, Array.ConvertAll(level.Level, l => Math.Round(Math.Exp(l - middle), 4)), level.Step, Math.Round(Math.Sqrt(level.LastVariance), 4)));
    }

    private static Smoothed Smooth(IReadOnlyList<DemandMonth> months, double[] logs)
    {
        // Months that were left out are bridged.
        var (values, lucks) = (new double[months[^1].Index - months[0].Index + 1], new double[months[^1].Index - months[0].Index + 1]);
        Array.Fill(values, double.NaN);
        for (var i = 0; i < months.Count; i++)
            (values[months[i].Index - months[0].Index], lucks[months[i].Index - months[0].Index]) = (logs[i], 1 / months[i].Actual);
        var (best, step, luck) = (double.NegativeInfinity, 0.0, 0.0);
        foreach (var s in Steps)
        {
            foreach (var l in Lucks)
            {
                var likelihood = Filter(values, lucks, s * s, l * l).LogLikelihood;
                if (likelihood > best + 1e-9)
                    (best, step, luck) = (likelihood, s, l);
            }
        }

        var (_, means, variances) = Filter(values, lucks, step * step, luck * luck);
        var level = (double[])means.Clone();
        for (var t = level.Length - 2; t >= 0; t--)
            level[t] = means[t] + (variances[t] / (variances[t] + (step * step)) * (level[t + 1] - means[t]));
        return new Smoothed(level, step, variances[^1]);
    }

    // Kalman's filter, started at the first month; its likelihood is that of the months behind it.
    private static (double LogLikelihood, double[] Means, double[] Variances) Filter(double[] values, double[] lucks, double step, double luck)
    {
        var (means, variances, sum) = (new double[values.Length], new double[values.Length], 0.0);
        (means[0], variances[0]) = (values[0], lucks[0] + luck);
        for (var t = 1; t < values.Length; t++)
        {
            var (mean, variance) = (means[t - 1], variances[t - 1] + step);
            if (!double.IsNaN(values[t]))
            {
                var (off, spread) = (values[t] - mean, variance + lucks[t] + luck);
                sum -= 0.5 * (Math.Log(spread) + (off * off / spread));
                (mean, variance) = (mean + (variance / spread * off), variance * (lucks[t] + luck) / spread);
            }

            (means[t], variances[t]) = (mean, variance);
        }

        return (sum, means, variances);
    }

    private readonly record struct Smoothed(double[] Level, double Step, double LastVariance);
}
