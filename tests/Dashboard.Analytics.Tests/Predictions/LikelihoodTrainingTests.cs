using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class LikelihoodTrainingTests
{
    private static readonly Lazy<Snapshot> Large = new(() => BehaviourShop.Build(11, 2_500, 720));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelKind.Churn, 90)]
    [InlineData(ModelKind.Purchase, 30)]
    public void Run_EnoughCustomers_BeatsTheRatesAndIsCalibrated(ModelKind kind, int horizon)
    {
        var trained = new LikelihoodTraining(kind, Large.Value.LastDay, horizon).Run(Large.Value, Token);

        var report = trained.Report;
        Assert.NotNull(trained.Model);
        Assert.InRange(report.Rung, LadderRung.Parametric, LadderRung.Learned);
        Assert.Equal([TreeScorer.Name, LogisticScorer.Name, RateScorer.Name], report.Candidates.Select(c => c.Name).OrderBy(n => n == RateScorer.Name).ThenBy(n => n, StringComparer.Ordinal));
        Assert.True(report.BeatsBaseline);
        Assert.All(report.Backtests, b => Assert.True(b.Until <= report.AsOf && b.Origin.AddDays(horizon) == b.Until));
        var chosen = report.Candidates.Single(c => c.Chosen);
        foreach (var name in new[] { "Log loss", "Average precision" })
        {
            var metric = chosen.Metrics.Single(m => m.Name == name);
            Assert.True(metric.HigherIsBetter ? metric.Model > metric.Baseline : metric.Model < metric.Baseline, $"{name}: {metric.Model} against {metric.Baseline}");
        }

        Assert.InRange(chosen.Metrics.Single(m => m.Name == "Calibration slope").Model, 0.8, 1.25);
        Assert.Equal(10, report.Deciles.Count);
        Assert.True(report.Deciles[0].Lift > 1 && report.Deciles[9].Lift < 1);
        Assert.Contains(report.Groups, g => g is { Dimension: "Gender", IsSensitive: true });
        Assert.Contains(report.Groups, g => g.Dimension == "RFM group");
        Assert.NotNull(report.Scores);
        Assert.Equal(report.Rung == LadderRung.Parametric, report.Parameters.Count > 0);
    }

    [Fact]
    public void Run_Twice_GivesTheSameModelAndAppliesItFromJson()
    {
        var training = new LikelihoodTraining(ModelKind.Purchase, Large.Value.LastDay, 60);
        var (first, second) = (training.Run(Large.Value, Token), training.Run(BehaviourShop.Build(11, 2_500, 720), Token));

        Assert.Equal(PredictionJson.Write(first.Model!), PredictionJson.Write(second.Model!));
        Assert.Equal(PredictionJson.Write(first.Report), PredictionJson.Write(second.Report));
        var day = Large.Value.LastDay.DayNumber;
        var stored = (LikelihoodModel)PredictionJson.ReadModel(PredictionJson.Write(first.Model!));
        var likelihoods = CustomerLikelihoods.Of(Large.Value.With(PredictionModels.None.With(ModelKind.Purchase, 3, Large.Value.LastDay, stored)), ModelKind.Purchase, day, Token)!;
        var rows = LikelihoodRows.Read(Large.Value, day, stored.Keys, null, Token);
        var direct = ((LikelihoodModel)first.Model!).Probabilities(rows, Token);
        for (var row = 0; row < direct.Length; row++)
        {
            Assert.Equal((float)direct[row], likelihoods.Probability[rows.Customers[row]]);
            Assert.InRange(direct[row], 0, 1);
            var interval = likelihoods.IntervalOf(rows.Customers[row])!.Value;
            Assert.InRange((float)direct[row], interval.Low - 1e-6, interval.High + 1e-6);
        }
    }

    [Fact]
    public void Run_Demographics_EnterOnlyWhenTheShopAllowsThem()
    {
        var shop = BehaviourShop.Build(5, 700);
        var training = new LikelihoodTraining(ModelKind.Churn, shop.LastDay, 60);
        var never = training.Run(shop, Token);
        var allowing = shop.With(shop.Settings with { AllowsDemographics = true }, shop.Segments, shop.Models, shop.DataVersion);
        var allowed = training.Run(allowing, Token);

        Assert.DoesNotContain(((LikelihoodModel)never.Model!).Keys, IsOfPerson);
        Assert.False(never.Report.AllowsDemographics);
        Assert.Contains(never.Report.Details, d => d.Key == "Age, gender and country" && d.Value.StartsWith("not read", StringComparison.Ordinal));
        Assert.Contains("age", ((LikelihoodModel)allowed.Model!).Keys);
        Assert.Contains("gender:female", ((LikelihoodModel)allowed.Model!).Keys);
        Assert.True(allowed.Report.AllowsDemographics);
        Assert.DoesNotContain(((LikelihoodModel)(training with { Demographics = false }).Run(allowing, Token).Model!).Keys, IsOfPerson);

        static bool IsOfPerson(string key) => LikelihoodFeature.ByKey(key).IsOfPerson;
    }

    [Fact]
    public void Of_Countries_AreThoseWithEnoughCustomers()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        for (var i = 0; i < 130; i++)
            builder.Add(new CustomerFacts($"C{i}") { Country = i < 70 ? "Germany" : i < 125 ? "Austria" : "Malta" });
        builder.Add(new DocumentFacts("1", 0, BehaviourShop.FirstDay));
        builder.Add(new LineFacts(-1, 10_000, 10, 0, 10));

        var features = LikelihoodFeature.Of(builder.Build(), demographics: true);

        Assert.Equal(["country:Germany", "country:Austria"], features.Select(f => f.Key).Where(k => k.StartsWith(LikelihoodFeature.CountryPrefix, StringComparison.Ordinal)));
        Assert.Equal("Country: Germany", LikelihoodFeature.ByKey("country:Germany").Name);
    }

    [Fact]
    public void Run_LittleData_StandsOnALowerRungAndSaysWhatUnlocksTheNext()
    {
        var few = BehaviourShop.Build(1, 12);
        var counts = new LikelihoodTraining(ModelKind.Churn, few.LastDay, 60).Run(few, Token);
        Assert.Null(counts.Model);
        Assert.Equal(LadderRung.Counts, counts.Report.Rung);
        Assert.Equal("customers with an order before a past cut-off", counts.Report.Unlocks!.Unit);

        var young = BehaviourShop.Build(1, 2_000, 80);
        var early = new LikelihoodTraining(ModelKind.Churn, young.LastDay, 60).Run(young, Token);
        Assert.Null(early.Model);
        Assert.Equal("days of history", early.Report.Unlocks!.Unit);

        var some = BehaviourShop.Build(1, 110, 400);
        var rates = new LikelihoodTraining(ModelKind.Churn, some.LastDay, 150).Run(some, Token);
        Assert.Equal(LadderRung.Rates, rates.Report.Rung);
        Assert.IsType<RateScorer>(((LikelihoodModel)rates.Model!).Scorer);
        Assert.NotNull(rates.Report.Unlocks);
    }

    [Fact]
    public void Run_EmptyShopOrBadArguments_IsAResultOrNamesTheRange()
    {
        var empty = new SnapshotBuilder(new ShopSettings(), 1).Build();
        Assert.Null(new LikelihoodTraining(ModelKind.Churn, new DateOnly(2024, 1, 1)).Run(empty, Token).Model);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LikelihoodTraining(ModelKind.Lifetime, new DateOnly(2024, 1, 1)).Run(empty, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LikelihoodTraining(ModelKind.Churn, new DateOnly(2024, 1, 1), 0).Run(empty, Token));
    }

    [Fact]
    public void Run_LaterData_DoesNotChangeATrainingOfAnEarlierDay()
    {
        var day = BehaviourShop.FirstDay + 500;
        var training = new LikelihoodTraining(ModelKind.Purchase, DateOnly.FromDayNumber(day), 60);

        var (then, now) = (training.Run(BehaviourShop.Build(21, 700, 600, until: day), Token), training.Run(BehaviourShop.Build(21, 700, 600), Token));

        Assert.Equal(PredictionJson.Write(then.Model!), PredictionJson.Write(now.Model!));
    }

    [Fact]
    public void ReasonsOf_AnyModel_AddUpAndNameWhatMovesTheProbability()
    {
        var day = Large.Value.LastDay.DayNumber;
        foreach (var horizon in new[] { 30, 90 })
        {
            var model = (LikelihoodModel)new LikelihoodTraining(ModelKind.Churn, Large.Value.LastDay, horizon).Run(Large.Value, Token).Model!;
            var rows = LikelihoodRows.Read(Large.Value, day, model.Keys, [.. Enumerable.Range(0, 80)], Token);
            var (margins, parts) = (model.Scorer.Margins(rows.Values, Token), model.Scorer.Contributions(rows.Values));
            var start = margins[0] - parts[0].Sum();
            for (var row = 0; row < margins.Length; row++)
                Assert.Equal(margins[row], start + parts[row].Sum(), 1e-6);

            var likelihoods = CustomerLikelihoods.Of(Large.Value.With(PredictionModels.None.With(ModelKind.Churn, 4, Large.Value.LastDay, model)), ModelKind.Churn, day, Token)!;
            var reasons = likelihoods.ReasonsOf(Large.Value, rows.Customers, Token);
            Assert.Equal(rows.Customers, reasons.Keys.Order());
            Assert.All(reasons.Values, r =>
            {
                Assert.InRange(r.Raise.Count, 0, 3);
                Assert.InRange(r.Lower.Count, 0, 3);
                Assert.All(r.Raise, reason => Assert.True(reason.LogOdds > 0 && reason.Text.Length > 0));
                Assert.All(r.Lower, reason => Assert.True(reason.LogOdds < 0));
            });
            Assert.Contains(reasons.Values, r => r.Raise.Any(reason => reason.Text.StartsWith("Last order ", StringComparison.Ordinal)));
        }
    }
}
