using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

/// <summary>A campaign's breakdown shows no few people in either arm, nor do two breakdowns together.</summary>
public sealed class SmallGroupsInCampaignsTests
{
    private const int Least = 10;

    [Fact]
    public void Run_FewHeldOutInACountry_ShareAGroupThatAddsUp()
    {
        var result = Run(Shop(("Germany", 60, 20), ("France", 50, 4), ("Malta", 2, 0), ("Spain", 15, 11)), CampaignShop.AllTime);
        var groups = result.Breakdown!.Groups;

        // France has 4 held out and Malta 2 in all: together 4 held out, so that Spain joins them.
        Assert.Equal([("Germany", 60L, 20L), ("3 smaller groups", 67L, 15L)], groups.Select(g => (g.Label, g.Treated, g.Control)));
        Assert.Equal((null, 3), (groups[1].Value, groups[1].Values));
        Assert.Equal((result.Campaign!.Treated, result.Campaign.Control), (groups.Sum(g => g.Treated), groups.Sum(g => g.Control)));
        Assert.Equal(result.Campaign.Clicked, groups.Aggregate(default(Response), (sum, g) => sum + g.Clicked));
        Assert.Contains(result.Receipt.Details, d => d.Key == "Small groups" && d.Value.Contains("82 customers", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_FilterThatLeavesOutAFew_HidesTheDifference()
    {
        var shop = new CampaignShop(Least);
        var campaign = shop.Campaign("mail", 10);
        for (var i = 0; i < 200; i++)
        {
            var customer = shop.Customer($"c{i}", i < 100 ? "Germany" : i < 150 ? "France" : "Spain", i is 0 or 1 or >= 180 ? "male" : "female");
            shop.Contact(campaign, customer, 10, CampaignShop.Sent);
        }

        // 98 of 100 Germans are women: shown, the 2 men would be known too.
        var women = Run(shop.Build(), CampaignShop.AllTime with { Filter = new Filter(new Condition(Dimension.Gender, "female")) });

        Assert.Equal([("France", 50L), ("2 smaller groups", 128L)], women.Breakdown!.Groups.Select(g => (g.Label, g.Treated)));
    }

    [Fact]
    public void Run_RandomShops_ShowNobodyAlone()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var shop = new CampaignShop(Least);
            var campaign = shop.Campaign("mail", 10);
            for (var i = 0; i < 300; i++)
            {
                var customer = shop.Customer($"c{i}", $"Country {(int)Math.Sqrt(random.Next(100))}", random.Next(3) == 0 ? "male" : "female");
                shop.Contact(campaign, customer, 10, (random.Next(5) == 0 ? ContactFlags.Control : ContactFlags.None) | (random.Next(2) == 0 ? ContactFlags.Clicked : ContactFlags.None));
            }

            var snapshot = shop.Build();
            var everybody = Run(snapshot, CampaignShop.AllTime).Breakdown!;
            var women = Run(snapshot, CampaignShop.AllTime with { Filter = new Filter(new Condition(Dimension.Gender, "female")) }).Breakdown!;
            foreach (var group in everybody.Groups.Concat(women.Groups))
                Assert.False(SmallGroups.IsSmall((int)group.Treated, Least) || SmallGroups.IsSmall((int)group.Control, Least), $"{seed}: {group.Label} {group.Treated} {group.Control}");
            foreach (var (some, all) in women.Groups.Where(g => g.Value is not null).Join(everybody.Groups, g => g.Value, g => g.Value, (some, all) => (some, all)))
                Assert.False(SmallGroups.IsSmall((int)(all.Treated + all.Control - some.Treated - some.Control), Least), $"{seed}: {some.Label}");
        }
    }

    private static Snapshot Shop(params (string Country, int Treated, int Control)[] countries)
    {
        var shop = new CampaignShop(Least);
        var campaign = shop.Campaign("mail", 10);
        foreach (var (country, treated, control) in countries)
        {
            for (var i = 0; i < treated + control; i++)
                shop.Contact(campaign, shop.Customer($"{country}{i}", country), 10, i < treated ? ContactFlags.Clicked : ContactFlags.Control);
        }

        return shop.Build();
    }

    private static CampaignResult Run(Snapshot shop, Scope scope) =>
        new CampaignRequest("mail", scope, Dimension.Country).Run(shop, TestContext.Current.CancellationToken);
}
