using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Trends;

/// <summary>A trend taken apart by what tells people apart shows no few of them, nor do two trends together.</summary>
public sealed class SmallGroupsInTrendsTests
{
    private const int Least = 10;

    [Fact]
    public void Run_FewCustomersOfACity_AreInTheMergedRestAndCounted()
    {
        var shop = new TestShop(new ShopSettings { SmallestGroup = Least });
        foreach (var (city, count) in new[] { ("Bonn", 40), ("Mons", 3), ("Oslo", 12) })
        {
            for (var i = 0; i < count; i++)
            {
                shop.Customer($"{city}{i}", new CustomerFacts($"{city}{i}") { City = city });
                shop.Order($"{city}{i}", "2025-03-10", 10);
            }
        }

        var result = Run(shop.Build(), TestShop.Scope("2025-03-01", "2025-03-31"), TrendMetric.Revenue, Dimension.City);
        var breakdown = result.Breakdown!;

        Assert.Equal([("Bonn", 400_0000.0, "Bonn"), ("+2 more", 150_0000.0, null)], breakdown.Groups.Select(g => (g.Label, g.Total!.Value, g.Value)));
        Assert.Equal((2, 15), (breakdown.Joined, breakdown.JoinedCustomers));
        Assert.Equal(result.Total, breakdown.Groups.Sum(g => g.Total));
        Assert.Contains(result.Receipt.Details, d => d.Key == "Small groups" && d.Value.Contains("15 customers", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_OnlyUnknownIsLargeEnough_JoinsIt()
    {
        var shop = new TestShop(new ShopSettings { SmallestGroup = Least });
        for (var i = 0; i < 20; i++)
        {
            shop.Customer($"c{i}", new CustomerFacts($"c{i}") { Gender = i < 3 ? "female" : null });
            shop.Order($"c{i}", "2025-03-10", 10);
        }

        var breakdown = Run(shop.Build(), TestShop.Scope("2025-03-01", "2025-03-31"), TrendMetric.ActiveCustomers, Dimension.Gender).Breakdown!;

        Assert.Equal([("+1 more or unknown", 20.0)], breakdown.Groups.Select(g => (g.Label, g.Total!.Value)));
        Assert.Equal([20.0], breakdown.Groups[0].Values.Where(v => v > 0).Select(v => v!.Value));
    }

    [Fact]
    public void Run_ProductsAndSegments_AreNotPeopleAndStay()
    {
        var shop = SmallShop.Random(3, 200, Least);
        var scope = SmallShop.Between(120, 240);

        Assert.Equal(0, Run(shop, scope, TrendMetric.Revenue, Dimension.Category).Breakdown!.Joined);
        Assert.Equal(0, Run(shop, scope, TrendMetric.Revenue, Dimension.Segment).Breakdown!.Joined);
    }

    [Fact]
    public void Run_AnyTwoTrends_DifferByNobodyOrEnough()
    {
        Dimension[] people = [Dimension.City, Dimension.Country, Dimension.Gender, Dimension.AgeBand, Dimension.Region, Dimension.Acquisition];
        for (var seed = 1; seed <= 6; seed++)
        {
            var shop = SmallShop.Random(seed, 400, Least);
            var scope = SmallShop.Between(120, 240);
            Condition[] filters = [new(Dimension.Gender, "female"), new(Dimension.Acquisition, Condition.Unknown), new(Dimension.City, Condition.Unknown), new(Dimension.Category, "Category 1")];
            foreach (var dimension in people)
            {
                var everybody = Run(shop, scope, TrendMetric.ActiveCustomers, dimension);
                foreach (var some in filters.Select(f => Run(shop, scope with { Filter = new Filter(f) }, TrendMetric.ActiveCustomers, dimension)).Prepend(everybody))
                {
                    if (dimension != Dimension.Country)
                        Assert.Equal(some.Total, some.Breakdown!.Groups.Where(g => g.Kind != TrendGroupKind.Anonymous).Sum(g => g.Total));
                    foreach (var group in some.Breakdown!.Groups.Where(g => g.Kind == TrendGroupKind.Value))
                    {
                        Assert.False(SmallGroups.IsSmall((int)group.Total!, Least), $"{dimension} {group.Label}: {group.Total}");
                        Assert.False(SmallGroups.IsSmall((int)(group.Previous ?? 0), Least), $"{dimension} {group.Label} before: {group.Previous}");
                        if (everybody.Breakdown!.Groups.FirstOrDefault(g => g.Kind == TrendGroupKind.Value && g.Value == group.Value) is { } all)
                            Assert.False(SmallGroups.IsSmall((int)(all.Total! - group.Total!), Least), $"{dimension} {group.Label}: {all.Total} − {group.Total}");
                    }
                }
            }
        }
    }

    private static TrendResult Run(Snapshot shop, Scope scope, TrendMetric metric, Dimension by) =>
        new TrendRequest(scope, metric) { By = by, Step = TimeStep.Month }.Run(shop, TestContext.Current.CancellationToken);
}
