using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Classification;

/// <summary>Rows of neighbouring probabilities: what was predicted of them beside what came true.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Positives">Rows of class 1.</param>
/// <param name="Low">Lowest probability.</param>
/// <param name="High">Highest probability.</param>
/// <param name="Predicted">Mean probability.</param>
/// <param name="Observed">Share of class 1.</param>
/// <param name="Interval">Wilson's interval of that share.</param>
/// <param name="Lift">The share over that of all rows.</param>
/// <param name="Gain">Share of all rows of class 1 in this band and those before it.</param>
public sealed record ScoreBand(int Rows, int Positives, double Low, double High, double Predicted, double Observed, Interval Interval, double Lift, double Gain);

/// <summary>Cuts rows into bands by their probability.</summary>
public static class ScoreBands
{
    /// <summary>Bands of about as many rows each.</summary>
    /// <param name="probabilities">Probability of each row.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="bands">How many, at least 1; there are never more than rows. 10 give deciles.</param>
    /// <param name="highestFirst">Whether they begin with the highest probability, as for lift, or with the lowest, as for calibration. Equal probabilities keep the order of the rows.</param>
    /// <param name="level">Of the intervals.</param>
    public static IReadOnlyList<ScoreBand> Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bands, bool highestFirst, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        double[] keys = [.. probabilities];
        var order = new int[keys.Length];
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        Array.Sort(order, (a, b) => keys[a] == keys[b] ? a.CompareTo(b) : highestFirst ? keys[b].CompareTo(keys[a]) : keys[a].CompareTo(keys[b]));
        var (rows, positives, before) = (keys.Length, labels.Count((byte)1), 0);
        var count = Math.Min(bands, rows);
        var result = new List<ScoreBand>(count);
        for (var band = 0; band < count; band++)
        {
            var (from, to) = ((int)((long)rows * band / count), (int)((long)rows * (band + 1) / count));
            var (hits, sum) = (0, 0.0);
            foreach (var row in order.AsSpan(from, to - from))
                (hits, sum) = (hits + labels[row], sum + keys[row]);
            before += hits;
            var observed = (double)hits / (to - from);
            var (first, last) = (keys[order[from]], keys[order[to - 1]]);
            result.Add(new ScoreBand(
                to - from, hits, Math.Min(first, last), Math.Max(first, last), sum / (to - from), observed, Proportions.Wilson(hits, to - from, level),
                positives == 0 ? 0 : observed * rows / positives, positives == 0 ? 0 : (double)before / positives));
        }

        return result;
    }
}
