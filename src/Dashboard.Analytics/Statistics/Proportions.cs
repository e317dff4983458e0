using MathNet.Numerics.Distributions;

namespace Dashboard.Analytics.Statistics;

/// <summary>Estimates for shares: successes out of trials.</summary>
public static class Proportions
{
    /// <summary>Wilson's score interval for one share (Wilson 1927, JASA 22:209); good also for small counts and shares near 0 or 1.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">1 or more.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The interval, within 0 to 1.</returns>
    public static Interval Wilson(long successes, long trials, double level = 0.95)
    {
        CheckShare(successes, trials);
        var z = Levels.TwoSidedZ(level);
        double n = trials, p = successes / n, z2 = z * z;
        var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z / (1 + z2 / n) * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new(successes == 0 ? 0 : Math.Max(0, centre - half), successes == trials ? 1 : Math.Min(1, centre + half), level);
    }

    /// <summary>Clopper's and Pearson's exact interval for one share (1934, Biometrika 26:404); never holds less than its level.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">1 or more.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The interval, within 0 to 1.</returns>
    public static Interval ClopperPearson(long successes, long trials, double level = 0.95)
    {
        CheckShare(successes, trials);
        var tail = (1 - Levels.Check(level)) / 2;
        var low = successes == 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, tail);
        var high = successes == trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, 1 - tail);
        return new(low, high, level);
    }

    /// <summary>Wald's interval for the difference second − first, for comparison with other tools; prefer <see cref="Newcombe"/> with small counts.</summary>
    /// <param name="successes1">Successes of the first group.</param>
    /// <param name="trials1">Trials of the first group, 1 or more.</param>
    /// <param name="successes2">Successes of the second group.</param>
    /// <param name="trials2">Trials of the second group, 1 or more.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The difference, its standard error and interval.</returns>
    public static Estimate WaldDifference(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        CheckShare(successes1, trials1);
        CheckShare(successes2, trials2);
        double p1 = (double)successes1 / trials1, p2 = (double)successes2 / trials2;
        var error = Math.Sqrt(p1 * (1 - p1) / trials1 + p2 * (1 - p2) / trials2);
        return Estimate.Normal(p2 - p1, error, trials1 + trials2, level);
    }

    /// <summary>Newcombe's interval for the difference second − first from two Wilson intervals (1998, Statistics in Medicine 17:873, method 10).</summary>
    /// <param name="successes1">Successes of the first group.</param>
    /// <param name="trials1">Trials of the first group, 1 or more.</param>
    /// <param name="successes2">Successes of the second group.</param>
    /// <param name="trials2">Trials of the second group, 1 or more.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The interval, within −1 to 1.</returns>
    public static Interval Newcombe(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        var w1 = Wilson(successes1, trials1, level);
        var w2 = Wilson(successes2, trials2, level);
        double p1 = (double)successes1 / trials1, p2 = (double)successes2 / trials2, d = p2 - p1;
        return new(d - Hypotenuse(p2 - w2.Low, w1.High - p1), d + Hypotenuse(w2.High - p2, p1 - w1.Low), level);
    }

    /// <summary>The two-sided z test that two shares are equal, with the pooled share.</summary>
    /// <param name="successes1">Successes of the first group.</param>
    /// <param name="trials1">Trials of the first group, 1 or more.</param>
    /// <param name="successes2">Successes of the second group.</param>
    /// <param name="trials2">Trials of the second group, 1 or more.</param>
    /// <returns>z, above 0 when the second share is higher; z is 0 and p is 1 when both shares are 0 or both 1.</returns>
    public static TestResult PooledZTest(long successes1, long trials1, long successes2, long trials2)
    {
        CheckShare(successes1, trials1);
        CheckShare(successes2, trials2);
        var pooled = (double)(successes1 + successes2) / (trials1 + trials2);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1.0 / trials1 + 1.0 / trials2));
        if (error == 0)
            return new(0, 1, double.PositiveInfinity);
        var z = ((double)successes2 / trials2 - (double)successes1 / trials1) / error;
        return new(z, Levels.TwoSidedP(z), double.PositiveInfinity);
    }

    /// <summary>Cohen's effect size h = 2 asin √second − 2 asin √first (1988, chapter 6): 0.2 small, 0.5 medium, 0.8 large.</summary>
    /// <param name="first">A share, 0 to 1.</param>
    /// <param name="second">A share, 0 to 1.</param>
    /// <returns>h, −π to π.</returns>
    public static double CohenH(double first, double second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(second);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(second, 1);
        return 2 * Math.Asin(Math.Sqrt(second)) - 2 * Math.Asin(Math.Sqrt(first));
    }

    /// <summary>The ratio second / first of two shares with the interval of its logarithm (Katz, Baptista, Azen and Pike 1978, Biometrics 34:469).</summary>
    /// <param name="successes1">Successes of the first group.</param>
    /// <param name="trials1">Trials of the first group, 1 or more.</param>
    /// <param name="successes2">Successes of the second group.</param>
    /// <param name="trials2">Trials of the second group, 1 or more.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The ratio; null when either group has no success, since the logarithm has no error then. The standard error is that of the logarithm.</returns>
    public static Estimate? Ratio(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        CheckShare(successes1, trials1);
        CheckShare(successes2, trials2);
        if (successes1 == 0 || successes2 == 0)
            return null;
        var log = Math.Log((double)successes2 / trials2) - Math.Log((double)successes1 / trials1);
        var error = Math.Sqrt((1.0 / successes1) - (1.0 / trials1) + (1.0 / successes2) - (1.0 / trials2));
        var onLogs = Estimate.Normal(log, error, trials1 + trials2, level);
        return onLogs with { Value = Math.Exp(log), Interval = new Interval(Math.Exp(onLogs.Interval.Low), Math.Exp(onLogs.Interval.High), level) };
    }

    /// <summary>Cohen's h with its interval: the arcsine makes the variance of a share 1 / trials whatever the share (1988, chapter 6).</summary>
    /// <param name="successes1">Successes of the first group.</param>
    /// <param name="trials1">Trials of the first group, 1 or more.</param>
    /// <param name="successes2">Successes of the second group.</param>
    /// <param name="trials2">Trials of the second group, 1 or more.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>h, −π to π, the interval cut to these.</returns>
    public static Estimate CohenH(long successes1, long trials1, long successes2, long trials2, double level = 0.95)
    {
        CheckShare(successes1, trials1);
        CheckShare(successes2, trials2);
        var h = CohenH((double)successes1 / trials1, (double)successes2 / trials2);
        var estimate = Estimate.Normal(h, Math.Sqrt((1.0 / trials1) + (1.0 / trials2)), trials1 + trials2, level);
        return estimate with { Interval = new Interval(Math.Max(-Math.PI, estimate.Interval.Low), Math.Min(Math.PI, estimate.Interval.High), level) };
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);

    private static void CheckShare(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
    }
}
