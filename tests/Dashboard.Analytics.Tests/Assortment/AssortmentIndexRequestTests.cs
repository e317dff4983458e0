using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Assortment;

public sealed class AssortmentIndexRequestTests
{
    private static readonly Rule Women = RuleText.Parse("gender = \"female\"");

    [Fact]
    public void Run_ByHand_GivesPenetrationSharesAndIndices()
    {
        // 40 women, 60 men. 20 women and 10 men buy tea (10 each); all 100 buy a cup (10); 5 women bring their tea back.
        var shop = new TestShop();
        for (var i = 0; i < 100; i++)
        {
            shop.Customer($"C{i:00}", new CustomerFacts($"C{i:00}") { Gender = i < 40 ? "female" : "male" });
            shop.Order($"C{i:00}", "2024-02-01", 10, "Cup");
            if (i < 20 || i >= 90)
                shop.Order($"C{i:00}", "2024-02-02", 10, "Tea");
            if (i < 5)
                shop.Return($"C{i:00}", "2024-02-03", 10, "Tea");
        }

        var result = Run(shop.Build(), new AssortmentIndexRequest(TestShop.Scope("2024-01-01", "2024-12-31"), [Women], ItemLevel.Product));

        Assert.Equal(["Tea", "Cup"], result.Rows.Select(r => r.Item.Value));
        var tea = result.Rows[0].Cells[0]!;
        Assert.Equal((20, 20L, 1_500_000L), (tea.Buyers, tea.Orders, tea.RevenueE4));
        Assert.Equal((0.5, 0.5 / 0.3 * 100), (tea.Customers.Share, tea.Customers.Index!.Value), Pair);
        Assert.Equal((20.0 / 60, 20.0 / 60 / (30.0 / 130) * 100), (tea.OfOrders.Share, tea.OfOrders.Index!.Value), Pair);
        Assert.Equal((150.0 / 550, 150.0 / 550 / (250.0 / 1250) * 100), (tea.OfRevenue.Share, tea.OfRevenue.Index!.Value), Pair);
        Assert.Equal(Proportions.Wilson(20, 40), tea.Customers.Interval);
        // For customers the index is a lift: bought tea and is a woman, among all who ordered.
        var lift = new CoOccurrence(20, 40, 30, 100).LiftInterval();
        Assert.Equal((100 * lift.Low, 100 * lift.High), (tea.Customers.IndexInterval!.Value.Low, tea.Customers.IndexInterval.Value.High), Pair);
        Assert.Equal(("Everybody", 100, 100), (result.Everybody.Name, result.Everybody.Customers, result.Everybody.Active));
        Assert.Equal((40, 40, 60L, 5_500_000L), (result.Groups[0].Customers, result.Groups[0].Active, result.Groups[0].Orders, result.Groups[0].RevenueE4));
    }

    [Theory]
    [InlineData(ItemLevel.Product), InlineData(ItemLevel.Category)]
    public void Run_RandomShops_EqualsCustomersCountedOneByOne(ItemLevel level)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var shop = SmallShop.Random(seed, 400);
            var naive = new NaiveOrders(shop, level);
            var range = new DateRange(shop.FirstDay.AddDays(30), shop.LastDay.AddDays(-30));
            var scope = new Scope(new RangeChoice(null, range.From, range.To), Comparison.None, Filter.Everything);

            var result = Run(shop, new AssortmentIndexRequest(scope, [Women], level, Least: 1));

            var everybody = CustomerMembers.Of(shop, scope, Population.Everyone).Flags.ToArray();
            var women = RuleMembers.Of(shop, Women, range.To.DayNumber, TestContext.Current.CancellationToken);
            foreach (var row in result.Rows)
            {
                Check(row.Everybody, row.Item.Value, everybody);
                Check(row.Cells[0]!, row.Item.Value, everybody.Where(c => women[c]));
            }

            void Check(AssortmentCell cell, string item, IEnumerable<int> people)
            {
                var documents = people.SelectMany(naive.Documents).Where(o => range.Contains(shop.Orders.Day[o])).ToList();
                var orders = documents.Where(o => naive.Sold(o).Any()).ToList();
                var with = orders.Where(o => naive.Sold(o).Any(l => naive.ItemOf(l) == item)).ToList();
                var buyers = with.Select(o => shop.Orders.Customer[o]).Distinct().Count();
                var revenue = documents.SelectMany(naive.Goods).Where(l => naive.ItemOf(l) == item).Sum(l => shop.Lines.AmountE4[l]);
                Assert.Equal((buyers, with.Count, revenue), (cell.Buyers, cell.Orders, cell.RevenueE4));
                Assert.Equal(buyers / (double)orders.Select(o => shop.Orders.Customer[o]).Distinct().Count(), cell.Customers.Share, 12);
                Assert.Equal(with.Count / (double)orders.Count, cell.OfOrders.Share, 12);
                Assert.Equal(revenue / (double)documents.SelectMany(naive.Goods).Sum(l => shop.Lines.AmountE4[l]), cell.OfRevenue.Share, 12);
            }
        }
    }

    [Fact]
    public void Bought_OfEveryCell_AreItsBuyers()
    {
        var shop = SmallShop.Random(2, 400);
        var range = new DateRange(shop.FirstDay.AddDays(30), shop.LastDay.AddDays(-30));
        var result = Run(shop, new AssortmentIndexRequest(new Scope(new RangeChoice(null, range.From, range.To), Comparison.None, Filter.Everything), [Women], ItemLevel.Product, Least: 1));

        Assert.All(result.Rows, row => Assert.Equal(
            row.Cells[0]!.Buyers,
            RuleMembers.Of(shop, AssortmentRules.Bought(Women, range, ItemLevel.Product, [row.Item])!, range.To.DayNumber, TestContext.Current.CancellationToken).Count()));
        Assert.Null(AssortmentRules.Bought(null, range, ItemLevel.Category, [new AssortmentItem(Condition.Unknown, "Unknown")]));
    }

    [Fact]
    public void Run_WithoutGroups_ShowsTheRfmGroupsWhichAddUpToEverybody()
    {
        var result = Run(SmallShop.Random(9, 800), new AssortmentIndexRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), [], Least: 1));

        Assert.Equal(10, result.Groups.Count);
        Assert.Equal(("Champions", "rfm.group = \"Champions\""), (result.Groups[0].Name, result.Groups[0].Rule));
        Assert.All(result.Rows, row => Assert.Equal((row.Everybody.Buyers, row.Everybody.Orders), (row.Cells.Sum(c => c!.Buyers), row.Cells.Sum(c => c!.Orders))));
        Assert.Equal((result.Everybody.Active, result.Everybody.Orders), (result.Groups.Sum(g => g.Active), result.Groups.Sum(g => g.Orders)));
    }

    [Fact]
    public void Run_SmallCells_AreHiddenAndCannotBeWorkedOut()
    {
        const int Least = 10;
        var hiddenCells = 0;
        for (var seed = 1; seed <= 8; seed++)
        {
            var shop = SmallShop.Random(seed, 260);
            var scope = new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything);
            var open = Run(shop, new AssortmentIndexRequest(scope, [], ItemLevel.Product, Least: 1)).Rows.ToDictionary(r => r.Item.Value);
            var result = Run(shop, new AssortmentIndexRequest(scope, [], ItemLevel.Product, Least: Least));

            Assert.All(result.Rows, row =>
            {
                Assert.True(row.Everybody.Buyers >= Least);
                Assert.All(row.Cells, cell => Assert.True(cell is null || cell.Buyers is 0 or >= Least));
                // Everybody less what is shown is what is hidden, the customers of no group among it: it holds ten at least, in more than one group.
                var hidden = row.Everybody.Buyers - row.Cells.Sum(c => c?.Buyers ?? 0);
                Assert.True(hidden is 0 or >= Least);
                Assert.True(row.Cells.Count(c => c is null) != 1 || open[row.Item.Value].Cells.Sum(c => c!.Buyers) < row.Everybody.Buyers);
            });
            hiddenCells += result.Groups.Sum(g => g.Hidden);
            Assert.Equal(result.Rows.Sum(r => r.Cells.Count(c => c is null)), result.Groups.Sum(g => g.Hidden));
            Assert.Equal(open.Count, result.Rows.Count + result.HiddenItems);
        }

        Assert.True(hiddenCells > 0);
    }

    [Fact]
    public void Run_OneSmallRestOfEverybody_HidesTheGroupToo()
    {
        // Of 30 customers who buy tea, 27 are women: the other 3 must not be worked out.
        var shop = new TestShop();
        for (var i = 0; i < 60; i++)
        {
            shop.Customer($"C{i:00}", new CustomerFacts($"C{i:00}") { Gender = i < 27 ? "female" : "male" });
            shop.Order($"C{i:00}", "2024-02-01", 10, i < 30 ? "Tea" : "Cup");
        }

        var result = Run(shop.Build(), new AssortmentIndexRequest(TestShop.Scope("2024-01-01", "2024-12-31"), [Women], ItemLevel.Product, Least: 10));

        Assert.Null(result.Rows.Single(r => r.Item.Value == "Tea").Cells[0]);
        Assert.Equal(0, result.Rows.Single(r => r.Item.Value == "Cup").Cells[0]!.Buyers);
    }

    [Fact]
    public void Run_TooManyGroups_SaysHowMany() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(SmallShop.Build(), new AssortmentIndexRequest(Scope.Default, [.. Enumerable.Repeat(Women, 13)])));

    private static (double, double) Round((double A, double B) pair) => (Math.Round(pair.A, 9), Math.Round(pair.B, 9));

    private static IEqualityComparer<(double, double)> Pair { get; } = EqualityComparer<(double, double)>.Create((a, b) => Round(a) == Round(b));

    private static AssortmentIndexResult Run(Snapshot shop, AssortmentIndexRequest request) => request.Run(shop, TestContext.Current.CancellationToken);
}
