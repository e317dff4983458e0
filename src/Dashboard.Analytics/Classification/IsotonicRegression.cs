using System.Text.Json.Serialization;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// The rising step function nearest to the outcomes, by pooling neighbours that fall (Ayer, Brunk, Ewing, Reid and Silverman 1955, Annals of Mathematical Statistics 26:641; Zadrozny and Elkan 2002 for calibration).
/// Between two steps it is a straight line, outside the outermost ones it is level.
/// </summary>
/// <param name="At">Ends of the steps, ascending.</param>
/// <param name="Values">Their heights, rising.</param>
public sealed record IsotonicRegression(double[] At, double[] Values) : Calibration
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "isotonic";

    /// <summary>Learns the steps.</summary>
    /// <param name="scores">A score for each row; equal scores are taken together.</param>
    /// <param name="targets">What is to be approached, for each row.</param>
    /// <exception cref="ArgumentException">There is no row, or not as many targets as scores.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets)
    {
        if (scores.IsEmpty || scores.Length != targets.Length)
            throw new ArgumentException("Isotonic regression needs at least one row, and a target for each.", nameof(scores));
        double[] keys = [.. scores];
        double[] sorted = [.. targets];
        Array.Sort(keys, sorted);
        var blocks = new List<Block>();
        for (var row = 0; row < keys.Length; row++)
        {
            if (row > 0 && keys[row] == keys[row - 1])
                blocks[^1] = blocks[^1].With(sorted[row]);
            else
                blocks.Add(new Block(keys[row], keys[row], sorted[row], 1));
        }

        var steps = new List<Block>();
        foreach (var block in blocks)
        {
            steps.Add(block);
            while (steps.Count > 1 && steps[^2].Mean >= steps[^1].Mean)
            {
                var (before, last) = (steps[^2], steps[^1]);
                steps.RemoveAt(steps.Count - 1);
                steps[^1] = new Block(before.First, last.Last, before.Sum + last.Sum, before.Count + last.Count);
            }
        }

        var (at, values) = (new List<double>(), new List<double>());
        foreach (var step in steps)
        {
            at.Add(step.First);
            values.Add(step.Mean);
            if (step.Last <= step.First)
                continue;
            at.Add(step.Last);
            values.Add(step.Mean);
        }

        return new IsotonicRegression([.. at], [.. values]);
    }

    /// <summary>Learns probabilities: steps of few rows are held away from 0 and 1, by half a row of each class in the whole.</summary>
    /// <param name="margins">Log odds of rows that the classifier has not seen.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    public static IsotonicRegression Fit(ReadOnlySpan<double> margins, ReadOnlySpan<byte> labels)
    {
        var targets = new double[labels.Length];
        for (var row = 0; row < targets.Length; row++)
            targets[row] = labels[row];
        var fit = Fit(margins, targets);
        var least = 0.5 / (labels.Length + 1);
        return fit with { Values = [.. fit.Values.Select(v => Math.Clamp(v, least, 1 - least))] };
    }

    /// <inheritdoc/>
    public override double Apply(double margin)
    {
        var place = Array.BinarySearch(At, margin);
        if (place >= 0)
            return Values[place];
        var next = ~place;
        if (next == 0)
            return Values[0];
        if (next == At.Length)
            return Values[^1];
        var share = (margin - At[next - 1]) / (At[next] - At[next - 1]);
        return Values[next - 1] + (share * (Values[next] - Values[next - 1]));
    }

    private readonly record struct Block(double First, double Last, double Sum, int Count)
    {
        public double Mean => Sum / Count;

        public Block With(double target) => this with { Sum = Sum + target, Count = Count + 1 };
    }
}
