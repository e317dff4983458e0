using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

/// <summary>The profile of an RFM group beside everybody shows no few people, inside or outside of the group.</summary>
public sealed class SmallGroupsInProfileTests
{
    private const int Least = 10;

    [Fact]
    public void Run_FewMembersOfACountry_ShareARowAndTotalsStay()
    {
        var shop = new TestShop(new ShopSettings { SmallestGroup = Least });
        foreach (var (country, count) in new[] { ("Germany", 30), ("Malta", 2), ("France", 14) })
        {
            for (var i = 0; i < count; i++)
            {
                shop.Customer($"{country}{i}", new CustomerFacts($"{country}{i}") { Country = country });
                shop.Order($"{country}{i}", "2025-03-10", 10, country == "Malta" ? "Lamp" : "Mug");
            }
        }

        var snapshot = shop.Build();
        var everyGroup = RfmGroups.All.Select(g => new SegmentProfileRequest(TestShop.Scope("2025-03-01", "2025-03-31"), g).Run(snapshot, TestContext.Current.CancellationToken).Profile);
        var profile = everyGroup.Single(p => p.Figures.Customers > 0);
        var countries = profile.Demographics.Single(d => d.Dimension == Dimension.Country);

        Assert.Equal([("Germany", 30, 1), ("2 smaller groups", 16, 2), ("Unknown", 0, 1)], countries.Rows.Select(r => (r.Label, r.Count, r.Values)));
        Assert.Null(countries.Rows[1].Value);
        Assert.Equal([("Mug", 44)], profile.Products.Rows.Select(r => (r.Buyers.Label, r.Buyers.Count)));
        Assert.Equal((1, 1), (profile.Products.More, profile.Products.Few));
    }

    [Fact]
    public void Run_RandomShops_HideFewMembersAndFewOthers()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var shop = SmallShop.Random(seed, 500, Least);
            foreach (var group in RfmGroups.All)
            {
                var profile = new SegmentProfileRequest(SmallShop.Between(120, 240), group).Run(shop, TestContext.Current.CancellationToken).Profile;
                foreach (var breakdown in profile.Demographics)
                {
                    Assert.Equal((breakdown.Total, breakdown.AllTotal), (breakdown.Rows.Sum(r => r.Count), breakdown.Rows.Sum(r => r.AllCount)));
                    Check(breakdown.Rows.Where(r => r.Value is not null and not Condition.Unknown), $"{seed} {group} {breakdown.Dimension}");
                }

                Check(profile.Products.Rows.Concat(profile.Categories.Rows).Select(r => r.Buyers), $"{seed} {group} taste");
                Assert.Equal(profile.DaysSinceLastOrder.Total, profile.DaysSinceLastOrder.Bins.Sum(b => b.Count));
                if (profile.DaysSinceLastOrder.Bins.Count > 1)
                    Check(profile.DaysSinceLastOrder.Bins, $"{seed} {group} silence");
            }
        }

        static void Check(IEnumerable<ShareRow> rows, string where) => Assert.All(rows, row =>
        {
            Assert.False(SmallGroups.IsSmall(row.Count, Least), $"{where}, {row.Label}: {row.Count}");
            Assert.False(SmallGroups.IsSmall(row.AllCount - row.Count, Least), $"{where}, {row.Label}: {row.AllCount} − {row.Count}");
        });
    }
}
