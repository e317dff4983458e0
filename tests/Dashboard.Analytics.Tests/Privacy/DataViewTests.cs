using System.Collections;
using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Analytics.Trends;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Privacy;

public sealed class DataViewTests
{
    private const string Secret = "a secret of the shop";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Equals_SameScopeInAnotherOrder_IsTheSameView()
    {
        var one = new DataView { Rows = new RowScope(["Spain", "France"], ["Leaf"]), HidesPeople = true, PseudonymKey = Secret };
        var other = new DataView { Rows = new RowScope(["France", "Spain", "France"], ["Leaf"]), HidesPeople = true, PseudonymKey = Secret };

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one with { Rows = new RowScope(["France"], ["Leaf"]) });
        Assert.NotEqual(one, one with { PseudonymKey = "another" });
        Assert.NotEqual(new RowScope(["Leaf"], []), new RowScope([], ["Leaf"]));
        Assert.Equal(DataView.Everything, new DataView { Rows = new RowScope([], []) });
        Assert.Equal(DataView.Everything, new DataView { PseudonymKey = Secret });
        Assert.DoesNotContain(Secret, one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void As_Everything_IsTheSnapshotItself()
    {
        var shop = new ViewShop(1).Everything();

        Assert.Same(shop, shop.As(DataView.Everything, Token));
        Assert.Same(shop, shop.As(new DataView { Rows = new RowScope([], []) }, Token));
    }

    [Fact]
    public void As_PeopleHiddenWithoutASecret_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ViewShop(1).Everything().As(new DataView { HidesPeople = true }, Token));

    [Fact]
    public void As_Brand_WorkedByHand()
    {
        var shop = new TestShop();
        shop.Customer("A");
        shop.Customer("B");
        var leaf = shop.Builder.Add(new ProductFacts("L", Brand: "Leaf"));
        var stone = shop.Builder.Add(new ProductFacts("S", Brand: "Stone"));
        shop.Builder.Add(new DocumentFacts("1", 0, TestShop.Day("2025-01-01")));
        shop.Builder.Add(new LineFacts(leaf, 10_000, 50_000, 0, 50_000));
        shop.Builder.Add(new LineFacts(stone, 10_000, 70_000, 0, 70_000));
        shop.Builder.Add(new LineFacts(-1, 10_000, 10_000, 0, 10_000));
        shop.Builder.Add(new DocumentFacts("2", 1, TestShop.Day("2025-01-02")));
        shop.Builder.Add(new LineFacts(stone, 10_000, 70_000, 0, 70_000));

        var seen = shop.Build().As(new DataView { Rows = new RowScope([], ["Leaf"]) }, Token);

        Assert.Equal(["A"], seen.Customers.Keys);
        Assert.Equal(["1"], seen.Orders.Number);
        Assert.Equal([50_000L], seen.Orders.AmountE4);
        Assert.Equal([0, 1], seen.Orders.FirstLine);
        Assert.Equal(["L"], seen.Products.Keys);
        Assert.Equal(["Leaf"], seen.Products.Brand.Values);
    }

    [Theory]
    [InlineData("Germany", "")]
    [InlineData("Germany,Spain", "")]
    [InlineData("", "Leaf")]
    [InlineData("", "Stone,River")]
    [InlineData("France", "Leaf,River")]
    [InlineData("Atlantis", "")]
    [InlineData("", "Nothing")]
    public void As_Rows_EqualAShopOfTheseRowsAlone(string countries, string brands)
    {
        var scope = new RowScope(countries.Split(',', StringSplitOptions.RemoveEmptyEntries), brands.Split(',', StringSplitOptions.RemoveEmptyEntries));
        for (var seed = 1; seed <= 6; seed++)
        {
            var rows = new ViewShop(seed);
            var seen = rows.Everything().As(new DataView { Rows = scope }, Token);
            AssertSame(rows.Build(scope), seen);
        }
    }

    [Fact]
    public void As_AnyRowsOfAnyShop_EqualAShopOfTheseRowsAlone() =>
        Prop.ForAll(
            (from seed in Gen.Choose(1, 100_000)
             from countries in Gen.SubListOf(ViewShop.Countries)
             from brands in Gen.SubListOf(ViewShop.Brands)
             select (seed, scope: new RowScope(countries, brands))).ToArbitrary(),
            x => AssertSame(new ViewShop(x.seed, 25).Build(x.scope), new ViewShop(x.seed, 25).Everything().As(new DataView { Rows = x.scope }, Token), x.scope.IsEverything)).QuickCheckThrowOnFailure();

    [Fact]
    public void As_Rows_EveryAnalysisIsThatOfTheRowsAlone()
    {
        var scope = new RowScope(["Germany", "France"], ["Leaf", "Stone"]);
        var rows = new ViewShop(3, 300);
        var (alone, seen) = (rows.Build(scope), rows.Everything().As(new DataView { Rows = scope }, Token));
        var year = TestShop.Scope("2024-06-01", "2025-05-31");

        AssertSameResult(new SegmentsRequest(year));
        foreach (var metric in Enum.GetValues<TrendMetric>())
            AssertSameResult(new TrendRequest(year, metric));
        AssertSameResult(new SegmentProfileRequest(year, RfmGroup.Champions));
        AssertSameResult(new CustomerListRequest(year));
        AssertSameResult(new RuleCountsRequest([RuleText.Parse("segment(\"Women\") and list(\"Picked\")"), RuleText.Parse("orders(last 300 days, brand = \"Leaf\") >= 1")]));
        AssertSameResult(new ScopeRequest(year));

        void AssertSameResult<T>(IAnalysis<T> request) =>
            Assert.Equal(ResultText.Of(request.Run(alone, Token)!), ResultText.Of(request.Run(seen, Token)!));
    }

    [Fact]
    public void As_PeopleHidden_NoColumnHoldsWhatNamesOrReachesThem()
    {
        var shop = new ViewShop(2).Everything();
        var seen = shop.As(new DataView { HidesPeople = true, PseudonymKey = Secret }, Token);
        var texts = Texts(seen).ToHashSet(StringComparer.Ordinal);
        string[] hidden = [.. shop.Customers.Names!, .. shop.Customers.Emails!, .. shop.Customers.Phones!, .. shop.Customers.Postcodes!, .. shop.Customers.Attributes["nick"].Values,
            .. shop.Customers.Keys.OfType<string>().Where(k => k.Contains('@', StringComparison.Ordinal) || k.Contains('+', StringComparison.Ordinal)), "call 030 1234567"];

        Assert.All(hidden, text => Assert.DoesNotContain(text, texts));
        Assert.All(texts, text => Assert.False(ContactKeys.LooksLikeContact(text) && !text.StartsWith('D'), text));
        Assert.All(Enumerable.Range(0, shop.Customers.Count), c => Assert.True(shop.Customers.BirthDay[c] == 0
            ? seen.Customers.BirthDay[c] == 0
            : DateOnly.FromDayNumber(seen.Customers.BirthDay[c]) is { Day: 1 } month && DateOnly.FromDayNumber(shop.Customers.BirthDay[c]) is var day && (month.Year, month.Month) == (day.Year, day.Month)));
        Assert.Equal(shop.Customers.Attributes["tier"], seen.Customers.Attributes["tier"]);
        Assert.Equal("none", seen.Customers.Attributes["note"][0]);
        Assert.Null(seen.Customers.Attributes["note"][3]);
        Assert.Same(shop.Orders, seen.Orders);
        Assert.Equal(shop.Customers.Count, seen.Customers.Keys.Distinct().Count());
        Assert.Equal(shop.Customers.Keys.Where(k => !ContactKeys.LooksLikeContact(k)), seen.Customers.Keys.Where(k => !k!.StartsWith("P-", StringComparison.Ordinal)));
    }

    [Fact]
    public void As_PeopleHidden_ListsAndRulesStillMatchTheSameCustomers()
    {
        var shop = new ViewShop(2).Everything();
        shop = shop.With(new SegmentCatalog([new SavedSegment("Two", RuleText.Parse("customer in (\"person5@shop.example\", \"C0003\")"))], shop.Segments.Lists));
        var seen = shop.As(new DataView { HidesPeople = true, PseudonymKey = Secret }, Token);

        foreach (var rule in (string[])["list(\"Picked\")", "segment(\"Two\")", "segment(\"Two\") or tenure_days > 100"])
            Assert.Equal(Members(shop, rule), Members(seen, rule));
        Assert.Equal(2, Members(seen, "segment(\"Two\")").Length);
        Assert.DoesNotContain("nobody", seen.Segments.Lists[0].Keys);
        Assert.Empty(Members(seen, "customer = \"person5@shop.example\""));
        Assert.Empty(Members(seen, "email contains \"@\""));
    }

    [Fact]
    public void As_PeopleHiddenInAScope_AttributesAreJudgedByTheWholeShop()
    {
        var shop = new ViewShop(4).Everything();
        var both = shop.As(new DataView { Rows = new RowScope(["Spain"], ["Leaf"]), HidesPeople = true, PseudonymKey = Secret }, Token);
        var hidden = shop.As(new DataView { HidesPeople = true, PseudonymKey = Secret }, Token);

        Assert.InRange(both.Customers.Count, 1, 50);
        Assert.Empty(both.Customers.Attributes["nick"].Values);
        AssertSame(hidden.As(new DataView { Rows = new RowScope(["Spain"], ["Leaf"]) }, Token), both);
    }

    [Fact]
    public void As_SameView_IsMadeOnceAndSharedByOtherSettings()
    {
        var shop = new ViewShop(5).Everything();
        var view = new DataView { Rows = new RowScope(["Spain"], []), HidesPeople = true, PseudonymKey = Secret };
        var seen = shop.As(view, Token);
        var later = shop.With(shop.Settings with { Currency = "GBP" }, SegmentCatalog.Empty, shop.Models, 8).As(view with { }, Token);

        Assert.Same(seen, shop.As(view with { Rows = new RowScope(["Spain"], []) }, Token));
        Assert.Equal("GBP", later.Settings.Currency);
        Assert.Equal(8, later.DataVersion);
        Assert.Empty(later.Segments.Lists);
        Assert.Same(seen.Customers, later.Customers);
        AssertSame(seen, new ViewShop(5).Everything().As(view, Token));
        Assert.NotEqual(seen.Customers.Keys, shop.As(view with { PseudonymKey = "another" }, Token).Customers.Keys);
    }

    [Fact]
    public void As_FirstGivesUp_NextMakesIt()
    {
        var shop = new ViewShop(6).Everything();
        var view = new DataView { Rows = new RowScope(["Spain"], []) };

        Assert.ThrowsAny<OperationCanceledException>(() => shop.As(view, new CancellationToken(canceled: true)));
        Assert.NotNull(shop.As(view, Token));
    }

    private static int[] Members(Snapshot snapshot, string rule) => RuleMembers.Of(snapshot, RuleText.Parse(rule), snapshot.LastDay.DayNumber, Token).ToArray();

    private static void AssertSame(Snapshot expected, Snapshot actual, bool isEverything = false)
    {
        var (one, other) = (Columns(expected).ToDictionary(), Columns(actual).ToDictionary());
        foreach (var (name, values) in other)
        {
            // A shop of these rows alone does not know the names of channels and attributes that nobody has.
            if (!one.TryGetValue(name, out var wanted))
                Assert.True(values.All(v => v is "" or "0"), name);
            else
                Assert.True(wanted.SequenceEqual(values), $"{name}: {string.Join(", ", wanted)} / {string.Join(", ", values)}");
        }

        Assert.Subset(other.Keys.ToHashSet(), one.Keys.ToHashSet());
        Assert.Equal(expected.DataVersion, actual.DataVersion);
        Assert.True(isEverything || expected.Segments.Lists.SelectMany(l => l.Keys).SequenceEqual(actual.Segments.Lists.SelectMany(l => l.Keys)));
    }

    // Every column of a snapshot by its name; dictionary-encoded ones by their codes and their values.
    private static IEnumerable<KeyValuePair<string, string[]>> Columns(Snapshot snapshot)
    {
        foreach (var set in (object[])[snapshot.Customers, snapshot.Orders, snapshot.Lines, snapshot.Products, snapshot.Campaigns, snapshot.Contacts])
        {
            foreach (var property in set.GetType().GetProperties().Where(p => p.Name is not "Count" and not "EqualityContract"))
            {
                var name = $"{set.GetType().Name}.{property.Name}";
                switch (property.GetValue(set))
                {
                    case IReadOnlyDictionary<string, Column<sbyte>> consents:
                        foreach (var (channel, states) in consents)
                            yield return new($"{name}.{channel}", Words(states));
                        break;
                    case IReadOnlyDictionary<string, TextColumn> attributes:
                        foreach (var (attribute, texts) in attributes)
                            yield return new($"{name}.{attribute}", [.. texts.Values, .. texts.Codes.Select(c => c < 0 ? "" : texts.Values[c])]);
                        break;
                    case TextColumn texts:
                        yield return new(name, [.. texts.Values, .. Words(texts.Codes)]);
                        break;
                    case IEnumerable values:
                        yield return new(name, Words(values));
                        break;
                }
            }
        }
    }

    private static string[] Words(IEnumerable values) => [.. values.Cast<object?>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")];

    private static IEnumerable<string> Texts(Snapshot snapshot) => Columns(snapshot).SelectMany(c => c.Value).Concat(snapshot.Segments.Lists.SelectMany(l => l.Keys)).Concat(snapshot.Segments.Segments.Select(s => s.Rule.ToString()));
}
