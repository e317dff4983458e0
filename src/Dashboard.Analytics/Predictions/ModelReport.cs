using System.Text.Json.Serialization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How a model was trained and how well it did on time that it had not seen: what the ledger keeps of every run and the model card prints. It is immutable and goes to JSON and back
/// by <see cref="PredictionJson"/>.
/// </summary>
public sealed record ModelReport
{
    /// <summary>What is predicted.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>The method in use, as in "BG/NBD with Gamma-Gamma" or "Boosted trees".</summary>
    public required string Method { get; init; }

    /// <summary>What the predictions mean, in a sentence or two.</summary>
    public required string Definition { get; init; }

    /// <summary>The days whose rows the model rests on.</summary>
    public required DateRange Window { get; init; }

    /// <summary>The last day that the model has seen.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Days ahead that the backtests look, at least 1.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Rows that the model rests on.</summary>
    public required long RowsUsed { get; init; }

    /// <summary>What the rows are, as in "customers".</summary>
    public required string RowsAre { get; init; }

    /// <summary>Rows left out, by reason.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>What the model reads of a customer.</summary>
    public IReadOnlyList<ModelFeature> Features { get; init; } = [];

    /// <summary>Seed of all draws.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether the shop allowed the model to read age, gender and country when it was trained.</summary>
    public bool AllowsDemographics { get; init; }

    /// <summary>The rung that the data reached.</summary>
    public required LadderRung Rung { get; init; }

    /// <summary>Why this rung and none higher, in a sentence.</summary>
    public required string RungReason { get; init; }

    /// <summary>What the next rung lacks; null on the highest, or where more data would not help.</summary>
    public NotEnoughData? Unlocks { get; init; }

    /// <summary>Fitted parameters.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; init; } = [];

    /// <summary>The methods that were tried, best first.</summary>
    public IReadOnlyList<ModelCandidate> Candidates { get; init; } = [];

    /// <summary>Name of the metric of the backtests that decides between models, as in "Log loss"; null where there are no backtests.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Predictions made as of earlier days beside what came after them, oldest first.</summary>
    public IReadOnlyList<ModelBacktest> Backtests { get; init; } = [];

    /// <summary>Predicted beside observed, on time that the model had not seen, by rising prediction.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>Customers in ten groups of equal size by falling prediction, on time that the model had not seen.</summary>
    public IReadOnlyList<LiftDecile> Deciles { get; init; } = [];

    /// <summary>How often intervals held the truth.</summary>
    public IReadOnlyList<IntervalCoverage> Coverage { get; init; } = [];

    /// <summary>Cumulated total, actual and predicted, day by day or week by week.</summary>
    public IReadOnlyList<TrackingPoint> Tracking { get; init; } = [];

    /// <summary>How groups of customers fared.</summary>
    public IReadOnlyList<ModelGroup> Groups { get; init; } = [];

    /// <summary>Distribution of the predictions over the customers as of <see cref="AsOf"/>; null without a model.</summary>
    public ValueDistribution? Scores { get; init; }

    /// <summary>Further facts by name: iterations, why the fit stopped, penalties.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>The deciding metric by its mean over the origins; null without backtests.</summary>
    [JsonIgnore]
    public ModelMetric? Deciding
    {
        get
        {
            ModelMetric[] metrics = [.. Backtests.SelectMany(b => b.Metrics).Where(m => m.Name == DecidedBy)];
            return metrics.Length == 0
                ? null
                : metrics[0] with { Model = metrics.Average(m => m.Model), Baseline = metrics.All(m => m.Baseline is not null) ? metrics.Average(m => m.Baseline!.Value) : null };
        }
    }

    /// <summary>
    /// Whether the backtests speak for the model: on the deciding metric, the mean over the origins is no worse than the baseline's. True without backtests or baseline.
    /// </summary>
    [JsonIgnore]
    public bool BeatsBaseline => Deciding is not { Baseline: { } baseline } deciding || (deciding.HigherIsBetter ? deciding.Model >= baseline : deciding.Model <= baseline);
}

/// <summary>What a training gives.</summary>
/// <param name="Report">How it went.</param>
/// <param name="Model">The model; null where there is too little data for one, and the report says what would unlock it.</param>
public sealed record TrainedModel(ModelReport Report, PredictionModel? Model);
