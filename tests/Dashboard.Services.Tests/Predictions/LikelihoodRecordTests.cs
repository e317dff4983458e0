using Dashboard.Analytics.Predictions;
using Dashboard.Services.Imports;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Imports;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Predictions;

/// <summary>How likelihoods did on time that they had not seen: on real orders, and where the truth is planted.</summary>
public sealed class LikelihoodRecordTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Run_OnlineRetail_BeatsTheRatesOnLogLossAndAveragePrecision()
    {
        var plan = ImportFixture.Plan(Repository.Data("online-retail", "online_retail.csv.gz"), new ImportChoices { TimeZone = "Europe/London" });
        new ImportService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System).Run(plan, dryRun: false, null, Token);
        var snapshot = temporary.Snapshot();
        foreach (var (kind, horizon, origins) in new[] { (ModelKind.Churn, 90, 1), (ModelKind.Purchase, 30, 4) })
        {
            var report = new LikelihoodTraining(kind, snapshot.LastDay, horizon).Run(snapshot, Token).Report;

            Assert.Equal(origins, report.Backtests.Count);
            Assert.Equal(LadderRung.Learned, report.Rung);
            Assert.True(report.BeatsBaseline);
            var chosen = report.Candidates.Single(c => c.Chosen);
            Assert.All(chosen.Metrics.Where(m => m.Name is "Log loss" or "Average precision" or "AUC" or "Brier"), m =>
                Assert.True(m.HigherIsBetter ? m.Model > m.Baseline : m.Model < m.Baseline, $"{kind}, {m.Name}: {m.Model} against {m.Baseline}"));
        }
    }

    [Theory]
    [InlineData(ModelKind.Churn)]
    [InlineData(ModelKind.Purchase)]
    public async Task Run_SampleShop_IsCalibratedAndRecognisesWhoHasLeft(ModelKind kind)
    {
        await new SampleShopService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System).CreateAsync(new SampleOptions { Customers = 12_000, Seed = 4 }, null, Token);
        var snapshot = temporary.Snapshot();

        var trained = new LikelihoodTraining(kind, snapshot.LastDay).Run(snapshot, Token);

        var chosen = trained.Report.Candidates.Single(c => c.Chosen);
        Assert.InRange(chosen.Metrics.Single(m => m.Name == "Calibration slope").Model, 0.9, 1.1);
        Assert.True(trained.Report.BeatsBaseline);
        Assert.InRange(chosen.Metrics.Single(m => m.Name == "AUC").Model, 0.7, 1);

        // Who has left by the planted truth orders no more of their own accord: their likelihood to order is far below that of those who are still customers.
        var likelihoods = CustomerLikelihoods.Of(snapshot.With(PredictionModels.None.With(kind, 1, snapshot.LastDay, trained.Model!)), kind, snapshot.LastDay.DayNumber, Token)!;
        var truth = SampleTruthFile.Read(temporary.Store.Path)!.Customers.ToDictionary(c => c.Key, StringComparer.Ordinal);
        double Mean(bool left) => Enumerable.Range(0, snapshot.Customers.Count)
            .Where(c => !float.IsNaN(likelihoods.Probability[c]) && truth.TryGetValue(snapshot.Customers.Keys.Text(c), out var t) && t.DeathDay is not null == left)
            .Average(c => kind == ModelKind.Churn ? 1 - likelihoods.Probability[c] : likelihoods.Probability[c]);
        Assert.True(Mean(left: false) > 2 * Mean(left: true), $"{Mean(left: false)} against {Mean(left: true)}");
    }
}
