using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Trends;

public class TrendRequestTests
{
    private static DateRange Days(string from, string to) => new(DateOnly.FromDayNumber(TestShop.Day(from)), DateOnly.FromDayNumber(TestShop.Day(to)));

    private static TrendResult Run(Snapshot snapshot, TrendRequest request) => request.Run(snapshot, TestContext.Current.CancellationToken);

    /// <summary>
    /// February: Anna 100 on the 10th, Cleo 60 on the 15th. March: Anna 200 on Monday 10th, 50 returned on the 20th; Ben 30 on the 5th and 40 on the 31st, his first; somebody unknown 5 on the 7th.
    /// </summary>
    private static TestShop Shop() => new TestShop()
        .Order("anna", "2025-02-10", 100, "Mug").Order("anna", "2025-03-10", 200, "Lamp", "France").Return("anna", "2025-03-20", 50, "Lamp")
        .Order("ben", "2025-03-05", 30, "Mug").Order("ben", "2025-03-31", 40, "Mug")
        .Order("cleo", "2025-02-15", 60, "Lamp")
        .Order(null, "2025-03-07", 5);

    [Theory]
    [InlineData(TrendMetric.Revenue, 225_0000.0, 160_0000.0)]
    [InlineData(TrendMetric.Orders, 4.0, 2.0)]
    [InlineData(TrendMetric.AverageOrderValue, 225_0000 / 4.0, 80_0000.0)]
    [InlineData(TrendMetric.ActiveCustomers, 2.0, 2.0)]
    [InlineData(TrendMetric.NewCustomers, 1.0, 2.0)]
    [InlineData(TrendMetric.ReturningCustomers, 1.0, 0.0)]
    [InlineData(TrendMetric.ItemsSold, 4.0, 2.0)]
    [InlineData(TrendMetric.UnitsPerOrder, 1.0, 1.0)]
    [InlineData(TrendMetric.ReturnRate, 50 / 275.0, 0.0)]
    [InlineData(TrendMetric.DiscountRate, 0.0, 0.0)]
    public void Run_HandWorkedMonth_GivesEveryMetric(TrendMetric metric, double now, double before)
    {
        var result = Run(Shop().Build(), new TrendRequest(TestShop.Scope("2025-03-01", "2025-03-31"), metric) { Step = TimeStep.Month });

        Assert.Equal((now, before), (result.Total, result.PreviousTotal));
        Assert.Equal(now, Assert.Single(result.Buckets).Value);
        Assert.Equal(before, result.Buckets[0].Previous);
        // The data begins on 10 February and the comparison on 29 January: not a fair one.
        Assert.True(result.ComparisonIsPartial);
        Assert.False(result.Buckets[0].PreviousIsWhole);
        Assert.Null(result.Change);
    }

    [Fact]
    public void Run_Discounts_AreDividedByTheFullPrice()
    {
        var shop = new TestShop();
        var mug = shop.Product("Mug");
        shop.Builder.Add(new DocumentFacts("1", shop.Customer("anna"), TestShop.Day("2025-03-01")));
        shop.Builder.Add(new LineFacts(mug, 3_0000, 10_0000, 6_0000, 24_0000));
        shop.Builder.Add(new LineFacts(shop.Product("Postage", isMerchandise: false), 1_0000, 6_0000, 0, 6_0000));
        var scope = TestShop.Scope("2025-03-01", "2025-03-01");
        var snapshot = shop.Build();

        Assert.Equal(6 / 36.0, Run(snapshot, new TrendRequest(scope, TrendMetric.DiscountRate)).Total);
        Assert.Equal(3, Run(snapshot, new TrendRequest(scope, TrendMetric.UnitsPerOrder)).Total);
    }

    [Fact]
    public void Run_WeeksCutByTheRange_AreMarkedAndNotCompared()
    {
        // Tuesday 4 to Tuesday 25 March: two cut weeks at the ends, two whole ones between.
        var result = Run(Shop().Build(), new TrendRequest(TestShop.Scope("2025-03-04", "2025-03-25"), TrendMetric.Revenue) { Step = TimeStep.Week, MovingAverage = 2 });

        Assert.Equal([Days("2025-03-04", "2025-03-09"), Days("2025-03-10", "2025-03-16"), Days("2025-03-17", "2025-03-23"), Days("2025-03-24", "2025-03-25")], result.Buckets.Select(b => b.Days));
        Assert.Equal([false, true, true, false], result.Buckets.Select(b => b.IsWhole));
        Assert.Equal([35_0000, 200_0000, -50_0000, 0], result.Buckets.Select(b => b.Value));
        Assert.Equal(Days("2025-02-10", "2025-02-15"), result.Buckets[0].ComparedDays);
        Assert.Equal([160_0000, 0, 0, 0], result.Buckets.Select(b => b.Previous));
        // The week of 3 March is whole in the data (35), the week before it empty; the week of 24 March is not over.
        Assert.Equal([17_5000, 117_5000, 75_0000, null], result.Buckets.Select(b => b.MovingAverage));
        Assert.Contains(result.Receipt.Details, d => d.Key == "Cut pieces");
        Assert.Equal((185_0000 - 160_0000) / 160_0000.0, result.Change);
    }

    [Fact]
    public void Run_PreviousYearAcrossTheLeapDay_ComparesTheSameDays()
    {
        var snapshot = new TestShop().Order("a", "2023-02-28", 7).Order("a", "2023-03-01", 1).Order("a", "2024-02-28", 2).Order("a", "2024-02-29", 3).Order("a", "2024-03-01", 4).Build();

        var days = Run(snapshot, new TrendRequest(TestShop.Scope("2024-02-28", "2024-03-01", Comparison.PreviousYear), TrendMetric.Revenue) { Step = TimeStep.Day });
        var months = Run(snapshot, new TrendRequest(TestShop.Scope("2024-02-28", "2024-03-01", Comparison.PreviousYear), TrendMetric.Revenue) { Step = TimeStep.Month });

        Assert.Equal([7_0000, null, 1_0000], days.Buckets.Select(b => b.Previous));
        Assert.Equal(8_0000, days.PreviousTotal);
        Assert.Equal([Days("2023-02-28", "2023-02-28"), Days("2023-03-01", "2023-03-01")], months.Buckets.Select(b => b.ComparedDays));
    }

    [Fact]
    public void Run_Breakdown_NamesAnonymousUnknownAndWhatIsNotGoods()
    {
        var shop = Shop().Order("dora", "2025-03-11", 8, "Postage");
        shop.Builder.Add(new ProductFacts("unused"));
        var snapshot = new TestShop().Order("a", "2025-03-01", 10, "Mug").Order(null, "2025-03-02", 5, "Mug").Order("b", "2025-03-03", 2).Build();
        var scope = TestShop.Scope("2025-03-01", "2025-03-31");

        var countries = Run(shop.Build(), new TrendRequest(scope, TrendMetric.Revenue) { By = Dimension.Country }).Breakdown!;
        var segments = Run(snapshot, new TrendRequest(scope, TrendMetric.Orders) { By = Dimension.Gender }).Breakdown!;
        var products = Run(snapshot, new TrendRequest(scope, TrendMetric.Orders) { By = Dimension.Product }).Breakdown!;

        Assert.Equal([("France", 200_0000.0), ("Unknown", 33_0000.0)], countries.Groups.Select(g => (g.Label, g.Total!.Value)));
        Assert.Equal(Condition.Unknown, countries.Groups[1].Value);
        Assert.Equal([(TrendGroupKind.Unknown, 2.0), (TrendGroupKind.Anonymous, 1.0)], segments.Groups.Select(g => (g.Kind, g.Total!.Value)));
        Assert.True(segments.AddsUp);
        Assert.Equal([("Mug", 2.0, null), ("Unknown", 1.0, (double?)null)], products.Groups.Select(g => (g.Label, g.Total!.Value, g.Share)));
        Assert.Contains("several groups", products.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ManyValues_MergesTheRestAndStillAddsUp()
    {
        var shop = new TestShop();
        for (var c = 0; c < 12; c++)
            shop.Order($"c{c}", "2025-03-01", 100 - c, country: $"Country {c:00}");

        var breakdown = Run(shop.Build(), new TrendRequest(TestShop.Scope("2025-03-01", "2025-03-31"), TrendMetric.Revenue) { By = Dimension.Country }).Breakdown!;

        Assert.Equal(9, breakdown.Groups.Count);
        Assert.Equal(("+4 more", TrendGroupKind.More, 4, (92 + 91 + 90 + 89) * 1_0000.0), (breakdown.Groups[8].Label, breakdown.Groups[8].Kind, breakdown.Groups[8].Merged, breakdown.Groups[8].Total));
        Assert.Equal(1, breakdown.Groups.Sum(g => g.Share!.Value), 12);
    }

    [Fact]
    public void Run_RandomShops_PartsAddUpToTheTotal()
    {
        Dimension[] dimensions = [Dimension.Segment, Dimension.Country, Dimension.Gender, Dimension.AgeBand, Dimension.Category, Dimension.Product, Dimension.Channel];
        for (var seed = 0; seed < 30; seed++)
        {
            var snapshot = TestShop.Random(seed);
            foreach (var metric in TrendMetrics.All)
            {
                var by = dimensions[(seed + (int)metric.Metric) % dimensions.Length];
                var filter = seed % 3 == 0 ? new Filter(new Condition(Dimension.Category, "Kitchen"), new Condition(Dimension.Category, Condition.Unknown)) : Filter.Everything;
                var scope = new Scope(new RangeChoice(seed % 2 == 0 ? "all" : "365d"), Comparison.PreviousPeriod, filter);

                var result = Run(snapshot, new TrendRequest(scope, metric.Metric) { By = by, Step = (TimeStep)(seed % 3) });

                var breakdown = result.Breakdown!;
                Assert.Equal(breakdown.Note is null, breakdown.AddsUp);
                if (metric.Metric is TrendMetric.Revenue or TrendMetric.Orders or TrendMetric.ItemsSold)
                    Assert.Equal(result.Total!.Value, result.Buckets.Sum(b => b.Value!.Value));
                if (!breakdown.AddsUp)
                    continue;
                Assert.Equal(result.Total, breakdown.Groups.Sum(g => g.Total));
                Assert.Equal(result.PreviousTotal ?? 0, breakdown.Groups.Sum(g => g.Previous ?? 0));
                for (var i = 0; i < result.Buckets.Count; i++)
                    Assert.Equal(result.Buckets[i].Value, breakdown.Groups.Sum(g => g.Values[i]));
            }
        }
    }

    [Fact]
    public void Run_RowsInAnyOrderAndAnyTimeZone_GivesTheSameNumbers()
    {
        var (one, other) = (TestShop.Random(5), TestShop.Random(5, rowOrder: [.. Enumerable.Range(0, 600).Reverse()], settings: new ShopSettings { TimeZone = "Pacific/Auckland", SmallestGroup = 1 }));
        var request = new TrendRequest(Scope.Default, TrendMetric.ActiveCustomers) { Step = TimeStep.Month, By = Dimension.Country, Forecast = true };

        var (a, b) = (Run(one, request), Run(other, request));

        Assert.Equal(a.Buckets, b.Buckets);
        Assert.Equal(a.Breakdown!.Groups.Select(g => (g.Label, g.Total, g.Previous)), b.Breakdown!.Groups.Select(g => (g.Label, g.Total, g.Previous)));
        Assert.Equal(a.Forecast!.Points, b.Forecast!.Points);
    }

    [Fact]
    public void Run_EachPiece_EqualsTheTotalOfItsDays()
    {
        var snapshot = TestShop.Random(12);
        foreach (var metric in Enum.GetValues<TrendMetric>())
        {
            var months = Run(snapshot, new TrendRequest(TestShop.Scope("2024-03-15", "2024-12-10"), metric) { Step = TimeStep.Month });

            foreach (var bucket in months.Buckets)
                Assert.Equal(Run(snapshot, new TrendRequest(new Scope(new RangeChoice(null, bucket.Days.From, bucket.Days.To), Comparison.None, Filter.Everything), metric)).Total, bucket.Value);
        }
    }

    [Fact]
    public void Run_EmptyShop_HasNoPieces()
    {
        var result = Run(new TestShop().Build(), new TrendRequest(Scope.Default, TrendMetric.Revenue) { Forecast = true, By = Dimension.Country, MovingAverage = 4 });

        Assert.Empty(result.Buckets);
        Assert.Null(result.Total);
        Assert.Null(result.Breakdown);
        Assert.Equal(0, result.ForecastMissing!.Have);
    }

    [Fact]
    public void Run_OneOrder_HasOnePieceAndNoForecast()
    {
        var result = Run(new TestShop().Order("a", "2025-03-05", 10).Build(), new TrendRequest(Scope.Default, TrendMetric.Revenue) { Forecast = true, By = Dimension.Segment });

        Assert.Equal((Days("2025-03-05", "2025-03-05"), 10_0000.0), (result.Buckets[0].Days, result.Buckets[0].Value!.Value));
        Assert.Null(result.Forecast);
        Assert.Equal("4 days are needed for a forecast; there are 1.", result.ForecastMissing!.Message);
    }

    [Fact]
    public void Run_RangeOutsideTheData_HasNoPieces()
    {
        var result = Run(Shop().Build(), new TrendRequest(TestShop.Scope("2030-01-01", "2030-12-31"), TrendMetric.Orders) { By = Dimension.Country, Forecast = true });

        Assert.Empty(result.Buckets);
        Assert.Null(result.Total);
    }

    [Fact]
    public void Run_TooManyDays_AreShownByWeek()
    {
        var snapshot = new TestShop().Order("a", "2015-01-01", 10).Order("a", "2025-01-01", 10).Build();

        var result = Run(snapshot, new TrendRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), TrendMetric.Orders) { Step = TimeStep.Day });

        Assert.Equal(TimeStep.Week, result.Step);
        Assert.Contains("1,500 days", result.StepNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ImpossibleOptions_AreRefusedWithTheAllowedRange()
    {
        var snapshot = Shop().Build();
        var request = new TrendRequest(Scope.Default, TrendMetric.Revenue);

        Assert.Contains("2 to 90", Assert.Throws<ArgumentOutOfRangeException>(() => Run(snapshot, request with { MovingAverage = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 366", Assert.Throws<ArgumentOutOfRangeException>(() => Run(snapshot, request with { Horizon = 0 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(snapshot, request with { By = Dimension.Campaign }));
    }

    [Fact]
    public void Find_KeyOrName_FindsTheMetric()
    {
        Assert.Equal(TrendMetric.AverageOrderValue, TrendMetrics.Find("average-order-value")!.Metric);
        Assert.Equal(TrendMetric.NewCustomers, TrendMetrics.Find(" new customers ")!.Metric);
        Assert.Null(TrendMetrics.Find("profit"));
        Assert.Equal(Enum.GetValues<TrendMetric>(), TrendMetrics.All.Select(m => m.Metric));
    }
}
