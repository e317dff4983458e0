using Dashboard.Analytics.Queries;
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
        var snapshot = TestShop.Random(1, settings: new ShopSettings { Rfm = new() { Thresholds = Edges } });

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
            (edges.RecencyScore(scores.DaysSinceLastOrder[c]), edges.FrequencyScore(scores.Orders[c]), edges.MoneyScore(scores.MoneyE4[c]), (byte)RfmMap.Default[edges.RecencyScore(scores.DaysSinceLastOrder[c]), scores.FrequencyMoney(c)]),
            (scores.Recency[c], scores.Frequency[c], scores.Money[c], scores.Groups[c])));
    }

    [Fact]
    public void Of_WindowOfMonths_ScoresOrdersAndMoneyOfTheWindowAlone()
    {
        // As of 31 March 2025, three months back is 31 December 2024: the order of that day no longer counts, its recency would. Ben's last order lies before the window:
        // he has ordered, so he is no prospect; 120 days silent, no order and no money in the window.
        var snapshot = new TestShop()
            .Order("anna", "2024-12-31", 500).Order("anna", "2025-01-01", 90).Return("anna", "2025-02-01", 30).Order("ben", "2024-12-01", 900).Order("cleo", "2025-03-31", 250).Build();
        var asOf = TestShop.Day("2025-03-31");

        var scores = RfmScores.Of(snapshot, asOf, new RfmDefinition { WindowMonths = 3, Thresholds = Edges });

        Assert.Equal([1, 0, 1], scores.WindowOrders);
        Assert.Equal([60_0000, 0, 250_0000], scores.WindowMoneyE4);
        Assert.Equal([2, 1, 1], scores.Orders);
        Assert.Equal([560_0000, 900_0000, 250_0000], scores.MoneyE4);
        Assert.Equal([89, 120, 0], scores.DaysSinceLastOrder);
        Assert.Equal([1, 1, 1], scores.Frequency);
        Assert.Equal([1, 1, 3], scores.Money);
        Assert.Equal([(byte)RfmGroup.Dormant, (byte)RfmGroup.Dormant, (byte)RfmGroup.New], scores.Groups);
    }

    [Fact]
    public void Of_RandomDefinitions_EqualsCustomerByCustomer()
    {
        for (var seed = 0; seed < 16; seed++)
        {
            var definition = RfmDefinitionTests.Random(seed);
            var snapshot = TestShop.Random(seed, 80, settings: new ShopSettings { Rfm = definition });
            var (orders, asOf) = (snapshot.Orders, snapshot.LastDay.DayNumber - (seed * 11));
            var after = definition.WindowMonths is { } months ? DateOnly.FromDayNumber(asOf).AddMonths(-months).DayNumber : 0;

            var scores = RfmScores.Of(snapshot, asOf);

            var buyers = new List<int>();
            for (var c = 0; c < snapshot.Customers.Count; c++)
            {
                int[] documents = [.. Enumerable.Range(orders.FirstOfCustomer[c], orders.FirstOfCustomer[c + 1] - orders.FirstOfCustomer[c]).Where(o => orders.Day[o] <= asOf)];
                int[] recent = [.. documents.Where(o => orders.Day[o] > after)];
                Assert.Equal(documents.Count(o => orders.Kind[o] == DocumentKind.Order), scores.Orders[c]);
                Assert.Equal(recent.Count(o => orders.Kind[o] == DocumentKind.Order), scores.WindowOrders[c]);
                Assert.Equal(recent.Sum(o => orders.AmountE4[o]), scores.WindowMoneyE4[c]);
                if (scores.WindowOrders[c] > 0)
                    buyers.Add(c);
            }

            var edges = definition.Thresholds ?? RfmThresholds.Quintiles(
                [.. buyers.Select(c => (long)scores.DaysSinceLastOrder[c])], [.. buyers.Select(c => (long)scores.WindowOrders[c])], [.. buyers.Select(c => scores.WindowMoneyE4[c])]);
            Assert.Equal(edges, scores.Thresholds);
            Assert.Equal(definition.Thresholds is not null, scores.FixedThresholds);
            Assert.All(Enumerable.Range(0, snapshot.Customers.Count).Where(c => scores.Orders[c] > 0), c =>
            {
                var (r, f, m) = (edges.RecencyScore(scores.DaysSinceLastOrder[c]), edges.FrequencyScore(scores.WindowOrders[c]), edges.MoneyScore(scores.WindowMoneyE4[c]));
                Assert.Equal((r, f, m, (byte)definition.Map[r, (f + m + 1) / 2]), (scores.Recency[c], scores.Frequency[c], scores.Money[c], scores.Groups[c]));
            });

            // The same yardstick at ends of months, and of every customer's moments.
            var days = SegmentSizes.MonthEnds(snapshot, asOf, 6);
            var sizes = SegmentSizes.Count(snapshot, scores.Definition, Bitmap.All(snapshot.Customers.Count), days, TestContext.Current.CancellationToken);
            for (var i = 0; i < days.Length; i++)
            {
                var groups = RfmScores.Of(snapshot, days[i], scores.Definition).Groups;
                Assert.Equal(RfmGroups.All.Select(g => groups.Count(x => x == (byte)g)), sizes.Select(s => s[i]));
            }
        }
    }
}
