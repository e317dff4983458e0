using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What a model said as of the day of its training and later, beside what came: the record of a model on time that had not happened when it was trained.</summary>
public sealed record ModelOutcome
{
    /// <summary>What the model predicts.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Number of its run.</summary>
    public required long Run { get; init; }

    /// <summary>The last day that the model has seen.</summary>
    public required DateOnly Origin { get; init; }

    /// <summary>The last day of the data.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Days ahead that the model's backtests look.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Days that have arrived since, 0 or more.</summary>
    public int DaysPassed => Math.Max(0, AsOf.DayNumber - Origin.DayNumber);

    /// <summary>What is missing for a score; null where there is one.</summary>
    public NotEnoughData? Missing { get; init; }

    /// <summary>Whether a part of the horizon has passed only, so that what is scored is that part.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>What was said as of a day beside what came after it, oldest first: from the day of the training on, a horizon apart, so that no day counts twice.</summary>
    public IReadOnlyList<ModelBacktest> Windows { get; init; } = [];

    /// <summary>The metric that decides, as the backtests have it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>
    /// How much smaller the model's error is than the baseline's, customer by customer (log loss of likelihoods, squared error of orders), with its 95 % interval; below 0 the baseline did better. Null without a score.
    /// </summary>
    public Estimate? Edge { get; init; }

    /// <summary>Predicted beside observed by rising prediction, over all windows.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>How groups of customers fared in the first window.</summary>
    public IReadOnlyList<ModelGroup> Groups { get; init; } = [];

    /// <summary>Totals of the first window with the ranges that were said of them; empty for likelihoods.</summary>
    public IReadOnlyList<OutcomeTotal> Totals { get; init; } = [];

    /// <summary>How often intervals held the truth, over all windows; empty for likelihoods.</summary>
    public IReadOnlyList<IntervalCoverage> Coverage { get; init; } = [];

    /// <summary>Cumulated orders since the training, week by week; empty for likelihoods.</summary>
    public IReadOnlyList<TrackingPoint> Tracking { get; init; } = [];

    /// <summary>Mean prediction over all windows; null without a score.</summary>
    public double? Predicted { get; init; }

    /// <summary>What happened on average; null without a score.</summary>
    public double? Observed { get; init; }

    /// <summary>99 % interval of <see cref="Observed"/>, by the luck of single customers alone; null without a score.</summary>
    public Interval? ObservedInterval { get; init; }

    /// <summary>A metric by its mean over the windows; null where it is not among them.</summary>
    /// <param name="name">Its name.</param>
    public ModelMetric? Metric(string name) => Mean(Windows, name);

    /// <summary>Whether anything could be scored.</summary>
    public bool IsScored => Windows.Count > 0;

    internal static ModelMetric? Mean(IReadOnlyList<ModelBacktest> windows, string? name)
    {
        ModelMetric[] metrics = [.. windows.SelectMany(w => w.Metrics).Where(m => m.Name == name)];
        return metrics.Length == 0
            ? null
            : metrics[0] with { Model = metrics.Average(m => m.Model), Baseline = metrics.All(m => m.Baseline is not null) ? metrics.Average(m => m.Baseline!.Value) : null };
    }
}

/// <summary>A total that was foretold, and what came.</summary>
/// <param name="Of">Of what, as in "Orders" or "Revenue".</param>
/// <param name="IsMoney">Whether it is money, in currency units.</param>
/// <param name="Said">What was said, with its ranges.</param>
/// <param name="Actual">What came.</param>
public sealed record OutcomeTotal(string Of, bool IsMoney, ForecastRange Said, double Actual);

/// <summary>What the record since the training says of a model.</summary>
public enum ModelVerdict
{
    /// <summary>Too little has arrived since.</summary>
    TooEarly,

    /// <summary>It does as its backtests said.</summary>
    Holds,

    /// <summary>It can't be told from its baseline yet: the difference may be chance.</summary>
    Unclear,

    /// <summary>It is better than its baseline, by less than in every backtest.</summary>
    Weaker,

    /// <summary>It says too much or too little on the whole.</summary>
    Biased,

    /// <summary>Its baseline did better.</summary>
    Lost,
}

/// <summary>Judges the record since the training.</summary>
public static class ModelVerdicts
{
    // So much of the baseline's error a model may give up against its worst backtest before it counts as weaker.
    private const double Slack = 0.05;

    // So far off the share of the rarer outcome may be before it counts as too much or too little.
    private const double LeastBias = 0.1;

    /// <summary>What a record says.</summary>
    /// <param name="outcome">The record since the training.</param>
    /// <param name="report">The report of the training, with its backtests.</param>
    public static ModelVerdict Of(ModelOutcome outcome, ModelReport report)
    {
        if (!outcome.IsScored)
            return ModelVerdict.TooEarly;
        if (outcome.Edge is { Interval.High: < 0 })
            return ModelVerdict.Lost;
        if (IsBiased(outcome, report))
            return ModelVerdict.Biased;
        if (Skill(ModelOutcome.Mean(outcome.Windows, outcome.DecidedBy)) is { } skill
            && report.Backtests.Select(b => Skill(b.Metrics.FirstOrDefault(m => m.Name == report.DecidedBy))).Min() is { } worst && skill < worst - Slack)
            return ModelVerdict.Weaker;
        return outcome.Edge is { Interval.Low: <= 0 } ? ModelVerdict.Unclear : ModelVerdict.Holds;
    }

    /// <summary>Whether a verdict asks for a training.</summary>
    /// <param name="verdict">The verdict.</param>
    public static bool AsksForTraining(this ModelVerdict verdict) => verdict is ModelVerdict.Weaker or ModelVerdict.Biased or ModelVerdict.Lost;

    // Of orders and money, the ranges of the totals hold what a shop as a whole may stray; of likelihoods, the backtests say it.
    private static bool IsBiased(ModelOutcome outcome, ModelReport report)
    {
        if (outcome.Kind == ModelKind.Lifetime)
            return outcome.Totals.Any(t => !t.Said.Range95.Contains(t.Actual));
        if (outcome is not { Predicted: { } predicted, Observed: { } observed, ObservedInterval: { } interval } || interval.Contains(predicted))
            return false;
        var usual = report.Backtests.SelectMany(b => b.Metrics).Where(m => m.Name == LikelihoodMetrics.Bias).Select(m => Math.Abs(m.Model)).DefaultIfEmpty(0).Max();
        return Math.Abs(predicted - observed) > Math.Max(usual, LeastBias * Math.Min(observed, 1 - observed));
    }

    // The share of the baseline's error that the model saves.
    private static double? Skill(ModelMetric? metric) => metric is { Baseline: > 0 and var baseline, HigherIsBetter: false } ? 1 - (metric.Model / baseline) : null;
}
