using Dashboard.Analytics.Rules;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RuleTextTests
{
    [Theory]
    [InlineData("everyone")]
    [InlineData("country = \"Germany\"")]
    [InlineData("country != \"Germany\"")]
    [InlineData("region in (\"Bavaria\", \"Tyrol\") and not city starts with \"Saint\"")]
    [InlineData("postcode contains \"10\"")]
    [InlineData("gender is unknown or language is known")]
    [InlineData("age between 25 and 34.5")]
    [InlineData("signup_day >= 2025-01-01")]
    [InlineData("has_email")]
    [InlineData("attribute(\"Loyalty \\\"card\\\"\") = \"gold \\\\ silver\"")]
    [InlineData("attribute(\"Shoe size\") >= 38")]
    [InlineData("rfm.group = \"Champions\" and (orders(last 90 days, category = \"Shoes\") >= 3 or not consent(\"email\") = refused)")]
    [InlineData("consent(\"sms\") in (never asked, granted)")]
    [InlineData("bought(last 1 month, product = \"P1\")")]
    [InlineData("revenue(between 2025-01-01 and 2025-03-31, channel = \"web\", brand not in (\"A\", \"B\")) > 99.99")]
    [InlineData("items(before 2025-01-01) < 3 and returns(after 2025-01-01) = 0 and average_order(ever) >= 80")]
    [InlineData("discount_share(last 6 weeks) > 0.25")]
    [InlineData("campaign(\"Spring\", opened)")]
    [InlineData("responses(clicked, last 90 days, channel = \"email\") >= 1")]
    [InlineData("segment(\"VIP\") and not list(\"Hand-picked\")")]
    [InlineData("cluster(\"Habits\") = \"Bargain hunters\"")]
    [InlineData("(age > 3 and age < 5) and not (age = 4 or not not age = 5)")]
    public void Format_OfParsedCanonicalText_IsTheSameText(string text) => Assert.Equal(text, RuleText.Format(RuleText.Parse(text)));

    [Theory]
    [InlineData("COUNTRY = Germany", "country = \"Germany\"")]
    [InlineData("country='Germany'", "country = \"Germany\"")]
    [InlineData("a\u0020", null)]
    [InlineData("orders >= 3", "orders(ever) >= 3")]
    [InlineData("orders() ≥ 3.0", "orders(ever) >= 3")]
    [InlineData("orders(category = Shoes, last 1 year) <> 3", "orders(last 12 months, category = \"Shoes\") != 3")]
    [InlineData("orders(since 2025-01-01) == 3", "orders(after 2024-12-31) = 3")]
    [InlineData("discount_share(ever) > 20%", "discount_share(ever) > 0.2")]
    [InlineData("age > 1 and age < 9 or has_email", "(age > 1 and age < 9) or has_email")]
    [InlineData("((has_email))", "has_email")]
    [InlineData("rfm.group = champions", "rfm.group = \"Champions\"")]
    [InlineData("consent(email) = \"Never asked\"", "consent(\"email\") = never asked")]
    [InlineData("postcode = 1010", "postcode = \"1010\"")]
    public void Parse_OfOtherSpellings_GivesTheCanonicalText(string text, string? canonical)
    {
        if (canonical is null)
            Assert.Throws<RuleException>(() => RuleText.Parse(text));
        else
            Assert.Equal(canonical, RuleText.Format(RuleText.Parse(text)));
    }

    [Theory]
    [InlineData("countri = \"Germany\"", 0, 7, "Did you mean country?")]
    [InlineData("age >= young", 7, 5, "Expected a number, and found young.")]
    [InlineData("age > 3 age", 8, 3, "Expected \"and\", \"or\" or the end")]
    [InlineData("(age > 3", 0, 1, "never closed")]
    [InlineData("age > 3)", 7, 1, "closes nothing")]
    [InlineData("country = \"Germany", 10, 8, "no closing quote")]
    [InlineData("country > \"A\"", 8, 1, "country takes =")]
    [InlineData("rfm.group = \"Champion\"", 12, 10, "Did you mean Champions?")]
    [InlineData("orders(last 90 dais) >= 3", 15, 4, "days, weeks or months")]
    [InlineData("orders(last 0 days) >= 3", 12, 1, "1 to 10000")]
    [InlineData("orders(last 9 days, ever) >= 3", 20, 4, "already a time window")]
    [InlineData("orders(catgory = \"Shoes\") >= 3", 7, 7, "Did you mean category?")]
    [InlineData("signup_day > 2025-02-30", 13, 10, "no such day")]
    [InlineData("country = United Kingdom", 17, 7, "needs quotes")]
    [InlineData("age > 1.23456", 6, 7, "four decimals")]
    [InlineData("campaign(\"Spring\", openend)", 19, 7, "Did you mean opened?")]
    [InlineData("", 0, 0, "Expected a condition")]
    [InlineData("age >", 5, 0, "the end of the text")]
    public void Parse_OfWrongText_PointsAtTheCharacter(string text, int position, int length, string message)
    {
        var problem = Assert.Throws<RuleException>(() => RuleText.Parse(text));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((position, length), (problem.Position, problem.Length));
    }

    [Fact]
    public void Parse_OfDeepLongAndLargeTexts_IsRefused()
    {
        Assert.Contains("deep", Assert.Throws<RuleException>(() => RuleText.Parse(new string('(', 19_000))).Message, StringComparison.Ordinal);
        Assert.Contains("deep", Assert.Throws<RuleException>(() => RuleText.Parse(string.Concat(Enumerable.Repeat("not ", 4_000)) + "everyone")).Message, StringComparison.Ordinal);
        Assert.Contains("characters", Assert.Throws<RuleException>(() => RuleText.Parse(new string(' ', 20_001))).Message, StringComparison.Ordinal);
        Assert.Contains("at most 500", Assert.Throws<RuleException>(() => RuleText.Parse(string.Join(" and ", Enumerable.Repeat("everyone", 501)))).Message, StringComparison.Ordinal);
    }
}
