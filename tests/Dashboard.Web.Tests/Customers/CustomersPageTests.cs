using Bunit;
using Dashboard.Web.Customers;

namespace Dashboard.Web.Tests.Customers;

public sealed class CustomersPageTests : ShopPages
{
    [Fact]
    public void Page_EmptyStore_OffersTheImport()
    {
        var page = Show<CustomersPage>("/customers");

        page.WaitForAssertion(() => Assert.Contains("No customers yet", page.Markup, StringComparison.Ordinal));
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/data/import");
    }

    [Fact]
    public void Page_Shop_SaysHowManyAndWhoMayBeContacted()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?range=all");

        page.WaitForAssertion(() => Assert.Equal("3 customers", page.Find("h1").TextContent));
        Assert.Contains("Contactable by email: 1", page.Markup.Replace("<b>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/customers.xlsx?range=all");
    }

    [Fact]
    public void Page_SearchInTheAddress_IsInTheBoxAndTheTitle()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?range=all&q=MULLER");

        page.WaitForAssertion(() => Assert.Equal("1 of 3 customers matches “MULLER”", page.Find("h1").TextContent));
        Assert.Equal("MULLER", page.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public void Search_Typed_GoesToTheAddress()
    {
        Fill();
        var page = Show<CustomersPage>("/customers?range=all&sort=orders");
        page.WaitForElement("input[type=search]");

        page.Find("input[type=search]").Input("anna & co");

        page.WaitForAssertion(() => Assert.EndsWith("/customers?range=all&q=anna%20%26%20co&sort=orders", Navigation.Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Columns_OneTaken_IsInTheAddress()
    {
        Fill();
        var page = Show<CustomersPage>("/customers?range=all&cols=key,name");
        page.WaitForElement("#customer-columns");

        page.FindAll("#customer-columns label").First(l => l.TextContent.Contains("E-mail", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);

        page.WaitForAssertion(() => Assert.EndsWith("cols=key%2Cname%2Cemail", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_KnownOnlyAfterTheRange_OffersAllTime()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?from=2024-01-01&to=2024-01-10&q=zoe");

        page.WaitForAssertion(() => Assert.Contains("1 more match after the range", page.Markup, StringComparison.Ordinal));
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/customers?range=all&q=zoe");
    }
}
