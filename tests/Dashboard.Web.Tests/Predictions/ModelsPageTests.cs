using Bunit;
using Dashboard.Analytics;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Predictions;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Predictions;

public sealed class ModelsPageTests : ShopPages
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private ModelRunService Runs => Services.GetRequiredService<ModelRunService>();

    [Fact]
    public void Page_EmptyStore_SaysWhatToDo()
    {
        var page = Show<ModelsPage>("/predictions/models");

        page.WaitForAssertion(() => Assert.Contains("Nothing to learn from yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_NeverTrained_OffersTraining()
    {
        Fill();

        var page = Show<ModelsPage>("/predictions/models?kind=purchase");

        page.WaitForAssertion(() => Assert.Contains("No model of purchase within 30 days yet", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("Train purchase within 30 days now", page.Find("button.primary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_WithoutAModel_SaysTheRungAndWhatUnlocksTheNext()
    {
        Fill();
        await Runs.AddAsync([(new TrainedModel(Report(ModelKind.Churn) with { Rung = LadderRung.Counts, RungReason = "there are 3 customers", Unlocks = new NotEnoughData("rates", "customers", 50, 3), Backtests = [] }, null), Notes)], Token);

        var page = Show<ModelsPage>("/predictions/models?kind=churn");

        page.WaitForAssertion(() => Assert.Contains("50 customers are needed for rates; there are 3.", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Rung 1 of 4: counts", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Too little data", page.Find("table").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReportPanels_FullReport_ShowItsRecord()
    {
        Fill();
        var run = Assert.Single(await Runs.AddAsync([(new TrainedModel(Report(ModelKind.Churn), null), Notes)], Token));

        var page = Show<ModelPage>($"/predictions/models/{run.Id}", p => p.Add(m => m.Id, run.Id));

        page.WaitForAssertion(() => Assert.Equal($"Churn, run {run.Id}", page.Find("h1").TextContent));
        foreach (var title in (string[])["Boosted trees beats its baseline: Log loss 0.400 against 0.500 over 2 backtests", "Log loss at 2 origins", "Predictions came true within the interval in 1 of 2 groups",
            "The top tenth has 1.7 times the mean", "How often the intervals held the truth", "How groups of customers fare", "Totals as they grew, actual and predicted", "When not to trust it"])
            Assert.Contains(title, page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal($"/predictions/models/{run.Id}/card.md", page.FindAll("a[download]")[0].GetAttribute("href")));
    }

    [Fact]
    public void OutcomePanels_ModelThatLost_SayWhatToDo()
    {
        var scored = Scored(new ModelOutcome
        {
            Kind = ModelKind.Churn,
            Run = 3,
            Origin = new(2025, 6, 30),
            AsOf = new(2025, 9, 28),
            HorizonDays = 90,
            DecidedBy = "Log loss",
            Windows = [new(new(2025, 6, 30), new(2025, 9, 28), 900, [new("Log loss", 0.6, 0.5, false), new("Calibration slope", 0.7, 0.9, true)])],
            Edge = new Estimate(-0.1, 0.01, new Interval(-0.12, -0.08, 0.95), 899, 900),
            Calibration = [new(0.1, 0.3, new Interval(0.2, 0.4, 0.95), 90)],
            Predicted = 0.3,
            Observed = 0.5,
        });

        var panels = Render<ModelOutcomePanels>(p => p.Add(c => c.Scored, scored).Add(c => c.Settings, new ShopSettings()));

        Assert.Equal(ModelVerdict.Lost, scored.Verdict);
        panels.WaitForAssertion(() => Assert.Contains("Since its training its baseline did better", panels.Find(".note.bad").TextContent, StringComparison.Ordinal));
        Assert.Contains("Train it again now", panels.Markup, StringComparison.Ordinal);
        Assert.Contains("Log loss (decides)", panels.Markup, StringComparison.Ordinal);
        var card = ModelCard.Markdown(scored.Run, scored.Report, scored);
        Assert.Contains("## Since the training", card, StringComparison.Ordinal);
        Assert.Contains("| 2025-06-30 | 2025-09-28 | 900 | Log loss (decides) | 0.6 | 0.5 |", card, StringComparison.Ordinal);
        Assert.Equal(2, ModelOutcomeCharts.Metrics(scored).Rows.Count);
        Assert.Equal("Baseline", ModelOutcomeCharts.Metrics(scored).Rows[0][3].Text);
        Assert.Equal("", ModelOutcomeCharts.Metrics(scored).Rows[1][3].Text);
    }

    [Fact]
    public async Task Page_ModelWithoutTimeSince_SaysWhenItIsScored_AndAsksForTrainingWhenTheShopAllowsMore()
    {
        Fill();
        await Runs.AddAsync([(new TrainedModel(Report(ModelKind.Churn), new LikelihoodModel { HorizonDays = 90 }), Notes)], Token);
        var page = Show<ModelsPage>("/predictions/models?kind=churn");

        page.WaitForAssertion(() => Assert.Contains("Too little has arrived since the training to score it", page.Markup, StringComparison.Ordinal));
        Assert.Contains("It scores itself as data arrives", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("To be trained again", page.Markup, StringComparison.Ordinal);

        await page.ActAsync("#allow-demographics", e => e.ChangeAsync(new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = true }));

        page.WaitForAssertion(() => Assert.Contains("To be trained again", page.Markup, StringComparison.Ordinal));
        Assert.True(Services.GetRequiredService<Dashboard.Services.Snapshots.ShopSettingsService>().Current().AllowsDemographics);
    }

    [Fact]
    public void ModelPage_UnknownRun_SaysSo()
    {
        Fill();

        var page = Show<ModelPage>("/predictions/models/99", p => p.Add(m => m.Id, 99));

        page.WaitForAssertion(() => Assert.Contains("There is no such run", page.Markup, StringComparison.Ordinal));
    }

    private static ScoredRun Scored(ModelOutcome outcome) => new(
        new ModelRun
        {
            Id = 3,
            Kind = ModelKind.Churn,
            TrainedAt = DateTimeOffset.UnixEpoch,
            Why = "asked for",
            Took = TimeSpan.FromSeconds(1),
            DataVersion = 1,
            Content = "x",
            Documents = 3,
            AsOf = new(2025, 6, 30),
            Method = "Boosted trees",
            Rung = LadderRung.Learned,
            RowsUsed = 1_234,
            Deciding = null,
            BeatsBaseline = true,
            HasModel = true,
            InUse = true,
            IsPinned = false,
        },
        Report(ModelKind.Churn),
        outcome);

    internal static TrainingNotes Notes { get; } = new("asked for", 1, 3, TimeSpan.FromSeconds(2));

    internal static ModelReport Report(ModelKind kind) => new()
    {
        Kind = kind,
        Method = "Boosted trees",
        Definition = "The probability of no order within 90 days.",
        Window = new DateRange(new(2024, 1, 1), new(2025, 6, 30)),
        AsOf = new(2025, 6, 30),
        HorizonDays = 90,
        RowsUsed = 1_234,
        RowsAre = "customers",
        LeftOut = [new LeftOut(3, "without an order")],
        Features = [new("Orders", "Orders so far", 0.5, ValueDistribution.Of([1, 2, 3], 2))],
        Seed = 1,
        Rung = LadderRung.Learned,
        RungReason = "there are enough customers",
        Parameters = [new("r", 0.243, 0.01, "shape")],
        Candidates = [new("Boosted trees", [new("Log loss", 0.4, null, false)], true, "lowest log loss")],
        DecidedBy = "Log loss",
        Backtests = [new(new(2025, 1, 1), new(2025, 3, 31), 900, [new("Log loss", 0.41, 0.5, false)]), new(new(2025, 3, 31), new(2025, 6, 29), 1_000, [new("Log loss", 0.39, 0.5, false)])],
        Calibration = [new(0.1, 0.12, new Interval(0.11, 0.14, 0.95), 100), new(0.5, 0.5, new Interval(0.4, 0.6, 0.95), 100)],
        Deciles = [.. Enumerable.Range(1, 10).Select(d => new LiftDecile(d, 100, 1 - (d / 11.0), 0.85 / d, 1.7 / d))],
        Coverage = [new("Orders of one customer", 0.8, 79, 100)],
        Tracking = [new(new(2025, 1, 1), 9, 10, 8, 12, true), new(new(2025, 1, 8), null, 20, 15, 25, false)],
        Groups = [new("Gender", "female", 50, 0.4, 0.41, [new("AUC", 0.79, null, true)], true)],
        Scores = ValueDistribution.Of([0.1f, 0.5f, 0.9f], 3),
        Details = [new("Iterations", "12")],
    };
}
