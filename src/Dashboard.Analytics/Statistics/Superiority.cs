using MathNet.Numerics.Distributions;

namespace Dashboard.Analytics.Statistics;

/// <summary>
/// The probability of superiority: how likely a random member of the first group has a larger value than one of the second, ties counting half. It needs no shape of the
/// distributions and is not moved by a few very large values. Cliff's delta is twice it less one.
/// </summary>
internal static class Superiority
{
    /// <summary>The probability with Brunner's and Munzel's interval (2000, Biometrical Journal 42:17), cut to 0 to 1.</summary>
    /// <param name="groups">The two groups, two or more values each.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>
    /// The probability. Where one group lies wholly above the other there is no spread to estimate an error from: the interval is then Wilson's for as many trials as the smaller group has.
    /// </returns>
    public static Estimate Of(RankedPair groups, double level = 0.95)
    {
        var (value, error, degrees) = Placements(groups);
        var count = (long)groups.Count;
        if (error == 0)
        {
            var trials = Math.Min(groups.First.Count, groups.Second.Count);
            return new Estimate(value, 0, Proportions.Wilson((long)Math.Round(value * trials), trials, level), double.PositiveInfinity, count);
        }

        var estimate = Estimate.Student(value, error, degrees, count, level);
        return estimate with { Interval = new Interval(Math.Max(0, estimate.Interval.Low), Math.Min(1, estimate.Interval.High), level) };
    }

    /// <summary>Brunner's and Munzel's two-sided test that neither group tends to larger values.</summary>
    /// <param name="groups">The two groups, two or more values each.</param>
    /// <returns>t, above 0 when the first group tends to larger values; z of the Mann–Whitney test where one group lies wholly above the other; 0 and p 1 when all values are equal.</returns>
    public static TestResult Test(RankedPair groups)
    {
        var (value, error, degrees) = Placements(groups);
        if (error > 0)
        {
            var t = (value - 0.5) / error;
            return new TestResult(t, 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(t)), degrees);
        }

        if (value == 0.5)
            return new TestResult(0, 1, double.PositiveInfinity);
        double a = groups.First.Count, b = groups.Second.Count;
        var z = (value - 0.5) / Math.Sqrt((a + b + 1) / (12 * a * b));
        return new TestResult(z, Levels.TwoSidedP(z), double.PositiveInfinity);
    }

    /// <summary>The d of two normal distributions of equal spread that have this probability: puts it on the scale of Cohen's effect sizes.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <returns>√2 times the normal quantile, infinite at the ends.</returns>
    public static double AsCohenD(double probability) => Math.Sqrt(2) * Normal.InvCDF(0, 1, probability);

    // The placement of a value is its rank within the other group; the error comes from the spread of the placements of both.
    private static (double Value, double Error, double Degrees) Placements(RankedPair groups)
    {
        double a = groups.First.Count, b = groups.Second.Count;
        if (a < 2 || b < 2)
            throw new ArgumentException(FormattableString.Invariant($"Groups need two values or more; they have {a} and {b}."), nameof(groups));
        var (belowFirst, belowSecond, sum) = (0L, 0L, 0.0);
        foreach (var (_, inFirst, inSecond) in groups.Entries)
        {
            sum += inFirst * (belowSecond + (inSecond / 2.0));
            belowSecond += inSecond;
        }

        var value = sum / a / b;
        var (squaresFirst, squaresSecond) = (0.0, 0.0);
        belowSecond = 0;
        foreach (var (_, inFirst, inSecond) in groups.Entries)
        {
            var ofFirst = ((belowSecond + (inSecond / 2.0)) / b) - value;
            var ofSecond = ((belowFirst + (inFirst / 2.0)) / a) - (1 - value);
            squaresFirst += inFirst * ofFirst * ofFirst;
            squaresSecond += inSecond * ofSecond * ofSecond;
            belowFirst += inFirst;
            belowSecond += inSecond;
        }

        var (varianceFirst, varianceSecond) = (squaresFirst / (a - 1) / a, squaresSecond / (b - 1) / b);
        var variance = varianceFirst + varianceSecond;
        // Rounding leaves a trace of spread where there is none.
        if (variance < 1e-24)
            return (Math.Round(value, 12), 0, double.PositiveInfinity);
        var degrees = variance * variance / ((varianceFirst * varianceFirst / (a - 1)) + (varianceSecond * varianceSecond / (b - 1)));
        return (value, Math.Sqrt(variance), degrees);
    }
}
