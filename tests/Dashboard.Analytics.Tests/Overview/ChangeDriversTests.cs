using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Overview;

public class ChangeDriversTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Run_OneGroupInOneCountryGrew_LeadsWithBoth()
    {
        // Up by 100 - 10 = 90 in all: anna in Germany +110 (R5, F2, M2: New), ben in France -20 (R1: Dormant).
        var snapshot = Shop().Order("anna", "2025-02-20", 20, country: "Germany").Order("anna", "2025-03-25", 130, country: "Germany")
            .Order("ben", "2025-02-10", 40, country: "France").Order("ben", "2025-03-01", 20, country: "France")
            .Build();

        var drivers = Drivers(snapshot);

        Assert.Equal(90_0000, drivers.ChangeE4);
        Assert.Equal(new ChangeLead(RfmGroup.New, "Germany", null, 110_0000, 110 / 90.0), drivers.Lead);
        Assert.Equal(
            [new DriverRow(DriverKind.Value, "Germany", 130_0000, 20_0000), new DriverRow(DriverKind.Value, "France", 20_0000, 40_0000)],
            drivers.By(Dimension.Country).Rows);
    }

    [Fact]
    public void Run_NearlyAllRevenueFromOneCountry_DoesNotNameIt()
    {
        var snapshot = Shop().Order("anna", "2025-02-20", 100, country: "Germany").Order("anna", "2025-03-25", 300, country: "Germany").Build();

        Assert.Equal(new ChangeLead(RfmGroup.Active, null, null, 200_0000, 1), Drivers(snapshot).Lead);
    }

    [Fact]
    public void Run_UnknownAnonymousAndNotGoods_AreRowsOfTheirOwn()
    {
        var shop = Shop();
        shop.Product("Mug", "Kitchen");
        shop.Product("Postage", isMerchandise: false);
        shop.Product("Book");
        var snapshot = shop.Document("anna", "2025-03-10", DocumentKind.Order, null, ("Mug", 10), ("Postage", 3), ("Book", 5), (null, 2)).Order(null, "2025-03-11", 4, "Mug", "Spain").Build();

        var drivers = Drivers(snapshot);

        Assert.Equal([("Kitchen", 14_0000L), ("Unknown", 7_0000L), ("Postage, fees and adjustments", 3_0000L)], drivers.By(Dimension.Category).Rows.Select(r => (r.Label, r.ChangeE4)));
        Assert.Equal([("Unknown", 20_0000L), ("Spain", 4_0000L)], drivers.By(Dimension.Country).Rows.Select(r => (r.Label, r.ChangeE4)));
        Assert.Contains(new DriverRow(DriverKind.Anonymous, "Anonymous", 4_0000, 0), drivers.By(Dimension.Segment).Rows);
    }

    [Fact]
    public void Run_ManyCountries_PutsTheSmallOnesInOneRow()
    {
        var shop = Shop();
        for (var i = 0; i < 20; i++)
            shop.Order($"c{i}", "2025-03-10", 100 + i, country: $"Country {i:00}");

        var rows = Drivers(shop.Build()).By(Dimension.Country).Rows;

        Assert.Equal(13, rows.Count);
        Assert.Equal(new DriverRow(DriverKind.Rest, "8 more", 828_0000, 0, 8), rows[^1]);
    }

    [Fact]
    public void Run_ChangeSpreadThin_LeadsWithNothing()
    {
        // Ten countries, ten categories and customers without a group of their own: all revenue is anonymous.
        var shop = Shop();
        for (var i = 0; i < 10; i++)
        {
            shop.Product($"P{i}", $"Category {i}");
            shop.Order(null, "2025-03-10", 10, $"P{i}", $"Country {i}");
        }

        Assert.Null(Drivers(shop.Build()).Lead);
    }

    [Fact]
    public void By_OtherDimension_SaysWhichThereAre() =>
        Assert.Contains("Segment, Country and Category", Assert.Throws<ArgumentException>(() => Drivers(Shop().Build()).By(Dimension.Brand)).Message);

    private static TestShop Shop() => new(new ShopSettings { Rfm = new() { Thresholds = Edges } });

    private static ChangeDrivers Drivers(Snapshot snapshot) =>
        new OverviewRequest(TestShop.Scope("2025-03-01", "2025-03-31")).Run(snapshot, TestContext.Current.CancellationToken).Drivers!;
}
