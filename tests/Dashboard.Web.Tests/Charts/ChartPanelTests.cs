using Bunit;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Tests.Charts;

public sealed class ChartPanelTests : ScreenContext
{
    [Fact]
    public void Table_Toggle_SwapsTheChartForTheSameNumbers()
    {
        var panel = Render<ChartPanel>(p => p.Add(c => c.Title, "Germany leads").Add(c => c.Spec, Specs.Bar));

        panel.Act("[aria-label='Show as table']", e => e.Click());

        Assert.Empty(panel.FindAll(".chart-stage"));
        panel.WaitForAssertion(() => Assert.Equal(["Germany", "4", "5", "France", "2", "3"], panel.FindAll("tbody th, tbody td").Select(e => e.TextContent.Trim())));
        panel.WaitForAssertion(() => Assert.Equal("true", panel.Find("[aria-label='Show as table']").GetAttribute("aria-pressed")));
    }

    [Fact]
    public void Table_OfItsOwn_ReplacesTheOneFromTheSpec()
    {
        var table = new TableModel("Countries", [new("Country")], [[new TableCell("Germany", Href: "/customers?f=country:Germany")]]);
        var panel = Render<ChartPanel>(p => p.Add(c => c.Title, "Germany leads").Add(c => c.Spec, Specs.Bar).Add(c => c.Table, table));

        panel.Act("[aria-label='Show as table']", e => e.Click());

        panel.WaitForAssertion(() => Assert.Equal("/customers?f=country:Germany", panel.Find("tbody a").GetAttribute("href")));
    }

    [Fact]
    public void Exports_Given_AreLinksAndAnImage()
    {
        var panel = Render<ChartPanel>(p => p.Add(c => c.Title, "Germany leads").Add(c => c.Spec, Specs.Bar).Add(c => c.XlsxUrl, "/export/a.xlsx").Add(c => c.CsvUrl, "/export/a.csv"));

        panel.WaitForAssertion(() => Assert.Equal(["/export/a.xlsx", "/export/a.csv"], panel.FindAll("a.menu-item").Select(a => a.GetAttribute("href"))));
        panel.Act("button.menu-item", e => e.Click());
        Assert.Equal(["germany-leads.png", "Germany leads"], Assert.Single(ChartScript.Invocations["exportPng"]).Arguments.Skip(1));
    }

    [Fact]
    public void Facts_Given_AreAReceipt()
    {
        var panel = Render<ChartPanel>(p => p.Add(c => c.Title, "Germany leads").Add(c => c.Spec, Specs.Bar).Add(c => c.Facts, [new("Rows used", "541,909")]));

        panel.WaitForAssertion(() => Assert.Equal(("Rows used", "541,909"), (panel.Find(".receipt dt").TextContent, panel.Find(".receipt dd").TextContent)));
    }

    [Fact]
    public void NotAvailable_Given_SaysWhyAndOffersNoTools()
    {
        var panel = Render<ChartPanel>(p => p.Add(c => c.Title, "Forecast").Add(c => c.NotAvailable, "A forecast needs 13 weeks; there are 5."));

        panel.WaitForAssertion(() => Assert.Contains("A forecast needs 13 weeks; there are 5.", panel.Find(".state").TextContent, StringComparison.Ordinal));
        Assert.Empty(panel.FindAll(".panel-tools"));
    }

    [Fact]
    public void NothingYet_IsASkeleton() => Assert.Equal("Loading: Forecast", Render<ChartPanel>(p => p.Add(c => c.Title, "Forecast")).WaitForElement("[role=status]").TextContent);

    [Fact]
    public void FileName_ATitle_IsPlainAndShort() =>
        Assert.Equal("revenue-up-12-driven-by-loyal-customers-in.png", ChartPanel.FileName("Revenue up 12 %, driven by “Loyal” customers in Germany / Austria"));
}
