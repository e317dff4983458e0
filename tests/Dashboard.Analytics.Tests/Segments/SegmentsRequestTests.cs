using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class SegmentsRequestTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Run_HandWorkedShop_CountsMovesAndMoney()
    {
        // 1 to 28 March against the 28 days of February. Anna on 28 February: 1 order 27 days ago (R3, F1, M1: Almost lost); on 28 March 2 orders, the last 8 days ago, 150 (R5, F2, M2: New).
        // Ben: 1 order 5 days before 28 February (R5, F1, M5: FM 3, Active); on 28 March 33 days (R2: FM 3, At risk).
        // Cleo: not known in February; signs up on 10 March (Prospects).
        var shop = new TestShop().Order("anna", "2025-02-01", 50).Order("anna", "2025-03-20", 100).Order("ben", "2025-02-23", 500).Order(null, "2025-03-05", 7);
        shop.Customer("cleo", new CustomerFacts("cleo") { SignUpDay = TestShop.Day("2025-03-10"), Consent = new Dictionary<string, bool> { ["email"] = true } });
        var snapshot = shop.Build();

        var result = new SegmentsRequest(TestShop.Scope("2025-03-01", "2025-03-28"), new() { Thresholds = Edges }).Run(snapshot, TestContext.Current.CancellationToken);

        var (fresh, atRisk, prospects) = (Row(result, RfmGroup.New), Row(result, RfmGroup.AtRisk), Row(result, RfmGroup.Prospects));
        Assert.Equal((1, 1 / 3.0, 0, 1, 0), (fresh.Customers, fresh.Share, fresh.CustomersBefore, fresh.Joined, fresh.Left));
        Assert.Equal((100_0000, 50_0000, 1, 100_0000.0), (fresh.RevenueE4, fresh.PreviousRevenueE4, fresh.Orders, fresh.AverageOrderValueE4));
        Assert.Equal((8.0, 8.0), (fresh.MeanDaysSinceLastOrder, fresh.MedianDaysSinceLastOrder));
        Assert.Equal((1, 0L, 500_0000L, null), (atRisk.Customers, atRisk.RevenueE4, atRisk.PreviousRevenueE4, atRisk.AverageOrderValueE4));
        Assert.Equal((1, (double?)null), (prospects.Customers, prospects.MedianDaysSinceLastOrder));
        Assert.Equal(["email"], result.ConsentChannels);
        Assert.Equal([1], prospects.Contactable);
        Assert.Equal(
            [new SegmentMove(RfmGroup.Active, RfmGroup.AtRisk, 1), new(RfmGroup.AlmostLost, RfmGroup.New, 1), new(null, RfmGroup.Prospects, 1)],
            result.Moves);
        Assert.Equal((3, 2, 107_0000, 7_0000, 1), (result.Customers, result.CustomersBefore, result.RevenueE4, result.AnonymousRevenueE4, result.AnonymousOrders));
        Assert.Equal([new DateOnly(2025, 2, 28), new DateOnly(2025, 3, 28)], result.Months);
        Assert.Equal([1, 0], Row(result, RfmGroup.AlmostLost).Sizes);
        Assert.Equal([0, 1], fresh.Sizes);
        Assert.Equal(new RfmCell(5, 2, RfmGroup.New, 1, 100_0000), Assert.Single(result.Grid, c => c is { Recency: 5, Customers: > 0 }));
        Assert.Contains(result.Receipt.Details, d => d is { Key: "Net revenue", Value: "100, 200, 300, 400" });
    }

    [Fact]
    public void Run_RandomShops_ReconcilesWithEverybodyAndAllRevenue()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var snapshot = TestShop.Random(seed);
            var scope = seed % 3 == 0 ? Scope.Default : TestShop.Scope("2024-06-01", "2025-02-28", seed % 3 == 1 ? Comparison.PreviousPeriod : Comparison.PreviousYear);
            var range = snapshot.Resolve(scope.Range);

            var result = new SegmentsRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);

            var scores = RfmScores.Of(snapshot, range.To.DayNumber);
            Assert.Equal(scores.Groups.Count(g => g != RfmGroups.NotYet), result.Customers);
            Assert.Equal(result.Customers, result.Groups.Sum(g => g.Customers));
            Assert.Equal(result.Customers, result.Receipt.RowsUsed);
            Assert.Equal(snapshot.Customers.Count, result.Customers + result.Receipt.LeftOut.Sum(l => l.Rows));
            Assert.Equal(RevenueIn(snapshot, range), result.RevenueE4);
            Assert.Equal(RevenueIn(snapshot, range.ComparedWith(scope.Comparison)!.Value), result.PreviousRevenueE4);
            Assert.Equal(result.RevenueE4, result.Groups.Sum(g => g.RevenueE4) + result.AnonymousRevenueE4);
            Assert.Equal(result.Customers, result.Moves.Sum(m => m.Customers));
            Assert.Equal(result.CustomersBefore, result.Moves.Where(m => m.From is not null).Sum(m => m.Customers));
            Assert.Equal(result.Customers - Row(result, RfmGroup.Prospects).Customers, result.Grid.Sum(c => c.Customers));
            Assert.All(result.Groups, g => Assert.Equal(g.Customers - g.CustomersBefore, g.Joined - g.Left));
            Assert.All(result.Groups, g => Assert.Equal(g.Customers, g.Sizes[^1]));
            Assert.All(result.Groups.Where(g => g.Group != RfmGroup.Prospects), g => Assert.Equal(g.Customers, result.Grid.Where(c => c.Group == g.Group).Sum(c => c.Customers)));
        }
    }

    [Fact]
    public void Run_FilterByCountry_CountsTheCustomersOfTheCountry()
    {
        var snapshot = TestShop.Random(4);
        var filter = new Filter(new Condition(Dimension.Country, "Germany"));

        var result = new SegmentsRequest(Scope.Default with { Filter = filter }).Run(snapshot, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, snapshot.Customers.Count).Count(c => snapshot.Customers.Country[c] == "Germany"), result.Customers);
    }

    [Fact]
    public void Run_FilterByProduct_CountsBuyersOfTheProductInTheRange()
    {
        var snapshot = new TestShop().Order("anna", "2025-03-01", 10, "Mug").Order("ben", "2025-03-02", 20, "Lamp").Build();
        var filter = new Filter(new Condition(Dimension.Product, "Mug"));

        var result = new SegmentsRequest(Scope.Default with { Filter = filter }).Run(snapshot, TestContext.Current.CancellationToken);

        Assert.Equal((1, 10_0000), (result.Customers, result.RevenueE4));
    }

    [Fact]
    public void Run_NoComparison_LeavesComparisonsEmpty()
    {
        var result = new SegmentsRequest(Scope.Default with { Comparison = Comparison.None }).Run(TestShop.Random(2), TestContext.Current.CancellationToken);

        Assert.Null(result.CustomersBefore);
        Assert.Null(result.PreviousRevenueE4);
        Assert.Empty(result.Moves);
        Assert.All(result.Groups, g => Assert.Equal((null, null, null), (g.CustomersBefore, g.Joined, g.PreviousRevenueE4)));
    }

    [Fact]
    public void Run_EmptyShop_GivesElevenEmptyGroups()
    {
        var result = new SegmentsRequest(Scope.Default).Run(new TestShop().Build(), TestContext.Current.CancellationToken);

        Assert.Equal(11, result.Groups.Count);
        Assert.All(result.Groups, g => Assert.Equal((0, 0.0, 0.0), (g.Customers, g.Share, g.RevenueShare)));
        Assert.Equal(25, result.Grid.Count);
        Assert.Equal(RfmReadinessLevel.NotReady, result.Readiness.Level);
    }

    private static SegmentRow Row(SegmentsResult result, RfmGroup group) => result.Groups.Single(g => g.Group == group);

    private static long RevenueIn(Snapshot snapshot, DateRange range) =>
        Enumerable.Range(0, snapshot.Orders.Count).Where(o => range.Contains(snapshot.Orders.Day[o])).Sum(o => snapshot.Orders.AmountE4[o]);
}
