using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Predictions;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class DemandLevelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Find_CompetitorTakesAFifth_FindsTheStepAndTheSeason()
    {
        var (season, level) = DemandLevel.Find(Months(36, (month, at) => (month >= 11 ? 1.5 : 0.9) * (at >= 30 ? 0.8 : 1), noise: 0.02));

        Assert.NotNull(level);
        Assert.Equal((new DateOnly(2023, 1, 1), 36), (level.From, level.Factors.Count));
        Assert.InRange(level.On(new DateOnly(2030, 5, 5)) / level.On(new DateOnly(2024, 5, 5)), 0.76, 0.84);
        Assert.Equal(level.Factors[0], level.On(new DateOnly(2020, 5, 5)));
        Assert.Equal(level.Factors[30], level.On(new DateOnly(2025, 7, 31)));
        Assert.InRange(level.LastDeviation, 0.005, 0.1);
        Assert.InRange(season[11] / season[4], 1.4, 1.75);
        Assert.Equal(1, season.Average(), 1e-3);
    }

    [Fact]
    public void Find_LuckAlone_MovesNoLevel()
    {
        Assert.Null(DemandLevel.Find(Months(36, (_, _) => 1, noise: 0)).Level);
        Assert.Null(DemandLevel.Find(Months(36, (month, _) => month == 12 ? 2 : 1, noise: 0)).Level);
        Assert.Null(DemandLevel.Find(Months(11, (_, at) => at < 5 ? 1 : 0.5, noise: 0)).Level);

        // Of the luck of counting alone it seldom makes more than a little.
        var moved = Enumerable.Range(0, 20).Count(seed => DemandLevel.Find(Months(36, (_, _) => 1, noise: 0.03, seed)).Level is { } level && Math.Abs(level.Factors[^1] - 1) > 0.03);
        Assert.InRange(moved, 0, 2);
    }

    [Fact]
    public void Find_MonthsLeftOut_AreBridged()
    {
        var months = Months(36, (_, at) => at >= 24 ? 0.7 : 1, noise: 0.01).Where((_, at) => at is not (10 or 27)).ToArray();
        var level = DemandLevel.Find(months).Level!;
        Assert.Equal(36, level.Factors.Count);
        Assert.InRange(level.Factors[30] / level.Factors[10], 0.67, 0.75);
    }

    [Fact]
    public void Run_ShopThatLosesAThirdOfItsDemand_TotalsAreNearerThanWithoutALevel()
    {
        // The loss comes three months before the latest earlier day that is tried.
        var lost = PlantedCustomers.Start.AddDays(1_000 - 180 - 100);
        var snapshot = PlantedCustomers.Build(6_000, 1_000, demand: day => day >= lost ? 0.65 : 1);
        var day = snapshot.LastDay.DayNumber - 180;
        var backtest = new LifetimeBacktest(snapshot, day, 180, 1, Token);

        Assert.True(backtest.Fitter.Knows(DemandShape.SeasonAndLevel));
        double Error(DemandShape shape) => LifetimePool.TotalError(backtest.Predict(backtest.Fit(CountModelKind.MbgNbd, shape)!).Orders, backtest.Actual);
        Assert.True(Error(DemandShape.SeasonAndLevel) < 0.5 * Error(DemandShape.Season), $"{Error(DemandShape.Even)} {Error(DemandShape.Season)} {Error(DemandShape.SeasonAndLevel)}");

        var (report, trained) = new LifetimeTraining().Run(snapshot, Token);
        var model = Assert.IsType<LifetimeModel>(trained);
        Assert.NotNull(model.Level);
        Assert.Contains("a moving level", report.Method);
        Assert.Contains(report.Details, detail => detail.Key == "Level of demand" && detail.Value.Contains("in the last months", StringComparison.Ordinal));
        Assert.Equal(PredictionJson.Write(model), PredictionJson.Write(PredictionJson.ReadModel(PredictionJson.Write(model))));
    }

    private static DemandMonth[] Months(int count, Func<int, int, double> factor, double noise, int seed = 1)
    {
        var random = new SeededRandom(seed, 0);
        return [.. Enumerable.Range(0, count).Select(at =>
        {
            var start = new DateOnly(2023, 1, 1).AddMonths(at);
            return new DemandMonth(start, 1 / Math.Max(1e-4, noise * noise), Math.Log(factor(start.Month, at)) + (noise * RandomVariates.Normal(ref random)));
        })];
    }
}
