using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Tests.Campaigns;

public sealed class CampaignSelectionTests
{
    [Fact]
    public void Of_SegmentsAndAges_LeavesTheCustomersOfTheDayBeforeTheCampaign()
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            var shop = RandomShop.Build(seed);
            var filter = new Filter(new Condition(Dimension.Segment, "Champions"), new Condition(Dimension.Segment, "New"), new Condition(Dimension.AgeBand, "35–44"), new Condition(Dimension.Gender, "female"));
            foreach (var asked in (Filter[])[filter, filter.Without(Dimension.AgeBand), filter.Without(Dimension.Segment), filter.Without(Dimension.Segment).Without(Dimension.AgeBand), filter.With(Dimension.Country, "Spain")])
            {
                for (var campaign = 0; campaign < shop.Campaigns.Count; campaign++)
                {
                    var expected = Selection.Of(shop, asked, CampaignSelection.AsOfDay(shop, campaign));

                    var selection = CampaignSelection.Of(shop, asked, campaign);

                    Assert.Equal(expected.Customers.ToArray(), selection.Customers.ToArray());
                    Assert.Equal(expected.Orders.ToArray(), selection.Orders.ToArray().Where(o => shop.Orders.Customer[o] is >= 0 and var c && (selection.Customers[c] || expected.Orders[o])));
                }
            }
        }
    }
}
