using System.Text.Json;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class CustomerListRequestTests
{
    private static readonly Snapshot Shop = SmallShop.Build();

    [Fact]
    public void Run_WholeShopUntilDay70_ListsWhoWasKnownThen()
    {
        var list = Run(new(SmallShop.Between(55, 70), Sort: CustomerSort.Key));

        Assert.Equal(["10", "A1", "B2", "P", "Q"], list.Rows.Select(r => r.Key));
        Assert.Equal(1, list.KnownLater);
        Assert.Equal(new LeftOut(1, "appear only after the range"), Assert.Single(list.Receipt.LeftOut));
        Assert.Equal(5, list.Total);
    }

    [Fact]
    public void Run_Anna_HasFactsWorkedByHand()
    {
        var anna = Run(new(SmallShop.Between(55, 70), Search: "a1", Sort: CustomerSort.Match)).Rows[0];

        Assert.Equal(("A1", "Anna Müller", 34, "Berlin"), (anna.Key, anna.Name, anna.Age, anna.City));
        Assert.Equal((3, 1, 1_900_000L, 400_000L, 1), (anna.Orders, anna.Returns, anna.RevenueE4, anna.RevenueInRangeE4, anna.OrdersInRange));
        Assert.Equal((SmallShop.Start, SmallShop.Start.AddDays(60), 10), (anna.FirstOrder!.Value, anna.LastOrder!.Value, anna.DaysSinceLastOrder!.Value));
        Assert.Equal(1_900_000.0 / 3, anna.AverageOrderValueE4!.Value, 6);
        Assert.True(anna.IsActive);
        Assert.Equal([ConsentState.Granted, ConsentState.Refused], anna.Consents);
        Assert.Equal(["038"], anna.Attributes);
    }

    [Fact]
    public void Run_ConditionOnCategory_ListsCustomersWithAMatchingOrderInRange()
    {
        var list = Run(new(SmallShop.Between(20, 70, new Condition(Dimension.Category, "Dishes")), Sort: CustomerSort.Key));

        Assert.Equal(["A1", "B2"], list.Rows.Select(r => r.Key));
        Assert.Equal([350_000L, 400_000L], list.Rows.Select(r => r.RevenueInRangeE4));
        Assert.Contains("asks about orders or products", list.Receipt.Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Country_IsTheCustomersOwnUnlessOrdersAreCounted()
    {
        var germany = new Condition(Dimension.Country, "Germany");

        Assert.Equal(["10", "A1"], Keys(Population.Everyone));
        Assert.Equal(["A1", "B2"], Keys(Population.Active));
        Assert.Equal(["A1"], Keys(Population.ActiveResidents));

        string[] Keys(Population population) =>
            [.. Run(new(SmallShop.Between(55, 70, germany), Sort: CustomerSort.Key, Population: population)).Rows.Select(r => r.Key)];
    }

    [Theory]
    [InlineData("MÜLLER", "A1")]
    [InlineData("muller anna", "A1")]
    [InlineData("zoe oeuv", "B2")]
    [InlineData("oscar", "10")]
    [InlineData("a1", "A1,10")]
    [InlineData("1", "10,A1")]
    [InlineData("example.com", "10,A1")]
    [InlineData("nobody", "")]
    [InlineData("annaanna", "")]
    [InlineData("   ", "10,A1,B2,P,Q")]
    public void Run_Search_FindsPrefixAndInfixWithoutCaseAndAccents(string search, string keys) =>
        Assert.Equal(keys, string.Join(',', Run(new(SmallShop.Between(55, 70), search)).Rows.Select(r => r.Key)));

    [Fact]
    public void Run_SearchForSomebodyKnownLater_SaysSo()
    {
        var list = Run(new(SmallShop.Between(55, 70), "9"));

        Assert.Empty(list.Rows);
        Assert.Equal(1, list.KnownLater);
    }

    [Fact]
    public void Run_Contactable_CountsOnlyThoseWhoSaidYes()
    {
        var consents = Run(new(SmallShop.Between(55, 70))).Consents;

        Assert.Equal([new ConsentCount("email", 2, 0, 3, 1), new ConsentCount("sms", 0, 1, 4, 0)], consents);
    }

    [Theory]
    [InlineData(CustomerSort.Age, false, "P,A1,B2,10,Q")]
    [InlineData(CustomerSort.Age, true, "B2,A1,P,10,Q")]
    [InlineData(CustomerSort.Name, false, "A1,10,P,B2,Q")]
    [InlineData(CustomerSort.Name, true, "B2,P,10,A1,Q")]
    [InlineData(CustomerSort.Revenue, true, "A1,B2,10,P,Q")]
    [InlineData(CustomerSort.LastOrder, true, "A1,B2,10,P,Q")]
    [InlineData(CustomerSort.DaysSinceLastOrder, true, "10,A1,B2,P,Q")]
    [InlineData(CustomerSort.Country, false, "B2,10,A1,P,Q")]
    public void Run_Sort_PutsUnknownLastAndTiesByKey(CustomerSort sort, bool descending, string keys) =>
        Assert.Equal(keys, string.Join(',', Run(new(SmallShop.Between(55, 70), null, sort, descending)).Rows.Select(r => r.Key)));

    [Fact]
    public void Run_OtherAgeBands_FilterByThem()
    {
        var list = Run(new(SmallShop.Between(55, 70, new Condition(Dimension.AgeBand, "30–49")), Bands: new AgeBands(30, 50)));

        Assert.Equal("A1", Assert.Single(list.Rows).Key);
    }

    [Fact]
    public void Run_EmptyShop_IsAnEmptyList()
    {
        var empty = new SnapshotBuilder(new ShopSettings(), 0).Build();

        var list = new CustomerListRequest(Scope.Default, "x", CustomerSort.Name).Run(empty, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (list.Total, list.Rows.Count));
        Assert.Empty(list.Consents);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 1001)]
    [InlineData(0, -1)]
    public void Run_PageOutsideLimits_Throws(int skip, int take) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(new(Scope.Default, Skip: skip, Take: take)));

    [Fact]
    public void Run_AnyRandomShop_ListsReconcileWithSegmentsRevenueAndPages()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var shop = SmallShop.Random(seed, 120);
            var scope = SmallShop.Between(100 + seed, 250);
            var range = shop.Resolve(scope.Range);
            var groups = RfmScores.Of(shop, range.To.DayNumber).Groups;

            var all = List(new(scope, Take: 1000));
            Assert.Equal(groups.Count(g => g != RfmGroups.NotYet), all.Total);
            foreach (var group in RfmGroups.All)
            {
                var own = List(new(scope with { Filter = Filter.Everything.With(Dimension.Segment, group.Name()) }, Take: 1000));
                Assert.Equal(groups.Count(g => g == (byte)group), own.Total);
                Assert.All(own.Rows, r => Assert.Equal(group, r.Segment));
            }

            var revenue = Enumerable.Range(0, shop.Orders.Count).Where(o => shop.Orders.Customer[o] >= 0 && range.Contains(shop.Orders.Day[o])).Sum(o => shop.Orders.AmountE4[o]);
            Assert.Equal(revenue, all.Rows.Sum(r => r.RevenueInRangeE4));
            Assert.Equal(revenue, all.RevenueInRangeE4);
            Assert.Equal(all.Rows.Count(r => r.IsActive), List(new(scope, Population: Population.Active)).Total);
            var overview = new OverviewRequest(scope).Run(shop, TestContext.Current.CancellationToken).Current;
            Assert.Equal(
                (overview.ActiveCustomers, overview.NewCustomers, overview.ReturningCustomers, overview.RepeatCustomers, overview.CustomersAtRisk),
                (Total(Population.Active), Total(Population.New), Total(Population.Returning), Total(Population.Repeat), Total(Population.AtRisk)));
            Assert.All(all.Consents, c => Assert.Equal(all.Total, c.Granted + c.Refused + c.NeverAsked));
            foreach (var sort in Enum.GetValues<CustomerSort>())
            {
                var pages = Enumerable.Range(0, 8).SelectMany(p => List(new(scope, null, sort, seed % 2 == 0, p * 17, 17)).Rows).Select(r => r.Key).ToList();
                Assert.Equal(all.Rows.Select(r => r.Key).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
                var export = new CustomerExportRequest(scope, null, sort, seed % 2 == 0).Run(shop, TestContext.Current.CancellationToken);
                Assert.Equal(pages, export.Rows.Select(r => r.Key));
            }

            int Total(Population population) => List(new(scope, Take: 0, Population: population)).Total;

            CustomerListResult List(CustomerListRequest request) => request.Run(shop, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Run_NaughtyStringsAsNamesAndSearches_EachFindsItself()
    {
        if (SharedData.Find("bad-input", "blns.json") is not { } file)
            return;
        var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!;
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        for (var i = 0; i < strings.Length; i++)
            builder.Add(new CustomerFacts($"customer-{i}") { Name = strings[i] });
        var shop = builder.Build();

        for (var i = 0; i < strings.Length; i++)
        {
            var list = new CustomerListRequest(Scope.Default, strings[i], Take: 1000).Run(shop, TestContext.Current.CancellationToken);
            Assert.Contains(list.Rows, r => r.Key == $"customer-{i}");
        }
    }

    private static CustomerListResult Run(CustomerListRequest request) => request.Run(Shop, TestContext.Current.CancellationToken);
}
