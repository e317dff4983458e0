using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

public sealed class CampaignContactsTests
{
    [Fact]
    public void Run_EveryNumberOfTheCampaign_HasAsManyRows()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var snapshot = RandomShop.Build(seed);
            var campaign = new CampaignRequest("c1", CampaignShop.AllTime).Run(snapshot, TestContext.Current.CancellationToken).Campaign!;

            Assert.Equal(campaign.Treated, Count(new ContactFilter(Control: false)));
            Assert.Equal(campaign.Control, Count(new ContactFilter(Control: true)));
            Assert.Equal(campaign.Delivered.Count, Count(new ContactFilter(Control: false, Delivered: true)));
            Assert.Equal(campaign.Opened.Known - campaign.Opened.Count, Count(new ContactFilter(Control: false, Opened: false)));
            Assert.Equal(campaign.Clicked.Count, Count(new ContactFilter(Control: false, Clicked: true)));
            Assert.Equal(campaign.Converted.Count, Count(new ContactFilter(Control: false, Converted: true)));
            Assert.Equal(campaign.ControlConverted.Count, Count(new ContactFilter(Control: true, Converted: true)));
            var credited = Rows(snapshot, new ContactFilter(Attributed: true));
            Assert.Equal(campaign.Attributed, new Attributed(AttributionSource.Orders, credited.Sum(c => c.AttributedConversions), credited.Sum(c => c.AttributedRevenueE4)));
            Assert.Equal(campaign.RevenueE4, Rows(snapshot, new ContactFilter(Control: false)).Sum(c => c.RevenueE4));

            int Count(ContactFilter filter) => Rows(snapshot, filter).Count;
        }
    }

    [Fact]
    public void Run_OneContact_SaysWhatIsKnownOfIt()
    {
        var shop = new CampaignShop();
        var customer = shop.Customer("0042");
        var campaign = shop.Campaign("c1", 10);
        shop.Order(customer, 2, 10);
        shop.Contact(campaign, customer, 10, ContactFlags.Opened, ContactFlags.Opened | ContactFlags.Clicked, hour: 9);
        shop.Order(customer, 11, 30);

        var row = Assert.Single(Rows(shop.Build(), new ContactFilter()));

        Assert.Equal(("0042", "Name of 0042", "0042@example.com"), (row.Key, row.Name, row.Email));
        Assert.Equal(CampaignShop.Day(10).ToDateTime(new TimeOnly(9, 0)), row.At);
        Assert.Equal((null, true, false, true), (row.Delivered, row.Opened, row.Clicked, row.Converted));
        Assert.Equal((300_000, 0, 0L), (row.RevenueE4!.Value, row.AttributedConversions, row.AttributedRevenueE4!.Value));
        Assert.NotEqual(RfmGroup.Prospects, row.Segment);
        Assert.False(row.IsControl);
    }

    [Theory]
    [InlineData("NAME OF K7", 1)]
    [InlineData(" k7@example ", 1)]
    [InlineData("nobody", 0)]
    [InlineData("' OR 1=1 --", 0)]
    public void Run_Search_FindsKeyNameOrEmail(string search, int expected)
    {
        var shop = new CampaignShop();
        var campaign = shop.Campaign("c1", 1);
        for (var i = 0; i < 10; i++)
            shop.Contact(campaign, shop.Customer("k" + i), 1, ContactFlags.None);

        Assert.Equal(expected, Rows(shop.Build(), new ContactFilter(Search: search)).Count);
    }

    [Fact]
    public void Run_UnknownKey_IsAnEmptyList()
    {
        var result = new CampaignContactsRequest("none", CampaignShop.AllTime, new ContactFilter()).Run(new CampaignShop().Build(), TestContext.Current.CancellationToken);

        Assert.Empty(result.Rows);
        Assert.Equal(0, result.Customers);
    }

    private static IReadOnlyList<CampaignContact> Rows(Snapshot snapshot, ContactFilter filter) =>
        new CampaignContactsRequest("c1", CampaignShop.AllTime, filter).Run(snapshot, TestContext.Current.CancellationToken).Rows;
}
