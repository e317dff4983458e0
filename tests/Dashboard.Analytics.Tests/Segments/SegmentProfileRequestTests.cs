using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class SegmentProfileRequestTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Run_HandWorkedShop_DescribesTheGroupBesideEverybody()
    {
        // New at the end of March (R5, FM at most 2): anna (1, 8 and 22 March: 3 orders and 90 net make F3 M1, FM 2) and ben (25 March, 20).
        // Cleo is Champion (F5 M5). Everybody: 3 customers.
        var shop = new TestShop();
        shop.Product("Mug", "Kitchen");
        shop.Product("Lamp", "Home");
        shop.Product("Postage", isMerchandise: false);
        shop.Customer("anna", new CustomerFacts("anna") { Gender = "female", Consent = new Dictionary<string, bool> { ["email"] = true } });
        shop.Customer("ben", new CustomerFacts("ben") { Consent = new Dictionary<string, bool> { ["email"] = false } });
        shop.Document("anna", "2025-03-01", DocumentKind.Order, null, ("Mug", 40), ("Mug", 20), ("Postage", 5))
            .Order("anna", "2025-03-08", 10, "Lamp").Order("anna", "2025-03-22", 25, "Mug").Return("anna", "2025-03-23", 10, "Mug")
            .Order("ben", "2025-03-25", 20, "Mug").Order(null, "2025-03-26", 900, "Lamp");
        for (var i = 1; i <= 5; i++)
            shop.Order("cleo", $"2025-03-0{i}", 100, "Lamp");
        shop.Order("cleo", "2025-03-30", 10, "Lamp");

        var result = Run(shop.Build(), RfmGroup.New, TestShop.Scope("2025-03-01", "2025-03-31"));
        var profile = result.Profile;

        Assert.Equal(new SetFigures(2, 2, 4, 110_0000), profile.Figures);
        Assert.Equal(new SetFigures(2, 0, 0, 0), profile.Previous);
        Assert.Equal(new SetFigures(3, 3, 10, 620_0000), profile.Everybody);
        Assert.Equal(900_0000, profile.AnonymousRevenueE4);
        Assert.Equal((2, 10.5, 1.0), (profile.OrderGaps.Total, profile.OrderGaps.Median, profile.OrderGaps.AllMedian));
        Assert.Equal([("1–7", 1), ("8–14", 1)], profile.OrderGaps.Bins.Where(b => b.Count > 0).Select(b => (b.Label, b.Count)));
        Assert.Equal(7.5, profile.DaysSinceLastOrder.Median);
        Assert.Equal([("1", 3), ("2", 1)], profile.ItemsPerOrder.Bins.Where(b => b.Count > 0).Select(b => (b.Label, b.Count)));
        Assert.Equal([("1", 4)], profile.ProductsPerOrder.Bins.Where(b => b.Count > 0).Select(b => (b.Label, b.Count)));
        Assert.Equal([("Mug", 2, 2, 95_0000L), ("Lamp", 1, 2, 10_0000L)], profile.Products.Rows.Select(r => (r.Buyers.Label, r.Buyers.Count, r.Buyers.AllCount, r.RevenueE4)));
        Assert.Equal(["Kitchen", "Home"], profile.Categories.Rows.Select(r => r.Buyers.Label));
        Assert.Equal([("female", 1, 0.5), ("Unknown", 1, 0.5)], profile.Demographics.Single(d => d.Dimension == Dimension.Gender).Rows.Select(r => (r.Label, r.Count, r.Share)));
        Assert.Equal(("Saturday", 3), (profile.Weekdays[5].Label, profile.Weekdays[5].Count));
        Assert.Empty(profile.Hours);
        Assert.Equal(("email", 1, 1), (profile.Contactable[0].Label, profile.Contactable[0].Count, profile.Contactable[0].AllCount));
        Assert.Equal([new SegmentMove(null, RfmGroup.New, 2)], result.CameFrom);
        Assert.Equal(2, result.Sizes[^1]);
    }

    [Fact]
    public void Run_CampaignOfTheRange_CountsAnswersOverWhatIsKnown()
    {
        var shop = new TestShop().Order("anna", "2025-03-25", 10).Order("ben", "2025-03-26", 20).Order("cleo", "2025-01-01", 20);
        var day = TestShop.Day("2025-03-10");
        var campaign = shop.Builder.Add(new CampaignFacts("spring"));
        shop.Builder.Add(new ContactFacts(campaign, 0, day, 0, ContactFlags.Opened, ContactFlags.Opened | ContactFlags.Clicked));
        shop.Builder.Add(new ContactFacts(campaign, 1, day, 0, ContactFlags.Control, ContactFlags.Opened));
        shop.Builder.Add(new ContactFacts(campaign, 2, day, 0, ContactFlags.Clicked | ContactFlags.Opened, ContactFlags.Opened | ContactFlags.Clicked));
        shop.Builder.Add(new ContactFacts(campaign, 0, TestShop.Day("2025-01-10"), 0, ContactFlags.Opened, ContactFlags.Opened));

        var profile = Run(shop.Build(), RfmGroup.New, TestShop.Scope("2025-03-01", "2025-03-31")).Profile;

        Assert.Equal(new CampaignResponse(1, new(0, 0), new(1, 1), new(0, 1), new(0, 0)), profile.Response);
        Assert.Equal(new CampaignResponse(2, new(0, 0), new(2, 2), new(1, 2), new(0, 0)), profile.AllResponse);
        Assert.Null(profile.Response.Converted.Rate);
    }

    [Fact]
    public void Run_EveryGroupOfRandomShops_AddsUpToEverybody()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var snapshot = TestShop.Random(seed);
            var scope = seed % 2 == 0 ? Scope.Default : TestShop.Scope("2024-09-01", "2025-03-31", Comparison.PreviousYear);
            var segments = new SegmentsRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);
            var profiles = RfmGroups.All.Select(g => new SegmentProfileRequest(scope, g).Run(snapshot, TestContext.Current.CancellationToken)).ToList();
            var everybody = profiles[0].Profile.Everybody;

            Assert.Equal(everybody.Customers, profiles.Sum(p => p.Profile.Figures.Customers));
            Assert.Equal(everybody.RevenueE4, profiles.Sum(p => p.Profile.Figures.RevenueE4));
            Assert.Equal(everybody.Orders, profiles.Sum(p => p.Profile.Figures.Orders));
            Assert.Equal(profiles[0].Profile.OrderGaps.AllTotal, profiles.Sum(p => p.Profile.OrderGaps.Total));
            Assert.Equal(segments.RevenueE4, everybody.RevenueE4 + profiles[0].Profile.AnonymousRevenueE4);
            Assert.Equal(segments.Groups.Select(g => (g.Customers, g.RevenueE4, g.Orders)), profiles.Select(p => (p.Profile.Figures.Customers, p.Profile.Figures.RevenueE4, p.Profile.Figures.Orders)));
            Assert.All(profiles, p => Assert.All(p.Profile.Demographics, d => Assert.Equal((d.Total, d.AllTotal), (d.Rows.Sum(r => r.Count), d.Rows.Sum(r => r.AllCount)))));
            Assert.All(profiles, p => Assert.Equal(p.Profile.Figures.Orders, p.Profile.Weekdays.Sum(w => w.Count)));
            Assert.All(profiles, p => Assert.Equal(p.Profile.Figures.Orders, p.Profile.Channels.Rows.Sum(w => w.Count)));
            Assert.All(profiles, p => Assert.Equal(p.Profile.Figures.Customers, p.CameFrom.Sum(m => m.Customers)));
        }
    }

    [Fact]
    public void Run_FilterNamesASegment_LooksPastIt()
    {
        var snapshot = TestShop.Random(3);
        var scope = Scope.Default with { Filter = new Filter(new Condition(Dimension.Segment, "Champions")) };

        var filtered = new SegmentProfileRequest(scope, RfmGroup.Dormant).Run(snapshot, TestContext.Current.CancellationToken);
        var free = new SegmentProfileRequest(Scope.Default, RfmGroup.Dormant).Run(snapshot, TestContext.Current.CancellationToken);

        Assert.Equal(free.Profile.Figures, filtered.Profile.Figures);
        Assert.True(filtered.Receipt.Filter.IsEmpty);
    }

    [Fact]
    public void Run_EmptyShop_GivesEmptyProfile()
    {
        var profile = Run(new TestShop().Build(), RfmGroup.Champions, Scope.Default).Profile;

        Assert.Equal(new SetFigures(0, 0, 0, 0), profile.Figures);
        Assert.Null(profile.OrderGaps.Median);
        Assert.Empty(profile.Products.Rows);
    }

    [Theory]
    [InlineData(30, 100, 100, 1000, 300.0)]
    [InlineData(2, 100, 100, 1000, 20.0)]
    [InlineData(9, 100, 90, 1000, null)]
    [InlineData(0, 0, 10, 10, null)]
    [InlineData(0, 10, 0, 0, null)]
    public void ShareRow_Counts_GiveAnIndexWhereTenWereSeenOrExpected(int count, int total, int allCount, int allTotal, double? index)
    {
        var row = ShareRow.Of("a", "A", count, total, allCount, allTotal);

        Assert.Equal(index is null, row.Index is null);
        Assert.Equal(index ?? 0, row.Index ?? 0, 9);
    }

    private static SegmentProfileResult Run(Snapshot snapshot, RfmGroup group, Scope scope) =>
        new SegmentProfileRequest(scope, group, Edges).Run(snapshot, TestContext.Current.CancellationToken);
}
