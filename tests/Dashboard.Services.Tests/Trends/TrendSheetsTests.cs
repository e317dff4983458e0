using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Tests.Excel;
using Dashboard.Services.Trends;

namespace Dashboard.Services.Tests.Trends;

public sealed class TrendSheetsTests
{
    private static readonly DateTimeOffset Now = new(2025, 7, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = new(2025, 1, 6);

    [Fact]
    public async Task Workbook_TrendWithEverything_WritesEverySheet()
    {
        var scope = new Scope(new RangeChoice("28d"), Comparison.PreviousPeriod, Filter.Everything);
        var result = new TrendRequest(scope, TrendMetric.Revenue) { Step = TimeStep.Day, By = Dimension.Country, Forecast = true, Horizon = 7, MovingAverage = 7 }
            .Run(Shop(), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(TrendSheets.Workbook(result, Now));

        Assert.Equal(["Revenue", "By Country", "Forecast", "Methods compared", "Past forecasts", "Methods"], book.SheetNames);
        Assert.Equal(29, book.Rows().Count);
        Assert.Equal("=Spain", book.Text("K1"));
        var first = result.Buckets[0];
        Assert.Equal(first.Value!.Value / 10_000, book.Number("D2"), 9);
        Assert.Equal(first.Previous!.Value / 10_000, book.Number("H2"), 9);
        Assert.Equal(first.MovingAverage!.Value / 10_000, book.Number("I2"), 4);
        Assert.Equal(book.Number("D2"), book.Number("J2") + book.Number("K2"), 9);
        Assert.Equal(result.Total!.Value / 10_000, book.Number("B2", 1) + book.Number("B3", 1), 9);
        Assert.Equal(8, book.Rows(2).Count);
        Assert.Equal(result.Forecast!.Points[6].Band95.High / 10_000, book.Number("G8", 2), 3);
        Assert.Equal(result.Forecast.Model.Method, book.Text("A2", 3));
        Assert.Equal(result.Forecast.Record.Count + 1, book.Rows(4).Count);
    }

    [Theory]
    [InlineData(TrendMetric.ReturnRate)]
    [InlineData(TrendMetric.ActiveCustomers)]
    [InlineData(TrendMetric.UnitsPerOrder)]
    [InlineData(TrendMetric.AverageOrderValue)]
    public async Task Workbook_OtherUnits_WriteTheirNumbers(TrendMetric metric)
    {
        var result = new TrendRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), metric) { Step = TimeStep.Week, Forecast = true }
            .Run(Shop(), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(TrendSheets.Workbook(result, Now));

        Assert.Equal(result.Metric.Name, book.SheetNames[0]);
        var scale = result.Metric.Unit == TrendUnit.Money ? 10_000 : 1;
        Assert.Equal(result.Buckets[3].Value!.Value / scale, book.Number("D5"), 4);
    }

    [Fact]
    public async Task Workbook_EmptyShop_HasHeadings()
    {
        var empty = new SnapshotBuilder(new ShopSettings(), 1).Build();
        using var trend = await WrittenWorkbook.WriteAsync(TrendSheets.Workbook(new TrendRequest(Scope.Default, TrendMetric.Revenue) { Forecast = true }.Run(empty, TestContext.Current.CancellationToken), Now));
        using var cohorts = await WrittenWorkbook.WriteAsync(CohortSheets.Workbook(new CohortsRequest(Scope.Default).Run(empty, TestContext.Current.CancellationToken), Now));

        Assert.Single(trend.Rows());
        Assert.Single(cohorts.Rows());
    }

    [Fact]
    public async Task Workbook_Cohorts_LeaveOutWhatIsNotOver()
    {
        var result = new CohortsRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything)).Run(Shop(), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(CohortSheets.Workbook(result, Now));

        Assert.Equal(["Retention", "Cells", "All cohorts", "Methods"], book.SheetNames);
        // January to 30 March: month 2 of January's cohort is not over by a day.
        Assert.Equal(result.Cohorts[0].Size, book.Number("B2"));
        Assert.Equal(result.Cohorts[0].Cells[1].Share, book.Number("D2"), 12);
        Assert.True(string.IsNullOrEmpty(book.Cell("E2")?.InnerText));
        Assert.Equal(result.Cohorts.Sum(c => c.Cells.Count) + 1, book.Rows(1).Count);
        Assert.Equal(result.Totals.Count + 1, book.Rows(2).Count);
    }

    private static Snapshot Shop()
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "GBP", SmallestGroup = 1 }, 3);
        for (var c = 0; c < 9; c++)
            builder.Add(new CustomerFacts($"c{c}"));
        for (var d = 0; d < 84; d++)
        {
            builder.Add(new DocumentFacts($"{d:000}", d % 9, First.AddDays(d).DayNumber, Country: d % 5 == 0 ? "=Spain" : "France"));
            var amount = 100_0000 + (d % 7 * 10_0000);
            builder.Add(new LineFacts(-1, 2_0000, amount / 2, 0, amount));
            if (d % 3 == 0)
                builder.Add(new LineFacts(-1, -1_0000, 5_0000, 0, -5_0000));
        }

        return builder.Build();
    }
}
