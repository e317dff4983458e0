using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Classification;

/// <summary>How a leaf may be split best.</summary>
/// <param name="Gain">What the loss falls by; 0 where no split is worth it.</param>
/// <param name="Feature">Index into the features that vary.</param>
/// <param name="Bin">Last bin of the left child.</param>
/// <param name="MissingRight">Whether missing values go right.</param>
/// <param name="LeftFirst">First derivatives of the left child, as a whole number.</param>
/// <param name="LeftSecond">Second derivatives and count of the left child, as a whole number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Split(double Gain, int Feature, int Bin, bool MissingRight, long LeftFirst, long LeftSecond);

/// <summary>Between which values a leaf may lie, so that features stay monotone.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeafBounds(double Low, double High)
{
    public static LeafBounds None => new(double.NegativeInfinity, double.PositiveInfinity);
}

/// <summary>
/// Finds the split of a leaf that lowers the loss most, by its second-order expansion (Chen and Guestrin 2016, "XGBoost", section 2.2), with missing values sent to the side where they lower it more (section 3.4).
/// </summary>
internal sealed class SplitSearch(BinnedRows binned, RowGradients gradients, BoostingOptions options)
{
    private const double LeastSecond = 1e-3;
    private const double LeastGain = 1e-9;

    private readonly int[]? monotone = options.Monotone is { } all && all.Any(m => m != 0) ? [.. binned.Features.Select(f => all[f])] : null;

    /// <summary>The value of a leaf, before the learning rate.</summary>
    public double Value(double first, double second, LeafBounds bounds) => Math.Clamp(-first / (second + options.Penalty + 1e-15), bounds.Low, bounds.High);

    /// <summary>The best split of a leaf.</summary>
    /// <param name="histogram">Its sums.</param>
    /// <param name="first">All its first derivatives.</param>
    /// <param name="second">All its second derivatives and its count.</param>
    /// <param name="bounds">Where its value may lie.</param>
    public Split Best(Histogram histogram, long first, long second, LeafBounds bounds)
    {
        var best = new Split(LeastGain, -1, 0, false, 0, 0);
        for (var feature = 0; feature < binned.Features.Length; feature++)
        {
            var firsts = histogram.FirstsOf(feature);
            var seconds = histogram.SecondsOf(feature);
            var bins = binned.Bins[binned.Features[feature]].Count;
            var (missingFirst, missingSecond) = (firsts[FeatureBins.Missing], seconds[FeatureBins.Missing]);
            var missing = RowGradients.Count(missingSecond);

            // Without missing values in the leaf, they go with the larger side, and no known value is left for a side of their own.
            Scan(feature, firsts, seconds, missing > 0 ? bins : bins - 1, 0, 0, first, second, bounds, ref best, missing == 0 ? null : true);
            if (missing > 0)
                Scan(feature, firsts, seconds, bins - 1, missingFirst, missingSecond, first, second, bounds, ref best, false);
        }

        return best;
    }

    private void Scan(
        int feature, ReadOnlySpan<long> firsts, ReadOnlySpan<long> seconds, int bins, long leftFirst, long leftSecond, long first, long second, LeafBounds bounds, ref Split best, bool? missingRight)
    {
        var direction = monotone?[feature] ?? 0;
        var bounded = monotone is not null;
        var all = RowGradients.Count(second);
        var (g, h) = (gradients.First(first), gradients.Second(second) + options.Penalty);
        var whole = bounded ? -Loss(g, h, Math.Clamp(-g / h, bounds.Low, bounds.High)) : g * g / h;
        for (var bin = 0; bin < bins; bin++)
        {
            var added = seconds[bin];
            if (added == 0)
                continue;
            leftFirst += firsts[bin];
            leftSecond += added;
            var count = RowGradients.Count(leftSecond);
            if (count < options.LeastRowsInLeaf)
                continue;
            if (all - count < options.LeastRowsInLeaf)
                break;
            var (gl, hl) = (gradients.First(leftFirst), gradients.Second(leftSecond) + options.Penalty);
            var (gr, hr) = (g - gl, h + options.Penalty - hl);
            if (hl - options.Penalty < LeastSecond || hr - options.Penalty < LeastSecond)
                continue;
            double gain;
            if (bounded)
            {
                var (left, right) = (Math.Clamp(-gl / hl, bounds.Low, bounds.High), Math.Clamp(-gr / hr, bounds.Low, bounds.High));
                if ((direction > 0 && left > right) || (direction < 0 && left < right))
                    continue;
                gain = -Loss(gl, hl, left) - Loss(gr, hr, right) - whole;
            }
            else
            {
                gain = (gl * gl / hl) + (gr * gr / hr) - whole;
            }

            if (gain > best.Gain)
                best = new Split(gain, feature, bin, missingRight ?? count < all - count, leftFirst, leftSecond);
        }
    }

    // Twice the change of the loss by a value.
    private static double Loss(double first, double second, double value) => (2 * first * value) + (second * value * value);
}
