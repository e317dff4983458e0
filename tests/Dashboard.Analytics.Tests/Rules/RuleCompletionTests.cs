using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RuleCompletionTests
{
    private static readonly Snapshot Shop = RuleShop.With(SmallShop.Build(), [new("VIP", RuleText.Parse("revenue >= 100"))], [new("Picked", ["9"])]);

    // The cursor is at the bar.
    [Theory]
    [InlineData("coun|", "country")]
    [InlineData("|", "country")]
    [InlineData("has_email and |", "orders(")]
    [InlineData("has_email |", "and")]
    [InlineData("(has_email |", ")")]
    [InlineData("country |", "starts with")]
    [InlineData("country is |", "unknown")]
    [InlineData("age betw|", "between")]
    [InlineData("country = |", "\"Germany\"")]
    [InlineData("country = Fr|", "\"France\"")]
    [InlineData("country = \"Fr|", "\"France\"")]
    [InlineData("country in (\"France\", |", "\"Germany\"")]
    [InlineData("consent(|", "\"email\"")]
    [InlineData("consent(email) = |", "granted")]
    [InlineData("attribute(\"Sh|", "\"Shoe size\"")]
    [InlineData("orders(|", "last 90 days")]
    [InlineData("orders(last |", "30 days")]
    [InlineData("orders(last 3 |", "months")]
    [InlineData("orders(last 3 days, cat|", "category")]
    [InlineData("orders(category = |", "\"Drinks\"")]
    [InlineData("orders(ever|) >= 1", "ever")]
    [InlineData("segment(|", "\"VIP\"")]
    [InlineData("vip|", "segment(\"VIP\")")]
    [InlineData("list(|", "\"Picked\"")]
    [InlineData("campaign(|", "\"Spring\"")]
    [InlineData("campaign(\"Spring\", o|", "opened")]
    [InlineData("responses(|", "clicked")]
    [InlineData("responses(clicked, channel = |", "\"email\"")]
    public void At_Cursor_ProposesWhatCanStandThere(string text, string expected)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        var suggestions = RuleCompletion.At(text.Remove(at, 1), at, Shop);
        Assert.Contains(expected, suggestions.Select(s => s.Text));
    }

    [Fact]
    public void At_Value_HasItsCountAndReplacesWhatWasTyped()
    {
        var first = RuleCompletion.At("country = \"ger\" or has_email", 13, Shop)[0];
        Assert.Equal(("\"Germany\"", 3L, new TextPart(10, 5)), (first.Text, first.Count, first.Part));
        Assert.Empty(RuleCompletion.At("age > ", 6, Shop));
        Assert.DoesNotContain(RuleCompletion.At("country = ", 10, Shop), s => s.Text == "and");
    }

    [Fact]
    public void Run_Values_AreThoseOfTheDataWithCounts()
    {
        var countries = new RuleValuesRequest(RuleValueOwner.Customers, "country").Run(Shop, CancellationToken.None);
        Assert.Equal([("Germany", 3), ("France", 1)], countries.Select(v => (v.Value, v.Count)));
        Assert.Equal(["Tea"], new RuleValuesRequest(RuleValueOwner.Documents, "product_name", Search: "te").Run(Shop, CancellationToken.None).Select(v => v.Value));
        Assert.Empty(new RuleValuesRequest(RuleValueOwner.Customers, "age").Run(Shop, CancellationToken.None));
    }
}
