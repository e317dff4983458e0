using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

public sealed class ClickCreditsTests
{
    [Fact]
    public void Of_TwoCampaignsClicked_LatestClickBeforeTheOrderWins()
    {
        var shop = new CampaignShop();
        var customer = shop.Customer("a");
        var (first, second, third) = (shop.Campaign("first"), shop.Campaign("second"), shop.Campaign("third"));
        shop.Contact(first, customer, 1, ContactFlags.Clicked);
        shop.Contact(second, customer, 3, ContactFlags.Clicked);
        shop.Contact(third, customer, 6, ContactFlags.Clicked);
        shop.Order(customer, 2, 10);
        shop.Order(customer, 4, 20);
        shop.Order(customer, 5, 40);

        var credits = ClickCredits.Of(shop.Build(), 5);

        Assert.Equal([0], credits.OrdersOf(first).ToArray());
        Assert.Equal([1, 2], credits.OrdersOf(second).ToArray());
        Assert.Empty(credits.OrdersOf(third).ToArray());
    }

    [Fact]
    public void Of_OpenOrControlOrReturn_EarnsNothing()
    {
        var shop = new CampaignShop();
        var (a, b, c) = (shop.Customer("a"), shop.Customer("b"), shop.Customer("c"));
        var campaign = shop.Campaign("mail");
        shop.Contact(campaign, a, 1, ContactFlags.Delivered | ContactFlags.Opened);
        shop.Contact(campaign, b, 1, ContactFlags.Control | ContactFlags.Clicked);
        shop.Contact(campaign, c, 1, ContactFlags.Clicked);
        shop.Order(a, 2, 10);
        shop.Order(b, 2, 10);
        shop.Order(c, 2, -10, kind: DocumentKind.Return);
        shop.Order(-1, 2, 10);

        Assert.Empty(ClickCredits.Of(shop.Build(), 5).OrdersOf(campaign).ToArray());
    }

    [Theory]
    [InlineData(6, 12, 5, true)]
    [InlineData(6, 13, 5, false)]
    [InlineData(1, 11, 5, false)]
    [InlineData(1, 12, 5, true)]
    [InlineData(6, 13, 6, true)]
    public void Of_EdgeOfTheWindow_CountsFiveTimesTwentyFourHoursInclusive(int day, int hour, int window, bool credited)
    {
        var shop = new CampaignShop();
        var customer = shop.Customer("a");
        var campaign = shop.Campaign("mail");
        shop.Contact(campaign, customer, 1, ContactFlags.Clicked, hour: 12);
        shop.Order(customer, day, 10, hour);

        Assert.Equal(credited ? 1 : 0, ClickCredits.Of(shop.Build(), window).OrdersOf(campaign).Length);
    }

    [Fact]
    public void Of_ContactWithoutTime_TakesTheStartOfTheCampaign()
    {
        var shop = new CampaignShop();
        var customer = shop.Customer("a");
        var (dated, undated) = (shop.Campaign("dated", start: 1), shop.Campaign("undated"));
        shop.Contact(dated, customer, null, ContactFlags.Clicked);
        shop.Contact(undated, customer, null, ContactFlags.Clicked);
        shop.Order(customer, 3, 10);

        var credits = ClickCredits.Of(shop.Build(), 5);

        Assert.Equal(1, credits.OrdersOf(dated).Length);
        Assert.Equal(0, credits.OrdersOf(undated).Length);
    }

    [Fact]
    public void Of_RandomShops_CreditsEachOrderAtMostOnceAndAsASearchThroughAllClicksSays()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var snapshot = RandomShop.Build(seed);
            var credits = ClickCredits.Of(snapshot, 5);
            var campaignOf = Enumerable.Repeat(-1, snapshot.Orders.Count).ToArray();
            for (var campaign = 0; campaign < snapshot.Campaigns.Count; campaign++)
            {
                foreach (var order in credits.OrdersOf(campaign))
                {
                    Assert.Equal(-1, campaignOf[order]);
                    campaignOf[order] = campaign;
                }
            }

            Assert.Equal(Enumerable.Range(0, snapshot.Orders.Count).Select(o => Search(snapshot, o)), campaignOf);
        }
    }

    private static int Search(Snapshot snapshot, int order)
    {
        var (best, bestMinute) = (-1, -1L);
        var at = Minute(snapshot.Orders.Day[order], snapshot.Orders.Minute[order]);
        for (var contact = 0; contact < snapshot.Contacts.Count && snapshot.Orders.Kind[order] == DocumentKind.Order; contact++)
        {
            var minute = Minute(snapshot.Contacts.Day[contact], snapshot.Contacts.Minute[contact]);
            if (snapshot.Contacts.Customer[contact] == snapshot.Orders.Customer[order]
                && snapshot.Contacts.Flags[contact].HasFlag(ContactFlags.Clicked) && !snapshot.Contacts.Flags[contact].HasFlag(ContactFlags.Control)
                && minute <= at && at - minute <= 5 * 1440 && minute >= bestMinute)
                (best, bestMinute) = (snapshot.Contacts.Campaign[contact], minute);
        }

        return best;
    }

    private static long Minute(int day, short minute) => (day * 1440L) + minute;
}
