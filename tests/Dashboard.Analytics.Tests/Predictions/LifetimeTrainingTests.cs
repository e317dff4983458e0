using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

/// <summary>Trainings on planted shops, from too little to plenty, and what their models say.</summary>
public sealed class LifetimeTrainingTests
{
    private static readonly Lazy<(Snapshot Snapshot, TrainedModel Trained)> Planted = new(() =>
    {
        var snapshot = PlantedCustomers.Build(4_000, 700, cost: 0.6);
        return (snapshot, new LifetimeTraining().Run(snapshot, CancellationToken.None));
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_PlantedShop_FindsWhatWasPlantedAndBeatsTheBaseline()
    {
        var (snapshot, (report, trained)) = Planted.Value;
        var model = Assert.IsType<LifetimeModel>(trained);
        Assert.Equal((LadderRung.Parametric, 4_000L, 90), (report.Rung, report.RowsUsed, report.HorizonDays));
        Assert.Null(report.Unlocks);
        Assert.True(report.BeatsBaseline);
        Assert.Equal(4, report.Backtests.Count);
        Assert.All(report.Backtests, backtest => Assert.True(backtest.Metrics[0].Model <= backtest.Metrics[0].Baseline));
        Assert.Single(report.Candidates, candidate => candidate.Chosen);
        Assert.Contains(report.Candidates, candidate => candidate.Name == "Own past rate");

        // Who sees the model's own customers finds the share of the level, and a slope near 1.
        foreach (var coverage in report.Coverage.Where(coverage => coverage.Of.EndsWith("customer", StringComparison.Ordinal)))
            Assert.InRange((double)coverage.Covered / coverage.Count, coverage.Level - 0.03, coverage.Level + 0.03);
        var slope = double.Parse(report.Details.First(detail => detail.Key == "Calibration slope").Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(slope, 0.9, 1.1);
        Assert.InRange(model.TotalError, 0.005, 0.2);

        // Orders of one day are one, which takes a little off the planted rate.
        var expected = CountModel.Of(model.Count, model.CountValues).ExpectedOrdersOfNew(26);
        Assert.InRange(expected / PlantedCustomers.Model.ExpectedOrdersOfNew(26), 0.9, 1.1);
        Assert.Equal(PlantedCustomers.Spend.PopulationMean, new GammaGamma(model.SpendValues[0], model.SpendValues[1], model.SpendValues[2]).PopulationMean, 0.08 * PlantedCustomers.Spend.PopulationMean);
        Assert.Equal(0.4, model.MarginShare!.Value, 1e-3);
        Assert.Equal(1, model.MarginCoverage, 1e-9);
        Assert.Equal(0, model.ReturnShare, 1e-12);
        Assert.InRange(model.ValueLevel, 0.97, 1.03);
        Assert.Equal(13, report.Tracking.Count > 0 ? 13 : 0);
        Assert.Equal(report.RowsUsed, report.Scores!.Total);
        Assert.Equal("have not ordered yet", Assert.Single(report.LeftOut).Reason);
        Assert.Equal(PredictionJson.Write(report), PredictionJson.Write(PredictionJson.ReadReport(PredictionJson.Write(report))));
        Assert.Equal(snapshot.LastDay, report.AsOf);
    }

    [Fact]
    public void Run_Again_GivesTheSameBits()
    {
        var snapshot = PlantedCustomers.Build(400, 300);
        var one = new LifetimeTraining().Run(snapshot, Token);
        var two = new LifetimeTraining().Run(PlantedCustomers.Build(400, 300), Token);
        Assert.Equal(PredictionJson.Write(one.Report), PredictionJson.Write(two.Report));
        Assert.Equal(PredictionJson.Write(one.Model!), PredictionJson.Write(two.Model!));
    }

    [Fact]
    public void Run_AsOfAnEarlierDay_SeesNothingLater()
    {
        var day = PlantedCustomers.Start.AddDays(250);
        var known = new LifetimeTraining(day).Run(PlantedCustomers.Build(400, 300), Token);
        var cut = new LifetimeTraining(day).Run(PlantedCustomers.Build(400, 300, upTo: 250), Token);
        Assert.Equal(PredictionJson.Write(cut.Model!), PredictionJson.Write(known.Model!));
    }

    [Fact]
    public void Run_PricesThatRose_AreExpectedOfTheDaysAhead()
    {
        var rise = PlantedCustomers.Start.AddDays(500);
        var snapshot = PlantedCustomers.Build(4_000, 700, prices: day => day < rise ? 1 : 1.25);

        var (report, trained) = new LifetimeTraining().Run(snapshot, Token);
        var model = Assert.IsType<LifetimeModel>(trained);

        // The customers' own means have taken in a part of the rise, the factor the rest.
        Assert.InRange(model.ValueLevel, 1.06, 1.25);
        Assert.Contains(report.Details, detail => detail.Key == "Level of order values" && detail.Value.StartsWith("1.", StringComparison.Ordinal));
        var day = snapshot.LastDay.DayNumber;
        var (with, without) = (CustomerValues.Of(snapshot, model, day, 90, Token), CustomerValues.Of(snapshot, model with { ValueLevel = 1 }, day, 90, Token));
        for (var customer = 1; customer < 100; customer++)
        {
            Assert.Equal(without.Revenue[customer] * model.ValueLevel, with.Revenue[customer], 1e-3 * Math.Max(1, with.Revenue[customer]));
            Assert.Equal(without.OutcomeOf(customer)!.Revenue.Range80.High * model.ValueLevel, with.OutcomeOf(customer)!.Revenue.Range80.High, 1e-3 * Math.Max(1, with.OutcomeOf(customer)!.Revenue.Range80.High));
        }

        // At the last earlier day, prices had risen for sixty days; without the factor, total revenue would be about 17 % short.
        Assert.InRange(report.Backtests[^1].Metrics.Single(m => m.Name == "Error of total revenue").Model, 0, 0.12);
        Assert.Equal(PredictionJson.Write(model), PredictionJson.Write(PredictionJson.ReadModel(PredictionJson.Write(model))));
    }

    [Fact]
    public void Run_FewBuyers_StaysOnCounts()
    {
        var (report, model) = new LifetimeTraining().Run(PlantedCustomers.Build(30, 300), Token);
        Assert.Null(model);
        Assert.Equal((LadderRung.Counts, 50, 30), (report.Rung, report.Unlocks!.Needed, report.Unlocks.Have));
        Assert.Null(new LifetimeTraining().Run(new SnapshotBuilder(new ShopSettings(), 1).Build(), Token).Model);
    }

    [Fact]
    public void Run_YoungShop_FallsBackToRatesAndSaysWhatIsMissing()
    {
        var snapshot = PlantedCustomers.Build(400, 80);
        var (report, trained) = new LifetimeTraining().Run(snapshot, Token);
        var model = Assert.IsType<LifetimeModel>(trained);
        Assert.Equal((LadderRung.Rates, LadderRung.Rates, "days of orders"), (report.Rung, model.Rung, report.Unlocks!.Unit));
        var values = CustomerValues.Of(snapshot, model, snapshot.LastDay.DayNumber, 30, Token);
        Assert.All(values.Alive, alive => Assert.True(float.IsNaN(alive)));
        Assert.True(values.Orders.Sum() > 0);
        Assert.InRange(values.OutcomeOf(1)!.Orders.Range80.High, 0, 30);
        Assert.Null(values.OutcomeOf(1)!.Alive);
        Assert.Null(values.Margin);
    }

    [Fact]
    public void Values_LongerHorizon_ExpectMore()
    {
        var (snapshot, (_, trained)) = Planted.Value;
        var day = snapshot.LastDay.DayNumber;
        var (month, year) = (CustomerValues.Of(snapshot, (LifetimeModel)trained!, day, 30, Token), CustomerValues.Of(snapshot, (LifetimeModel)trained!, day, 365, Token));
        for (var customer = 0; customer < month.Orders.Length; customer++)
        {
            Assert.True(year.Orders[customer] >= month.Orders[customer]);
            Assert.Equal(month.Alive[customer], year.Alive[customer]);
            Assert.True(float.IsNaN(month.Alive[customer]) || month.Alive[customer] is >= 0 and <= 1);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerValues.Of(snapshot, (LifetimeModel)trained!, day, 0, Token));
        var discounted = Enumerable.Range(0, 50).Sum(customer => year.DiscountedRevenue(customer, 0.1));
        Assert.InRange(discounted / Enumerable.Range(0, 50).Sum(customer => (double)year.Revenue[customer]), 0.93, 0.99);
    }

    [Fact]
    public void OutcomeOf_Customers_NestsItsRangesAndNeverOrderedHasNone()
    {
        var (snapshot, (_, trained)) = Planted.Value;
        var values = CustomerValues.Of(snapshot, (LifetimeModel)trained!, snapshot.LastDay.DayNumber, 180, Token);
        var never = Enumerable.Range(0, values.Orders.Length).Single(customer => values.Histories.OrderDays[customer] == 0);
        Assert.Null(values.OutcomeOf(never));
        Assert.Equal((0f, 0f), (values.Orders[never], values.Revenue[never]));
        foreach (var customer in Enumerable.Range(0, 60).Where(customer => customer != never))
        {
            var outcome = values.OutcomeOf(customer)!;
            foreach (var range in new[] { outcome.Orders, outcome.Revenue, outcome.Margin!, outcome.Alive! })
            {
                Assert.True(range.Range95.Low <= range.Range80.Low && range.Range80.High <= range.Range95.High);
                Assert.True(range.Range80.Low <= range.Range80.High);
            }

            Assert.Equal(values.Orders[customer], outcome.Orders.Expected);
            Assert.InRange(outcome.Alive!.Expected, outcome.Alive.Range95.Low - 0.02, outcome.Alive.Range95.High + 0.02);
            Assert.Equal(outcome, values.OutcomeOf(customer));
        }
    }

    [Fact]
    public void GroupForecast_Total_IsNarrowerThanTheSumOfItsMembersRanges()
    {
        var (snapshot, (_, trained)) = Planted.Value;
        var values = CustomerValues.Of(snapshot, ((LifetimeModel)trained!) with { TotalError = 0 }, snapshot.LastDay.DayNumber, 180, Token);
        var members = new Bitmap(snapshot.Customers.Count);
        members.AddRange(0, 500);
        var total = GroupForecast.Of(values, members, Token);
        var (low, high) = (0.0, 0.0);
        foreach (var customer in members)
        {
            if (values.OutcomeOf(customer) is { } outcome)
                (low, high) = (low + outcome.Revenue.Range80.Low, high + outcome.Revenue.Range80.High);
        }

        Assert.True(total.Revenue.Range80.Width < 0.5 * (high - low));
        Assert.True(total.Revenue.Range80.Contains(total.Revenue.Expected));
        Assert.True(total.Orders.Range80.Contains(total.Orders.Expected));
        Assert.Equal(0.4 * total.Revenue.Expected, total.Margin!.Expected, 1e-3 * total.Revenue.Expected);

        // The same total when its members' luck is drawn on some of them only.
        var all = GroupForecast.Of(values, Bitmap.All(snapshot.Customers.Count), Token);
        Assert.Equal(4_000, all.Customers);
        Assert.InRange(all.Orders.Range80.Width / all.Orders.Expected, 0.02, 0.2);
        Assert.Equal(0, GroupForecast.Of(values, new Bitmap(snapshot.Customers.Count), Token).Orders.Range95.High);
    }

    [Fact]
    public void Request_WithAndWithoutAModel_AddsUp()
    {
        var (snapshot, (_, trained)) = Planted.Value;
        var without = new LifetimeValueRequest(Scope.Default with { Range = new RangeChoice("all") }).Run(snapshot, Token);
        Assert.Null(without.Total);
        Assert.Null(without.Missing);
        Assert.Equal(4_000, without.Customers);

        var inUse = snapshot.With(PredictionModels.None.With(ModelKind.Lifetime, 7, snapshot.LastDay, trained!));
        foreach (var by in Enum.GetValues<ValueBreakdown>())
        {
            var result = new LifetimeValueRequest(Scope.Default with { Range = new RangeChoice("all") }, 90, by, 0.1).Run(inUse, Token);
            Assert.Equal(7, result.Run);
            Assert.Equal(result.Customers, result.Groups.Sum(group => group.Forecast.Customers));
            Assert.Equal(result.HistoricE4, result.Groups.Sum(group => group.HistoricE4));
            Assert.Equal(result.Total!.Revenue.Expected, result.Groups.Sum(group => group.Forecast.Revenue.Expected), 1e-6 * result.Total.Revenue.Expected);
            Assert.Equal(result.Customers, result.Tiers.Sum(tier => tier.Customers));
            Assert.Equal(1, result.Tiers.Sum(tier => tier.Share), 1e-9);
            Assert.Equal(result.Customers, result.Bins.Sum(bin => bin.Customers));
            Assert.True(result.Discounted < result.Total.Revenue.Expected);
            Assert.Contains(result.Receipt.Details, detail => detail is { Key: "Model run", Value: "7" });
        }

        var list = new CustomerValueListRequest(Scope.Default with { Range = new RangeChoice("all") }, 90, ValueSort.Orders, Take: 5).Run(inUse, Token);
        Assert.Equal((4_000, 5), (list.Count, list.Rows.Count));
        Assert.Equal(list.Rows.Select(row => row.Outcome.Orders.Expected).OrderDescending(), list.Rows.Select(row => row.Outcome.Orders.Expected));
        Assert.Throws<ArgumentException>(() => new LifetimeValueRequest(Scope.Default, 0).Run(snapshot, Token));
        Assert.Throws<ArgumentException>(() => new LifetimeValueRequest(Scope.Default, 30, Discount: 2).Run(snapshot, Token));
    }
}
