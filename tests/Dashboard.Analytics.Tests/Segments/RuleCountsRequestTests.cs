using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Rules;

namespace Dashboard.Analytics.Tests.Segments;

/// <summary>Counts and histories of several rules, filters turned into rules, keys and addresses turned into customers.</summary>
public sealed class RuleCountsRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_RandomShop_CountsAsOneByOne(int seed)
    {
        var snapshot = RuleShop.Random(seed, 200);
        RuleList<Rule> rules = [RuleText.Parse("orders(ever) >= 2"), RuleText.Parse("segment(\"Nobody has this\")"), RuleText.Parse("not orders(ever) >= 2")];

        var result = new RuleCountsRequest(rules).Run(snapshot, Token);

        var everyone = RuleMembers.Of(snapshot, new Everyone(), snapshot.LastDay.DayNumber, Token);
        Assert.Equal((snapshot.LastDay, everyone.Count()), (result.AsOf, result.Everyone));
        var members = RuleMembers.Of(snapshot, rules[0], snapshot.LastDay.DayNumber, Token);
        Assert.Equal(members.Count(), result.Counts[0].Customers);
        Assert.Equal(result.Everyone, result.Counts[0].Customers + result.Counts[2].Customers);
        Assert.Contains("no segment named", result.Counts[1].Problem, StringComparison.Ordinal);
        var contactable = 0;
        foreach (var customer in members)
            contactable += snapshot.Customers.Consent.Keys.Any(c => Contactable.Of(snapshot, c)![customer]) ? 1 : 0;
        Assert.Equal(contactable, result.Counts[0].Contactable);
    }

    [Fact]
    public void History_OfRules_IsTheRuleAskedOnEachDay()
    {
        var snapshot = RuleShop.Random(3, 200);
        var rule = RuleText.Parse("orders(last 90 days) >= 1");

        var history = new RuleHistoryRequest([rule, RuleText.Parse("list(\"Missing\")")], 3).Run(snapshot, Token);

        Assert.Equal(snapshot.LastDay, history.Days[^1]);
        Assert.Equal(history.Days.Select(d => RuleMembers.Of(snapshot, rule, d.DayNumber, Token).Count()), history.Sizes[0]);
        Assert.Null(history.Sizes[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RuleHistoryRequest([rule], 0).Run(snapshot, Token));
    }

    [Theory]
    [InlineData("country = \"DE\"", Dimension.Country, "DE")]
    [InlineData("gender is unknown", Dimension.Gender, Condition.Unknown)]
    [InlineData("age between 18 and 24", Dimension.AgeBand, "18–24")]
    [InlineData("age < 18", Dimension.AgeBand, "Under 18")]
    [InlineData("age >= 65", Dimension.AgeBand, "65+")]
    [InlineData("rfm.group = \"Champions\"", Dimension.Segment, "Champions")]
    [InlineData("bought(last 90 days, category = \"Shoes\")", Dimension.Category, "Shoes")]
    [InlineData("orders(ever) >= 2", Dimension.Rule, "orders(ever) >= 2")]
    public void FilterRule_OfACondition_SaysTheSame(string expected, Dimension dimension, string value)
    {
        var range = new DateRange(new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 30));

        Assert.Equal(expected, FilterRule.TextOf(new Filter(new Condition(dimension, value)), new RangeChoice("90d"), range));
    }

    [Fact]
    public void FilterRule_OfAllTime_MeansTheSameCustomers()
    {
        var snapshot = RuleShop.Random(4, 300);
        var country = snapshot.Customers.Country.Values[0];
        var category = snapshot.Products.Category.Values[0];
        var filter = new Filter(new Condition(Dimension.Country, country), new Condition(Dimension.Category, category));
        var choice = new RangeChoice("all");
        var range = snapshot.Resolve(choice);

        var rule = FilterRule.Of(filter, choice, range);

        Assert.Equal(Selection.Population(snapshot, filter, range).ToArray(), RuleMembers.Of(snapshot, rule, range.To.DayNumber, Token).ToArray());
        Assert.Null(FilterRule.TextOf(new Filter(new Condition(Dimension.Rule, "is this")), choice, range));
    }

    [Fact]
    public void Matches_OfKeysAndAddresses_AreTheCustomersThatHaveThem()
    {
        var snapshot = RuleShop.Random(5, 100);
        var keys = Enumerable.Range(0, 5).Select(snapshot.Customers.Keys.Text).ToList();

        var found = CustomerMatches.Of(snapshot, [.. keys, "nobody", "nobody@example.com"], Token);

        Assert.Equal(keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, f => Assert.Equal([f.Key], f.Value));
    }

    [Fact]
    public void Templates_All_CanBeRead() => Assert.All(SegmentTemplates.All, t => Assert.Equal(t.Rule, RuleText.Format(RuleText.Parse(t.Rule))));
}
