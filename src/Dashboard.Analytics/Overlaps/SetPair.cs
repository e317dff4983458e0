using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Overlaps;

/// <summary>Two sets of customers and how much they share.</summary>
/// <param name="First">Index of the first set.</param>
/// <param name="Second">Index of the second set.</param>
/// <param name="SizeFirst">Customers of the first.</param>
/// <param name="SizeSecond">Customers of the second.</param>
/// <param name="Both">Customers in both.</param>
/// <param name="Lift">
/// Customers in both by those whom chance would put there, |A| |B| / N: 1 when the sets have nothing to do with each other, above when who is in one is rather in the other as well. Null when a set is empty.
/// The standard error is that of the logarithm, infinite with nobody in both.
/// </param>
public sealed record SetPair(int First, int Second, int SizeFirst, int SizeSecond, int Both, Estimate? Lift)
{
    /// <summary>Customers in either.</summary>
    public int Either => SizeFirst + SizeSecond - Both;

    /// <summary>Jaccard's coefficient, customers in both by those in either, 0 to 1 (Jaccard 1912, New Phytologist 11:37); null when both sets are empty.</summary>
    public double? Jaccard => Either > 0 ? Both / (double)Either : null;

    /// <summary>The overlap coefficient, customers in both by those of the smaller set: 1 when one lies within the other (Szymkiewicz 1934, Simpson 1943); null when a set is empty.</summary>
    public double? Coefficient => Math.Min(SizeFirst, SizeSecond) is > 0 and var smaller ? Both / (double)smaller : null;

    /// <summary>Share of the first set that is in the second, 0 to 1; null when the first is empty.</summary>
    public double? ShareOfFirst => SizeFirst > 0 ? Both / (double)SizeFirst : null;

    /// <summary>Share of the second set that is in the first, 0 to 1; null when the second is empty.</summary>
    public double? ShareOfSecond => SizeSecond > 0 ? Both / (double)SizeSecond : null;

    /// <summary>Every pair, the first index running slowest.</summary>
    /// <param name="inclusive">Customers in all sets of each pattern.</param>
    /// <param name="sets">Number of sets.</param>
    /// <param name="everybody">Customers known.</param>
    internal static IReadOnlyList<SetPair> All(int[] inclusive, int sets, int everybody) =>
    [
        .. from first in Enumerable.Range(0, sets)
           from second in Enumerable.Range(first + 1, sets - first - 1)
           let both = inclusive[1 << first | 1 << second]
           select new SetPair(first, second, inclusive[1 << first], inclusive[1 << second], both, LiftOf(inclusive[1 << first], inclusive[1 << second], both, everybody)),
    ];

    /// <summary>
    /// Lift with its interval, as if the customers were a sample of those there could be. The logarithm of p12 / (p1 p2) of four multinomial counts has by the delta method the variance
    /// 1/n12 − 1/n1 − 1/n2 + (2 lift − 1)/N (Agresti, Categorical Data Analysis, 3rd edition 2013, section 16.1); with nobody in both the interval ends at Wilson's upper end of p12.
    /// </summary>
    /// <param name="first">Size of the first set, 0 or more.</param>
    /// <param name="second">Size of the second set, 0 or more.</param>
    /// <param name="both">Customers in both.</param>
    /// <param name="everybody">Customers known.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The lift; null when a set is empty.</returns>
    public static Estimate? LiftOf(int first, int second, int both, int everybody, double level = OverlapRequest.Level)
    {
        if (first == 0 || second == 0)
            return null;
        var chance = (double)first * second / everybody;
        if (both == 0)
            return new Estimate(0, double.PositiveInfinity, new Interval(0, Proportions.Wilson(0, everybody, level).High * everybody / chance, level), double.PositiveInfinity, everybody);
        var lift = both / chance;
        // 0 when every customer is in both; rounding must not make it negative.
        var variance = Math.Max(0, (1.0 / both) - (1.0 / first) - (1.0 / second) + (((2 * lift) - 1) / everybody));
        var onLogs = Estimate.Normal(Math.Log(lift), Math.Sqrt(variance), everybody, level);
        return onLogs with { Value = lift, Interval = new Interval(Math.Exp(onLogs.Interval.Low), Math.Exp(onLogs.Interval.High), level) };
    }
}
