using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace Dashboard.Analytics.Statistics;

/// <summary>An estimate that travels with its uncertainty and its sample size.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error, in the same units.</param>
/// <param name="Interval">Its interval.</param>
/// <param name="DegreesOfFreedom">Of the t distribution that gave the interval; infinite for the normal one.</param>
/// <param name="Count">Observations behind it.</param>
public sealed record Estimate(double Value, double StandardError, Interval Interval, double DegreesOfFreedom, long Count)
{
    internal static Estimate Normal(double value, double error, long count, double level) =>
        Student(value, error, double.PositiveInfinity, count, level);

    internal static Estimate Student(double value, double error, double degreesOfFreedom, long count, double level)
    {
        var q = double.IsPositiveInfinity(degreesOfFreedom)
            ? Levels.TwoSidedZ(level)
            : StudentT.InvCDF(0, 1, degreesOfFreedom, 1 - (1 - Levels.Check(level)) / 2);
        return new(value, error, new Interval(value - q * error, value + q * error, level), degreesOfFreedom, count);
    }
}

/// <summary>The result of a significance test.</summary>
/// <param name="Statistic">z, t or chi-square.</param>
/// <param name="PValue">Chance of a statistic as far out when there is no effect, 0 to 1, two-sided for z and t.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom; infinite for z.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TestResult(double Statistic, double PValue, double DegreesOfFreedom);

/// <summary>Quantiles and tails that several estimates share.</summary>
internal static class Levels
{
    internal static double Check(double level) => level is > 0 and < 1
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1, as in 0.95.");

    internal static double TwoSidedZ(double level) => Normal.InvCDF(0, 1, 1 - (1 - Check(level)) / 2);

    internal static double TwoSidedP(double z) => 2 * Normal.CDF(0, 1, -Math.Abs(z));
}
