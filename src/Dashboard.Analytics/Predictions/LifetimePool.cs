using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>Predicted and actual orders of several earlier days together, and how they compare.</summary>
internal sealed class LifetimePool
{
    private const int Bins = 10;
    private readonly double[] predicted;
    private readonly double[] actual;

    public LifetimePool(IReadOnlyList<LifetimeTrial> trials)
    {
        predicted = [.. trials.SelectMany(trial => trial.Orders)];
        actual = [.. trials.SelectMany(trial => trial.Backtest.Actual)];

        // Equal predictions stay in the order of days and customers, so that the same data gives the same bins.
        var order = Enumerable.Range(0, predicted.Length).ToArray();
        var (p, a) = (predicted, actual);
        Array.Sort(order, (i, j) => p[i].CompareTo(p[j]) is var c and not 0 ? c : i.CompareTo(j));
        predicted = Array.ConvertAll(order, i => p[i]);
        actual = Array.ConvertAll(order, i => a[i]);
    }

    /// <summary>Slope of the regression of actual on predicted orders: 1 where predictions are neither too bold nor too timid; null without variation.</summary>
    public double? Slope
    {
        get
        {
            if (predicted.Length < 2)
                return null;
            var (mp, ma) = (predicted.Average(), actual.Average());
            var (pp, pa) = (0.0, 0.0);
            for (var i = 0; i < predicted.Length; i++)
            {
                pp += (predicted[i] - mp) * (predicted[i] - mp);
                pa += (predicted[i] - mp) * (actual[i] - ma);
            }

            return pp > 0 ? pa / pp : null;
        }
    }

    /// <summary>Ten groups of equal size by rising prediction.</summary>
    public IReadOnlyList<CalibrationBin> Calibration() => [.. Parts().Select(part =>
    {
        var (mean, error) = Mean(part.From, part.To);
        return new CalibrationBin(predicted[part.From..part.To].Average(), mean, new Interval(Math.Max(0, mean - (1.96 * error)), mean + (1.96 * error), 0.95), part.To - part.From);
    })];

    /// <summary>The same ten groups by falling prediction.</summary>
    public IReadOnlyList<LiftDecile> Deciles()
    {
        if (actual.Length == 0)
            return [];
        var all = actual.Average();
        return [.. Parts().Reverse().Select((part, i) =>
        {
            var (mean, _) = Mean(part.From, part.To);
            return new LiftDecile(i + 1, part.To - part.From, predicted[part.From..part.To].Average(), mean, all > 0 ? mean / all : 0);
        })];
    }

    public static double RootMeanSquare(double[] predicted, double[] actual)
    {
        var sum = 0.0;
        for (var i = 0; i < actual.Length; i++)
            sum += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
        return actual.Length > 0 ? Math.Sqrt(sum / actual.Length) : 0;
    }

    /// <summary>How far the total is off, as a share of the actual one.</summary>
    public static double TotalError(double[] predicted, double[] actual)
    {
        var total = actual.Sum();
        return total > 0 ? Math.Abs(predicted.Sum() - total) / total : 0;
    }

    /// <summary>Mean distance of predicted and actual means over ten groups by prediction, as a share of the actual mean.</summary>
    public static double DecileError(double[] predicted, double[] actual)
    {
        var total = actual.Sum();
        if (actual.Length < Bins || !(total > 0))
            return 0;
        var order = Enumerable.Range(0, actual.Length).ToArray();
        Array.Sort(order, (i, j) => predicted[i].CompareTo(predicted[j]) is var c and not 0 ? c : i.CompareTo(j));
        var off = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            var (from, to) = ((int)((long)actual.Length * bin / Bins), (int)((long)actual.Length * (bin + 1) / Bins));
            var sum = 0.0;
            for (var i = from; i < to; i++)
                sum += predicted[order[i]] - actual[order[i]];
            off += Math.Abs(sum);
        }

        return off / total;
    }

    private IEnumerable<(int From, int To)> Parts()
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            var (from, to) = ((int)((long)actual.Length * bin / Bins), (int)((long)actual.Length * (bin + 1) / Bins));
            if (to > from)
                yield return (from, to);
        }
    }

    private (double Mean, double Error) Mean(int from, int to)
    {
        var mean = actual[from..to].Average();
        var squares = actual[from..to].Sum(value => (value - mean) * (value - mean));
        return (mean, Math.Sqrt(squares / Math.Max(1, to - from - 1) / (to - from)));
    }
}
