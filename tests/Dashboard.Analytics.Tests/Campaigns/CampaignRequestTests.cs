using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

public sealed class CampaignRequestTests
{
    private const ContactFlags Outcome = ContactFlags.Converted | ContactFlags.Revenue;

    [Fact]
    public void Run_OrdersAsOutcome_GivesTheResultWorkedByHand()
    {
        var campaign = Run(WorkedByHand(), new CampaignRequest("mail", CampaignShop.AllTime)).Campaign!;

        Assert.Equal(OutcomeSource.Orders, campaign.Outcome);
        Assert.Equal((4, 2), (campaign.Treated, campaign.Control));
        Assert.Equal(new Response(2, 4), campaign.Converted);
        Assert.Equal(new Response(1, 2), campaign.ControlConverted);
        Assert.Equal(750_000, campaign.RevenueE4);
        Assert.Equal(new Attributed(AttributionSource.Orders, 1, 500_000), campaign.Attributed);
        Assert.Equal(0, campaign.ConversionEffect!.Difference.Value, 12);
        Assert.Equal(18.75, campaign.RevenueEffect!.TreatedMean, 12);
        Assert.Equal(10, campaign.RevenueEffect.ControlMean, 12);
        Assert.Equal(Math.Sqrt((2018.75 / 3 / 4) + (200 / 2.0)), campaign.RevenueEffect.Difference.StandardError, 10);
        Assert.Equal(35, campaign.RevenueEffect.Total.Value, 10);
        Assert.Equal(50, campaign.CostPerConversion);
        Assert.Equal(-0.5, campaign.AttributedRoi!.Value, 12);
        Assert.Equal(-0.65, campaign.IncrementalRoi!.Value, 12);
        Assert.Null(campaign.CostPerIncrementalConversion);
    }

    [Fact]
    public void Run_OrdersAsOutcome_GivesTheFunnelWorkedByHand()
    {
        var funnel = Run(WorkedByHand(), new CampaignRequest("mail", CampaignShop.AllTime)).Funnel;

        Assert.Equal([new(4, 4), new(3, 4), new(2, 4), new(1, 4), new(2, 4)], funnel.Select(s => s.Response));
        Assert.Equal([default, new(3, 4), new(2, 3), new(1, 2), new(1, 1)], funnel.Select(s => s.AfterPrevious));
        Assert.Equal(0.3006, funnel[1].OfSent!.Value.Low, 4);
        Assert.Equal(0.9544, funnel[1].OfSent!.Value.High, 4);
    }

    [Fact]
    public void Run_OrdersAsOutcome_CountsFirstOrdersByDaySinceContact()
    {
        var days = Run(WorkedByHand(), new CampaignRequest("mail", CampaignShop.AllTime)).Timeline;

        Assert.Equal(11, days.Count);
        Assert.Equal(new ResponseDay(2, 1, 0, 0.25, 0), days[2]);
        Assert.Equal(new ResponseDay(3, 0, 1, 0.25, 0.5), days[3]);
        Assert.Equal(new ResponseDay(10, 1, 0, 0.5, 0.5), days[10]);
    }

    [Fact]
    public void Run_LongerWindows_TakeLaterOrdersIn()
    {
        var campaign = Run(WorkedByHand(), new CampaignRequest("mail", CampaignShop.AllTime, Rules: new CampaignRules(OutcomeDays: 20))).Campaign!;

        Assert.Equal(new Response(3, 4), campaign.Converted);
        Assert.Equal(950_000, campaign.RevenueE4);
    }

    [Fact]
    public void Run_RecordedOutcome_IsTakenBeforeOrdersUnlessAskedOtherwise()
    {
        var shop = new CampaignShop();
        var campaign = shop.Campaign("mail", 10);
        for (var i = 0; i < 4; i++)
        {
            var customer = shop.Customer("k" + i);
            shop.Contact(campaign, customer, 10, (i < 2 ? ContactFlags.Converted : ContactFlags.None) | (i % 2 == 1 ? ContactFlags.Control : ContactFlags.None), Outcome, revenue: i < 2 ? 9 : 0);
            shop.Order(customer, 11, 5);
        }

        var snapshot = shop.Build();
        var recorded = Run(snapshot, new CampaignRequest("mail", CampaignShop.AllTime));
        var orders = Run(snapshot, new CampaignRequest("mail", CampaignShop.AllTime, Rules: new CampaignRules(Outcome: OutcomeChoice.Orders)));

        Assert.Equal((OutcomeSource.Recorded, 1, 90_000), (recorded.Campaign!.Outcome, recorded.Campaign.Converted.Count, recorded.Campaign.RevenueE4!.Value));
        Assert.Equal((OutcomeSource.Orders, 2, 100_000), (orders.Campaign!.Outcome, orders.Campaign.Converted.Count, orders.Campaign.RevenueE4!.Value));
        Assert.Contains(recorded.Receipt.Details, d => d.Key == "Outcome" && d.Value.StartsWith("recorded in the contact file", StringComparison.Ordinal));
        Assert.Contains(orders.Receipt.Details, d => d.Key == "Outcome" && d.Value.StartsWith("orders of the customer within 14 days", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_OutcomeRecordedForTheTreatedOnly_ComparesOrdersInstead()
    {
        var shop = new CampaignShop();
        var campaign = shop.Campaign("mail", 10);
        shop.Contact(campaign, shop.Customer("t"), 10, ContactFlags.Converted, ContactFlags.Converted);
        shop.Contact(campaign, shop.Customer("c"), 10, ContactFlags.Control, ContactFlags.None);
        shop.Order(1, 11, 5);

        Assert.Equal(OutcomeSource.Orders, Run(shop.Build(), new CampaignRequest("mail", CampaignShop.AllTime)).Campaign!.Outcome);
    }

    [Fact]
    public void Run_NoControlGroup_KnowsNoEffect()
    {
        var shop = new CampaignShop();
        var campaign = shop.Campaign("mail", 10, cost: 10);
        shop.Contact(campaign, shop.Customer("t"), 10, ContactFlags.Clicked);
        shop.Order(0, 11, 5);
        var result = Run(shop.Build(), new CampaignRequest("mail", CampaignShop.AllTime, Dimension.Country));

        Assert.Null(result.Campaign!.ConversionEffect);
        Assert.Null(result.Campaign.RevenueEffect);
        Assert.Null(result.Campaign.IncrementalRoi);
        Assert.Null(result.Split);
        Assert.Equal(1, result.Campaign.Attributed.Conversions);
        Assert.Equal(Condition.Unknown, Assert.Single(result.Breakdown!.Groups).Value);
    }

    [Fact]
    public void Run_CustomerInBothArms_IsLeftOutAndSaid()
    {
        var shop = new CampaignShop();
        var campaign = shop.Campaign("mail", 10);
        var (a, b) = (shop.Customer("a"), shop.Customer("b"));
        shop.Contact(campaign, a, 10, ContactFlags.None);
        shop.Contact(campaign, a, 11, ContactFlags.Control);
        shop.Contact(campaign, b, 10, ContactFlags.Opened);
        shop.Contact(campaign, b, 12, ContactFlags.Clicked);
        var result = Run(shop.Build(), new CampaignRequest("mail", CampaignShop.AllTime));

        Assert.Equal((1, 0, 2), (result.Campaign!.Treated, result.Campaign.Control, result.Campaign.Contacts));
        Assert.Equal((1, 1), (result.Campaign.Opened.Count, result.Campaign.Clicked.Count));
        Assert.Equal([new LeftOut(1, "customers who are both treated and held out in the file")], result.Receipt.LeftOut);
    }

    [Fact]
    public void Run_Filter_SharesTheCostByTreatedCustomers()
    {
        var snapshot = WorkedByHand();
        var scope = CampaignShop.AllTime with { Filter = new Filter(new Condition(Dimension.Country, "Germany")) };
        var campaign = Run(snapshot, new CampaignRequest("mail", scope)).Campaign!;

        Assert.Equal((1, 1), (campaign.Treated, campaign.Control));
        Assert.Equal(250_000, campaign.CostE4);
        Assert.True(campaign.IsCostShared);
    }

    [Fact]
    public void Run_FilterByAGroupOfTheBreakdown_GivesThatGroup()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var snapshot = RandomShop.Build(seed);
            foreach (var dimension in new[] { Dimension.Segment, Dimension.Country, Dimension.AgeBand, Dimension.Gender })
            {
                foreach (var group in Run(snapshot, new CampaignRequest("c1", CampaignShop.AllTime, dimension)).Breakdown!.Groups)
                {
                    var alone = Run(snapshot, new CampaignRequest("c1", CampaignShop.AllTime with { Filter = new Filter(new Condition(dimension, group.Value!)) })).Campaign!;
                    Assert.Equal((group.Treated, group.Control, group.Clicked, group.Converted), (alone.Treated, alone.Control, alone.Clicked, alone.Converted));
                    Assert.Equal(group.RevenueE4, alone.RevenueE4);
                    Assert.Equal(group.ConversionEffect?.Difference, alone.ConversionEffect?.Difference);
                }
            }
        }
    }

    [Fact]
    public void Run_Breakdown_AddsUpToTheWhole()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var result = Run(RandomShop.Build(seed), new CampaignRequest("c2", CampaignShop.AllTime, Dimension.Gender));
            var groups = result.Breakdown!.Groups;

            Assert.Equal(result.Campaign!.Treated, groups.Sum(g => g.Treated));
            Assert.Equal(result.Campaign.Control, groups.Sum(g => g.Control));
            Assert.Equal(result.Campaign.RevenueE4, groups.Sum(g => g.RevenueE4 ?? 0));
            Assert.Equal(result.Campaign.Opened, groups.Aggregate(default(Response), (sum, g) => sum + g.Opened));
            Assert.All(groups.Select(g => g.ConversionEffect).OfType<Effect>(), e => Assert.True(e.AdjustedPValue >= e.PValue - 1e-12));
        }
    }

    [Fact]
    public void Run_UnknownKey_FindsNoCampaign() =>
        Assert.Null(Run(WorkedByHand(), new CampaignRequest("none", CampaignShop.AllTime)).Campaign);

    [Fact]
    public void Run_CampaignWithoutContacts_IsEmptyNotBroken()
    {
        var shop = new CampaignShop();
        shop.Campaign("mail", 10, cost: 5);
        var result = Run(shop.Build(), new CampaignRequest("mail", CampaignShop.AllTime, Dimension.Segment));

        Assert.Equal(0, result.Campaign!.Treated);
        Assert.Empty(result.Breakdown!.Groups);
        Assert.All(result.Funnel, s => Assert.False(s.Response.IsRecorded));
        Assert.Equal(50_000, result.Campaign.CostE4);
    }

    [Fact]
    public void Run_DimensionOfOrders_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(WorkedByHand(), new CampaignRequest("mail", CampaignShop.AllTime, Dimension.Category)));

    [Theory]
    [InlineData(0, 14, null)]
    [InlineData(5, 366, null)]
    [InlineData(5, 14, 1.0)]
    public void Run_RulesOutOfRange_AreRefused(int attribution, int outcome, double? share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(
            WorkedByHand(), new CampaignRequest("mail", CampaignShop.AllTime, Rules: new CampaignRules(attribution, outcome, PlannedControlShare: share))));

    /// <summary>Four treated and two held out on day 10: an order after a click, one without, a return, one too late; one order in the control group.</summary>
    private static Snapshot WorkedByHand()
    {
        var shop = new CampaignShop();
        var campaign = shop.Campaign("mail", 10, cost: 100);
        var people = Enumerable.Range(0, 6).Select(i => shop.Customer("k" + i, i is 0 or 4 ? "Germany" : "France")).ToArray();
        shop.Contact(campaign, people[0], 10, ContactFlags.Delivered | ContactFlags.Opened | ContactFlags.Clicked);
        shop.Contact(campaign, people[1], 10, ContactFlags.Delivered | ContactFlags.Opened);
        shop.Contact(campaign, people[2], 10, ContactFlags.Delivered);
        shop.Contact(campaign, people[3], 10, ContactFlags.None);
        shop.Contact(campaign, people[4], 10, ContactFlags.Control, ContactFlags.None);
        shop.Contact(campaign, people[5], 10, ContactFlags.Control, ContactFlags.None);
        shop.Order(people[0], 12, 50);
        shop.Order(people[1], 20, 30);
        shop.Order(people[2], 9, 99);
        shop.Order(people[2], 15, -5, kind: DocumentKind.Return);
        shop.Order(people[3], 30, 20);
        shop.Order(people[4], 13, 20);
        return shop.Build();
    }

    private static CampaignResult Run(Snapshot snapshot, CampaignRequest request) => request.Run(snapshot, TestContext.Current.CancellationToken);
}
