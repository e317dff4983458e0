using Dashboard.Analytics.Rules;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Texts of rules, changed and thrown together: read, or refused with a message and a place; what is read can be written and read again.</summary>
public sealed class RuleFuzzTests
{
    private static readonly string[] Rules =
    [
        "rfm.group = \"Champions\" and (orders(last 90 days, category = \"Shoes\") >= 3 or not consent(\"email\") = refused)", "everyone", "not everyone", "segment(\"VIP\") or list(\"Hand-picked\")", "cluster(\"Model\") = \"Name\"",
        "country in (\"Germany\", \"France\") and age >= 18", "churn_risk > 0.6 and clv_365 > 200", "revenue(first 30 days) between 10 and 20.5", "name contains \"a\\\"b\"", "orders(before 2011-01-01) = 0", "next_order_due", "attribute(\"x\") starts with \"y\"",
    ];

    private static readonly string[] Words =
    [
        "and", "or", "not", "(", ")", ",", "=", "!=", "<", "<=", ">", ">=", "in", "between", "contains", "starts", "with", "is", "unknown", "known", "everyone", "nobody", "orders", "revenue", "last", "first", "days", "months", "before", "after", "today",
        "rfm.group", "rfm.r", "segment", "list", "cluster", "consent", "country", "age", "category", "product", "brand", "campaign", "\"a\"", "\"", "\\", "1", "1.5", "-1", "2011-01-01", "99999999999999999999", "%", "!", "—", "order", "nth", "churn_risk",
    ];

    [Fact]
    public Task Parse_AnyText_IsReadOrRefused() => Fuzzer.RunAsync("rule text", "changed rules, words at random, any characters", 20_000, random =>
    {
        var text = random.Next(4) switch
        {
            0 => Hostile.Text(random, random.Next(1, 200)),
            1 => string.Join(random.Next(8) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 40)).Select(_ => Words[random.Next(Words.Length)])),
            _ => Hostile.Changed(Rules[random.Next(Rules.Length)], random),
        };
        try
        {
            var rule = RuleText.Parse(text);
            var canonical = RuleText.Format(rule);
            Assert.Equal(rule, RuleText.Parse(canonical));
            Assert.Equal(canonical, RuleText.Format(RuleText.Parse(canonical)));
            Assert.NotEqual("", RuleSentence.Of(rule));
            return Task.FromResult("read");
        }
        catch (RuleException e)
        {
            Assert.NotEqual("", e.Message);
            return Task.FromResult("refused");
        }
    });

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("not ", 100_000)]
    [InlineData("everyone and ", 50_000)]
    [InlineData("everyone or (", 50_000)]
    [InlineData("\"", 200_001)]
    public void Parse_DeepOrLong_IsRefused(string piece, int times) =>
        Assert.Throws<RuleException>(() => RuleText.Parse(string.Concat(Enumerable.Repeat(piece, times)) + "everyone"));
}
