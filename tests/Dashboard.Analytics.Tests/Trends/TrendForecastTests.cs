using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Trends;

public class TrendForecastTests
{
    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A shop with a planted week: Saturdays bring twice a weekday's revenue, Sundays half; a slow rise and a little noise.</summary>
    private static TestShop Weekly(DateOnly first, int days)
    {
        var random = new Random(3);
        var shop = new TestShop();
        for (var d = 0; d < days; d++)
        {
            var day = first.AddDays(d);
            var factor = day.DayOfWeek switch { DayOfWeek.Saturday => 2.0, DayOfWeek.Sunday => 0.5, _ => 1.0 };
            shop.Order($"c{d % 40}", Text(day), Math.Round((decimal)((100 + (0.1 * d)) * factor * (0.95 + (0.1 * random.NextDouble()))), 2));
        }

        return shop;
    }

    [Fact]
    public void Run_PlantedWeek_IsFoundAndForecast()
    {
        var snapshot = Weekly(new DateOnly(2025, 1, 6), 168).Build();
        var scope = new Scope(new RangeChoice("28d"), Comparison.None, Filter.Everything);

        var forecast = new TrendRequest(scope, TrendMetric.Revenue) { Step = TimeStep.Day, Forecast = true, Horizon = 14 }.Run(snapshot, TestContext.Current.CancellationToken).Forecast!;

        // Fitted on all 24 weeks, although the screen shows four.
        Assert.Equal((168, new DateOnly(2025, 1, 6)), (forecast.Model.Count, forecast.Fitted.From));
        Assert.Equal(forecast.Fitted.To.AddDays(1), forecast.Points[0].Days.From);
        Assert.Equal(14, forecast.Points.Count);
        foreach (var point in forecast.Points)
        {
            var d = point.Days.From.DayNumber - new DateOnly(2025, 1, 6).DayNumber;
            var truth = (100 + (0.1 * d)) * (point.Days.From.DayOfWeek switch { DayOfWeek.Saturday => 2.0, DayOfWeek.Sunday => 0.5, _ => 1.0 }) * 10_000;
            Assert.InRange(point.Value, truth * 0.93, truth * 1.07);
            Assert.True(point.Band95.Low <= point.Band80.Low && point.Band80.High <= point.Band95.High);
        }

        var scores = forecast.Model.Backtest!.Scores;
        Assert.Equal(forecast.Model.Method, scores[0].Method);
        Assert.True(scores[0].Mape < scores.Single(s => s.Method == "Naive").Mape / 3);
    }

    [Fact]
    public void Run_MonthThatIsNotOver_IsForecastAndNotFitted()
    {
        // 6 January to 22 June 2025: January and June are not whole.
        var snapshot = Weekly(new DateOnly(2025, 1, 6), 168).Build();
        var scope = new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything);

        var result = new TrendRequest(scope, TrendMetric.Revenue) { Step = TimeStep.Month, Forecast = true }.Run(snapshot, TestContext.Current.CancellationToken);

        var forecast = result.Forecast!;
        Assert.Equal((4, new DateOnly(2025, 2, 1), new DateOnly(2025, 5, 31)), (forecast.Model.Count, forecast.Fitted.From, forecast.Fitted.To));
        Assert.Equal(new DateRange(new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 30)), forecast.Points[0].Days);
        Assert.Equal(6, forecast.Points.Count);
        Assert.False(result.Buckets[^1].IsWhole);
        Assert.Contains(forecast.Model.Limits, l => l.What.Contains("season", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_LaterData_DoesNotReachTheForecast()
    {
        var (early, late) = (Weekly(new DateOnly(2025, 1, 6), 100).Build(), Weekly(new DateOnly(2025, 1, 6), 168).Build());
        var scope = TestShop.Scope("2025-03-01", "2025-04-15", Comparison.None);
        var request = new TrendRequest(scope, TrendMetric.Revenue) { Step = TimeStep.Day, Forecast = true };

        var (a, b) = (request.Run(early, TestContext.Current.CancellationToken), request.Run(late, TestContext.Current.CancellationToken));

        Assert.Equal(a.Forecast!.Points, b.Forecast!.Points);
    }

    [Fact]
    public void Run_Record_HoldsWhatCame()
    {
        var snapshot = Weekly(new DateOnly(2025, 1, 6), 168).Build();
        var result = new TrendRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), TrendMetric.Revenue) { Step = TimeStep.Day, Forecast = true, Horizon = 7 }
            .Run(snapshot, TestContext.Current.CancellationToken);

        var values = result.Buckets.ToDictionary(b => b.Days.From, b => b.Value!.Value);
        Assert.NotEmpty(result.Forecast!.Record);
        Assert.All(result.Forecast.Record, r => Assert.Equal(values[r.Point.Days.From], r.Actual));
        Assert.All(result.Forecast.Record, r => Assert.True(r.LastKnown < r.Point.Days.From));
        // An independent sum of the record gives the error that the table states.
        var mape = result.Forecast.Record.Average(r => 100 * Math.Abs(r.Actual - r.Point.Value) / r.Actual);
        Assert.Equal(result.Forecast.Model.Backtest!.Scores[0].Mape!.Value, mape, 9);
    }

    [Fact]
    public void Run_QuotientWithGaps_IsFittedAfterTheLastGap()
    {
        var shop = new TestShop();
        foreach (var day in (string[])["2025-03-03", "2025-03-04", "2025-03-06", "2025-03-07", "2025-03-08", "2025-03-09", "2025-03-10"])
            shop.Order("a", day, 10);

        var forecast = new TrendRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), TrendMetric.AverageOrderValue) { Step = TimeStep.Day, Forecast = true }
            .Run(shop.Build(), TestContext.Current.CancellationToken).Forecast!;

        Assert.Equal((5, new DateOnly(2025, 3, 6)), (forecast.Model.Count, forecast.Fitted.From));
        Assert.All(forecast.Points, p => Assert.Equal(10_0000, p.Value, 3));
    }
}
