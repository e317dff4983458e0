using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Overview;

public class OverviewRequestTests
{
    [Fact]
    public void Run_HandWorkedShop_GivesEveryFigure()
    {
        // March (31 days) against 29 January to 28 February (31 days).
        // Anna: February 100, March 200 and 50 returned. Ben: two orders in March, 30 + 40, his first. Cleo: February only, 60. Somebody unknown: 5 in March.
        var snapshot = new TestShop()
            .Order("anna", "2025-02-10", 100).Order("anna", "2025-03-10", 200).Return("anna", "2025-03-20", 50)
            .Order("ben", "2025-03-05", 30).Order("ben", "2025-03-31", 40)
            .Order("cleo", "2025-02-15", 60)
            .Order(null, "2025-03-07", 5)
            .Build();

        var result = new OverviewRequest(TestShop.Scope("2025-03-01", "2025-03-31")).Run(snapshot, TestContext.Current.CancellationToken);

        var (now, then) = (result.Current, result.Previous!);
        Assert.Equal((225_0000, 5, 4), (now.RevenueE4, now.Documents, now.Orders));
        Assert.Equal((2, 1, 1, 2), (now.ActiveCustomers, now.NewCustomers, now.ReturningCustomers, now.RepeatCustomers));
        Assert.Equal(225_0000 / 4.0, now.AverageOrderValueE4);
        Assert.Equal((160_0000, 2, 2, 0, 0), (then.RevenueE4, then.Orders, then.NewCustomers, then.ReturningCustomers, then.RepeatCustomers));
        Assert.Equal(Enum.GetValues<OverviewMetric>(), result.Kpis.Select(k => k.Metric));
        Assert.Equal((225_0000.0, 160_0000.0, 65 / 160.0, 5), Kpi(OverviewMetric.Revenue));
        Assert.Equal((1.0, 0.0, 1.0, 2), Kpi(OverviewMetric.RepeatRate));
        Assert.Equal((1.0, 0.0, null, 2), Kpi(OverviewMetric.ReturningCustomers));
        Assert.Equal(31, result.Trend.Count);
        Assert.Equal((200_0000, 100_0000), (result.Trend[9].RevenueE4, result.Trend[12].PreviousRevenueE4));
        Assert.Equal(19 / 31.0, result.ComparisonCoverage); // The data begins on 10 February.
        Assert.False(result.IsComparable);

        (double?, double?, double?, int) Kpi(OverviewMetric metric)
        {
            var kpi = result.Kpis.Single(k => k.Metric == metric);
            return (kpi.Value, kpi.Previous, kpi.Change, kpi.N);
        }
    }

    [Fact]
    public void Run_RandomShops_AddsUpEverywhere()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var snapshot = TestShop.Random(seed);
            var scope = (seed % 4) switch
            {
                0 => Scope.Default,
                1 => TestShop.Scope("2024-06-01", "2025-02-28", Comparison.PreviousYear),
                2 => TestShop.Scope("2025-01-10", "2025-02-19", filter: new Filter(new Condition(Dimension.Category, "Kitchen"), new Condition(Dimension.Category, Condition.Unknown))),
                _ => new Scope(new RangeChoice("all"), Comparison.PreviousYear, new Filter(new Condition(Dimension.Country, "Germany"))),
            };

            var result = new OverviewRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);

            var (now, then, drivers) = (result.Current, result.Previous!, result.Drivers!);
            Assert.Equal(now.RevenueE4 - then.RevenueE4, drivers.ChangeE4);
            Assert.All(drivers.Tables, table => Assert.Equal(
                (now.RevenueE4, then.RevenueE4, drivers.ChangeE4),
                (table.Rows.Sum(r => r.CurrentE4), table.Rows.Sum(r => r.PreviousE4), table.Rows.Sum(r => r.ChangeE4))));
            Assert.Equal((now.RevenueE4, now.Orders), (result.Trend.Sum(p => p.RevenueE4), result.Trend.Sum(p => p.Orders)));
            Assert.Equal((then.RevenueE4, then.Orders), (result.Trend.Sum(p => p.PreviousRevenueE4), result.Trend.Sum(p => p.PreviousOrders)));
            Assert.Equal(now.RevenueE4, result.Segments.Sum(s => s.RevenueE4) + result.AnonymousRevenueE4);
            Assert.Equal(now.ActiveCustomers, now.NewCustomers + now.ReturningCustomers);
            Assert.All(result.Kpis, kpi => Assert.Equal(result.Pieces.Count, kpi.Sparkline.Count));
        }
    }

    [Fact]
    public void Run_Sparkline_EqualsTheFigureOfEachPiece()
    {
        var snapshot = TestShop.Random(11);

        var result = new OverviewRequest(TestShop.Scope("2025-01-01", "2025-06-30")).Run(snapshot, TestContext.Current.CancellationToken);

        for (var i = 0; i < result.Pieces.Count; i++)
        {
            var piece = result.Pieces[i].Days;
            var alone = new OverviewRequest(new Scope(new RangeChoice(null, piece.From, piece.To), Comparison.None, Filter.Everything)).Run(snapshot, TestContext.Current.CancellationToken);
            foreach (var kpi in result.Kpis.Where(k => k.Metric != OverviewMetric.RevenueAtRisk))
                Assert.Equal(alone.Kpis.Single(k => k.Metric == kpi.Metric).Value, kpi.Sparkline[i]);
        }
    }

    [Fact]
    public void Run_Segments_CountsLikeTheSegmentsScreen()
    {
        var snapshot = TestShop.Random(9);

        var overview = new OverviewRequest(Scope.Default).Run(snapshot, TestContext.Current.CancellationToken);
        var segments = new SegmentsRequest(Scope.Default).Run(snapshot, TestContext.Current.CancellationToken);

        Assert.Equal(segments.Groups.Select(g => (g.Group, g.Customers, g.RevenueE4)), overview.Segments.Select(s => (s.Group, s.Customers, s.RevenueE4)));
    }

    [Fact]
    public void Run_Campaigns_TellsUnknownFromZero()
    {
        var shop = new TestShop().Order("anna", "2025-03-01", 10).Order("ben", "2025-03-10", 10);
        var known = ContactFlags.Converted | ContactFlags.Revenue;
        var spring = shop.Builder.Add(new CampaignFacts("spring", "Spring", "email", StartDay: TestShop.Day("2025-03-01"), CostE4: 30_0000));
        var silent = shop.Builder.Add(new CampaignFacts("silent", "Silent", "sms", StartDay: TestShop.Day("2025-03-05")));
        shop.Builder.Add(new CampaignFacts("later", StartDay: TestShop.Day("2025-04-01")));
        shop.Builder.Add(new ContactFacts(spring, 0, 0, 0, ContactFlags.Converted, known, 25_0000));
        shop.Builder.Add(new ContactFacts(spring, 1, 0, 0, ContactFlags.Control | ContactFlags.Converted, known, 99_0000));
        shop.Builder.Add(new ContactFacts(silent, 0, 0, 0, ContactFlags.None, ContactFlags.None));

        var result = new OverviewRequest(Scope.Default).Run(shop.Build(), TestContext.Current.CancellationToken);

        Assert.Equal(["silent", "spring"], result.Campaigns.Select(c => c.Key));
        Assert.Equal((1, null, null, null), (result.Campaigns[0].Sent, result.Campaigns[0].ConversionRate, result.Campaigns[0].CostE4, result.Campaigns[0].RevenueE4));
        Assert.Equal((1, 1.0, 30_0000, 25_0000), (result.Campaigns[1].Sent, result.Campaigns[1].ConversionRate, result.Campaigns[1].CostE4, result.Campaigns[1].RevenueE4));
        Assert.Equal(2, result.CampaignCount);
    }

    [Fact]
    public void Run_EmptyShop_GivesZeros()
    {
        var result = new OverviewRequest(Scope.Default, TimeStep.Month).Run(new TestShop().Build(), TestContext.Current.CancellationToken);

        Assert.Equal(0, result.Current.RevenueE4);
        Assert.Null(result.Current.RepeatRate);
        Assert.Null(result.Drivers!.Lead);
        Assert.Null(result.ShopGapDays);
    }
}
