using Dashboard.Analytics.Rules;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Texts of rules, changed and thrown together: read, or refused with a message and a place; what is read can be written and read again.</summary>
public sealed class RuleFuzzTests
{
    private static readonly string[] Rules =
    [
        "everyone",
        "country = \"Germany\"",
        "country != \"Germany\"",
        "region in (\"Bavaria\", \"Tyrol\") and not city starts with \"Saint\"",
        "postcode contains \"10\"",
        "gender is unknown or language is known",
        "age between 25 and 34.5",
        "signup_day >= 2025-01-01",
        "has_email",
        "attribute(\"Loyalty \\\"card\\\"\") = \"gold \\\\ silver\"",
        "attribute(\"Shoe size\") >= 38",
        "rfm.group = \"Champions\" and (orders(last 90 days, category = \"Shoes\") >= 3 or not consent(\"email\") = refused)",
        "consent(\"sms\") in (never asked, granted)",
        "bought(last 1 month, product = \"P1\")",
        "revenue(between 2025-01-01 and 2025-03-31, channel = \"web\", brand not in (\"A\", \"B\")) > 99.99",
        "items(before 2025-01-01) < 3 and returns(after 2025-01-01) = 0 and average_order(ever) >= 80",
        "discount_share(last 6 weeks) > 0.25",
        "campaign(\"Spring\", opened)",
        "responses(clicked, last 90 days, channel = \"email\") >= 1",
        "segment(\"VIP\") and not list(\"Hand-picked\")",
        "cluster(\"Habits\") = \"Bargain hunters\"",
        "(age > 3 and age < 5) and not (age = 4 or not not age = 5)",
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
            2 => Small(Rules[random.Next(Rules.Length)], random),
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

    // One word exchanged for another, or two rules put together: mostly still a rule.
    private static string Small(string rule, Random random)
    {
        var other = Rules[random.Next(Rules.Length)];
        if (random.Next(3) == 0)
            return random.Next(2) == 0 ? $"({rule}) and not ({other})" : $"{rule} or {other}";
        var (words, from) = (rule.Split(' '), other.Split(' '));
        words[random.Next(words.Length)] = from[random.Next(from.Length)];
        return string.Join(' ', words);
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("not ", 100_000)]
    [InlineData("everyone and ", 50_000)]
    [InlineData("everyone or (", 50_000)]
    [InlineData("\"", 200_001)]
    public void Parse_DeepOrLong_IsRefused(string piece, int times) =>
        Assert.Throws<RuleException>(() => RuleText.Parse(string.Concat(Enumerable.Repeat(piece, times)) + "everyone"));
}
