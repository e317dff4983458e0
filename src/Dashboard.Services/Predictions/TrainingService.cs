using System.Diagnostics;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Predictions;

/// <summary>How far trainings are.</summary>
/// <param name="Kind">What is trained now.</param>
/// <param name="Done">Kinds that are done.</param>
/// <param name="Kinds">Kinds in all.</param>
/// <param name="Share">Share of the present one, 0 to 1.</param>
public readonly record struct TrainingProgress(ModelKind Kind, int Done, int Kinds, double Share)
{
    /// <summary>Share of all of them, 0 to 1.</summary>
    public double Overall => (Done + Share) / Kinds;
}

/// <summary>Trains models in the background, one after the other, on the newest data, and keeps each as a run of the ledger. Nothing trains because a screen is opened.</summary>
/// <param name="snapshots">The data.</param>
/// <param name="engine">Where trainings run, beside what screens ask for.</param>
/// <param name="runs">The ledger.</param>
/// <param name="schedule">When to train again.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where unexpected failures go.</param>
/// <param name="trainingOf">The training of a kind as of a day; null for the real one, others for tests.</param>
public sealed class TrainingService(
    SnapshotService snapshots,
    AnalysisEngine engine,
    ModelRunService runs,
    TrainingScheduleService schedule,
    TimeProvider time,
    ILogger<TrainingService> log,
    Func<ModelKind, DateOnly, IAnalysis<TrainedModel>?>? trainingOf = null)
{
    private readonly Func<ModelKind, DateOnly, IAnalysis<TrainedModel>?> trainingOf = trainingOf ?? Trainings.Of;

    /// <summary>All kinds, in the order in which they are trained.</summary>
    public static IReadOnlyList<ModelKind> AllKinds { get; } = Enum.GetValues<ModelKind>();

    /// <summary>The trainings under way: how far, cancel, what went wrong.</summary>
    public LongWork<TrainingProgress> Work { get; } = new(log);

    /// <summary>Trains in the background, unless a training is under way; ends with it.</summary>
    /// <param name="kinds">What to train.</param>
    /// <param name="why">Why, as the ledger notes it.</param>
    /// <returns>False, at once, when a training is under way.</returns>
    public Task<bool> StartAsync(IReadOnlyList<ModelKind> kinds, string why) =>
        Work.StartAsync((progress, cancellationToken) => TrainAsync([.. kinds.Select(k => (k, why))], progress, cancellationToken));

    /// <summary>Trains in the background what the schedule says is due.</summary>
    /// <returns>How many kinds were due; 0 when a training is under way.</returns>
    public async Task<int> TrainWhatIsDueAsync(CancellationToken cancellationToken)
    {
        if (Work.IsRunning)
            return 0;
        var (plan, known) = (await schedule.CurrentAsync(cancellationToken), await runs.ListAsync(cancellationToken));
        var snapshot = await snapshots.NewestAsync(cancellationToken);
        var content = runs.Content();
        List<(ModelKind Kind, string Why)> due = [];
        foreach (var kind in AllKinds)
        {
            var last = known.FirstOrDefault(r => r.Kind == kind);
            if (trainingOf(kind, snapshot.LastDay) is not null
                && (plan.Reason(last, time.GetUtcNow(), content, snapshot.Orders.Count) ?? (plan.IsOn && await IsOtherwiseAllowedAsync(last, snapshot, cancellationToken) ? TrainingSchedule.OtherwiseAllowed : null)) is { } why)
                due.Add((kind, why));
        }

        return due.Count > 0 && await Work.StartAsync((progress, token) => TrainAsync(due, progress, token)) ? due.Count : 0;
    }

    /// <summary>Trains here and now, as the command line does. What is done when it is cancelled is kept.</summary>
    /// <param name="kinds">What to train, and why.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The runs.</returns>
    public async Task<IReadOnlyList<ModelRun>> TrainAsync(IReadOnlyList<(ModelKind Kind, string Why)> kinds, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.NewestAsync(cancellationToken);
        if (snapshot.Orders.Count == 0)
            throw new ArgumentException("There is nothing to learn from yet. Import orders first, or try the sample shop.");

        // The runs are kept together at the end: a model that comes into use makes all that is known of the snapshot be computed again.
        var trained = new List<(TrainedModel, TrainingNotes)>();
        try
        {
            for (var i = 0; i < kinds.Count; i++)
            {
                var (kind, why) = kinds[i];
                if (trainingOf(kind, snapshot.LastDay) is not { } training)
                    continue;
                progress?.Report(new TrainingProgress(kind, i, kinds.Count, 0));
                var begun = Stopwatch.GetTimestamp();
                var result = await engine.RunAsync(training, DataView.Everything, progress is null ? null : new Part(progress, kind, i, kinds.Count), cancellationToken);
                trained.Add((result, new TrainingNotes(why, snapshot.DataVersion, snapshot.Orders.Count, Stopwatch.GetElapsedTime(begun))));
            }
        }
        catch when (trained.Count > 0)
        {
            await runs.AddAsync(trained, CancellationToken.None);
            throw;
        }

        return await runs.AddAsync(trained, CancellationToken.None);
    }

    // Models of orders and money read nothing of who people are.
    private async Task<bool> IsOtherwiseAllowedAsync(ModelRun? last, Snapshot snapshot, CancellationToken cancellationToken) =>
        last is { Kind: not ModelKind.Lifetime } && await runs.ReportAsync(last.Id, cancellationToken) is { } report && report.AllowsDemographics != snapshot.Settings.AllowsDemographics;

    private sealed class Part(IProgress<TrainingProgress> whole, ModelKind kind, int done, int kinds) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new TrainingProgress(kind, done, kinds, value));
    }
}
