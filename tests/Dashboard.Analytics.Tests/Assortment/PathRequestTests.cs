using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Assortment;

public sealed class PathRequestTests
{
    [Fact]
    public void Run_ByHand_FollowsFirstOrdersToSecondOnes()
    {
        // 40 begin with tea: 20 come back for tea after 10 days, 10 for a cup after 30, 10 never. 20 begin with a cup: 10 come back for tea after 20 days.
        var shop = new TestShop();
        for (var i = 0; i < 60; i++)
        {
            var key = $"C{i:00}";
            shop.Document(key, "2024-02-01", DocumentKind.Order, null, (i < 40 ? "Tea" : "Cup", 8), ("Spoon", 2));
            if (i is 3 or 45)
                shop.Return(key, "2024-02-02", 2, "Spoon");
            if (i < 20)
                shop.Order(key, "2024-02-11", 5, "Tea");
            else if (i < 30)
                shop.Order(key, "2024-03-02", 5, "Cup");
            else if (i is >= 40 and < 50)
                shop.Order(key, "2024-02-21", 5, "Tea").Order(key, "2024-02-22", 5, "Cup");
        }

        var result = Run(shop.Build(), new PathRequest(TestShop.Scope("2024-01-01", "2024-12-31"), Level: ItemLevel.Product));

        Assert.Equal((60, 40, 15.0, 20.0 / 60), (result.Customers, result.CameBack, result.MedianDays, Math.Round(result.NeverShare!.Value, 12)), new Near());
        Assert.Equal([("Tea", 40, 30, 10.0), ("Cup", 20, 10, 20.0)], result.Starts.Select(s => (s.Item.Value, s.Customers, s.CameBack, s.MedianDays!.Value)));
        Assert.Equal(
            [("Tea", "Tea", new CoOccurrence(20, 30, 30, 40), 10.0), ("Tea", "Cup", new CoOccurrence(10, 30, 10, 40), 30.0), ("Cup", "Tea", new CoOccurrence(10, 10, 30, 40), 20.0)],
            result.Links.Select(l => (l.From.Value, l.To.Value, l.Counts, l.MedianDays!.Value)).OrderByDescending(l => l.Counts.Both).ThenByDescending(l => l.Item1 == "Tea"));
        Assert.Equal((40, 10, 10), (result.Flow.Customers[0][0] + result.Flow.Customers[0][1] + result.Flow.Never[0], result.Flow.Never[0], result.Flow.Never[1]));
    }

    [Fact]
    public void Run_WithinDays_CountsOnlyWhoWasFollowedForAsLong()
    {
        var shop = new TestShop();
        for (var i = 0; i < 50; i++)
            shop.Order($"C{i:00}", "2024-02-01", 5, "Tea").Order($"C{i:00}", i < 15 ? "2024-02-20" : "2024-04-01", 5, "Cup");
        for (var i = 0; i < 12; i++)
            shop.Order($"Y{i:00}", "2024-03-25", 5, "Tea");

        var snapshot = shop.Build();
        var result = Run(snapshot, new PathRequest(TestShop.Scope("2024-01-01", "2024-04-01"), Level: ItemLevel.Product, WithinDays: 30));

        Assert.Equal((50, 15), (result.Customers, result.CameBack));
        Assert.Equal(12, Assert.Single(result.Receipt.LeftOut).Rows);
        Assert.Equal((62, 50), (All().Customers, All().CameBack));

        PathResult All() => Run(snapshot, new PathRequest(TestShop.Scope("2024-01-01", "2024-04-01"), Level: ItemLevel.Product));
    }

    [Theory]
    [InlineData(PathCounting.Main, ItemLevel.Product, 1), InlineData(PathCounting.Every, ItemLevel.Category, 1), InlineData(PathCounting.Main, ItemLevel.Category, 2), InlineData(PathCounting.Every, ItemLevel.Product, 3)]
    public void Run_RandomShops_EqualsCustomersFollowedOneByOne(PathCounting counting, ItemLevel level, int step)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var shop = SmallShop.Random(seed, 500);
            var naive = new NaiveOrders(shop, level);
            var range = new DateRange(shop.FirstDay.AddDays(20), shop.LastDay.AddDays(-20));
            var scope = new Scope(new RangeChoice(null, range.From, range.To), Comparison.None, Filter.Everything);

            var result = Run(shop, new PathRequest(scope, RuleText.Parse("not gender = \"male\""), level, step, counting, Least: 1));

            var members = RuleMembers.Of(shop, RuleText.Parse("not gender = \"male\""), range.To.DayNumber, TestContext.Current.CancellationToken);
            var paths = new List<(IReadOnlyList<string> From, IReadOnlyList<string> To, int Gap)>();
            foreach (var customer in members)
            {
                var orders = naive.Orders(customer).Where(o => shop.Orders.Day[o] <= range.To.DayNumber).ToList();
                if (orders.Count < step || !range.Contains(shop.Orders.Day[orders[step - 1]]) || !naive.Sold(orders[step - 1]).Any())
                    continue;
                var before = orders[step - 1];
                paths.Add(orders.Count > step ? (Of(before), Of(orders[step]), shop.Orders.Day[orders[step]] - shop.Orders.Day[before]) : (Of(before), [], -1));
            }

            Assert.Equal((paths.Count, paths.Count(p => p.Gap >= 0)), (result.Customers, result.CameBack));
            Assert.All(result.Starts, s => Assert.Equal((paths.Count(p => p.From.Contains(s.Item.Value)), paths.Count(p => p.From.Contains(s.Item.Value) && p.Gap >= 0)), (s.Customers, s.CameBack)));
            Assert.All(result.Links, l =>
            {
                var back = paths.Where(p => p.Gap >= 0).ToList();
                var both = back.Where(p => p.From.Contains(l.From.Value) && p.To.Contains(l.To.Value)).ToList();
                Assert.Equal(new CoOccurrence(both.Count, back.Count(p => p.From.Contains(l.From.Value)), back.Count(p => p.To.Contains(l.To.Value)), back.Count), l.Counts);
                int[] gaps = [.. both.Select(p => p.Gap).Order()];
                Assert.Equal((gaps[(gaps.Length - 1) / 2] + gaps[gaps.Length / 2]) / 2.0, l.MedianDays);
            });
            if (counting == PathCounting.Main)
                Assert.Equal(result.Customers, result.Flow.Customers.Sum(row => row.Sum(c => c!.Value)) + result.Flow.Never.Sum(c => c!.Value));

            IReadOnlyList<string> Of(int order) => counting == PathCounting.Main ? [naive.Main(order)] : naive.Items(order) is { Count: > 0 } items ? [.. items] : [NaiveOrders.Unknown];
        }
    }

    [Theory]
    [InlineData(ItemLevel.Product, 1, 0), InlineData(ItemLevel.Category, 2, 0), InlineData(ItemLevel.Category, 1, 40), InlineData(ItemLevel.Brand, 1, 0)]
    public void Path_OfEveryStreamDrawn_AreItsCustomers(ItemLevel level, int step, int withinDays)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var shop = SmallShop.Random(seed, 400);
            var range = new DateRange(shop.FirstDay.AddDays(20), shop.LastDay.AddDays(-20));
            var request = new PathRequest(
                new Scope(new RangeChoice(null, range.From, range.To), Comparison.None, Filter.Everything), RuleText.Parse("not gender = \"male\""), level, step, PathCounting.Main, withinDays, Least: 1);
            var flow = Run(shop, request).Flow;

            for (var row = 0; row < flow.From.Count; row++)
            {
                if (flow.From[row].Value is Condition.Unknown or PathFlow.Others)
                    continue; // They hold orders that name no goods as well, which the paths leave out.
                for (var column = 0; column < flow.To.Count; column++)
                    Assert.True(flow.Customers[row][column] == Count(AssortmentRules.Path(request, range, flow, flow.From[row], flow.To[column])), $"{flow.Customers[row][column]} {AssortmentRules.Path(request, range, flow, flow.From[row], flow.To[column])}");
                Assert.Equal(flow.Never[row], Count(AssortmentRules.Path(request, range, flow, flow.From[row], null)));
            }

            int? Count(Rule rule) => RuleMembers.Of(shop, RuleText.Parse(RuleText.Format(rule)), range.To.DayNumber, TestContext.Current.CancellationToken).Count();
        }
    }

    [Fact]
    public void Run_FewCustomersOnAPath_ShowsNoneAndCountsThem()
    {
        var shop = SmallShop.Random(4, 300);
        var scope = new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything);

        var (open, result) = (Run(shop, new PathRequest(scope, Level: ItemLevel.Product, Least: 1)), Run(shop, new PathRequest(scope, Level: ItemLevel.Product, Least: 10)));

        Assert.All(result.Links, l => Assert.True(l.Counts.Both >= 10));
        Assert.Equal(open.Links.Count, result.Links.Count + result.HiddenPaths);
        Assert.All(result.Flow.Customers.SelectMany(row => row).Concat(result.Flow.Never), c => Assert.True(c is null or 0 or >= 10));
        Assert.Equal(result.Customers, result.Flow.Customers.Sum(row => row.Sum(c => c ?? 0)) + result.Flow.Never.Sum(c => c ?? 0) + result.Flow.HiddenCustomers);
    }

    [Fact]
    public void Run_FewCustomers_SaysWhatIsMissing() =>
        Assert.Equal("30 customers with such an order in the range are needed for what is bought next; there are 3.", Run(SmallShop.Build(), new PathRequest(SmallShop.Between(0, 70))).Needs!.Message);

    [Fact]
    public void Run_ImpossibleStep_SaysTheRange() => Assert.Throws<ArgumentOutOfRangeException>(() => Run(SmallShop.Build(), new PathRequest(Scope.Default, Step: 11)));

    private static PathResult Run(Snapshot shop, PathRequest request) => request.Run(shop, TestContext.Current.CancellationToken);

    private sealed class Near : IEqualityComparer<(int, int, double?, double)>
    {
        public bool Equals((int, int, double?, double) x, (int, int, double?, double) y) => (x.Item1, x.Item2, x.Item3) == (y.Item1, y.Item2, y.Item3) && Math.Abs(x.Item4 - y.Item4) < 1e-9;

        public int GetHashCode((int, int, double?, double) obj) => 0;
    }
}
