using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Trends;
using Dashboard.Web.Charts;
using Dashboard.Web.Trends;

namespace Dashboard.Web.Tests.Trends;

public sealed class TrendChartsTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    [Fact]
    public void Trend_MonthThatIsNotOver_StandsWhereTheForecastBegins()
    {
        var result = Run(new TrendRequest(All, TrendMetric.Orders) { Step = TimeStep.Month, Forecast = true, Horizon = 3 });

        var spec = TrendCharts.Trend(result, [new Annotation(1, new DateOnly(2024, 12, 24), "Advent", null), new Annotation(2, new DateOnly(2030, 1, 1), "Far away", null)]);

        // 1 January to 10 December: eleven whole months, December in part, then two more that are forecast.
        Assert.Equal((14, "Dec 2024 (part)", "Feb 2025"), (spec.Labels.Count, spec.Labels[11], spec.Labels[13]));
        Assert.Equal(["Orders", "Not a whole month", "Forecast"], spec.Series.Select(s => s.Name));
        Assert.Null(spec.Series[0].Values[11]);
        Assert.Equal([30, 10], spec.Series[1].Values.Skip(10).Take(2));
        Assert.Equal(30, spec.Series[2].Values[10]);
        Assert.Equal(4, spec.Series[2].Values.Count(v => v is not null));
        Assert.Equal([95, 80], spec.Bands.Select(b => b.Level));
        Assert.Null(spec.Bands[0].Low[10]);
        Assert.True(spec.Bands[0].Low[11] <= spec.Bands[1].Low[11] && spec.Bands[1].High[13] <= spec.Bands[0].High[13]);
        // A note on a day that is only forecast yet stands at its month; one beyond is not drawn.
        Assert.Equal([new ChartAnnotation(11, "Advent")], spec.Annotations);
        Assert.All(spec.Series, s => Assert.Equal(14, s.Values.Count));
    }

    [Fact]
    public void TableOfTrend_EveryRow_HasEveryColumn()
    {
        var request = new TrendRequest(new Scope(new RangeChoice("90d"), Comparison.PreviousPeriod, Filter.Everything), TrendMetric.AverageOrderValue) { Step = TimeStep.Week, Forecast = true, MovingAverage = 4 };
        var result = Run(request);

        var table = TrendTables.Trend(result, request.Scope);

        Assert.Equal(result.Buckets.Count + TrendCharts.Beyond(result).Count, table.Rows.Count);
        Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
        Assert.StartsWith("/?from=2024-09-12&to=2024-09-15", table.Rows[0][0].Href, StringComparison.Ordinal);
        Assert.Contains("only part of that week", table.More, StringComparison.Ordinal);
        Assert.Equal(TrendCharts.Trend(result, []).Labels, table.Rows.Select(r => r[0].Text));
    }

    [Fact]
    public void Groups_PartsThatAddUp_AreStackedAndNamed()
    {
        var result = Run(new TrendRequest(All, TrendMetric.Orders) { Step = TimeStep.Month, By = Dimension.Country });
        var breakdown = result.Breakdown!;

        var spec = TrendCharts.Groups(result, breakdown);
        var table = TrendTables.Groups(result, breakdown, c => $"/{c.Value}");

        Assert.True(spec.Stacked);
        Assert.Equal("+1 more", spec.Series[8].Name);
        Assert.Equal("ink-3", spec.Series[8].Color);
        Assert.Equal("/Country 0", table.Rows[0][0].Href);
        Assert.Null(table.Rows[8][0].Href);
        Assert.Equal(["All", "345", "100.0%", ""], table.Total.Select(c => c.Text));
        Assert.Equal("Country 0 makes up 11.3% of orders", TrendText.Finding(result, breakdown));
        Assert.False(TrendCharts.Groups(Run(new TrendRequest(All, TrendMetric.AverageOrderValue) { By = Dimension.Country }), breakdown).Stacked && !breakdown.AddsUp);
    }

    [Fact]
    public void Record_OverlappingOrigins_KeepsTheNewestForecast()
    {
        var result = Run(new TrendRequest(All, TrendMetric.Revenue) { Step = TimeStep.Week, Forecast = true });
        var forecast = result.Forecast!;

        var spec = TrendCharts.Record(result, forecast);

        Assert.Equal(forecast.Record.Select(r => r.Point.Days).Distinct().Count(), spec.Labels.Count);
        Assert.Equal(forecast.Record[^1].Actual / 10_000, spec.Series[0].Values[^1]);
        Assert.StartsWith("Off by ", TrendText.Record(forecast), StringComparison.Ordinal);
        Assert.Equal(forecast.Model.Backtest!.Scores.Count, TrendTables.Scores(result, forecast).Rows.Count);
        Assert.Contains("whatever range is shown", TrendText.Expectation(result, forecast), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrendMetric.Orders, "Orders up 0.0%", "Orders unchanged at 28")]
    [InlineData(TrendMetric.Revenue, "", "Revenue up ")]
    public void Finding_Comparison_SaysTheChange(TrendMetric metric, string never, string finding)
    {
        var result = Run(new TrendRequest(new Scope(new RangeChoice("28d"), Comparison.PreviousPeriod, Filter.Everything), metric));

        var title = TrendText.Finding(result, Comparison.PreviousPeriod);

        Assert.StartsWith(finding, title, StringComparison.Ordinal);
        Assert.True(never.Length == 0 || !title.Contains(never, StringComparison.Ordinal));
    }

    [Fact]
    public void Query_Address_ReadsBackWhatWasWritten()
    {
        var query = new TrendQuery("return-rate", "month", "age-band", "off", "24", "12");
        var read = query.Parameters().ToDictionary(p => p.Key, p => p.Value);

        Assert.Equal(query.Request(All), new TrendQuery(read["metric"], read["step"], read["by"], read["forecast"], read["horizon"], read["average"]).Request(All));
        Assert.Equal(new TrendRequest(All, TrendMetric.ReturnRate) { Step = TimeStep.Month, By = Dimension.AgeBand, Horizon = 24, MovingAverage = 12 }, query.Request(All));
    }

    [Theory]
    [InlineData("<script>", "fortnight", "campaign", "maybe", "-5", "1")]
    [InlineData("", "", "", "", "99999999999", "1e3")]
    public void Query_Nonsense_FallsBackToTheDefault(string metric, string step, string by, string forecast, string horizon, string average)
    {
        var query = new TrendQuery(metric, step, by, forecast, horizon, average);

        Assert.Equal(new TrendRequest(All, TrendMetric.Revenue) { Forecast = true }, query.Request(All));
        Assert.All(query.Parameters(), p => Assert.Null(p.Value));
    }

    private static TrendResult Run(TrendRequest request) => request.Run(Shop(), TestContext.Current.CancellationToken);

    /// <summary>An order a day from 1 January to 10 December 2024, every amount a little higher, from nine countries in turn.</summary>
    private static Snapshot Shop()
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "GBP", SmallestGroup = 1 }, 3);
        for (var c = 0; c < 30; c++)
            builder.Add(new CustomerFacts($"c{c}"));
        var first = new DateOnly(2024, 1, 1);
        for (var d = 0; d < 345; d++)
        {
            builder.Add(new DocumentFacts($"{d:000}", d % 30, first.AddDays(d).DayNumber, Country: $"Country {d % 9}"));
            builder.Add(new LineFacts(-1, 1_0000, 100_0000 + (d * 1_0000), 0, 100_0000 + (d * 1_0000)));
        }

        return builder.Build();
    }
}
