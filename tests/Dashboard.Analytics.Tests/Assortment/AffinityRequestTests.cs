using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Assortment;

public sealed class AffinityRequestTests
{
    [Fact]
    public void Run_ByHand_CountsGoodsOfOrdersOnceEach()
    {
        var shop = new TestShop();
        shop.Product("Postage", null, isMerchandise: false);
        for (var i = 0; i < 60; i++)
        {
            // Two baskets of three hold bread and butter, the third bread alone; postage, returns and orders without goods are no baskets.
            var customer = i % 4 == 0 ? null : $"C{i}";
            if (i % 3 == 0)
                shop.Document(customer, "2024-03-01", DocumentKind.Order, null, ("Bread", 2), ("Postage", 1));
            else
                shop.Document(customer, "2024-03-01", DocumentKind.Order, null, ("Bread", 2), ("Butter", 3), ("Bread", 2));
            shop.Document(customer, "2024-03-02", DocumentKind.Return, null, ("Bread", -2), ("Butter", -3)).Document(customer, "2024-03-03", DocumentKind.Order, null, ("Postage", 1));
        }

        var snapshot = shop.Build();
        var result = Run(snapshot, new AffinityRequest(TestShop.Scope("2024-01-01", "2024-12-31"), Confidence: 0.5));

        Assert.Equal((60, 2, 2), (result.Baskets, result.TotalRules, result.Rules.Count));
        Assert.Equal([2, 1, 0], result.SetsBySize);
        var rule = result.Rules.Single(r => r.Antecedent[0].Value == "Bread");
        Assert.Equal((new CoOccurrence(40, 60, 40, 60), "Butter", 1.0, 1.0), (rule.Counts, rule.Consequent[0].Value, rule.Lift, rule.PValue));
        Assert.Equal(new CoOccurrence(40, 60, 40, 60), result.Matrix.Pairs[0][1]);
        Assert.Equal(45, Run(snapshot, new AffinityRequest(TestShop.Scope("2024-01-01", "2024-12-31"), RuleText.Parse("orders(ever) >= 1"))).Baskets);
    }

    [Theory]
    [InlineData(ItemLevel.Product), InlineData(ItemLevel.Category), InlineData(ItemLevel.Brand)]
    public void Run_RandomShops_EqualsBasketsCountedOneByOne(ItemLevel level)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var shop = SmallShop.Random(seed, 300);
            var naive = new NaiveOrders(shop, level);
            var range = new DateRange(shop.FirstDay.AddDays(50), shop.LastDay.AddDays(-10));
            var members = RuleText.Parse("gender = \"female\"");
            var scope = new Scope(new RangeChoice(null, range.From, range.To), Comparison.None, Filter.Everything);

            var result = Run(shop, new AffinityRequest(scope, members, level, 0.01, 0.05, 4, AnyConsequent: true));

            var women = RuleMembers.Of(shop, members, range.To.DayNumber, TestContext.Current.CancellationToken);
            var baskets = women.ToArray().SelectMany(naive.Orders).Where(o => range.Contains(shop.Orders.Day[o]) && naive.Sold(o).Any()).Select(naive.Items).ToList();
            Assert.Equal(baskets.Count, result.Baskets);
            foreach (var rule in result.Rules)
            {
                string[] left = [.. rule.Antecedent.Select(i => i.Value)], right = [.. rule.Consequent.Select(i => i.Value)];
                Assert.Equal(
                    new CoOccurrence(baskets.Count(b => b.IsSupersetOf(left) && b.IsSupersetOf(right)), baskets.Count(b => b.IsSupersetOf(left)), baskets.Count(b => b.IsSupersetOf(right)), baskets.Count),
                    rule.Counts);
                Assert.True(rule.Counts.SupportInterval().Contains(rule.Support) && rule.Counts.ConfidenceInterval().Contains(rule.Confidence) && rule.Counts.LiftInterval().Contains(rule.Lift));
            }
        }
    }

    [Fact]
    public void Run_FewBaskets_SaysWhatIsMissing()
    {
        var result = Run(SmallShop.Build(), new AffinityRequest(SmallShop.Between(0, 90), Support: 0.5));

        Assert.Empty(result.Rules);
        Assert.Equal("50 orders that name goods are needed for what goes together; there are 7.", result.Needs!.Message);
    }

    [Fact]
    public void Run_FilterOnACategory_LooksAtItsGoodsOnly()
    {
        var shop = SmallShop.Random(3, 300);
        var scope = new Scope(new RangeChoice("all"), Comparison.None, new Filter(new Condition(Dimension.Category, "Category 1")));

        var result = Run(shop, new AffinityRequest(scope, Support: 0.001, Confidence: 0));

        Assert.All(result.Rules.SelectMany(r => r.Antecedent.Concat(r.Consequent)), item => Assert.Equal("Category 1", shop.Products.Category[Array.IndexOf(shop.Products.Keys, item.Value)]));
    }

    [Fact]
    public void Run_ImpossibleLength_SaysTheRange() => Assert.Throws<ArgumentOutOfRangeException>(() => Run(SmallShop.Build(), new AffinityRequest(Scope.Default, Longest: 9)));

    private static AffinityResult Run(Snapshot shop, AffinityRequest request) => request.Run(shop, TestContext.Current.CancellationToken);
}
