using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Predictions;

public sealed class TrainingServiceTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly SnapshotService snapshots;
    private readonly AnalysisEngine engine;
    private readonly ModelRunService runs;
    private readonly TrainingService training;

    public TrainingServiceTests()
    {
        (snapshots, runs) = (new SnapshotService(store.Store), new ModelRunService(store.Store, clock));
        engine = new AnalysisEngine(snapshots);
        training = Service((kind, asOf) => kind == ModelKind.Purchase ? null : new FixedTraining(TrainedModels.Of(kind, kind == ModelKind.Lifetime ? TrainedModels.Lifetime : TrainedModels.Likelihood), asOf));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        engine.Dispose();
        snapshots.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task TrainWhatIsDueAsync_FirstStart_TrainsEveryKindOnce()
    {
        Import("A1", "2026-11-01");
        var progress = new List<TrainingProgress>();
        training.Work.Changed += (_, _) =>
        {
            if (training.Work.Progress is { } p)
                progress.Add(p);
        };

        Assert.Equal(2, await training.TrainWhatIsDueAsync(Token));
        Assert.Equal(0, await training.TrainWhatIsDueAsync(Token));

        Assert.Equal([ModelKind.Churn, ModelKind.Lifetime], (await runs.ListAsync(Token)).Select(r => r.Kind));
        Assert.All(await runs.ListAsync(Token), run => Assert.Equal(("there was no model yet", 1L), (run.Why, run.Documents)));
        Assert.All(progress, p => Assert.InRange(p.Overall, 0, 1));
        Assert.Null(training.Work.Problem);
        Assert.NotNull((await snapshots.NewestAsync(Token)).Models.Churn);
    }

    [Fact]
    public async Task TrainWhatIsDueAsync_AfterTheDataGrew_TrainsAgain()
    {
        Import("A1", "2026-11-01");
        await training.TrainWhatIsDueAsync(Token);
        Import("A1", "2026-11-02");

        Assert.Equal(2, await training.TrainWhatIsDueAsync(Token));
        Assert.Equal("the documents grew by 100 %", (await runs.ListAsync(Token))[0].Why);
    }

    [Fact]
    public async Task TrainWhatIsDueAsync_AfterTheShopAllowedDemographics_TrainsLikelihoodsAgain()
    {
        Import("A1", "2026-11-01");
        var shop = new ShopSettingsService(store.Store);
        var service = Service((kind, asOf) => kind == ModelKind.Purchase
            ? null
            : new FixedTraining(new(TrainedModels.Report(kind) with { AllowsDemographics = shop.Current().AllowsDemographics }, kind == ModelKind.Lifetime ? TrainedModels.Lifetime : TrainedModels.Likelihood), asOf));
        await service.TrainWhatIsDueAsync(Token);

        Assert.False(shop.Current().AllowsDemographics);
        shop.Save(shop.Current() with { AllowsDemographics = true });

        Assert.Equal(1, await service.TrainWhatIsDueAsync(Token));
        var newest = (await runs.ListAsync(Token))[0];
        Assert.Equal((ModelKind.Churn, TrainingSchedule.OtherwiseAllowed), (newest.Kind, newest.Why));
        Assert.Equal(0, await service.TrainWhatIsDueAsync(Token));

        await new TrainingScheduleService(store.Store).SaveAsync(new(null, null), Token);
        shop.Save(shop.Current() with { AllowsDemographics = false });
        Assert.Equal(0, await service.TrainWhatIsDueAsync(Token));
    }

    [Fact]
    public async Task ModelInUse_ReadsPeopleWhomTheShopDoesNotAllowItToRead_IsNotApplied()
    {
        Import("A1", "2026-11-01");
        var shop = new ShopSettingsService(store.Store);
        shop.Save(shop.Current() with { AllowsDemographics = true });
        var reading = TrainedModels.Likelihood with { Keys = ["age"] };
        await runs.AddAsync([(TrainedModels.Of(ModelKind.Churn, reading), TrainedModels.Notes), (TrainedModels.Of(ModelKind.Purchase, TrainedModels.Likelihood with { Kind = ModelKind.Purchase }), TrainedModels.Notes)], Token);
        Assert.Equal(["age"], (await snapshots.NewestAsync(Token)).Models.Churn!.Model.Keys);

        shop.Save(shop.Current() with { AllowsDemographics = false });
        var models = (await snapshots.NewestAsync(Token)).Models;
        Assert.Null(models.Churn);
        Assert.NotNull(models.Purchase);

        shop.Save(shop.Current() with { AllowsDemographics = true });
        Assert.NotNull((await snapshots.NewestAsync(Token)).Models.Churn);
    }

    [Fact]
    public async Task TrainWhatIsDueAsync_WithoutOrders_TrainsNothing()
    {
        Assert.Equal(0, await training.TrainWhatIsDueAsync(Token));
        await Assert.ThrowsAsync<ArgumentException>(() => training.TrainAsync([(ModelKind.Churn, "")], null, Token));
    }

    [Fact]
    public async Task StartAsync_OneThatFails_KeepsThoseBeforeIt_AndSaysSo()
    {
        Import("A1", "2026-11-01");
        var service = Service((kind, asOf) => kind == ModelKind.Lifetime ? new FixedTraining(TrainedModels.Of(kind, TrainedModels.Lifetime), asOf) : new Failing());

        Assert.True(await service.StartAsync([ModelKind.Lifetime, ModelKind.Churn], "asked for"));

        Assert.Equal("Too little of it.", service.Work.Problem);
        Assert.Equal(ModelKind.Lifetime, Assert.Single(await runs.ListAsync(Token)).Kind);
    }

    [Fact]
    public async Task StartAsync_Cancelled_KeepsNothingAndSaysSo()
    {
        Import("A1", "2026-11-01");
        var service = Service((_, _) => new Waiting());
        var running = service.StartAsync([ModelKind.Churn], "asked for");
        while (service.Work.Progress is null)
            await Task.Delay(10, Token);

        Assert.False(await service.StartAsync([ModelKind.Churn], "asked for"));
        service.Work.Cancel();
        Assert.True(await running);

        Assert.StartsWith("Cancelled", service.Work.Problem, StringComparison.Ordinal);
        Assert.Empty(await runs.ListAsync(Token));
    }

    private TrainingService Service(Func<ModelKind, DateOnly, IAnalysis<TrainedModel>?> of) =>
        new(snapshots, engine, runs, new TrainingScheduleService(store.Store), clock, NullLogger<TrainingService>.Instance, of);

    private void Import(string customer, string day) => DecisionServiceTests.Import(store, customer, day, 10);

    private sealed record Failing : IAnalysis<TrainedModel>
    {
        public TrainedModel Run(Snapshot snapshot, CancellationToken cancellationToken) => throw new ArgumentException("Too little of it.");
    }

    private sealed record Waiting : IAnalysis<TrainedModel>
    {
        public TrainedModel Run(Snapshot snapshot, CancellationToken cancellationToken)
        {
            cancellationToken.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
