using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RuleValidationTests
{
    private static readonly Snapshot Shop = RuleShop.With(
        SmallShop.Build(),
        [new("VIP", RuleText.Parse("revenue >= 100")), new("Germans", RuleText.Parse("country = Germany and not segment(vip)"))]);

    [Theory]
    [InlineData("country = Germany", null)]
    [InlineData("country = Germny", "No customer has \"Germny\". Did you mean Germany?")]
    [InlineData("orders(category = Drink) >= 1", "There is no category \"Drink\". Did you mean Drinks?")]
    [InlineData("attribute(\"Shoe sise\") = 38", "The data has no attribute \"Shoe sise\". Did you mean Shoe size?")]
    [InlineData("orders < 0", "This can never hold: the number is at least 0.")]
    [InlineData("rfm.r > 5", "This can never hold: the number is 1 to 5.")]
    [InlineData("orders >= 0", "This always holds where the number is known.")]
    [InlineData("orders(after 2030-01-01) > 0", "The window \"after 2030-01-01\" has no day up to 16 March 2024.")]
    [InlineData("age > 100", "No customer meets this condition.")]
    [InlineData("country = France and has_email", "No customer meets this group of conditions, though each of them is met by some.")]
    [InlineData("country is known or country is unknown", "Every customer meets this.")]
    [InlineData("campaign(Spring, clicked)", "The data doesn't say who clicked.")]
    public void Of_Rule_WarnsOfWhatCannotBeMeant(string text, string? warning)
    {
        var issues = RuleValidation.Of(RuleText.Parse(text), Shop, SmallShop.Day(75), null, CancellationToken.None);
        Assert.Equal(warning is null ? [] : new[] { warning }, issues.Select(i => i.Message));
        Assert.All(issues, i => Assert.False(i.IsError));
    }

    [Theory]
    [InlineData("segment(VIPP)", "There is no segment named \"VIPP\". Did you mean VIP?")]
    [InlineData("age between 40 and 30", "age can't be between 40 and 30: the smaller number comes first.")]
    [InlineData("signup_day between 2025-01-01 and 2024-01-01", "signup_day can't be between 2025-01-01 and 2024-01-01: the earlier day comes first.")]
    [InlineData("orders(between 2025-01-01 and 2024-01-01) = 1", "The window \"between 2025-01-01 and 2024-01-01\" is the wrong way round: the earlier day comes first.")]
    public void Of_Rule_RefusesWhatIsWrong(string text, string error)
    {
        var issue = Assert.Single(RuleValidation.Of(RuleText.Parse(text), Shop, SmallShop.Day(75), null, CancellationToken.None));
        Assert.True(issue.IsError);
        Assert.Equal(error, issue.Message);
    }

    [Fact]
    public void Of_SegmentThatWouldReferToItself_NamesThePath()
    {
        var rule = RuleText.Parse("has_email or segment(Germans)");
        Assert.DoesNotContain(RuleValidation.Of(rule, Shop, SmallShop.Day(75), "New", CancellationToken.None), i => i.IsError);

        var issue = Assert.Single(RuleValidation.Of(rule, Shop, SmallShop.Day(75), "vip", CancellationToken.None));
        Assert.True(issue.IsError);
        Assert.Contains("vip -> Germans -> vip", issue.Message, StringComparison.Ordinal);
        Assert.Equal(new SegmentRule("Germans"), issue.Node);
    }

    [Fact]
    public void Check_OfText_PointsAtTheCondition()
    {
        var check = new RuleCheckRequest("has_email  and country=Germny", SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        var issue = Assert.Single(check.Issues);
        Assert.Equal(new TextPart(15, 14), issue.Part);
        Assert.Equal("Germany", issue.Suggestion);
        Assert.Equal("has_email and country = \"Germny\"", check.Canonical);

        var wrong = new RuleCheckRequest("has_email andd", SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        Assert.Null(wrong.Rule);
        Assert.Equal(new TextPart(10, 4), Assert.Single(wrong.Issues).Part);
    }

    [Fact]
    public void Of_TreeThatTheTextCouldNotSay_IsRefused()
    {
        foreach (var rule in new Rule[]
        {
            new FieldRule("age", null, new CompareTest(RuleOperator.Equal, new TextValue("old"))),
            new FieldRule("age", "x", new FlagTest()),
            new FieldRule("consent", null, new KnownTest(true)),
            new FieldRule("nothing", null, new FlagTest()),
            new FieldRule("country", null, new InTest([], false)),
            new ActivityRule(new Activity(ActivityMeasure.Bought, RuleWindow.Ever, []), new CompareTest(RuleOperator.Equal, new NumberValue(1))),
            new ActivityRule(new Activity(ActivityMeasure.Orders, RuleWindow.Ever, [new RuleFilter("goal", new KnownTest(true))]), new KnownTest(true)),
        })
        {
            Assert.Contains(RuleValidation.Of(rule, Shop, SmallShop.Day(75), null, CancellationToken.None), i => i.IsError);
            Assert.Throws<RuleException>(() => RuleMembers.Of(Shop, rule, SmallShop.Day(75), CancellationToken.None));
        }

        Rule deep = new Everyone();
        for (var i = 0; i < 100_000; i++)
            deep = new Not(deep);
        Assert.Contains("deep", Assert.Single(RuleValidation.Of(deep, Shop, SmallShop.Day(75), null, CancellationToken.None)).Message, StringComparison.Ordinal);
    }
}
