using Dashboard.Analytics.Rules;
using Dashboard.Web.Segments;

namespace Dashboard.Web.Tests.Segments;

public sealed class RuleEditsTests
{
    private const string Rule = "age >= 18 and (country = \"Germany\" or not has_email) and not (age > 60 or age < 20)";

    [Theory]
    [InlineData("everyone", "", "age >= 30", "age >= 30")]
    [InlineData(Rule, "0", "age >= 30", "age >= 30 and (country = \"Germany\" or not has_email) and not (age > 60 or age < 20)")]
    [InlineData(Rule, "1,1", "has_email", "age >= 18 and (country = \"Germany\" or has_email) and not (age > 60 or age < 20)")]
    [InlineData(Rule, "2,0", "age > 70", "age >= 18 and (country = \"Germany\" or not has_email) and not (age > 70 or age < 20)")]
    public void Replaced_Place_ChangesOnlyIt(string rule, string place, string with, string expected) =>
        Assert.Equal(expected, RuleText.Format(RuleEdits.Replaced(RuleText.Parse(rule), Place(place), RuleText.Parse(with))));

    [Theory]
    [InlineData(Rule, "0", "(country = \"Germany\" or not has_email) and not (age > 60 or age < 20)")]
    [InlineData(Rule, "1,0", "age >= 18 and not has_email and not (age > 60 or age < 20)")]
    [InlineData(Rule, "2,0", "age >= 18 and (country = \"Germany\" or not has_email) and not age < 20")]
    [InlineData("age > 60", "", "everyone")]
    public void Replaced_ByNothing_DissolvesGroupsOfOne(string rule, string place, string expected) =>
        Assert.Equal(expected, RuleText.Format(RuleEdits.Replaced(RuleText.Parse(rule), Place(place), null)));

    [Theory]
    [InlineData("everyone", RuleJoin.All, "age > 60")]
    [InlineData("has_email", RuleJoin.Any, "has_email or age > 60")]
    [InlineData("has_email and has_phone", null, "has_email and has_phone and age > 60")]
    [InlineData("not (has_email or has_phone)", null, "not (has_email or has_phone or age > 60)")]
    public void Added_Row_JoinsAsTheGroupDoes(string rule, RuleJoin? join, string expected) =>
        Assert.Equal(expected, RuleText.Format(RuleEdits.Added(RuleText.Parse(rule), [], RuleText.Parse("age > 60"), join)));

    [Fact]
    public void Rejoined_Group_GoesThroughAllAnyNone()
    {
        var rule = RuleText.Parse("has_email and has_phone");

        Assert.Equal("has_email or has_phone", RuleText.Format(RuleEdits.Rejoined(rule, [], RuleJoin.Any)));
        var none = RuleEdits.Rejoined(rule, [], RuleJoin.None);
        Assert.Equal("not (has_email or has_phone)", RuleText.Format(none));
        Assert.Equal(rule, RuleEdits.Rejoined(none, [], RuleJoin.All));
    }

    [Fact]
    public void Places_OfARule_LeadToItsRows()
    {
        var rule = RuleText.Parse(Rule);

        var places = RuleEdits.Places(rule);

        Assert.Equal(["", "0", "1", "1,0", "1,1", "2", "2,0", "2,1"], places.Select(p => string.Join(',', p.Place)));
        Assert.All(places, p => Assert.Equal(p.Rule, RuleEdits.At(rule, p.Place)));
        Assert.All(places, p => Assert.Equal(rule, RuleEdits.Replaced(rule, p.Place, p.Rule)));
    }

    [Fact]
    public void Difference_OfTwoRules_IsByLine()
    {
        var lines = RuleLines.Difference(RuleLines.Of(Rule), RuleLines.Of(Rule.Replace("age >= 18", "age >= 21", StringComparison.Ordinal)));

        Assert.Equal((LineChange.Removed, "  age >= 18"), lines.Single(l => l.Change == LineChange.Removed));
        Assert.Equal((LineChange.Added, "  age >= 21"), lines.Single(l => l.Change == LineChange.Added));
        Assert.Equal(["all of", "  any of", "    country = \"Germany\"", "    not has_email", "  none of", "    age > 60", "    age < 20"], lines.Where(l => l.Change == LineChange.Same).Select(l => l.Line));
        Assert.Equal(["is this"], RuleLines.Of("is this"));
    }

    [Theory]
    [InlineData("age >= 18", "between", "age between 18 and 36")]
    [InlineData("age between 18 and 30", "<", "age < 18")]
    [InlineData("country = \"Germany\"", "in", "country in (\"Germany\")")]
    [InlineData("country in (\"Germany\", \"Spain\")", "=", "country = \"Germany\"")]
    [InlineData("country = \"Germany\"", "unknown", "country is unknown")]
    [InlineData("country is known", "!=", "country != \"Spain\"")]
    public void Changed_Operator_KeepsTheValues(string rule, string key, string expected)
    {
        var field = (FieldRule)RuleText.Parse(rule);
        var kind = RuleFields.Find(field.Field)!.Kind;

        var test = TestOperators.Changed(field.Test, key, kind, new TextValue("Spain"));

        Assert.Equal(expected, RuleText.Format(field with { Test = test }));
        Assert.Contains(TestOperators.Of(kind, test), o => o.Key == key);
    }

    private static int[] Place(string text) => text.Length == 0 ? [] : Array.ConvertAll(text.Split(','), p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture));
}
