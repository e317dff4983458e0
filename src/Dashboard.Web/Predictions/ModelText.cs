using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Predictions;
using Dashboard.Web.Components;

namespace Dashboard.Web.Predictions;

/// <summary>Words about models.</summary>
public static class ModelText
{
    /// <summary>The kinds with the names that addresses have.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Kinds { get; } = [.. TrainingService.AllKinds.Select(k => KeyValuePair.Create(Slug(k), ModelCard.Title(k)))];

    /// <summary>Name of a kind in addresses.</summary>
    public static string Slug(ModelKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A kind by its name in an address; the first when there is none.</summary>
    public static ModelKind KindOf(string? slug) => Enum.TryParse<ModelKind>(slug, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : ModelKind.Lifetime;

    /// <summary>The rung of the ladder: "Rung 4 of 4: learned".</summary>
    public static string Rung(LadderRung rung) => $"Rung {Formats.Integer((int)rung + 1)} of 4: {rung switch
    {
        LadderRung.Counts => "counts",
        LadderRung.Rates => "rates of like customers",
        LadderRung.Parametric => "a model with a few parameters",
        _ => "learned",
    }}";

    /// <summary>The finding of a report, for its head.</summary>
    public static string Finding(ModelReport report) => report.Deciding switch
    {
        null => report.Backtests.Count == 0 ? $"{report.Method}, not tested on time that it has not seen" : report.Method,
        { Baseline: null } m => $"{report.Method}: {m.Name} {Metric(m.Model)} over {Origins(report)}",
        { Baseline: { } baseline } m when report.BeatsBaseline => $"{report.Method} beats its baseline: {m.Name} {Metric(m.Model)} against {Metric(baseline)} over {Origins(report)}",
        { } m => $"{report.Method} is no better than its baseline: {m.Name} {Metric(m.Model)} against {Metric(m.Baseline!.Value)} over {Origins(report)}",
    };

    /// <summary>What decides of a run: "0.412 (baseline 0.455)".</summary>
    public static string Record(ModelRun run) => run.Deciding is { } m ? $"{m.Name} {Metric(m.Model)}{(m.Baseline is { } b ? $" (baseline {Metric(b)})" : "")}" : "not tested";

    /// <summary>Which run a prediction rests on: "Run 3: Boosted trees, trained as of 9 Dec 2011".</summary>
    public static string Source(ModelRun run) => $"Run {Formats.Integer(run.Id)}: {run.Method}, trained as of {Formats.Date(run.AsOf)}";

    /// <summary>A metric with as many decimals as its size asks for.</summary>
    public static string Metric(double? value) => value is not { } v ? Formats.Missing : Math.Abs(v) >= 100 ? Formats.Number(v, 0) : Math.Abs(v) >= 10 ? Formats.Number(v, 1) : Formats.Number(v, 3);

    /// <summary>How far the customers of now lie from those of the training.</summary>
    public static string Drift(ModelDrift drift) => drift.Level switch
    {
        DriftLevel.Steady => "The customers of now are like those of the training",
        DriftLevel.Moved => $"The customers have moved: {drift.Rows[0].Name} most",
        _ => $"The customers have moved much: {drift.Rows[0].Name} most; train again",
    };

    /// <summary>How a verdict on a model is meant.</summary>
    public static NoteTone Tone(ModelVerdict verdict) => verdict switch
    {
        ModelVerdict.Holds => NoteTone.Good,
        ModelVerdict.TooEarly or ModelVerdict.Unclear => NoteTone.Info,
        ModelVerdict.Lost => NoteTone.Bad,
        _ => NoteTone.Warn,
    };

    /// <summary>What a score since the training is of.</summary>
    public static string Scored(ModelOutcome outcome) => outcome.IsProvisional
        ? $"As of {Formats.Date(outcome.Origin)}, beside what came until {Formats.Date(outcome.AsOf)}: {Formats.Integer(outcome.DaysPassed)} of {Formats.Days(outcome.HorizonDays)}, so this is provisional"
        : $"As of {Formats.Count(outcome.Windows.Count, "day")} from {Formats.Date(outcome.Origin)} on, beside what came in the {Formats.Days(outcome.HorizonDays)} after each";

    /// <summary>What the shop has decided otherwise since a training; null for nothing.</summary>
    public static string? Outdated(ModelReport report, ShopSettings settings) => report.Kind == ModelKind.Lifetime || report.AllowsDemographics == settings.AllowsDemographics
        ? null
        : settings.AllowsDemographics
            ? "The shop now allows age, gender and country; this model was trained without them. The next training tries whether they help."
            : "The shop does not allow age, gender and country any more. If this model reads them, it is not applied any more; the next training leaves them out.";

    /// <summary>Whether a run is in use.</summary>
    public static string Use(ModelRun run) => run switch
    {
        { InUse: true, IsPinned: true } => "In use, chosen by hand",
        { InUse: true } => "In use",
        { HasModel: false } => "Too little data",
        { BeatsBaseline: false } => "No better than its baseline",
        _ => "",
    };

    /// <summary>Values of this kind: shares for likelihoods, numbers for orders and money.</summary>
    public static string Value(ModelKind kind, double? value) => value is not { } v ? Formats.Missing : kind == ModelKind.Lifetime ? Metric(v) : Formats.Percent(v);

    private static string Origins(ModelReport report) => Formats.Count(report.Backtests.Count, "backtest");
}
