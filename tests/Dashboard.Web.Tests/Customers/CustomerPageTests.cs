using Bunit;
using Dashboard.Web.Customers;

namespace Dashboard.Web.Tests.Customers;

public sealed class CustomerPageTests : ShopPages
{
    [Fact]
    public void Page_Anna_KeepsThreeKindsOfFactsApart()
    {
        Fill();

        var page = At("A%2F1");

        page.WaitForAssertion(() => Assert.Equal("Anna Müller", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Contains("anna@example.com", page.Find("section[aria-labelledby=recorded-facts]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("Usually 30 days between orders (1 gap)", page.Find("section[aria-labelledby=computed-facts]").TextContent, StringComparison.Ordinal));
        var predicted = page.WaitForElement("section[aria-labelledby=predicted-facts]");
        Assert.Contains("fact-predicted", predicted.ClassName, StringComparison.Ordinal);
        Assert.Contains("needs 20 customers", predicted.TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".crumbs a"), a => a.GetAttribute("href") == "/customers?range=all"));
    }

    [Fact]
    public void Page_Anna_LinksTheReturnToItsOrder()
    {
        Fill();

        var page = At("A%2F1");

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".timeline li").Count));
        page.WaitForAssertion(() => Assert.Equal("document-C3", page.Find(".timeline li.back").Id));
        page.WaitForAssertion(() => Assert.Equal("/customers/A%2F1?range=all#document-2", page.Find(".timeline li.back a").GetAttribute("href")));
    }

    [Fact]
    public void Page_NameWithMarkup_IsText()
    {
        Fill();

        var page = At("C");

        page.WaitForAssertion(() => Assert.Equal("<b onclick=alert(1)>Bob</b>", page.Find("h1").TextContent));
        Assert.Empty(page.FindAll("h1 b"));
    }

    [Fact]
    public void Page_UnknownKey_SaysSoAndOffersSimilar()
    {
        Fill();

        var page = At("anna");

        page.WaitForAssertion(() => Assert.Contains("No customer has the key “anna”", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/customers/A%2F1?range=all"));
    }

    [Fact]
    public void Page_SegmentsThroughTime_AreThoseOfEveryMonth()
    {
        Fill();

        var page = At("A%2F1");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".moments li").Count));
    }

    [Fact]
    public void Page_AnyNaughtyKey_IsNotFoundKindly()
    {
        if (CustomerQueryTests.NaughtyStrings() is not { } strings)
            return;
        Fill();
        foreach (var text in strings.Where(s => s.Length > 0).Take(120))
        {
            var page = Show<CustomerPage>("/customers/x", p => p.Add(c => c.Key, text));
            page.WaitForAssertion(() => Assert.Equal("No such customer", page.Find("h1").TextContent));
            page.Dispose();
        }
    }

    private IRenderedComponent<CustomerPage> At(string key) => Show<CustomerPage>($"/customers/{key}?range=all", p => p.Add(c => c.Key, key));
}
