using Dashboard.Analytics.Predictions;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Predictions;

public sealed class ModelRunServiceTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly ModelRunService runs;

    public ModelRunServiceTests() => runs = new ModelRunService(store.Store, clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private long Version
    {
        get
        {
            using var connection = store.Store.Connect();
            return DashboardStore.DataVersion(connection);
        }
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task AddAsync_Training_KeepsModelAndReport_AndTakesItIntoUse()
    {
        var before = Version;

        var run = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);

        Assert.Equal((ModelKind.Churn, "Boosted trees", LadderRung.Learned, 1_234L), (run.Kind, run.Method, run.Rung, run.RowsUsed));
        Assert.Equal(("asked for", 3L, 100L, TimeSpan.FromSeconds(1.5), clock.Now), (run.Why, run.DataVersion, run.Documents, run.Took, run.TrainedAt));
        Assert.Equal(new ModelMetric("Log loss", 0.4, 0.5, false), run.Deciding);
        Assert.True(run is { HasModel: true, InUse: true, IsPinned: false, BeatsBaseline: true });
        Assert.Equal(PredictionJson.Write(TrainedModels.Report(ModelKind.Churn)), PredictionJson.Write((await runs.ReportAsync(run.Id, Token))!));
        Assert.Equal(before + 1, Version);
        var models = store.Snapshot().Models;
        Assert.Equal((run.Id, new DateOnly(2025, 6, 30)), (models.Churn!.Run, models.Churn.TrainedAsOf));
        Assert.Equal(PredictionJson.Write(TrainedModels.Likelihood), PredictionJson.Write(models.Churn.Model));
        Assert.Null(models.Purchase);
    }

    [Fact]
    public async Task ModelAsync_AnyRun_GivesItsModel_AndIsScoredOnceDataArrives()
    {
        var first = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);
        await AddAsync(ModelKind.Churn, TrainedModels.Likelihood with { HorizonDays = 60 });
        using var snapshots = new SnapshotService(store.Store);
        using var engine = new AnalysisEngine(snapshots);
        var outcomes = new ModelOutcomeService(runs, engine);

        Assert.Equal(PredictionJson.Write(TrainedModels.Likelihood), PredictionJson.Write((await runs.ModelAsync(first.Id, Token))!));
        Assert.Null(await runs.ModelAsync(99, Token));
        Assert.Null(await outcomes.OfAsync(99, Token));
        DecisionServiceTests.Import(store, "A1", "2025-07-02", 10);

        var scored = await outcomes.OfAsync(first.Id, Token);

        Assert.Equal((ModelVerdict.TooEarly, 2), (scored!.Verdict, scored.Outcome.DaysPassed));
        Assert.Equal("7 days of data after the training are needed for the first score; there are 2. It scores itself as data arrives.", ModelVerdictWords.Advice(scored));
        Assert.Null(await outcomes.EarlierAsync(ModelKind.Churn, 99, new DateOnly(2025, 7, 2), 90, Token));
        Assert.Contains("Too little has arrived since the training", ModelCard.Markdown(scored.Run, scored.Report, scored), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_NewerThatPasses_TakesThePlace_AndTheOldOneIsKept()
    {
        var first = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);

        var second = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood, loss: 0.49);

        Assert.Equal([(second.Id, true), (first.Id, false)], (await runs.ListAsync(Token)).Select(r => (r.Id, r.InUse)));
    }

    [Fact]
    public async Task AddAsync_NewerWorseThanItsBaseline_LeavesTheOldOneInUse()
    {
        var first = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);
        var before = Version;

        var second = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood, loss: 0.6);

        Assert.False(second.InUse);
        Assert.True((await runs.FindAsync(first.Id, Token))!.InUse);
        Assert.Equal(before, Version);
    }

    [Fact]
    public async Task AddAsync_OnlyOneWorseThanItsBaseline_IsBetterThanNone() => Assert.True((await AddAsync(ModelKind.Churn, TrainedModels.Likelihood, loss: 0.6)).InUse);

    [Fact]
    public async Task AddAsync_WithoutAModel_KeepsTheReportAlone()
    {
        var before = Version;

        var run = await AddAsync(ModelKind.Lifetime, null);

        Assert.True(run is { HasModel: false, InUse: false });
        Assert.False(await runs.UseAsync(run.Id, Token));
        Assert.Equal(before, Version);
        Assert.NotNull(await runs.ReportAsync(run.Id, Token));
    }

    [Fact]
    public async Task AddAsync_SeveralKinds_GrowTheVersionOnce()
    {
        var before = Version;

        await runs.AddAsync(
            [(TrainedModels.Of(ModelKind.Lifetime, TrainedModels.Lifetime), TrainedModels.Notes), (TrainedModels.Of(ModelKind.Purchase, TrainedModels.Likelihood), TrainedModels.Notes)], Token);

        Assert.Equal(before + 1, Version);
        Assert.All(await runs.ListAsync(Token), run => Assert.True(run.InUse));
    }

    [Fact]
    public async Task UseAsync_OlderRun_StaysInUse_UntilItIsReleased()
    {
        var old = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);
        await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);

        Assert.True(await runs.UseAsync(old.Id, Token));
        var third = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);

        Assert.False(third.InUse);
        Assert.True((await runs.FindAsync(old.Id, Token)) is { InUse: true, IsPinned: true });
        await runs.ReleaseAsync(ModelKind.Churn, Token);
        Assert.True((await runs.FindAsync(third.Id, Token)) is { InUse: true, IsPinned: false });
        Assert.False((await runs.FindAsync(old.Id, Token))!.IsPinned);
    }

    [Fact]
    public async Task UseAsync_RunAlreadyInUse_PinsItWithoutANewDataVersion()
    {
        var run = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);
        var before = Version;

        Assert.True(await runs.UseAsync(run.Id, Token));
        Assert.False(await runs.UseAsync(999, Token));

        Assert.True((await runs.FindAsync(run.Id, Token))!.IsPinned);
        Assert.Equal(before, Version);
    }

    [Fact]
    public async Task Snapshot_AfterAnotherModelCameIntoUse_KeepsItsColumns()
    {
        DecisionServiceTests.Import(store, "A1", "2026-11-01", 10);
        using var snapshots = new SnapshotService(store.Store);
        var before = await snapshots.NewestAsync(Token);

        await AddAsync(ModelKind.Lifetime, TrainedModels.Lifetime);
        var after = await snapshots.NewestAsync(Token);

        Assert.NotEqual(before.DataVersion, after.DataVersion);
        Assert.Same(before.Customers, after.Customers);
        Assert.NotNull(after.Models.Lifetime);
    }

    [Fact]
    public async Task Snapshot_ModelThatCantBeRead_IsLeftOut()
    {
        var run = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);
        using (var connection = store.Store.Connect())
            DashboardStore.Execute(connection, "UPDATE ModelRuns SET Model = @0, Report = @0 WHERE Id = @1", PackedText.Pack("""{"model":"unheard of"}"""), run.Id);

        Assert.Null(store.Snapshot().Models.Churn);
        Assert.Null(await runs.ReportAsync(run.Id, Token));
    }

    [Fact]
    public async Task Markdown_OfARun_HasItsTablesAndCautions()
    {
        var run = await AddAsync(ModelKind.Churn, TrainedModels.Likelihood);

        var card = ModelCard.Markdown(run, TrainedModels.Report(ModelKind.Churn), null);

        Assert.Contains("| 2025-03-31 | 2025-06-29 | 1,000 | Log loss (decides) | 0.4 | 0.5 |", card, StringComparison.Ordinal);
        Assert.Contains("| Orders / so far | Orders |", card, StringComparison.Ordinal);
        Assert.Contains("Gender (sensitive) | female", card, StringComparison.Ordinal);
        Assert.Contains("one origin only", card, StringComparison.Ordinal);
        Assert.Equal(["Backtests", "Groups", "Features"], ModelSheets.All(TrainedModels.Report(ModelKind.Churn)).Select(s => s.Name));
    }

    private async Task<ModelRun> AddAsync(ModelKind kind, PredictionModel? model, double loss = 0.4) =>
        Assert.Single(await runs.AddAsync([(TrainedModels.Of(kind, model, loss), TrainedModels.Notes)], Token));
}
