namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How much is ordered in each month of the year: repeat orders of every month beside those that a count model without a season expects of the customers won until then, month by month of the year, less the trend,
/// and drawn towards 1 where a month was seen once or twice only.
/// </summary>
internal static class DemandSeason
{
    /// <summary>A season is looked for in this many days at least: every month of the year, and one of them twice.</summary>
    public const int LeastDays = 400;

    /// <summary>Twelve factors, January first, 1 on average; empty where too little was seen.</summary>
    /// <param name="months">The months of the shop.</param>
    public static IReadOnlyList<double> Find(IReadOnlyList<DemandMonth> months)
    {
        if (!IsWhole(months))
            return [];
        var factors = Array.ConvertAll(Logs(months, Trend(months), drawn: true), Math.Exp);
        var mean = factors.Average();
        return Array.ConvertAll(factors, factor => Math.Round(factor / mean, 4));
    }

    /// <summary>Whether every month of the year was seen.</summary>
    public static bool IsWhole(IReadOnlyList<DemandMonth> months) => months.Select(m => m.Start.Month).Distinct().Count() == 12;

    /// <summary>Mean logarithm of each month of the year, January first, less a trend.</summary>
    /// <param name="months">The months of the shop.</param>
    /// <param name="trend">What to take off each of them.</param>
    /// <param name="drawn">Whether a month that was seen once or twice is drawn towards 0.</param>
    public static double[] Logs(IReadOnlyList<DemandMonth> months, IReadOnlyList<double> trend, bool drawn)
    {
        var logs = new double[12];
        foreach (var month in months.Select((m, i) => (m.Start.Month, Log: m.Log - trend[i])).GroupBy(m => m.Month))
        {
            var seen = month.Count();
            logs[month.Key - 1] = month.Average(m => m.Log) * (drawn ? (double)seen / (seen + 1) : 1);
        }

        return logs;
    }

    /// <summary>The straight line through the months; level where less than two years were seen, since then a trend cannot be told from a season.</summary>
    /// <param name="months">The months of the shop.</param>
    public static IReadOnlyList<double> Trend(IReadOnlyList<DemandMonth> months)
    {
        var (meanIndex, meanLog) = (months.Average(m => m.Index), months.Average(m => m.Log));
        var slope = months.Count >= 24
            ? months.Sum(m => (m.Index - meanIndex) * (m.Log - meanLog)) / months.Sum(m => (m.Index - meanIndex) * (m.Index - meanIndex))
            : 0;
        return [.. months.Select(m => meanLog + (slope * (m.Index - meanIndex)))];
    }
}
