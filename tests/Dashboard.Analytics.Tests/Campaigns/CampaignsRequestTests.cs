using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

public sealed class CampaignsRequestTests
{
    [Fact]
    public void Run_Range_ListsOverlappingAndUndatedCampaignsNewestFirst()
    {
        var shop = new CampaignShop();
        shop.Campaign("before", 1, 4);
        shop.Campaign("across", 4, 12);
        shop.Campaign("within", 11, 12);
        shop.Campaign("after", 21, 22);
        shop.Campaign("undated");
        var result = Run(shop.Build(), Days(10, 20));

        Assert.Equal(["within", "across", "undated"], result.Campaigns.Select(c => c.Key));
        Assert.Equal((1, 5, 3), (result.WithoutDates, result.InStore, result.Totals.Campaigns));
        Assert.Equal([new LeftOut(2, "campaigns that do not overlap the range")], result.Receipt.LeftOut);
    }

    [Fact]
    public void Run_Comparison_AddsUpTheCampaignsOfThePeriodBefore()
    {
        var shop = new CampaignShop();
        var (old, now) = (shop.Campaign("old", 1, 4, cost: 10), shop.Campaign("now", 11, 12, cost: 30));
        var customer = shop.Customer("a");
        shop.Contact(old, customer, 2, ContactFlags.Clicked);
        shop.Contact(now, customer, 11, ContactFlags.None);
        shop.Order(customer, 3, 25);
        shop.Order(customer, 12, 15);
        var snapshot = shop.Build();
        var scope = Days(10, 20) with { Comparison = Comparison.PreviousPeriod };

        var result = Run(snapshot, scope);

        Assert.Equal((100_000, 250_000), (result.Before!.CostE4!.Value, result.Before.AttributedRevenueE4!.Value));
        Assert.Equal((300_000, 0), (result.Totals.CostE4!.Value, result.Totals.AttributedRevenueE4!.Value));
        Assert.Null(Run(snapshot, scope with { Comparison = Comparison.None }).Before);
    }

    [Fact]
    public void Run_UndatedCampaignListed_ComparesWithNothing()
    {
        var shop = new CampaignShop();
        shop.Campaign("old", 1, 4);
        shop.Campaign("now", 11, 12);
        shop.Campaign("undated");

        Assert.Null(Run(shop.Build(), Days(10, 20) with { Comparison = Comparison.PreviousPeriod }).Before);
    }

    [Fact]
    public void Run_Campaigns_HaveTheNumbersOfTheirOwnPages()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var snapshot = RandomShop.Build(seed);
            foreach (var filter in new[] { Filter.Everything, new Filter(new Condition(Dimension.Segment, "Champions")), new Filter(new Condition(Dimension.Country, "Spain")) })
            {
                var scope = CampaignShop.AllTime with { Filter = filter };
                foreach (var campaign in Run(snapshot, scope).Campaigns)
                    Assert.Equal(new CampaignRequest(campaign.Key, scope).Run(snapshot, TestContext.Current.CancellationToken).Campaign, campaign);
            }
        }
    }

    [Fact]
    public void Run_Totals_AddUp()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var result = Run(RandomShop.Build(seed), CampaignShop.AllTime);
            var totals = result.Totals;

            Assert.Equal(result.Campaigns.Sum(c => c.Treated), totals.Treated);
            Assert.Equal(result.Campaigns.Sum(c => c.Attributed.RevenueE4), totals.AttributedRevenueE4);
            Assert.Equal(result.Campaigns.Sum(c => c.RevenueEffect!.Total.Value), totals.IncrementalRevenue!.Value, 6);
            Assert.False(totals.SharesControl);
            Assert.True(totals.IncrementalRevenue.Interval.Width < result.Campaigns.Sum(c => c.RevenueEffect!.Total.Interval.Width));
        }
    }

    [Fact]
    public void Run_SameControlAtTheSameTime_AddsTheHalfWidths()
    {
        var shop = new CampaignShop();
        var (first, second) = (shop.Campaign("a", 1, 2, cost: 10), shop.Campaign("b", 1, 2, cost: 10));
        for (var i = 0; i < 12; i++)
        {
            var customer = shop.Customer("k" + i);
            if (i is < 4 or >= 8)
                shop.Contact(first, customer, 1, i < 4 ? ContactFlags.Control : ContactFlags.None);
            if (i < 8)
                shop.Contact(second, customer, 1, i < 4 ? ContactFlags.Control : ContactFlags.None);
            shop.Order(customer, 2, 10 + i);
        }

        var result = Run(shop.Build(), CampaignShop.AllTime);

        Assert.True(result.Totals.SharesControl);
        Assert.Equal(result.Campaigns.Sum(c => c.RevenueEffect!.Total.Interval.Width), result.Totals.IncrementalRevenue!.Interval.Width, 8);
        Assert.Equal((result.Totals.IncrementalRevenue.Value / 20) - 1, result.Totals.IncrementalRoi!.Value, 10);
    }

    [Fact]
    public void Run_EmptyStore_IsAnEmptyList()
    {
        var result = Run(new CampaignShop().Build(), Scope.Default);

        Assert.Empty(result.Campaigns);
        Assert.Null(result.Totals.IncrementalRevenue);
        Assert.Null(result.Totals.CostE4);
        Assert.Null(result.Before);
    }

    private static Scope Days(int from, int to) => new(new RangeChoice(null, CampaignShop.Day(from), CampaignShop.Day(to)), Comparison.None, Filter.Everything);

    private static CampaignsResult Run(Snapshot snapshot, Scope scope) => new CampaignsRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);
}
