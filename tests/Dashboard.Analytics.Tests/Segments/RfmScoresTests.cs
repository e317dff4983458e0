using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmScoresTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Of_HandWorkedShop_ScoresEveryMeasure()
    {
        // As of 1 March 2025. Anna: last order 28 February (1 day), 3 orders, 90 + 120 + 200 - 30 returned = 380.
        // Ben: 15 January (45 days), 1 order of 100. Cleo signed up and never ordered. Dora only returned something. Emil appears later.
        var shop = new TestShop()
            .Order("anna", "2025-01-01", 90).Order("anna", "2025-02-01", 120).Order("anna", "2025-02-28", 200).Return("anna", "2025-03-01", 30)
            .Order("ben", "2025-01-15", 100);
        shop.Customer("cleo", new CustomerFacts("cleo") { SignUpDay = TestShop.Day("2025-01-01") });
        shop.Return("dora", "2025-02-01", 5).Order("emil", "2025-03-02", 50);
        var snapshot = shop.Build();

        var scores = RfmScores.Of(snapshot, TestShop.Day("2025-03-01"), Edges);

        Assert.Equal([1, 45, -1, -1, -1], scores.DaysSinceLastOrder);
        Assert.Equal([3, 1, 0, 0, 0], scores.Orders);
        Assert.Equal([380_0000, 100_0000, 0, -5_0000, 0], scores.MoneyE4);
        Assert.Equal([5, 1, 0, 0, 0], scores.Recency);
        Assert.Equal([3, 1, 0, 0, 0], scores.Frequency);
        Assert.Equal([4, 1, 0, 0, 0], scores.Money);
        Assert.Equal([4, 1, 0, 0, 0], Enumerable.Range(0, 5).Select(scores.FrequencyMoney));
        Assert.Equal([(byte)RfmGroup.Champions, (byte)RfmGroup.Dormant, (byte)RfmGroup.Prospects, (byte)RfmGroup.Prospects, RfmGroups.NotYet], scores.Groups);
        Assert.True(scores.FixedThresholds);
    }

    [Fact]
    public void Of_SettingsHaveThresholds_UsesThemUnlessOthersAreGiven()
    {
        var other = new RfmThresholds([1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]);
        var snapshot = TestShop.Random(1, settings: new ShopSettings { RfmThresholds = Edges });

        Assert.Equal(Edges, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber).Thresholds);
        Assert.Equal(other, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber, other).Thresholds);
    }

    [Fact]
    public void Of_RandomShops_PutsEqualCustomersInOneGroupAndEveryBuyerInExactlyOne()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var snapshot = TestShop.Random(seed);
            var scores = RfmScores.Of(snapshot, snapshot.LastDay.DayNumber - 100);

            var groups = Enumerable.Range(0, snapshot.Customers.Count).Where(c => scores.Orders[c] > 0)
                .GroupBy(c => (scores.DaysSinceLastOrder[c], scores.Orders[c], scores.MoneyE4[c]));
            Assert.All(groups, equal => Assert.Single(equal.Select(c => scores.Groups[c]).Distinct()));
            for (var c = 0; c < snapshot.Customers.Count; c++)
                Assert.Equal(scores.Orders[c] > 0, scores.Groups[c] < (byte)RfmGroup.Prospects);
        }
    }

    [Fact]
    public void Of_RowsInAnotherOrder_GivesTheSameScores()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            int[] order = [.. Enumerable.Range(0, 600)];
            new Random(seed).Shuffle(order);
            var (a, b) = (TestShop.Random(seed), TestShop.Random(seed, rowOrder: order));

            var (first, second) = (RfmScores.Of(a, a.LastDay.DayNumber), RfmScores.Of(b, b.LastDay.DayNumber));

            Assert.Equal(first.Groups, second.Groups);
            Assert.Equal(first.MoneyE4, second.MoneyE4);
            Assert.Equal(first.Thresholds, second.Thresholds);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    [InlineData(40_000)]
    public void Of_AnyShop_EqualsCustomerByCustomer(int size)
    {
        var snapshot = TestShop.Random(size, size);
        var orders = snapshot.Orders;
        var asOf = snapshot.LastDay.DayNumber - 90;

        var scores = RfmScores.Of(snapshot, asOf);

        var documents = Enumerable.Range(0, orders.Count).Where(o => orders.Customer[o] >= 0 && orders.Day[o] <= asOf).ToLookup(o => orders.Customer[o]);
        var buyers = new List<int>();
        for (var c = 0; c < snapshot.Customers.Count; c++)
        {
            var sold = documents[c].Where(o => orders.Kind[o] == DocumentKind.Order).ToArray();
            Assert.Equal(sold.Length, scores.Orders[c]);
            Assert.Equal(documents[c].Sum(o => orders.AmountE4[o]), scores.MoneyE4[c]);
            Assert.Equal(sold.Length == 0 ? -1 : asOf - sold.Max(o => orders.Day[o]), scores.DaysSinceLastOrder[c]);
            if (sold.Length > 0)
                buyers.Add(c);
        }

        var edges = RfmThresholds.Quintiles(
            [.. buyers.Select(c => (long)scores.DaysSinceLastOrder[c])], [.. buyers.Select(c => (long)scores.Orders[c])], [.. buyers.Select(c => scores.MoneyE4[c])]);
        Assert.Equal(edges, scores.Thresholds);
        Assert.All(buyers, c => Assert.Equal(
            (edges.RecencyScore(scores.DaysSinceLastOrder[c]), edges.FrequencyScore(scores.Orders[c]), edges.MoneyScore(scores.MoneyE4[c]), (byte)edges.GroupOf(scores.DaysSinceLastOrder[c], scores.Orders[c], scores.MoneyE4[c])),
            (scores.Recency[c], scores.Frequency[c], scores.Money[c], scores.Groups[c])));
    }
}
