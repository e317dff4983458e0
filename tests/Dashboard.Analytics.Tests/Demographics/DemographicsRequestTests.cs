using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Demographics;

public sealed class DemographicsRequestTests
{
    private static readonly Snapshot Shop = SmallShop.Build();

    [Fact]
    public void Run_SmallShop_CountsByCountryAsWorkedByHand()
    {
        var result = Run(new(SmallShop.Between(55, 70)));

        // Known by day 70: Anna and Óscar (Germany), Zoë (France), Pia and Q (unknown). Known by day 54: all but Zoë.
        var countries = result.By(Dimension.Country);
        Assert.Equal([("Germany", 2, 1, 400_000L), ("France", 1, 1, 400_000L), ("Unknown", 2, 0, 0L)], countries.Rows.Select(r => (r.Label, r.Customers, r.Orders, r.RevenueE4)));
        Assert.Equal([2, 0, 2], countries.Rows.Select(r => r.CustomersBefore!.Value));
        Assert.Equal((3, 5, 0.6), (countries.Known, countries.Customers, countries.KnownShare));
        Assert.Equal((0.4, 0.5, 400_000.0), (countries.Rows[0].Share, countries.Rows[0].RevenueShare!.Value, countries.Rows[0].AverageOrderValueE4!.Value));
        Assert.Equal((5, 4, 800_000L, 0L), (result.Total.Customers, result.Total.CustomersBefore!.Value, result.Total.RevenueE4, result.Total.RevenueBeforeE4!.Value));
        Assert.Equal(70_000, result.AnonymousRevenueE4);
        Assert.Null(countries.Rows[2].AverageOrderValueE4);
    }

    [Fact]
    public void Run_SmallShop_AgesAndPyramidAsWorkedByHand()
    {
        var result = Run(new(SmallShop.Between(55, 70)));

        // On 11 March 2024 Anna is 34, Zoë 64, Pia 23.
        Assert.Equal(
            [("Under 18", 0), ("18–24", 1), ("25–34", 1), ("35–44", 0), ("45–54", 0), ("55–64", 1), ("65+", 0), ("Unknown", 2)],
            result.By(Dimension.AgeBand).Rows.Select(r => (r.Label, r.Customers)));
        Assert.Equal(["female", "male", "Unknown"], result.Pyramid.Columns.Select(c => c.Label));
        Assert.Equal([0, 1, 1], result.Pyramid.Cells[^1].Select(c => c.Customers));
        Assert.Equal([1, 0, 0], result.Pyramid.Cells[2].Select(c => c.Customers));
    }

    [Fact]
    public void Run_ActiveOnly_CountsThoseWithAnOrderInRange()
    {
        var result = Run(new(SmallShop.Between(55, 70), Population: Population.ActiveResidents));

        Assert.Equal([("France", 1), ("Germany", 1)], result.By(Dimension.Country).Rows.Where(r => r.Customers > 0).Select(r => (r.Label, r.Customers)).Order());
        Assert.Equal((2, 0), (result.Total.Customers, result.Total.CustomersBefore!.Value));
    }

    [Fact]
    public void Run_OtherBands_AreUsed()
    {
        var result = Run(new(SmallShop.Between(55, 70), Bands: new AgeBands(30, 60)));

        Assert.Equal([("Under 30", 1), ("30–59", 1), ("60+", 1), ("Unknown", 2)], result.By(Dimension.AgeBand).Rows.Select(r => (r.Label, r.Customers)));
        Assert.Equal(new AgeBands(30, 60), result.Bands);
    }

    [Fact]
    public void Run_Cross_HasIndexAgainstIndependenceAmongTheKnown()
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        Add(30, "female", "Germany");
        Add(10, "male", "Germany");
        Add(20, "female", "France");
        Add(40, "male", "France");
        Add(7, null, "France");
        Add(3, "male", null);
        var cross = new DemographicsRequest(Scope.Default, Dimension.Gender, Dimension.Country).Run(builder.Build(), TestContext.Current.CancellationToken).Cross!;

        // Among the 100 known: 50 female and 50 male, 40 Germany and 60 France; 20 women are expected in Germany and 30 are there.
        Assert.Equal((110, 100), (cross.Customers, cross.Known));
        Assert.Equal(["male", "female", "Unknown"], cross.Rows.Select(r => r.Label));
        Assert.Equal(["France", "Germany", "Unknown"], cross.Columns.Select(c => c.Label));
        Assert.Equal((30, 20.0, 150.0), (cross[1, 1].Customers, cross[1, 1].Expected!.Value, cross[1, 1].Index!.Value));
        Assert.Equal((40, 30.0), (cross[0, 0].Customers, cross[0, 0].Expected!.Value));
        Assert.Equal((7, null, null), (cross[2, 0].Customers, cross[2, 0].Expected, cross[2, 0].Index));
        Assert.False(cross[1, 1].IsSmall);

        // Each count is 10 off: chi-square 100/20 + 100/20 + 100/30 + 100/30 = 16.6667 on 100 customers; V = √(1/6).
        Assert.Equal(50 / 3.0, cross.Association.Test.Statistic, 9);
        Assert.Equal(Math.Sqrt(1 / 6.0), cross.Association.CramersV, 12);

        void Add(int count, string? gender, string? country)
        {
            for (var i = 0; i < count; i++)
                builder.Add(new CustomerFacts($"{gender}{country}{i}") { Gender = gender, Country = country });
        }
    }

    [Fact]
    public void Run_ManyCities_ShareOneRow()
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        for (var city = 0; city < 40; city++)
        {
            for (var i = 0; i <= city; i++)
                builder.Add(new CustomerFacts($"{city}-{i}") { City = $"City {city}", Gender = "female" });
        }

        var cross = new DemographicsRequest(Scope.Default, Dimension.City, Dimension.Gender).Run(builder.Build(), TestContext.Current.CancellationToken).Cross!;

        Assert.Equal(CrossTable.MostValues, cross.Rows.Count);
        Assert.Equal((null, "17 others", 17, 153), (cross.Rows[^1].Value, cross.Rows[^1].Label, cross.Rows[^1].Values, cross.Rows[^1].Customers));
        Assert.Equal(820, cross.Cells.Sum(r => r.Sum(c => c.Customers)));
    }

    [Fact]
    public void Run_SameDimensionTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Run(new(Scope.Default, Dimension.Gender, Dimension.Gender)));

    [Fact]
    public void Run_DimensionOfOrders_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(new(Scope.Default, Dimension.Channel, Dimension.Gender)));

    [Fact]
    public void Run_EmptyShop_HasNoCustomersAndNoNaN()
    {
        var result = new DemographicsRequest(Scope.Default, Dimension.Country, Dimension.Gender).Run(new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 0).Build(), TestContext.Current.CancellationToken);

        Assert.Equal((0, 0.0, null), (result.Total.Customers, result.Total.Share, result.Total.RevenueShare));
        Assert.All(result.By(Dimension.AgeBand).Rows, r => Assert.Equal(0, r.Share));
        Assert.Empty(result.Cross!.Rows);
    }

    [Fact]
    public void Run_AnyRandomShop_EveryBreakdownAndCellReconcilesWithItsCustomers()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            Condition[] conditions = (seed % 4) switch { 0 => [], 1 => [new(Dimension.Gender, "female")], 2 => [new(Dimension.Channel, "web")], _ => [new(Dimension.Country, "Spain"), new(Dimension.Country, Condition.Unknown)] };
            var scope = SmallShop.Between(120, 240, conditions);
            var population = seed % 3 == 0 ? Population.ActiveResidents : Population.Everyone;
            var (rows, columns) = seed % 2 == 0 ? (Dimension.Segment, Dimension.AgeBand) : (Dimension.City, Dimension.Acquisition);
            var result = new DemographicsRequest(scope, rows, columns, population).Run(shop, TestContext.Current.CancellationToken);

            foreach (var breakdown in result.Breakdowns)
            {
                Assert.Equal(result.Total.Customers, breakdown.Rows.Sum(r => r.Customers));
                Assert.Equal(result.Total.RevenueE4, breakdown.Rows.Sum(r => r.RevenueE4));
                Assert.Equal(result.Total.CustomersBefore, breakdown.Rows.Sum(r => r.CustomersBefore));
                Assert.Equal(result.Total.RevenueBeforeE4, breakdown.Rows.Sum(r => r.RevenueBeforeE4));
                foreach (var row in breakdown.Rows)
                {
                    var list = List(scope.Filter.Only(breakdown.Dimension, row.Value!));
                    if (scope.Filter.Values(breakdown.Dimension).Any())
                        Assert.True(row.Customers <= list.Total);
                    Assert.Equal(row.Customers, list.Total);
                    Assert.Equal(row.RevenueE4, list.RevenueInRangeE4);
                }
            }

            var cross = result.Cross!;
            Assert.Equal(result.Total.Customers, cross.Cells.Sum(r => r.Sum(c => c.Customers)));
            Assert.Equal(result.Total.RevenueE4, cross.Cells.Sum(r => r.Sum(c => c.RevenueE4)));
            Assert.Equal(cross.Known, cross.Cells.Sum(r => r.Sum(c => c.Expected ?? 0)), 6);
            for (var r = 0; r < cross.Rows.Count; r++)
            {
                Assert.Equal(cross.Rows[r].Customers, cross.Cells[r].Sum(c => c.Customers));
                for (var c = 0; c < cross.Columns.Count; c++)
                {
                    if (cross.Rows[r].Value is { } row && cross.Columns[c].Value is { } column)
                        Assert.Equal(cross[r, c].Customers, List(scope.Filter.Only(rows, row).Only(columns, column)).Total);
                }
            }

            CustomerListResult List(Filter filter) => new CustomerListRequest(scope with { Filter = filter }, Take: 0, Population: population).Run(shop, TestContext.Current.CancellationToken);
        }
    }

    private static DemographicsResult Run(DemographicsRequest request) => request.Run(Shop, TestContext.Current.CancellationToken);
}
