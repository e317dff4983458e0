using Dashboard.Services.Segments;

namespace Dashboard.Services.Tests.Segments;

public sealed class RuleMentionsTests
{
    private const string Rule = """orders >= 2 and not segment( "VIP" ) and (name contains "segment(\"Fake\")" or SEGMENT("vip") or list("Press \"A\"") or mysegment("No"))""";

    [Fact]
    public void Names_OfARule_AreThoseOutsideTexts()
    {
        Assert.Equal(["VIP"], RuleMentions.Names(Rule, RuleMentions.Segment));
        Assert.Equal(["Press \"A\""], RuleMentions.Names(Rule, RuleMentions.List));
    }

    [Theory]
    [InlineData("")]
    [InlineData("segment(")]
    [InlineData("segment(\"")]
    [InlineData("segment")]
    [InlineData("\"\\")]
    [InlineData("segment(VIP)")]
    public void Names_OfABrokenRule_AreNone(string rule) => Assert.DoesNotContain(RuleMentions.Names(rule, RuleMentions.Segment), n => n.Length > 0);

    [Fact]
    public void Renamed_Name_ChangesNothingElse()
    {
        var renamed = RuleMentions.Renamed(Rule, RuleMentions.Segment, "vip", "Best \\ \"ones\"");

        Assert.Equal(Rule.Replace("\"VIP\"", "\"Best \\\\ \\\"ones\\\"\"", StringComparison.Ordinal).Replace("\"vip\"", "\"Best \\\\ \\\"ones\\\"\"", StringComparison.Ordinal), renamed);
        Assert.Equal(["Best \\ \"ones\""], RuleMentions.Names(renamed, RuleMentions.Segment));
        Assert.Equal(Rule, RuleMentions.Renamed(Rule, RuleMentions.Segment, "Fake", "Other"));
    }
}
