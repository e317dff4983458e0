using Dashboard.Analytics.Rules;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RuleSentenceTests
{
    [Theory]
    [InlineData("everyone", "Everyone")]
    [InlineData("not everyone", "Nobody")]
    [InlineData("orders(last 90 days, category = \"Shoes\") >= 3 and contactable(email)", "Customers who ordered at least 3 times in the last 90 days from category Shoes and may be e-mailed")]
    [InlineData("country = Germany", "Customers whose country is Germany")]
    [InlineData("country != Germany", "Customers whose country is anything but Germany")]
    [InlineData("not country = Germany", "Customers whose country is not Germany, or not known")]
    [InlineData("country in (Germany, France, Spain)", "Customers whose country is Germany, France or Spain")]
    [InlineData("orders = 0", "Customers who did not order")]
    [InlineData("orders(last 1 month) >= 1", "Customers who ordered in the last month")]
    [InlineData("orders(ever) > 1", "Customers who ordered more than once")]
    [InlineData("bought(last 2 weeks, product = P1)", "Customers who bought in the last 2 weeks from product P1")]
    [InlineData("not bought(channel = web)", "Customers who did not buy through web")]
    [InlineData("revenue(after 2025-03-01) > 1250.5", "Customers whose revenue after 1 March 2025 is more than 1,250.5")]
    [InlineData("rfm.group = Champions and has_email and not has_phone", "Customers whose RFM group is Champions, who have an e-mail address and who have no telephone number")]
    [InlineData("has_email and has_phone and age < 30", "Customers who have an e-mail address, have a telephone number and whose age is less than 30")]
    [InlineData("has_email and (age < 30 or consent(sms) = granted)", "Customers who have an e-mail address and (whose age is less than 30 or who agreed to marketing by sms)")]
    [InlineData("not (has_email or segment(VIP))", "Customers who have no e-mail address and are not in segment VIP")]
    [InlineData("campaign(Spring, opened) or not campaign(Spring, clicked)", "Customers who opened campaign Spring or did not click in campaign Spring")]
    [InlineData("responses(clicked, last 90 days, channel = email) >= 1", "Customers who clicked in campaigns in the last 90 days through email")]
    [InlineData("signup_day >= 2025-01-01", "Customers whose day of sign-up is 1 January 2025 or after")]
    [InlineData("attribute(\"Loyalty card\") is unknown", "Customers whose Loyalty card is unknown")]
    public void Of_Rule_SaysItInWords(string text, string sentence) => Assert.Equal(sentence, RuleSentence.Of(RuleText.Parse(text)));

    [Theory]
    [InlineData("segment(\"VIP\")", "VIP")]
    [InlineData("list(\"Picked\")", "Picked")]
    [InlineData("has_email", "Customers who have an e-mail address")]
    [InlineData("has_emial", "has_emial")]
    public void Label_OfText_IsWhatAChipShows(string text, string label) => Assert.Equal(label, RuleSentence.Label(text));
}
