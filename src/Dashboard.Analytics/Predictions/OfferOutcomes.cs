using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// What an offer to the customers above a threshold would cost and bring, with intervals by simulation. Three things are drawn: how far the model is off in each group of about equal probability, as it was
/// on earlier time; who of the customers it hits; and what each of them spends, with a standard deviation as large as its mean. What the offer does is taken as given.
/// </summary>
internal sealed class OfferOutcomes(LikelihoodTally tally, LikelihoodModel model, double cost, double effect)
{
    private const int Draws = 2_000;
    private const int Seed = 1;
    private const double Level = 0.95;

    /// <summary>The outcome at a threshold.</summary>
    /// <param name="threshold">In hundredths.</param>
    public OfferOutcome At(int threshold)
    {
        var targeted = (int)tally.Sum(threshold, c => c.Customers);
        var (events, all) = (tally.Sum(threshold, c => c.Events), tally.Sum(0, c => c.Events));
        var saved = effect * tally.Sum(threshold, c => c.ValueOfEvents);
        // A sum over customers of (hit × kept × spend): the mean is p e v, the mean of squares 2 p e v².
        var variance = tally.Sum(threshold, c => (2 * effect * c.Squares) - (effect * effect * c.ChanceSquares));
        var (caughtInterval, savedInterval) = Simulate(threshold, events, tally.Sum(threshold, c => c.EventVariance), saved, variance, targeted);
        var spent = cost * targeted;
        return new OfferOutcome
        {
            Threshold = threshold,
            Targeted = targeted,
            Caught = events,
            CaughtInterval = caughtInterval,
            Missed = all - events,
            Cost = spent,
            Saved = saved,
            SavedInterval = savedInterval,
            Net = saved - spent,
            NetInterval = savedInterval with { Low = savedInterval.Low - spent, High = savedInterval.High - spent },
        };
    }

    /// <summary>The effect at which the offer brings what it costs; null when nothing is at stake.</summary>
    public double? BreakEven(int threshold) =>
        tally.Sum(threshold, c => c.ValueOfEvents) is > 0 and var stake ? cost * tally.Sum(threshold, c => c.Customers) / stake : null;

    private (Interval Caught, Interval Saved) Simulate(int threshold, double events, double eventVariance, double saved, double savedVariance, int targeted)
    {
        // Groups of the record: within one the model is off in the same direction for everybody.
        var groups = Enumerable.Range(threshold, LikelihoodRequest.Steps + 1 - threshold).Where(s => tally[s].Customers > 0)
            .GroupBy(GroupOf)
            .Select(g => (
                Error: g.Max(s => ErrorOf((s + 0.5) / LikelihoodRequest.Steps)),
                Customers: g.Sum(s => (double)tally[s].Customers),
                Value: effect * g.Sum(s => tally[s].Value)))
            .ToArray();
        var (caught, kept) = (new double[Draws], new double[Draws]);
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = new SeededRandom(Seed, draw);
            var (e, s) = (events + (Math.Sqrt(eventVariance) * Normal(ref random)), saved + (Math.Sqrt(Math.Max(0, savedVariance)) * Normal(ref random)));
            foreach (var group in groups)
            {
                var off = group.Error * Normal(ref random);
                e += off * group.Customers;
                s += off * group.Value;
            }

            caught[draw] = Math.Clamp(e, 0, targeted);
            kept[draw] = Math.Max(0, s);
        }

        return (Middle(caught), Middle(kept));
    }

    private int GroupOf(int step)
    {
        var probability = (step + 0.5) / LikelihoodRequest.Steps;
        return model.IndexOf(probability) is >= 0 and var group ? group : model.Record.Count;
    }

    private double ErrorOf(double probability) => model.IntervalOf(Math.Min(1, probability)) is { } interval ? interval.Width / 2 / Levels.TwoSidedZ(interval.Level) : 0;

    private static double Normal(ref SeededRandom random) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, random.Uniform());

    private static Interval Middle(double[] draws)
    {
        Array.Sort(draws);
        return new Interval(draws[(int)(Draws * (1 - Level) / 2)], draws[(int)(Draws * (1 + Level) / 2) - 1], Level);
    }
}
