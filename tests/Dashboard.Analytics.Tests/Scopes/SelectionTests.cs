using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Scopes;

public sealed class SelectionTests
{
    private static readonly int Day = new DateOnly(2024, 6, 1).DayNumber;
    private static readonly Snapshot Shop = Build();

    [Fact]
    public void Of_ProductsAndOthers_EqualsWhatDocumentsAndLinesSay()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var shop = SmallShop.Random(seed, 60);
            var filter = new Filter(new(Dimension.Category, "Category 1"), new(Dimension.Category, Condition.Unknown), new(Dimension.Gender, "female"), new(Dimension.Channel, "web"));

            var selection = Selection.Of(shop, filter, shop.LastDay.DayNumber);

            for (var order = 0; order < shop.Orders.Count; order++)
            {
                var asked = shop.Orders.Customer[order] is >= 0 and var customer && shop.Customers.Gender[customer] == "female" && shop.Orders.Channel[order] == "web";
                var lines = Enumerable.Range(shop.Orders.FirstLine[order], shop.Orders.FirstLine[order + 1] - shop.Orders.FirstLine[order])
                    .Where(line => asked && (shop.Lines.Product[line] is var product and >= 0 ? shop.Products.Category[product] is "Category 1" or null : true)).ToList();
                Assert.Equal(lines.Count > 0, selection.Orders[order]);
                Assert.Equal(lines.Sum(line => shop.Lines.AmountE4[line]), selection.AmountE4[order]);
            }
        }
    }

    [Fact]
    public void Of_OtherDays_IsTheSameUnlessSegmentsAgesOrRulesAreAsked()
    {
        var shop = SmallShop.Random(3, 60);
        Condition[] lasting = [new(Dimension.Category, "Category 1"), new(Dimension.Gender, "female"), new(Dimension.Country, "Spain")];
        foreach (var condition in lasting)
            Assert.Same(Selection.Of(shop, new Filter(condition), SmallShop.Day(100)), Selection.Of(shop, new Filter(condition), SmallShop.Day(300)));

        foreach (var dimension in new[] { Dimension.Segment, Dimension.AgeBand, Dimension.Rule })
            Assert.True(new Filter(new Condition(dimension, "any"), lasting[0]).DependsOnDay);
        var champions = new Filter(new Condition(Dimension.Segment, "Champions"));
        Assert.NotSame(Selection.Of(shop, champions, SmallShop.Day(100)), Selection.Of(shop, champions, SmallShop.Day(300)));
    }

    [Fact]
    public void Of_Everything_KeepsAll()
    {
        var selection = Selection.Of(Shop, Filter.Everything, Day);

        Assert.Equal(2, selection.Customers.Count());
        Assert.Equal(4, selection.Orders.Count());
        Assert.Equal(Shop.Orders.AmountE4, Amounts(selection));
        Assert.False(selection.IsPartial);
    }

    [Fact]
    public void Of_ConditionOnCustomers_LeavesAnonymousDocumentsOut()
    {
        var selection = Selection.Of(Shop, Filter.Everything.With(Dimension.Gender, "female"), Day);

        Assert.Equal(["A1", "A2"], Selected(selection));
        Assert.Equal([0], selection.Customers.ToArray());
    }

    [Fact]
    public void Of_Country_AsksTheDocumentItself()
    {
        // Ann lives in Spain now; her first order went to France.
        Assert.Equal(["A1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Country, "France"), Day)));
        Assert.Equal(["A2", "X1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Country, "Spain"), Day)));
        Assert.Equal([0], Selection.Of(Shop, Filter.Everything.With(Dimension.Country, "Spain"), Day).Customers.ToArray());
        Assert.Equal(["A1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Country, "France").With(Dimension.Gender, "female"), Day)));
    }

    [Fact]
    public void Of_Unknown_MatchesWhatIsNotRecorded()
    {
        Assert.Equal(["B1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Gender, Condition.Unknown), Day)));
        Assert.Equal(["B1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Country, Condition.Unknown), Day)));
        Assert.Equal(["X1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Product, Condition.Unknown), Day)));
    }

    [Fact]
    public void Of_Category_CountsTheMatchingLinesOnly()
    {
        var selection = Selection.Of(Shop, Filter.Everything.With(Dimension.Category, "Tea"), Day);

        Assert.Equal(["A1", "B1"], Selected(selection));
        Assert.Equal([30_000, 0, 20_000, 0], Amounts(selection));
        Assert.True(selection.IsPartial);
        Assert.Equal((true, false, false), (selection.HasProduct(0), selection.HasProduct(1), selection.HasProduct(-1)));
    }

    [Fact]
    public void Of_AlternativesAndTwoDimensions_MustAllHold()
    {
        var filter = Filter.Everything.With(Dimension.Category, "Tea").With(Dimension.Category, "Cups").With(Dimension.Channel, "web");

        Assert.Equal(["A1", "A2"], Selected(Selection.Of(Shop, filter, Day)));
        Assert.Equal([80_000, 70_000, 0, 0], Amounts(Selection.Of(Shop, filter, Day)));
    }

    [Fact]
    public void Of_Campaign_KeepsItsCustomers()
    {
        Assert.Equal(["B1"], Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Campaign, "Spring"), Day)));
        Assert.Empty(Selected(Selection.Of(Shop, Filter.Everything.With(Dimension.Campaign, "None such"), Day)));
    }

    [Fact]
    public void Of_ValuesThatPartition_AddUpToTheWhole()
    {
        foreach (var dimension in Enum.GetValues<Dimension>().Where(d => d is not (Dimension.Campaign or Dimension.Rule)))
        {
            var column = DimensionColumn.Of(Shop, dimension, Day);
            var sum = column.Values.Append(Condition.Unknown).Sum(v => Revenue(Selection.Of(Shop, new Filter(new Condition(dimension, v)), Day)));
            var anonymous = column.Level == DimensionLevel.Customer ? 5_000 : 0;
            Assert.Equal(Shop.Orders.AmountE4.Sum() - anonymous, sum);
        }
    }

    private static long Revenue(Selection selection) => Enumerable.Range(0, Shop.Orders.Count).Where(o => selection.Orders[o]).Sum(o => selection.AmountE4[o]);

    private static IEnumerable<long> Amounts(Selection selection) => Enumerable.Range(0, Shop.Orders.Count).Select(o => selection.AmountE4[o]);

    private static IEnumerable<string> Selected(Selection selection) => Enumerable.Range(0, Shop.Orders.Count).Where(o => selection.Orders[o]).Select(o => Shop.Orders.Number.Text(o));

    private static Snapshot Build()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var tea = builder.Add(new ProductFacts("T", "Tea", "Tea"));
        var cup = builder.Add(new ProductFacts("C", "Cup", "Cups", "Acme"));
        var ann = builder.Add(new CustomerFacts("A") { Gender = "female", Country = "Spain", BirthDay = new DateOnly(1990, 1, 1).DayNumber });
        var bob = builder.Add(new CustomerFacts("B"));
        var spring = builder.Add(new CampaignFacts("Spring"));
        builder.Add(new ContactFacts(spring, bob, Day, 0, ContactFlags.None, ContactFlags.Control));
        builder.Add(new DocumentFacts("X1", -1, Day, Country: "Spain"));
        builder.Add(new LineFacts(-1, 10_000, 5_000, 0, 5_000));
        builder.Add(new DocumentFacts("A2", ann, Day, Channel: "web"));
        builder.Add(new LineFacts(cup, 10_000, 70_000, 0, 70_000));
        builder.Add(new DocumentFacts("A1", ann, Day - 30, Channel: "web", Country: "France"));
        builder.Add(new LineFacts(tea, 10_000, 30_000, 0, 30_000));
        builder.Add(new LineFacts(cup, 10_000, 50_000, 0, 50_000));
        builder.Add(new DocumentFacts("B1", bob, Day));
        builder.Add(new LineFacts(tea, 10_000, 20_000, 0, 20_000));
        return builder.Build();
    }
}
