using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Fairness;

public sealed class FairnessRequestTests
{
    private static readonly Scope Year = TestShop.Scope("2025-01-01", "2025-12-31");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_RuleThatAsksForSomethingThatGoesWithGender_IsFoundWithItsProxy()
    {
        var result = new FairnessRequest(Year, RuleText.Parse("attribute(\"club\") = \"gold\"")).Run(Planted(1, biased: true), Token);

        Assert.Equal(["male"], result.Attributes.Single(a => a.Name == "gender").Under.Select(g => g.Group));
        Assert.Empty(result.Attributes.Single(a => a.Name == "country").Under);
        var proxy = result.Proxies[0];
        Assert.Equal(("club", "gender", true, false), (proxy.Used, proxy.Attribute, proxy.IsFlagged, proxy.IsItself));
        Assert.InRange(proxy.Strength, 0.5, 0.9);
        Assert.DoesNotContain(result.Proxies, p => p.Attribute == "country" && p.IsFlagged);
        Assert.Equal(["Language"], result.Absent);
    }

    [Fact]
    public void Run_RuleThatKnowsNothingOfGroups_IsBlamedAsOftenAsTheLevelSaysAtMost()
    {
        var blamed = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var result = new FairnessRequest(Year, RuleText.Parse("attribute(\"club\") = \"gold\"")).Run(Planted(seed, biased: false), Token);
            blamed += result.Under.Any() ? 1 : 0;
            Assert.DoesNotContain(result.Proxies, p => p.IsFlagged);
        }

        Assert.InRange(blamed, 0, 1);
    }

    [Fact]
    public void Run_RuleThatAsksForTheAttributeItself_SaysSo()
    {
        var shop = Planted(1, biased: false).With(new SegmentCatalog([new SavedSegment("Women", RuleText.Parse("gender = \"female\""))], []));
        var result = new FairnessRequest(Year, RuleText.Parse("segment(\"Women\") and days_since_signup > 30")).Run(shop, Token);

        Assert.True(result.Proxies[0] is { IsItself: true, Used: "gender", Attribute: "gender", IsFlagged: true });
        Assert.Equal(0, result.Attributes.Single(a => a.Name == "gender").Groups.Single(g => g.Group == "male").Ratio);
        Assert.Contains(result.Proxies, p => p.Used == "days since sign-up" && p.Measure == ProxyMeasure.CorrelationRatio);
    }

    [Fact]
    public void Run_FewSelected_SaysNothing()
    {
        var result = new FairnessRequest(Year, RuleText.Parse("customer in (\"C1\", \"C2\")")).Run(Planted(1, biased: false), Token);

        Assert.True(result.IsTooFew);
        Assert.Empty(result.Attributes);
        Assert.Empty(result.Proxies);
    }

    [Fact]
    public void Run_Counts_EqualANaiveRecount()
    {
        var shop = TestShop.Random(5, 200);
        var request = new FairnessRequest(TestShop.Scope("2024-01-01", "2027-12-31"), RuleText.Parse("revenue(ever) > 60"), FairnessReference.Others);
        var result = request.Run(shop, Token);
        var selected = RuleMembers.Of(shop, request.Rule, shop.Resolve(request.Scope.Range).To.DayNumber, Token);
        var people = RuleMembers.Of(shop, new Everyone(), shop.Resolve(request.Scope.Range).To.DayNumber, Token).ToArray();
        var gender = result.Attributes.Single(a => a.Name == "gender");

        Assert.Equal(people.Length, result.People);
        Assert.Equal(selected.Count(), result.Selected);
        foreach (var group in gender.Groups)
        {
            Assert.Equal(people.Count(c => shop.Customers.Gender[c] == group.Group), group.People);
            Assert.Equal(people.Count(c => shop.Customers.Gender[c] == group.Group && selected[c]), group.Selected);
            var others = people.Where(c => shop.Customers.Gender[c] is { } other && other != group.Group).ToList();
            Assert.Equal(group.Rate / ((double)others.Count(c => selected[c]) / others.Count), group.Ratio!.Value, 9);
        }

        Assert.Equal(people.Count(c => shop.Customers.Gender[c] is null), gender.Unknown!.People);
        Assert.Equal(request.Run(TestShop.Random(5, 200), Token).Proxies, result.Proxies);
    }

    [Fact]
    public void Sensitive_Text_RoundTripsAndRefusesWhatIsNone()
    {
        var chosen = new SensitiveAttributes("age", "attribute:Faith, or none", "age");

        Assert.Equal(chosen, SensitiveAttributes.Parse(chosen.ToString()));
        Assert.Equal(["age", "attribute:Faith, or none"], chosen.Names);
        Assert.Equal("Faith, or none", SensitiveAttributes.LabelOf(chosen.Names[1]));
        Assert.Throws<ArgumentException>(() => new SensitiveAttributes("name"));
        Assert.Throws<ArgumentException>(() => new SensitiveAttributes("attribute:"));
    }

    // 2,000 customers; gold are 40 % of all, or 75 % of the women and 10 % of the men.
    private static Snapshot Planted(int seed, bool biased)
    {
        var random = new Random(seed);
        var shop = new TestShop(new ShopSettings());
        for (var i = 0; i < 2_000; i++)
        {
            var isWoman = random.Next(2) == 0;
            var isGold = random.NextDouble() < (!biased ? 0.4 : isWoman ? 0.75 : 0.1);
            shop.Customer($"C{i}", new CustomerFacts($"C{i}")
            {
                Gender = isWoman ? "female" : "male",
                Country = random.Next(3) switch { 0 => "Germany", 1 => "France", _ => "Spain" },
                BirthDay = TestShop.Day("1960-01-01") + random.Next(14_000),
                SignUpDay = TestShop.Day("2024-01-01") + random.Next(300),
                Attributes = new Dictionary<string, string> { ["club"] = isGold ? "gold" : "blue" },
            });
        }

        return shop.Order("C0", "2025-03-01", 10).Order("C1", "2025-12-31", 10).Build();
    }
}
