namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How values spread over bins that were fixed at one time, so that values of a later time can be laid over them. The bins are (−∞, edge 0), [edge 0, edge 1), … [last edge, ∞), then one for missing values.
/// </summary>
/// <param name="Edges">Inner edges, rising.</param>
/// <param name="Counts">Values of each bin; two more than edges, the last for missing ones.</param>
public sealed record ValueDistribution(IReadOnlyList<double> Edges, IReadOnlyList<long> Counts)
{
    // An empty bin would make the index infinite; half a value in it is the usual remedy.
    private const double LeastCount = 0.5;

    /// <summary>Number of values.</summary>
    public long Total => Counts.Sum();

    /// <summary>The distribution of values over bins of about equal size; NaN is missing.</summary>
    /// <param name="values">The values, in any order; they stay as they are.</param>
    /// <param name="bins">Most bins, at least 1; fewer where values repeat.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is less than 1.</exception>
    public static ValueDistribution Of(ReadOnlySpan<float> values, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var sorted = Known(values);
        Array.Sort(sorted);
        var edges = new List<double>();
        for (var bin = 1; bin < bins && sorted.Length > 0; bin++)
        {
            double edge = sorted[(int)((long)sorted.Length * bin / bins)];
            if (edge > sorted[0] && (edges.Count == 0 || edge > edges[^1]))
                edges.Add(edge);
        }

        return Over(edges, values);
    }

    /// <summary>Other values over the bins of this one.</summary>
    /// <param name="values">The values; NaN is missing.</param>
    public ValueDistribution Over(ReadOnlySpan<float> values) => Over(Edges, values);

    /// <summary>
    /// How far another distribution over the same bins lies from this one, by the population stability index: the sum over bins of (q − p) ln(q / p). By custom up to 0.1 is steady, up to
    /// 0.25 has moved, more has moved much (Siddiqi, Credit Risk Scorecards, 2006, chapter 9). 0 where either is empty.
    /// </summary>
    /// <param name="later">The other.</param>
    /// <exception cref="ArgumentException">The bins differ in number.</exception>
    public double StabilityIndex(ValueDistribution later)
    {
        if (later.Counts.Count != Counts.Count)
            throw new ArgumentException("The distributions have bins of their own; lay the later values over the bins of the earlier ones first.", nameof(later));
        var (before, after) = (Total, later.Total);
        if (before == 0 || after == 0)
            return 0;
        var index = 0.0;
        for (var bin = 0; bin < Counts.Count; bin++)
        {
            if (Counts[bin] == 0 && later.Counts[bin] == 0)
                continue;
            var p = Math.Max(Counts[bin], LeastCount) / before;
            var q = Math.Max(later.Counts[bin], LeastCount) / after;
            index += (q - p) * Math.Log(q / p);
        }

        return index;
    }

    private static ValueDistribution Over(IReadOnlyList<double> edges, ReadOnlySpan<float> values)
    {
        double[] inner = [.. edges];
        var counts = new long[inner.Length + 2];
        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                counts[^1]++;
                continue;
            }

            var at = Array.BinarySearch(inner, value);
            counts[at >= 0 ? at + 1 : ~at]++;
        }

        return new ValueDistribution(edges, counts);
    }

    private static float[] Known(ReadOnlySpan<float> values)
    {
        var known = new List<float>(values.Length);
        foreach (var value in values)
        {
            if (!float.IsNaN(value))
                known.Add(value);
        }

        return [.. known];
    }
}
