using Bunit;
using Dashboard.Web.Overview;
using Dashboard.Web.Tests.Customers;

namespace Dashboard.Web.Tests.Overview;

public sealed class OverviewPageTests : ShopPages
{
    [Fact]
    public void Page_EmptyStore_OffersImportAndSample()
    {
        var page = Show<OverviewPage>("/");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/data/import"));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), b => b.TextContent.Contains("Try the sample shop", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_Shop_ShowsEveryFigureAndClaimsNoChangeWithoutDataBefore()
    {
        Fill();

        var page = Show<OverviewPage>("/?range=all");

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll(".kpi").Count));
        page.WaitForAssertion(() => Assert.Equal("€200", page.Find(".kpi-value").TextContent));
        Assert.Contains("so no changes are shown", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/customers?range=all&who=at-risk"));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/overview/trend.csv?range=all"));
    }

    [Fact]
    public void Page_FairComparison_TakesTheChangeApart()
    {
        Fill();

        var page = Show<OverviewPage>("/?from=2024-01-26&to=2024-02-20&by=country");

        page.WaitForAssertion(() => Assert.Contains("what each country contributed", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Revenue unchanged at €100", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Head_AnotherRange_SaysOfWhichAddressTheResultIs()
    {
        Fill();
        var page = Show<OverviewPage>("/?range=all");
        page.WaitForAssertion(() => Assert.Equal("result /?range=all", Shows()));

        Navigation.NavigateTo("/?range=28d&compare=none");

        page.WaitForAssertion(() => Assert.Equal("result /?range=28d&compare=none", Shows()));

        string? Shows() => page.WaitForElement(".page-head").GetAttribute("data-shows");
    }

    [Fact]
    public void Step_Chosen_GoesToTheAddressAndKeepsTheRest()
    {
        Fill();
        var page = Show<OverviewPage>("/?range=all&by=category");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label=Step] button")));

        page.Act("[aria-label=Step] button", 2, e => e.Click());

        page.WaitForAssertion(() => Assert.EndsWith("/?range=all&step=month&by=category", Navigation.Uri, StringComparison.Ordinal));
    }
}
