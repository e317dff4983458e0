using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class CustomerRequestTests
{
    private static readonly Snapshot Shop = SmallShop.Build();

    [Fact]
    public void Run_Anna_HasTotalsRhythmAndPeriodsWorkedByHand()
    {
        var anna = Profile("A1", SmallShop.Between(55, 70));

        Assert.Equal((3, 1, 1_900_000L), (anna.Customer.Orders, anna.Customer.Returns, anna.Customer.RevenueE4));
        Assert.Equal([30, 30], anna.Rhythm.Gaps);
        Assert.Equal((30.0, 10, 0), (anna.Rhythm.TypicalGap!.Value, anna.Rhythm.DaysSinceLastOrder!.Value, anna.Rhythm.GapsShorterThanSilence));
        Assert.Equal(10 / 30.0, anna.Rhythm.SilenceInGaps!.Value, 12);
        Assert.Equal((1, 1, 400_000L), (anna.InRange.Orders, anna.InRange.Returns, anna.InRange.RevenueE4));
        Assert.Equal((0, 0, 0L), (anna.Before!.Orders, anna.Before.Returns, anna.Before.RevenueE4));
        Assert.Equal((1, 3), (anna.RevenueRank, anna.Buyers));
        Assert.Equal(ConsentState.Refused, anna.Consents.Single(c => c.Key == "sms").Value);
        Assert.Equal("038", Assert.Single(anna.Attributes).Value);
    }

    [Fact]
    public void Run_Anna_TimelineLinksTheReturnToTheOrderOfTheCup()
    {
        var documents = Profile("A1", SmallShop.Between(55, 70)).Documents;

        Assert.Equal(["C4", "3", "2", "1"], documents.Select(d => d.Number));
        Assert.Equal(["3", null, null, null], documents.Select(d => d.TakesBack));
        Assert.Equal([true, true, false, false], documents.Select(d => d.IsInRange));
        Assert.Equal([("C", 550_000L), ("POST", 50_000L)], documents[1].Lines.Select(l => (l.ProductKey!, l.AmountE4)));
    }

    [Fact]
    public void Run_Anna_ProductsAndTheRestMakeTheRevenue()
    {
        var products = Profile("A1", SmallShop.Between(55, 70)).Products;

        Assert.Equal(["T", "C"], products.Rows.Select(p => p.Key));
        Assert.Equal(new CustomerProduct("C", "Cup", "Dishes", 0, 10_000, 350_000, 1, SmallShop.Start.AddDays(60)), products.Rows[1]);
        Assert.Equal((50_000L, 0L), (products.NotGoodsE4, products.WithoutProductE4));
    }

    [Fact]
    public void Run_Anna_FavouritesCountOrders()
    {
        var favourites = Profile("A1", SmallShop.Between(55, 70)).Favourites;

        Assert.Equal(new Favourite("Drinks", 2, 3), favourites.Category);
        Assert.Equal(new Favourite("Tea", 2, 3), favourites.Product);
        Assert.Equal(new Favourite("web", 2, 3), favourites.Channel);
        Assert.Equal(new Favourite("10:00", 3, 3), favourites.Hour);
        Assert.Equal(new Favourite("Friday", 1, 3), favourites.Weekday);
    }

    [Fact]
    public void Run_Campaigns_TellUnknownFromNo()
    {
        var anna = Assert.Single(Profile("A1", SmallShop.Between(55, 70)).Contacts);
        var oscar = Assert.Single(Profile("10", SmallShop.Between(55, 70)).Contacts);

        Assert.Equal((false, true, true, null, false), (anna.IsControl, anna.Delivered, anna.Opened, anna.Clicked, anna.Converted));
        Assert.Null(anna.RevenueE4);
        Assert.True(oscar.IsControl);
        Assert.Equal(1, Profile("A1", SmallShop.Between(0, 20)).LaterContacts);
    }

    [Fact]
    public void Run_RangeThatEndsEarlier_LeavesLaterDocumentsOutAndCountsThem()
    {
        var anna = Profile("A1", SmallShop.Between(0, 40));

        Assert.Equal((2, 2, 1_500_000L), (anna.Customer.Orders, anna.LaterDocuments, anna.Customer.RevenueE4));
        Assert.Equal(new LeftOut(2, "documents after the range"), Assert.Single(anna.Receipt.LeftOut));
        Assert.Equal(2, anna.Receipt.RowsUsed);
    }

    [Fact]
    public void Run_Prospect_HasNoRhythmAndNoEstimate()
    {
        var pia = Profile("P", SmallShop.Between(55, 70));

        Assert.Equal(RfmGroup.Prospects, pia.Customer.Segment);
        Assert.Empty(pia.Documents);
        Assert.Null(pia.Rhythm.TypicalGap);
        Assert.Null(pia.NextOrder.Earliest);
        Assert.Contains("no order yet", pia.NextOrder.WhyNot, StringComparison.Ordinal);
        Assert.Equal(0, pia.RevenueRank);
    }

    [Fact]
    public void Run_TooSmallAShop_SaysWhatAnEstimateNeeds()
    {
        var next = Profile("A1", SmallShop.Between(55, 70)).NextOrder;

        Assert.Null(next.Latest);
        Assert.Contains("needs 20 customers", next.WhyNot, StringComparison.Ordinal);
        Assert.Equal((2, 2, 1), (next.OwnGaps, next.ShopGaps, next.ShopCustomers));
    }

    [Theory]
    [InlineData("nobody", 0)]
    [InlineData("muller", 1)]
    [InlineData("", 0)]
    public void Run_UnknownKey_IsNotFoundWithSimilarCustomers(string key, int similar)
    {
        var answer = Assert.IsType<CustomerNotFound>(new CustomerRequest(key, SmallShop.Between(55, 70)).Run(Shop, TestContext.Current.CancellationToken));

        Assert.Equal((key, similar), (answer.Key, answer.Similar.Count));
    }

    [Fact]
    public void Run_AnyRandomShop_EveryProfileAgreesWithTheListAndAddsUp()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = SmallShop.Random(seed, 80);
            var scope = SmallShop.Between(100, 300);
            foreach (var row in new CustomerListRequest(scope, Take: 1000).Run(shop, TestContext.Current.CancellationToken).Rows)
            {
                var profile = (CustomerProfile)new CustomerRequest(row.Key, scope).Run(shop, TestContext.Current.CancellationToken);
                Assert.Equal(row with { Consents = [], Attributes = [] }, profile.Customer with { Consents = [], Attributes = [] });
                Assert.Equal(row.RevenueE4, profile.Documents.Sum(d => d.AmountE4));
                Assert.Equal(row.RevenueE4, profile.Products.Rows.Sum(p => p.RevenueE4) + profile.Products.NotGoodsE4 + profile.Products.WithoutProductE4);
                Assert.Equal(row.RevenueInRangeE4, profile.InRange.RevenueE4);
                Assert.Equal(row.Orders, profile.Documents.Count(d => d.Kind == DocumentKind.Order));
                Assert.All(profile.Documents, d => Assert.Equal(d.AmountE4, d.Lines.Sum(l => l.AmountE4)));
            }
        }
    }

    private static CustomerProfile Profile(string key, Scope scope) =>
        Assert.IsType<CustomerProfile>(new CustomerRequest(key, scope).Run(Shop, TestContext.Current.CancellationToken));
}
