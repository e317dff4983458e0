using System.Globalization;

namespace Dashboard.Analytics.Clusters;

/// <summary>How values of a feature become a column of a matrix: missing ones filled, then the transform, then less the mean and divided by the standard deviation. Fitted once, kept in the model.</summary>
/// <param name="Key">Key of the feature.</param>
/// <param name="Transform">The transform.</param>
/// <param name="Low">Least transformed value; lower ones are raised to it.</param>
/// <param name="High">Largest transformed value.</param>
/// <param name="Mean">Mean of the transformed values.</param>
/// <param name="Deviation">Their standard deviation (of the population), more than 0.</param>
/// <param name="Fill">The value that stands for a missing one: the median of those that are known.</param>
public sealed record FeatureScale(string Key, FeatureTransform Transform, double Low, double High, double Mean, double Deviation, double Fill)
{
    /// <summary>The column's number for a value.</summary>
    /// <param name="value">The value, NaN for missing.</param>
    public float Apply(double value) => (float)((Math.Clamp(Transformed(double.IsNaN(value) ? Fill : value, Transform), Low, High) - Mean) / Deviation);

    /// <summary>Whether winsorising changes a value.</summary>
    public bool Clips(double value) => !double.IsNaN(value) && Transformed(value, Transform) is var t && (t < Low || t > High);

    /// <summary>The value that a number of the column stands for.</summary>
    public double Restore(double scaled)
    {
        var value = (scaled * Deviation) + Mean;
        return Transform.HasFlag(FeatureTransform.Log) ? Math.Sign(value) * (Math.Exp(Math.Abs(value)) - 1) : value;
    }

    /// <summary>Fits a scale.</summary>
    /// <param name="key">Key of the feature.</param>
    /// <param name="values">Its values, NaN where missing.</param>
    /// <param name="transform">The transform.</param>
    /// <returns>The scale, or null when nothing varies.</returns>
    internal static FeatureScale? Fit(string key, float[] values, FeatureTransform transform)
    {
        var sorted = Known(values);
        if (sorted.Length == 0 || sorted[0] == sorted[^1])
            return null;
        var fill = Quantile(sorted, 0.5);
        var (low, high) = transform.HasFlag(FeatureTransform.Winsorise)
            ? (Transformed(Quantile(sorted, 0.01), transform), Transformed(Quantile(sorted, 0.99), transform))
            : (double.MinValue, double.MaxValue);
        var (mean, squares, count) = (0.0, 0.0, 0);
        foreach (var value in values)
        {
            var transformed = Math.Clamp(Transformed(float.IsNaN(value) ? fill : value, transform), low, high);
            var step = transformed - mean;
            mean += step / ++count;
            squares += step * (transformed - mean);
        }

        var deviation = Math.Sqrt(squares / count);
        return deviation > 1e-9 * (1 + Math.Abs(mean)) ? new FeatureScale(key, transform, low, high, mean, deviation, fill) : null;
    }

    /// <summary>Proposes a transform from the values, with the reason.</summary>
    internal static (FeatureTransform Transform, string Reason) Propose(FeatureUnit unit, float[] values)
    {
        var known = Known(values);
        if (known.Length == 0)
            return (FeatureTransform.None, "no value is known");
        var (skewness, extreme) = Shape(known, FeatureTransform.None);
        var transform = FeatureTransform.None;
        var reason = string.Create(CultureInfo.InvariantCulture, $"skewness {skewness:0.0}");
        if (unit is FeatureUnit.Number or FeatureUnit.Money or FeatureUnit.Days && skewness > 1)
        {
            var (after, extremeAfter) = Shape(known, FeatureTransform.Log);
            if (Math.Abs(after) < skewness)
            {
                transform = FeatureTransform.Log;
                reason = string.Create(CultureInfo.InvariantCulture, $"skewed to the right (skewness {skewness:0.0}); {after:0.0} after the logarithm");
                extreme = extremeAfter;
            }
        }

        if (extreme <= FarOut)
            return (transform, transform == FeatureTransform.None ? $"kept as it is: {reason}, no value far out" : reason);
        var winsorised = transform | FeatureTransform.Winsorise;
        return Fit("", values, winsorised) is null
            ? (transform, reason)
            : (winsorised, string.Create(CultureInfo.InvariantCulture, $"{reason}; the farthest value lies {extreme:0.0} standard deviations out"));
    }

    private const double FarOut = 4;

    // Skewness, and how many standard deviations the farthest value lies from the mean.
    private static (double Skewness, double Extreme) Shape(float[] sorted, FeatureTransform transform)
    {
        var (mean, squares, cubes) = (0.0, 0.0, 0.0);
        foreach (var value in sorted)
            mean += Transformed(value, transform) / sorted.Length;
        foreach (var value in sorted)
        {
            var difference = Transformed(value, transform) - mean;
            squares += difference * difference / sorted.Length;
            cubes += difference * difference * difference / sorted.Length;
        }

        var deviation = Math.Sqrt(squares);
        return deviation == 0
            ? (0, 0)
            : (cubes / (deviation * squares), Math.Max(mean - Transformed(sorted[0], transform), Transformed(sorted[^1], transform) - mean) / deviation);
    }

    private static double Transformed(double value, FeatureTransform transform) =>
        transform.HasFlag(FeatureTransform.Log) ? Math.Sign(value) * Math.Log(1 + Math.Abs(value)) : value;

    private static float[] Known(float[] values)
    {
        var known = Array.FindAll(values, v => !float.IsNaN(v));
        Array.Sort(known);
        return known;
    }

    private static double Quantile(float[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
