using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace Dashboard.Analytics.Statistics;

/// <summary>Count, mean and sample variance of a group; enough for every estimate about means.</summary>
/// <param name="Count">Observations.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Variance">Their sample variance (divisor count − 1).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Summary(long Count, double Mean, double Variance)
{
    /// <summary>Summarises values in two passes.</summary>
    /// <param name="values">Finite values; the mean of none is NaN and the variance of fewer than two is NaN.</param>
    /// <returns>The summary.</returns>
    public static Summary Of(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0, rest = 0;
        foreach (var v in values)
            sum += v;
        var mean = sum / values.Length;
        foreach (var v in values)
        {
            squares += (v - mean) * (v - mean);
            rest += v - mean;
        }

        return new(values.Length, mean, values.Length < 2 ? double.NaN : (squares - rest * rest / values.Length) / (values.Length - 1));
    }
}

/// <summary>Estimates for means and rates.</summary>
public static class Means
{
    /// <summary>The mean of a group with Student's interval.</summary>
    /// <param name="group">Two or more observations.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The mean.</returns>
    public static Estimate Mean(Summary group, double level = 0.95)
    {
        CheckGroup(group);
        return Estimate.Student(group.Mean, Math.Sqrt(group.Variance / group.Count), group.Count - 1, group.Count, level);
    }

    /// <summary>The difference second − first with Welch's interval, which doesn't ask for equal variances (Welch 1947, Biometrika 34:28).</summary>
    /// <param name="first">The first group, two or more observations.</param>
    /// <param name="second">The second group, two or more observations.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The difference.</returns>
    public static Estimate WelchDifference(Summary first, Summary second, double level = 0.95)
    {
        CheckGroup(first);
        CheckGroup(second);
        double a = first.Variance / first.Count, b = second.Variance / second.Count;
        var degrees = a + b == 0
            ? first.Count + second.Count - 2
            : (a + b) * (a + b) / (a * a / (first.Count - 1) + b * b / (second.Count - 1));
        return Estimate.Student(second.Mean - first.Mean, Math.Sqrt(a + b), degrees, first.Count + second.Count, level);
    }

    /// <summary>Welch's two-sided t test that two means are equal.</summary>
    /// <param name="first">The first group, two or more observations.</param>
    /// <param name="second">The second group, two or more observations.</param>
    /// <returns>t, above 0 when the second mean is higher; two equal groups without spread give t 0 and p 1.</returns>
    public static TestResult WelchTest(Summary first, Summary second)
    {
        var d = WelchDifference(first, second);
        if (d.StandardError == 0)
            return d.Value == 0 ? new(0, 1, d.DegreesOfFreedom) : new(d.Value > 0 ? double.PositiveInfinity : double.NegativeInfinity, 0, d.DegreesOfFreedom);
        var t = d.Value / d.StandardError;
        return new(t, 2 * StudentT.CDF(0, 1, d.DegreesOfFreedom, -Math.Abs(t)), d.DegreesOfFreedom);
    }

    /// <summary>Cohen's effect size d: the difference second − first over the pooled standard deviation: 0.2 small, 0.5 medium, 0.8 large.</summary>
    /// <param name="first">The first group, two or more observations.</param>
    /// <param name="second">The second group, two or more observations.</param>
    /// <returns>d; NaN when neither group has spread.</returns>
    public static double CohenD(Summary first, Summary second)
    {
        CheckGroup(first);
        CheckGroup(second);
        var pooled = ((first.Count - 1) * first.Variance + (second.Count - 1) * second.Variance) / (first.Count + second.Count - 2);
        return pooled == 0 ? double.NaN : (second.Mean - first.Mean) / Math.Sqrt(pooled);
    }

    /// <summary>
    /// Hedges' g: Cohen's d without its bias in small groups (Hedges 1981, J. Educational Statistics 6:107), with the large-sample interval (Hedges and Olkin 1985, chapter 5).
    /// </summary>
    /// <param name="first">The first group, two or more observations.</param>
    /// <param name="second">The second group, two or more observations.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>g, above 0 when the second mean is higher; null when neither group has spread.</returns>
    public static Estimate? HedgesG(Summary first, Summary second, double level = 0.95)
    {
        var d = CohenD(first, second);
        if (double.IsNaN(d))
            return null;
        double a = first.Count, b = second.Count;
        var g = d * (1 - (3 / ((4 * (a + b - 2)) - 1)));
        return Estimate.Normal(g, Math.Sqrt(((a + b) / (a * b)) + (g * g / (2 * (a + b)))), first.Count + second.Count, level);
    }

    /// <summary>The relative lift second / first − 1 with Fieller's interval (1954, JRSS B 16:175), which stays right when the first mean is uncertain.</summary>
    /// <param name="first">The first group (control), two or more observations.</param>
    /// <param name="second">The second group, two or more observations.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The lift with the delta method's standard error. The interval is unbounded when the first mean can't be told from 0.</returns>
    public static Estimate Lift(Summary first, Summary second, double level = 0.95)
    {
        CheckGroup(first);
        CheckGroup(second);
        double v1 = first.Variance / first.Count, v2 = second.Variance / second.Count, m1 = first.Mean, m2 = second.Mean, z = Levels.TwoSidedZ(level);
        var ratio = m2 / m1;
        var error = Math.Sqrt(v2 + ratio * ratio * v1) / Math.Abs(m1);
        var g = z * z * v1 / (m1 * m1);
        var interval = new Interval(double.NegativeInfinity, double.PositiveInfinity, level);
        if (g < 1)
        {
            var half = z / Math.Abs(m1) * Math.Sqrt(v2 * (1 - g) + ratio * ratio * v1);
            interval = new((ratio - half) / (1 - g) - 1, (ratio + half) / (1 - g) - 1, level);
        }

        return new(ratio - 1, error, interval, double.PositiveInfinity, first.Count + second.Count);
    }

    /// <summary>The exact interval of a rate of events (Garwood 1936, Biometrika 28:437).</summary>
    /// <param name="events">Events counted, 0 or more.</param>
    /// <param name="exposure">What they were counted over (days, customers …), above 0.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The interval of events a unit of exposure.</returns>
    public static Interval PoissonRate(long events, double exposure, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposure);
        var tail = (1 - Levels.Check(level)) / 2;
        var low = events == 0 ? 0 : Gamma.InvCDF(events, 1, tail);
        return new(low / exposure, Gamma.InvCDF(events + 1, 1, 1 - tail) / exposure, level);
    }

    /// <summary>Kish's effective sample size of weighted observations, (sum w)² / sum w² (Kish 1965).</summary>
    /// <param name="weights">Weights, none below 0.</param>
    /// <returns>Between 0 and the number of weights; 0 when all weights are 0.</returns>
    public static double EffectiveCount(ReadOnlySpan<double> weights)
    {
        double sum = 0, squares = 0;
        foreach (var w in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(w, nameof(weights));
            sum += w;
            squares += w * w;
        }

        return squares == 0 ? 0 : sum * sum / squares;
    }

    private static void CheckGroup(Summary group)
    {
        if (group.Count < 2 || !double.IsFinite(group.Mean) || !(group.Variance >= 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A group needs two observations or more with a finite mean and variance; it has {group.Count}."), nameof(group));
        }
    }
}
