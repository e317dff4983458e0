namespace Dashboard.Analytics.Statistics;

/// <summary>Quantiles of values that are already sorted in ascending order.</summary>
public static class SortedQuantiles
{
    /// <summary>The quantile by linear interpolation between order statistics: R's type 7, the default of R, NumPy and Excel's PERCENTILE.INC
    /// (Hyndman and Fan 1996, The American Statistician 50:361).</summary>
    /// <param name="sorted">Ascending values without NaN.</param>
    /// <param name="probability">Between 0 and 1.</param>
    /// <returns>The quantile; NaN when there are no values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside 0 to 1.</exception>
    public static double Type7(ReadOnlySpan<double> sorted, double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (sorted.IsEmpty)
            return double.NaN;
        var position = (sorted.Length - 1) * probability;
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
