namespace Dashboard.Analytics.Classification;

/// <summary>How well probabilities tell and foretell two classes.</summary>
public sealed record ClassifierMetrics
{
    // As scikit-learn 1.2 does, so that a probability of exactly 0 or 1 costs much but not everything.
    private const double Least = 1e-15;

    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of class 1.</summary>
    public required int Positives { get; init; }

    /// <summary>
    /// Area under the ROC curve: the chance that a row of class 1 has a higher probability than one of class 0, ties counting half (Hanley and McNeil 1982, Radiology 143:29); null without both classes.
    /// </summary>
    public required double? Auc { get; init; }

    /// <summary>Average precision: Σ (recall − recall before) × precision over the different probabilities, highest first; null without class 1.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>Mean of −log of the probability of what came true; null without rows.</summary>
    public required double? LogLoss { get; init; }

    /// <summary>Mean squared difference of probability and outcome (Brier 1950, Monthly Weather Review 78:1); null without rows.</summary>
    public required double? Brier { get; init; }

    /// <summary>
    /// Slope of the logistic regression of the outcome on the log odds of the probability (Cox 1958, Biometrika 45:562): 1 is right, less than 1 is too sure of itself; null without both classes or
    /// when all probabilities are equal.
    /// </summary>
    public required double? CalibrationSlope { get; init; }

    /// <summary>Intercept of the same regression with the slope held at 1: 0 is right, below 0 the probabilities are too high; null without both classes.</summary>
    public required double? CalibrationIntercept { get; init; }

    /// <summary>Mean probability; null without rows.</summary>
    public required double? MeanPredicted { get; init; }

    /// <summary>Share of class 1; null without rows.</summary>
    public double? Observed => Rows == 0 ? null : (double)Positives / Rows;

    /// <summary>Measures probabilities against what came true.</summary>
    /// <param name="probabilities">Probability of class 1 of each row, 0 to 1.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <exception cref="ArgumentException">There are not as many labels as probabilities.</exception>
    public static ClassifierMetrics Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels)
    {
        if (probabilities.Length != labels.Length)
            throw new ArgumentException(FormattableString.Invariant($"{probabilities.Length} probabilities need as many labels, not {labels.Length}."), nameof(labels));
        var (rows, positives) = (labels.Length, 0);
        var (loss, brier, mean) = (0.0, 0.0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            var p = probabilities[row];
            positives += labels[row];
            loss -= Math.Log(Math.Clamp(labels[row] == 1 ? p : 1 - p, Least, 1 - Least));
            brier += (p - labels[row]) * (p - labels[row]);
            mean += p;
        }

        var (auc, precision) = Ranking(probabilities, labels, positives);
        var both = positives > 0 && positives < rows;
        var odds = both ? LogOdds.Of(probabilities) : [];
        return new ClassifierMetrics
        {
            Rows = rows,
            Positives = positives,
            Auc = both ? auc : null,
            AveragePrecision = positives > 0 ? precision : null,
            LogLoss = rows == 0 ? null : loss / rows,
            Brier = rows == 0 ? null : brier / rows,
            CalibrationSlope = both ? PlattScaling.Line(odds, labels)?.Slope : null,
            CalibrationIntercept = both ? PlattScaling.Shift(odds, labels) : null,
            MeanPredicted = rows == 0 ? null : mean / rows,
        };
    }

    /// <summary>
    /// Normalised discounted cumulative gain of relevances in the order in which they are shown (Järvelin and Kekäläinen 2002, ACM TOIS 20:422), with linear gains and a discount of log₂(rank + 1).
    /// </summary>
    /// <param name="relevances">Relevances, 0 or more, best rank first.</param>
    /// <param name="top">How many ranks count; null for all.</param>
    /// <returns>0 to 1; 1 when nothing is relevant, since no order is better.</returns>
    public static double Ndcg(ReadOnlySpan<double> relevances, int? top = null)
    {
        double[] ideal = [.. relevances];
        Array.Sort(ideal, (a, b) => b.CompareTo(a));
        var ranks = Math.Min(top ?? relevances.Length, relevances.Length);
        var (gain, best) = (0.0, 0.0);
        for (var rank = 0; rank < ranks; rank++)
        {
            gain += relevances[rank] / Math.Log2(rank + 2);
            best += ideal[rank] / Math.Log2(rank + 2);
        }

        return best == 0 ? 1 : gain / best;
    }

    private static (double Auc, double AveragePrecision) Ranking(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int positives)
    {
        double[] keys = [.. probabilities];
        byte[] sorted = [.. labels];
        Array.Sort(keys, sorted);
        var negatives = (long)(keys.Length - positives);
        var (higher, area, precision) = (0L, 0.0, 0.0);
        var seen = 0;
        for (var end = keys.Length; end > 0;)
        {
            // All rows of one probability at a time, from the highest.
            var (start, hits) = (end, 0);
            while (start > 0 && keys[start - 1] == keys[end - 1])
                hits += sorted[--start];
            var misses = end - start - hits;
            area += misses * (higher + (hits / 2.0));
            higher += hits;
            seen += end - start;
            precision += hits * ((double)higher / seen);
            end = start;
        }

        return (area / Math.Max(1.0, (double)negatives * positives), precision / Math.Max(1, positives));
    }
}

/// <summary>Log odds of probabilities.</summary>
internal static class LogOdds
{
    private const double Least = 1e-9;

    /// <summary>Log odds; probabilities next to 0 and 1 are held a little away from them.</summary>
    public static double[] Of(ReadOnlySpan<double> probabilities)
    {
        var odds = new double[probabilities.Length];
        for (var row = 0; row < odds.Length; row++)
            odds[row] = Of(probabilities[row]);
        return odds;
    }

    /// <summary>Log odds of one probability.</summary>
    public static double Of(double probability)
    {
        var p = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }
}
