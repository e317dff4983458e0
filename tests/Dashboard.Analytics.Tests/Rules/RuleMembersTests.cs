using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Rules;

/// <summary>The customers of <see cref="SmallShop"/>: A1, B2, 10, 9, P, Q.</summary>
public sealed class RuleMembersTests
{
    private static readonly Snapshot Shop = RuleShop.With(
        SmallShop.Build(),
        [new("VIP", RuleText.Parse("revenue >= 100")), new("Germans", RuleText.Parse("country = Germany and not segment(\"vip\")")), new("Circle", RuleText.Parse("segment(Round)")), new("Round", RuleText.Parse("not segment(Circle)"))],
        [new("Picked", ["9", "Q", "nobody"])]);

    [Theory]
    [InlineData("everyone", "A1 B2 10 9 P Q")]
    [InlineData("not everyone", "")]
    [InlineData("country = germany", "A1 10 9")]
    [InlineData("country != germany", "B2")]
    [InlineData("not country = germany", "B2 P Q")]
    [InlineData("country is unknown", "P Q")]
    [InlineData("country in (\"France\", \"Spain\")", "B2")]
    [InlineData("country not in (\"France\", \"Spain\")", "A1 10 9")]
    [InlineData("city starts with \"ber\"", "A1")]
    [InlineData("name contains \"œ\"", "B2")]
    [InlineData("name is unknown", "9 Q")]
    [InlineData("customer in (A1, 10)", "A1 10")]
    [InlineData("age >= 63", "B2")]
    [InlineData("age between 23 and 34", "A1 P")]
    [InlineData("age != 34", "B2 P")]
    [InlineData("age in (34, 64)", "A1 B2")]
    [InlineData("birthday_month = 1", "B2 P")]
    [InlineData("signup_day = 2024-01-06", "P")]
    [InlineData("days_since_signup <= 70", "P")]
    [InlineData("has_email", "A1 10")]
    [InlineData("not has_phone", "B2 10 9 P Q")]
    [InlineData("attribute(\"shoe size\") = 38", "A1")]
    [InlineData("attribute(\"shoe size\") = \"38\"", "")]
    [InlineData("attribute(\"Hat size\") is unknown", "A1 B2 10 9 P Q")]
    [InlineData("consent(email) = granted", "A1 B2")]
    [InlineData("consent(SMS) = refused", "A1")]
    [InlineData("consent(post) = never asked", "A1 B2 10 9 P Q")]
    [InlineData("contactable(email)", "A1")]
    [InlineData("rfm.group = Prospects", "P Q")]
    [InlineData("rfm.r is known", "A1 B2 10 9")]
    [InlineData("days_since_last_order <= 15", "A1 B2 9")]
    [InlineData("days_since_last_order is unknown", "P Q")]
    [InlineData("first_order = 2024-01-01", "A1")]
    [InlineData("last_order > 2024-02-28", "A1 B2 9")]
    [InlineData("tenure_days = 65", "10")]
    [InlineData("orders >= 2", "A1")]
    [InlineData("orders = 0", "P Q")]
    [InlineData("orders(last 16 days) >= 1", "A1 B2 9")]
    [InlineData("orders(last 15 days) >= 1", "9")]
    [InlineData("orders(between 2024-01-11 and 2024-01-31) = 1", "A1 10")]
    [InlineData("orders(before 2024-01-11) > 0", "A1")]
    [InlineData("orders(after 2024-03-01) > 0", "9")]
    [InlineData("orders(channel = web, category = Drinks) > 0", "A1 10 9")]
    [InlineData("orders(country = Germany) > 0", "A1 B2 10 9")]
    [InlineData("bought(product = C)", "A1 B2")]
    [InlineData("bought(brand is unknown, channel = shop)", "A1")]
    [InlineData("revenue > 190", "")]
    [InlineData("revenue = 190", "A1")]
    [InlineData("revenue(product = C) = 35", "A1")]
    [InlineData("items(category = Dishes) = 2", "B2")]
    [InlineData("items = 3", "A1")]
    [InlineData("returns >= 1", "A1")]
    [InlineData("average_order < 40", "10 9")]
    [InlineData("average_order is unknown", "P Q")]
    [InlineData("discount_share = 0", "A1 B2 10 9")]
    [InlineData("categories = 2", "A1")]
    [InlineData("products = 2", "A1")]
    [InlineData("campaign(Spring, received)", "A1")]
    [InlineData("campaign(spring, opened)", "A1")]
    [InlineData("campaign(Spring, clicked)", "")]
    [InlineData("campaign(Spring, control)", "10")]
    [InlineData("responses(opened, last 90 days, channel = email) >= 1", "A1")]
    [InlineData("responses(opened, channel = sms) >= 1", "")]
    [InlineData("segment(VIP)", "A1")]
    [InlineData("segment(germans)", "10 9")]
    [InlineData("list(picked)", "9 Q")]
    public void Of_EachCondition_FindsThoseOfTheSmallShop(string rule, string expected) =>
        Assert.Equal(expected, RuleShop.Keys(Shop, RuleMembers.Of(Shop, RuleText.Parse(rule), SmallShop.Day(75), CancellationToken.None)));

    [Theory]
    [InlineData("everyone", "A1 B2 10 P Q")]
    [InlineData("not country = France", "A1 10 P Q")]
    [InlineData("orders = 0", "P Q")]
    [InlineData("revenue = 210", "A1")]
    public void Of_EarlierDay_KnowsNothingOfLaterOnes(string rule, string expected) =>
        Assert.Equal(expected, RuleShop.Keys(Shop, RuleMembers.Of(Shop, RuleText.Parse(rule), SmallShop.Day(60), CancellationToken.None)));

    [Theory]
    [InlineData("segment(VIPs)", "Did you mean VIP?")]
    [InlineData("list(Nobody)", "There is no list")]
    [InlineData("campaign(Sprung, opened)", "Did you mean Spring?")]
    [InlineData("cluster(Habits) = A", "There is no cluster model")]
    [InlineData("segment(Circle)", "Circle -> Round -> Circle")]
    public void Of_WhatDoesNotExist_IsRefused(string rule, string message) =>
        Assert.Contains(message, Assert.Throws<RuleException>(() => RuleMembers.Of(Shop, RuleText.Parse(rule), SmallShop.Day(75), CancellationToken.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void Selection_FilteredByRules_HasTheCustomersOfAnyOfThem()
    {
        var filter = Filter.Everything.With(Dimension.Rule, "segment(\"VIP\")").With(Dimension.Rule, "country = \"France\"");
        Assert.Equal("A1 B2", RuleShop.Keys(Shop, Selection.Of(Shop, filter, SmallShop.Day(75)).Customers));
    }

    [Fact]
    public void Filters_ByRule_HaveValuesAndLabels()
    {
        var values = new ValuesRequest(Dimension.Rule).Run(Shop, CancellationToken.None).Values;
        // Segments that can't be used are left out.
        Assert.Equal([("segment(\"Germans\")", "Germans", 2L), ("segment(\"VIP\")", "VIP", 1L)], values.Select(v => (v.Value, v.Label, v.Count)));

        var condition = new Condition(Dimension.Rule, "has_email");
        var scope = SmallShop.Between(0, 75, condition, new Condition(Dimension.Rule, "segment(\"VIP\")"));
        var labels = new ScopeRequest(scope).Run(Shop, CancellationToken.None).Labels;
        Assert.Equal(["Customers who have an e-mail address", "VIP"], labels.Values.Order(StringComparer.Ordinal));
        Assert.Throws<RuleException>(() => Selection.Of(Shop, Filter.Everything.With(Dimension.Rule, "has_emial"), SmallShop.Day(75)));
    }

    [Theory]
    [InlineData("rfm.group = \"Prospects\"", Dimension.Segment, "Prospects")]
    [InlineData("country = \"Spain\"", Dimension.Country, "Spain")]
    [InlineData("gender is unknown", Dimension.Gender, Condition.Unknown)]
    [InlineData("age between 25 and 34", Dimension.AgeBand, "25–34")]
    public void Selection_FilteredByRule_IsThatOfTheSameDimension(string rule, Dimension dimension, string value)
    {
        var shop = SmallShop.Random(11, 300);
        var range = new DateRange(SmallShop.Start, SmallShop.Start.AddDays(300));
        var known = RuleMembers.Of(shop, new Everyone(), range.To.DayNumber, CancellationToken.None);
        var asked = Selection.Population(shop, Filter.Everything.With(dimension, value), range) & known;
        Assert.Equal(asked.ToArray(), Selection.Population(shop, Filter.Everything.With(Dimension.Rule, rule), range).ToArray());
        Assert.True(asked.Any());
    }
}
