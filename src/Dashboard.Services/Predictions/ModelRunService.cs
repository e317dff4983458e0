using System.Text.Json;
using Dashboard.Analytics.Predictions;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Predictions;

/// <summary>
/// The ledger of models: every training is kept, and of each kind one is in use at most. That is the newest run which is no worse than its baseline, unless a person chose another one.
/// When another run comes into use, the data version grows, since analyses see the models; the rows stay.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class ModelRunService(DashboardStore store, TimeProvider time)
{
    /// <summary>Raised, on any thread, when a run was added or another one came into use.</summary>
    public event EventHandler? Changed;

    /// <summary>All runs, newest first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<ModelRun>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await Rows(context.ModelRuns).OrderByDescending(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>A run; null when there is none.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<ModelRun?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await Rows(context.ModelRuns.Where(r => r.Id == id)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The report of a run; null when there is no such run, or an earlier version of this program wrote it in a form that can't be read any more.</summary>
    /// <param name="id">Number of the run.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<ModelReport?> ReportAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        if (await context.ModelRuns.AsNoTracking().Where(r => r.Id == id).Select(r => r.Report).FirstOrDefaultAsync(cancellationToken) is not { } packed)
            return null;
        try
        {
            return PredictionJson.ReadReport(PackedText.Unpack(packed));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The model of a run, in use or not; null when there is no such run, it has no model, or an earlier version of this program wrote it in a form that can't be read any more.</summary>
    /// <param name="id">Number of the run.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<PredictionModel?> ModelAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        if (await context.ModelRuns.AsNoTracking().Where(r => r.Id == id).Select(r => r.Model).FirstOrDefaultAsync(cancellationToken) is not { } packed)
            return null;
        try
        {
            return PredictionJson.ReadModel(PackedText.Unpack(packed));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A name for the rows of the store as they are now, which no other rows have.</summary>
    public string Content()
    {
        using var connection = store.Connect();
        return DashboardStore.Content(connection);
    }

    /// <summary>Keeps trainings, and takes each into use if it is to be.</summary>
    /// <param name="trained">What the trainings gave.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The runs, in the same order.</returns>
    public async Task<IReadOnlyList<ModelRun>> AddAsync(IReadOnlyList<(TrainedModel Trained, TrainingNotes Notes)> trained, CancellationToken cancellationToken)
    {
        if (trained.Count == 0)
            return [];
        List<ModelRunRecord> records = [];
        await ChangeAsync(
            async context =>
            {
                var content = DashboardStore.Content((SqliteConnection)context.Database.GetDbConnection());
                records.AddRange(trained.Select(t => Of(t.Trained, t.Notes, content)));
                context.ModelRuns.AddRange(records);
                await context.SaveChangesAsync(cancellationToken);
                var changed = false;
                foreach (var kind in records.Select(r => r.Kind).Distinct(StringComparer.Ordinal))
                    changed |= await ChooseAsync(context, kind, cancellationToken);
                return changed;
            },
            cancellationToken);
        await using var context = store.CreateDbContext();
        var ids = records.Select(r => r.Id).ToArray();
        return await Rows(context.ModelRuns.Where(r => ids.Contains(r.Id))).OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Takes a run into use and keeps it there, whatever is trained later, until <see cref="ReleaseAsync"/>.</summary>
    /// <param name="id">Number of the run.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such run, or it has no model.</returns>
    public async Task<bool> UseAsync(long id, CancellationToken cancellationToken)
    {
        var found = false;
        await ChangeAsync(
            async context =>
            {
                var run = await context.ModelRuns.Where(r => r.Id == id && r.Model != null).Select(r => new { r.Kind, r.InUse }).FirstOrDefaultAsync(cancellationToken);
                if (run is null)
                    return false;
                found = true;
                await PutInUseAsync(context, run.Kind, id, pinned: true, cancellationToken);
                return !run.InUse;
            },
            cancellationToken);
        return found;
    }

    /// <summary>Lets the backtests choose the run in use again.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public Task ReleaseAsync(ModelKind kind, CancellationToken cancellationToken) => ChangeAsync(
        async context =>
        {
            var name = kind.ToString();
            await context.ModelRuns.Where(r => r.Kind == name).ExecuteUpdateAsync(r => r.SetProperty(x => x.IsPinned, false), cancellationToken);
            return await ChooseAsync(context, name, cancellationToken);
        },
        cancellationToken);

    /// <summary>Forgets all runs, as when the data of an invented shop goes; the data version stays to the caller.</summary>
    internal static void ForgetAll(SqliteConnection connection) => DashboardStore.Execute(connection, "DELETE FROM ModelRuns");

    private async Task ChangeAsync(Func<DashboardDbContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using (var context = store.CreateDbContext())
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            if (await change(context))
                DashboardStore.BumpDataVersion((SqliteConnection)context.Database.GetDbConnection(), rows: false);
            await transaction.CommitAsync(CancellationToken.None);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    // A model that a person chose stays. Without one that passes, the one in use stays, else the newest is better than none: its record says what it is worth.
    private static async Task<bool> ChooseAsync(DashboardDbContext context, string kind, CancellationToken cancellationToken)
    {
        var runs = context.ModelRuns.AsNoTracking().Where(r => r.Kind == kind && r.Model != null);
        var now = await runs.Where(r => r.InUse).Select(r => new { r.Id, r.IsPinned }).FirstOrDefaultAsync(cancellationToken);
        if (now is { IsPinned: true })
            return false;
        var best = await runs.Where(r => r.BeatsBaseline).OrderByDescending(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken)
            ?? now?.Id
            ?? await runs.OrderByDescending(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken);
        if (best is not { } id || id == now?.Id)
            return false;
        await PutInUseAsync(context, kind, id, pinned: false, cancellationToken);
        return true;
    }

    private static async Task PutInUseAsync(DashboardDbContext context, string kind, long id, bool pinned, CancellationToken cancellationToken)
    {
        await context.ModelRuns.Where(r => r.Kind == kind && (r.InUse || r.IsPinned)).ExecuteUpdateAsync(r => r.SetProperty(x => x.InUse, false).SetProperty(x => x.IsPinned, false), cancellationToken);
        await context.ModelRuns.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.InUse, true).SetProperty(x => x.IsPinned, pinned), cancellationToken);
    }

    private ModelRunRecord Of(TrainedModel trained, TrainingNotes notes, string content)
    {
        var report = trained.Report;
        var deciding = report.Deciding;
        return new ModelRunRecord
        {
            Kind = report.Kind.ToString(),
            TrainedAt = time.GetUtcNow().ToUnixTimeSeconds(),
            Why = notes.Why,
            Milliseconds = (long)notes.Took.TotalMilliseconds,
            DataVersion = notes.DataVersion,
            Content = content,
            Documents = notes.Documents,
            AsOf = report.AsOf.DayNumber,
            Method = report.Method,
            Rung = report.Rung.ToString(),
            RowsUsed = report.RowsUsed,
            Metric = deciding?.Name,
            MetricModel = deciding is { } m && double.IsFinite(m.Model) ? m.Model : null,
            MetricBaseline = deciding?.Baseline is { } b && double.IsFinite(b) ? b : null,
            HigherIsBetter = deciding?.HigherIsBetter ?? false,
            BeatsBaseline = report.BeatsBaseline,
            Model = trained.Model is { } model ? PackedText.Pack(PredictionJson.Write(model)) : null,
            Report = PackedText.Pack(PredictionJson.Write(report)),
        };
    }

    private static IQueryable<ModelRun> Rows(IQueryable<ModelRunRecord> records) => records.AsNoTracking().Select(r => new ModelRun
    {
        Id = r.Id,
        Kind = Enum.Parse<ModelKind>(r.Kind),
        TrainedAt = DateTimeOffset.FromUnixTimeSeconds(r.TrainedAt),
        Why = r.Why,
        Took = TimeSpan.FromMilliseconds(r.Milliseconds),
        DataVersion = r.DataVersion,
        Content = r.Content,
        Documents = r.Documents,
        AsOf = DateOnly.FromDayNumber(r.AsOf),
        Method = r.Method,
        Rung = Enum.Parse<LadderRung>(r.Rung),
        RowsUsed = r.RowsUsed,
        Deciding = r.Metric != null && r.MetricModel != null ? new ModelMetric(r.Metric, r.MetricModel.Value, r.MetricBaseline, r.HigherIsBetter) : null,
        BeatsBaseline = r.BeatsBaseline,
        HasModel = r.Model != null,
        InUse = r.InUse,
        IsPinned = r.IsPinned,
    });
}
