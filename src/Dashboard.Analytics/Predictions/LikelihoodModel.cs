using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>A trained model of the probability of an event within a number of days: for <see cref="ModelKind.Churn"/> no order, for <see cref="ModelKind.Purchase"/> an order.</summary>
public sealed record LikelihoodModel : PredictionModel
{
    private static readonly LogisticScorer EvenOdds = new(0, [], [], [], []);

    /// <summary>Days ahead, at least 1.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>The event.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Churn;

    /// <summary>Keys of the features, in the order that the scorer reads them; a model without features gives everybody the same odds.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Gives log odds.</summary>
    public LikelihoodScorer Scorer { get; init; } = EvenOdds;

    /// <summary>How demand ahead is to be seen beside the one learned from; null where it made no difference, or is not known.</summary>
    public DemandAhead? Demand { get; init; }

    /// <summary>Makes log odds probabilities.</summary>
    public Calibration Calibration { get; init; } = PlattScaling.Identity;

    /// <summary>How often the event came true for customers of about the same probability, on time that the model had not seen; by rising probability, empty without a backtest.</summary>
    public IReadOnlyList<CalibrationBin> Record { get; init; } = [];

    /// <summary>Probability of the event for each row.</summary>
    /// <param name="rows">Features in the order of <see cref="Keys"/>, as of their day.</param>
    /// <param name="cancellationToken">Polled.</param>
    public double[] Probabilities(LikelihoodRows rows, CancellationToken cancellationToken)
    {
        var values = Scorer.Margins(rows.Values, cancellationToken);
        var factor = Demand?.Factor(rows.AsOfDay, HorizonDays);
        Queries.Partitions.Run(
            values.Length,
            (from, to) =>
            {
                for (var row = from; row < to; row++)
                    values[row] = Calibration.Apply(factor is { } f ? DemandAhead.Apply(values[row], f, Kind) : values[row]);
            },
            cancellationToken);
        return values;
    }

    /// <summary>
    /// How far a probability may be off: the interval of what came true for customers of about this probability, moved along between such groups. Null without a backtest.
    /// </summary>
    /// <param name="probability">A probability of this model.</param>
    public Interval? IntervalOf(double probability)
    {
        if (Record.Count == 0)
            return null;
        var next = IndexOf(probability);
        var (low, high, share) = next switch
        {
            < 0 => (Record[^1], Record[^1], 0.0),
            0 => (Record[0], Record[0], 0.0),
            _ => (Record[next - 1], Record[next], (probability - Record[next - 1].Predicted) / (Record[next].Predicted - Record[next - 1].Predicted)),
        };
        var below = Along(low.Interval.Low - low.Predicted, high.Interval.Low - high.Predicted);
        var above = Along(low.Interval.High - low.Predicted, high.Interval.High - high.Predicted);
        return new Interval(Math.Clamp(probability + Math.Min(0, below), 0, 1), Math.Clamp(probability + Math.Max(0, above), 0, 1), low.Interval.Level);

        double Along(double first, double second) => first + (share * (second - first));
    }

    /// <summary>The first group of the record whose mean probability is not below one; −1 behind the last.</summary>
    internal int IndexOf(double probability)
    {
        for (var bin = 0; bin < Record.Count; bin++)
        {
            if (Record[bin].Predicted >= probability)
                return bin;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedValues> ValuesOn(Snapshot snapshot, DateOnly asOf, CancellationToken cancellationToken)
    {
        if (Keys.Count == 0)
            return [];
        var rows = LikelihoodRows.Read(snapshot, asOf.DayNumber, Keys, null, cancellationToken);
        return
        [
            .. Keys.Select((key, column) => new NamedValues(LikelihoodFeature.ByKey(key).Name, rows.Values.Column(column).ToArray())),
            new NamedValues(Scores, Array.ConvertAll(Probabilities(rows, cancellationToken), p => (float)p)),
        ];
    }
}
