using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Privacy;
using Dashboard.Services.Snapshots;

namespace Dashboard.Services.Predictions;

/// <summary>Scores runs of the ledger on the time that has arrived since their training, and says what that means.</summary>
/// <param name="runs">The ledger.</param>
/// <param name="engine">Where the scoring runs, beside what screens ask for: on the whole shop, as models are trained, whoever looks.</param>
public sealed class ModelOutcomeService(ModelRunService runs, AnalysisEngine engine)
{
    /// <summary>The record of a run since its training; null when there is no such run, or it has no model that can be read.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ScoredRun?> OfAsync(long run, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(run, cancellationToken) is not { } known || await runs.ReportAsync(run, cancellationToken) is not { } report || await runs.ModelAsync(run, cancellationToken) is not { } model)
            return null;
        var outcome = await engine.RunAsync(new ModelOutcomeRequest(new KeptModel(run, known.Kind, report.AsOf, report.HorizonDays, model)), DataView.Everything, null, cancellationToken);
        return new ScoredRun(known, report, outcome);
    }

    /// <summary>The record of the newest run of a kind whose horizon has passed in the data; null where there is none. The run in use is often too young, and those before it tell how the method does.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">Only runs before this one.</param>
    /// <param name="lastDay">The last day of the data.</param>
    /// <param name="horizonDays">The horizon.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ScoredRun?> EarlierAsync(ModelKind kind, long before, DateOnly lastDay, int horizonDays, CancellationToken cancellationToken)
    {
        var known = await runs.ListAsync(cancellationToken);
        return known.FirstOrDefault(r => r.Kind == kind && r.Id < before && r.HasModel && r.AsOf.AddDays(horizonDays) <= lastDay) is { } run && await OfAsync(run.Id, cancellationToken) is { Outcome.IsScored: true } scored
            ? scored
            : null;
    }
}

/// <summary>A run with its record since the training.</summary>
/// <param name="Run">The run.</param>
/// <param name="Report">The report of its training.</param>
/// <param name="Outcome">What came of what it said.</param>
public sealed record ScoredRun(ModelRun Run, ModelReport Report, ModelOutcome Outcome)
{
    /// <summary>What the record says.</summary>
    public ModelVerdict Verdict { get; } = ModelVerdicts.Of(Outcome, Report);
}
