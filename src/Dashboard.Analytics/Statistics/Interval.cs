using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Statistics;

/// <summary>A range that holds the true value at a stated level.</summary>
/// <param name="Low">The lower end; minus infinity where there is none.</param>
/// <param name="High">The upper end; infinity where there is none.</param>
/// <param name="Level">The level, between 0 and 1, as in 0.95.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Low, double High, double Level)
{
    /// <summary>High minus low.</summary>
    public double Width => High - Low;

    /// <summary>Whether a value lies within, ends included.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(double value) => value >= Low && value <= High;
}
