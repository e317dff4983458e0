using Dashboard.Analytics.Predictions;
using static System.FormattableString;

namespace Dashboard.Services.Predictions;

/// <summary>What the record of a model since its training means, and what to do.</summary>
public static class ModelVerdictWords
{
    /// <summary>The finding.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Title(ModelVerdict verdict) => verdict switch
    {
        ModelVerdict.TooEarly => "Too little has arrived since the training to score it",
        ModelVerdict.Holds => "It holds on the time since its training",
        ModelVerdict.Unclear => "Since its training it can't be told from its baseline yet",
        ModelVerdict.Weaker => "Since its training it does worse than in any of its backtests",
        ModelVerdict.Biased => "Since its training it says too much or too little on the whole",
        _ => "Since its training its baseline did better",
    };

    /// <summary>The same in a word or two, for tables.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Short(ModelVerdict verdict) => verdict switch
    {
        ModelVerdict.TooEarly => "Too early",
        ModelVerdict.Holds => "Holds",
        ModelVerdict.Unclear => "Not clear yet",
        ModelVerdict.Weaker => "Weaker: train again",
        ModelVerdict.Biased => "Off on the whole: train again",
        _ => "Lost to its baseline: train again",
    };

    /// <summary>What to do.</summary>
    /// <param name="scored">The run.</param>
    public static string Advice(ScoredRun scored) => scored.Verdict switch
    {
        ModelVerdict.TooEarly => $"{scored.Outcome.Missing?.Message ?? "Nothing can be compared yet."} It scores itself as data arrives.",
        ModelVerdict.Holds => "There is nothing to do.",
        ModelVerdict.Unclear => "The difference may be chance. Wait for more data, and read little into small differences between customers.",
        ModelVerdict.Weaker => "What customers do has moved away from what it learned. Train it again on the newest data, and look below for what has moved.",
        ModelVerdict.Biased when scored.Report.Kind == ModelKind.Lifetime => "Sums and budgets rest on its totals: plan with what came until it is trained again, on the newest data.",
        ModelVerdict.Biased => "Who comes first may still be right, but thresholds and sums rest on the level. Train it again: the level is learned anew.",
        _ => "Train it again now. Until then use an earlier run that held, or go by RFM group. If the new run loses too, ask what has changed in the shop: prices, channels, an offer that everybody got.",
    };

    /// <summary>The numbers behind the finding, in a sentence without culture; empty without a score.</summary>
    /// <param name="outcome">The record.</param>
    public static string Numbers(ModelOutcome outcome)
    {
        if (!outcome.IsScored)
            return "";
        var metric = outcome.Metric(outcome.DecidedBy ?? "");
        var edge = outcome.Edge is { } e
            ? Invariant($"; a customer's error is smaller than the baseline's by {e.Value:0.0000} ({e.Interval.Low:0.0000} to {e.Interval.High:0.0000}, {e.Interval.Level:P0} interval)")
            : "";
        return Invariant($"{(outcome.IsProvisional ? $"So far, over the first {outcome.DaysPassed} of {outcome.HorizonDays} days" : $"Over {outcome.Windows.Count} × {outcome.HorizonDays} days")}: {metric?.Name} {metric?.Model:0.000}{(metric?.Baseline is { } b ? Invariant($" against {b:0.000} of the baseline") : "")}{edge}.");
    }
}
