using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Comparisons;

namespace Dashboard.Web.Tests.Comparisons;

public sealed class ComparisonTextTests
{
    [Fact]
    public void Evidence_OfAShare_StatesDifferenceIntervalRatioAndSample()
    {
        var trait = Women();

        Assert.Equal("Gender: female", ComparisonText.Name(trait));
        Assert.Equal("+20.0 pts (+6.1 pts to +32.8 pts, 95% interval) against everybody else; n = 60 of 100, against 40 of 100. 1.5 times as many (1.1 to 2.0).", ComparisonText.Evidence(trait, "everybody else", "EUR"));
        Assert.Equal((0.6, 0.5, "share"), ComparisonText.Shown(trait));
        Assert.Equal("small", ComparisonText.Size(trait.Effect));
    }

    [Theory]
    [InlineData(FactUnit.Money, 123_400, "+€12.34")]
    [InlineData(FactUnit.Money, -123_400, "−€12.34")]
    [InlineData(FactUnit.Days, 3.3, "+3.3 days")]
    [InlineData(FactUnit.Fraction, -0.123, "-12.3 pts")]
    [InlineData(FactUnit.Number, 0, "0.00")]
    public void Gap_OfAUnit_IsWrittenWithItsSign(FactUnit unit, double gap, string text) => Assert.Equal(text, ComparisonText.Gap(unit, gap, "EUR"));

    [Theory]
    [InlineData("rfm.group = \"Champions\"", "Champions", "rfm-champions")]
    [InlineData("segment(\"VIP\")", "VIP", "series-1")]
    [InlineData("list(\"Picked\")", "Picked", "series-1")]
    [InlineData("cluster(\"Habits\") = \"Bakers\"", "Bakers", "series-1")]
    [InlineData("everyone", "Everybody", "series-muted")]
    [InlineData("country = \"Germany\"", "These customers", "series-1")]
    public void SetName_OfARule_IsThatOfItsSet(string rule, string name, string color) => Assert.Equal(new SetName(name, color), SetName.Of(RuleText.Parse(rule), "series-1"));

    [Fact]
    public void RuleOf_NamedSets_AreTextsThatCanBeRead()
    {
        Assert.Equal("rfm.group = \"At risk\"", SetName.RuleOf(RfmGroup.AtRisk));
        Assert.All(RfmGroups.All, g => Assert.Equal(g.Name(), SetName.Of(RuleText.Parse(SetName.RuleOf(g)), "series-1").Name));
        Assert.Equal("A \"quoted\" name", SetName.Of(RuleText.Parse(SetName.RuleOfSegment("A \"quoted\" name")), "series-1").Name);
        Assert.Equal("Bakers", SetName.Of(RuleText.Parse(SetName.RuleOf(new NamedCluster("Habits", "Bakers"))), "series-1").Name);
    }

    // 60 women of 100 beside 40 of 100.
    private static Difference Women()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        for (var i = 0; i < 200; i++)
            builder.Add(new CustomerFacts($"K{i}") { Gender = (i < 100 ? i < 60 : i < 140) ? "female" : "male" });
        var shop = builder.Build();
        var range = new DateRange(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 31));
        var (a, b) = (new Bitmap(200), new Bitmap(200));
        a.AddRange(0, 100);
        b.AddRange(100, 200);
        return SetDifferences.Of(shop, a, b, Selection.Of(shop, Filter.Everything, range.To.DayNumber), range, 10, Xunit.TestContext.Current.CancellationToken).Tested.Single(d => d.Fact == "Gender");
    }
}
