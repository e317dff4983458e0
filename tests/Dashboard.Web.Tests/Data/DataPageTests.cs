using Bunit;
using Dashboard.Analytics.Data;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Data;

public sealed class DataPageTests : DataScreens
{
    [Fact]
    public void Page_EmptyStore_OffersSampleAndImport()
    {
        var page = Show<DataPage>("/data");

        page.WaitForState(() => page.FindAll("#sample-size").Count > 0, Patience);
        Assert.Contains("Try the sample shop", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/data/import", page.WaitForElement(".state a.primary").GetAttribute("href"));
        Assert.Equal("No import yet", page.WaitForElement("#imports").TextContent);
        Assert.Empty(page.FindAll("#quality"));
    }

    [Fact]
    public async Task Page_AfterAnImport_ShowsFreshnessQualityAndTheReport()
    {
        await (await ReadAsync("orders.csv", Orders)).ImportAsync();

        var page = Show<DataPage>("/data");
        page.WaitForState(() => page.FindAll("#quality").Count > 0, Patience);

        Assert.Contains("3 Jan 2024", page.WaitForElement(".kpis").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 missing", page.WaitForElement("a[href='/data?issue=customers.email.missing#issue']").TextContent, StringComparison.Ordinal);
        Assert.Equal("/data/imports/1/rejected.csv", page.WaitForElement("a[download][href^='/data/imports']").GetAttribute("href"));
        page.WaitForElement("button[aria-label='Report of orders.csv']").Click();
        page.WaitForState(() => page.FindAll(".report-cell").Count > 0, Patience);
        Assert.Contains("2 accepted, 1 rejected", page.WaitForElement(".report-cell").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_IssueInTheAddress_ShowsItsRowsWithLinks()
    {
        await (await ReadAsync("orders.csv", Orders)).ImportAsync();

        var page = Show<DataPage>("/data?issue=customers.email.missing");
        page.WaitForState(() => page.FindAll("#issue-title").Count > 0, Patience);

        Assert.Equal(["/customers/A", "/customers/B"], page.FindAll("#issue td a").Select(a => a.GetAttribute("href")));
        Assert.Contains("1 – 2 of 2", page.WaitForElement(".pager").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/data-quality/customers.email.missing.xlsx");
    }

    [Fact]
    public async Task Page_IssueThatIsNone_ShowsAProblemAndTheWayBack()
    {
        await (await ReadAsync("orders.csv", Orders)).ImportAsync();

        var page = Show<DataPage>("/data?issue=customers.nothing.missing");
        page.WaitForState(() => page.FindAll("#issue [role=alert]").Count > 0, Patience);

        Assert.Contains("Choose an issue", page.WaitForElement("#issue").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Wrong_AreNotSavedAndSayWhy()
    {
        var page = Show<DataPage>("/data");
        page.WaitForState(() => page.FindAll("#shop-currency").Count > 0, Patience);

        page.WaitForElement("#shop-currency").Change("pounds");
        page.WaitForElement("form").Submit();

        Assert.Contains("not a currency code", page.WaitForElement("[role=alert]", Patience).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        page.WaitForElement("#shop-currency").Change("gbp");
        page.WaitForElement("#shop-zone").Change("Europe/London");
        page.WaitForElement("form").Submit();
        page.WaitForState(() => page.Find("#settings").TextContent.Contains("GBP", StringComparison.Ordinal), Patience);
        Assert.Equal("Europe/London", Services.GetRequiredService<ShopSettingsService>().Current().TimeZone);
    }

    [Theory]
    [InlineData(0.0, "0%")]
    [InlineData(1.0, "100%")]
    [InlineData(0.9999, ">99.9%")]
    [InlineData(0.0001, "<0.1%")]
    public void Meter_Share_NeverRoundsToAllOrNone(double share, string text) =>
        Assert.Equal(text, Render<Meter>(p => p.Add(m => m.Share, share).Add(m => m.Label, "Filled")).WaitForElement(".meter > span:last-child").TextContent);

    [Fact]
    public void Advice_EveryIssue_SaysWhatToDo()
    {
        foreach (var subject in Enum.GetValues<QualitySubject>())
        {
            foreach (var fault in Enum.GetValues<QualityFault>())
                Assert.EndsWith(".", QualityText.Advice(new QualityIssue(subject, "email", fault)), StringComparison.Ordinal);
        }
    }
}
