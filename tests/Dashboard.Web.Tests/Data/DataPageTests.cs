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

        page.WaitForState(() => page.FindAll("#sample-size").Count > 0);
        Assert.Contains("Try the sample shop", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("/data/import", page.Find(".state a.primary").GetAttribute("href")));
        page.WaitForAssertion(() => Assert.Equal("No import yet", page.Find("#imports").TextContent));
        Assert.Empty(page.FindAll("#quality"));
    }

    [Fact]
    public async Task Page_AfterAnImport_ShowsFreshnessQualityAndTheReport()
    {
        await (await ReadAsync("orders.csv", Orders)).ImportAsync();

        var page = Show<DataPage>("/data");
        page.WaitForState(() => page.FindAll("#quality").Count > 0);

        page.WaitForAssertion(() => Assert.Contains("3 Jan 2024", page.Find(".kpis").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("2 missing", page.Find("a[href='/data?issue=customers.email.missing#issue']").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("/data/imports/1/rejected.csv", page.Find("a[download][href^='/data/imports']").GetAttribute("href")));
        page.Act("button[aria-label='Report of orders.csv']", e => e.Click());
        page.WaitForState(() => page.FindAll(".report-cell").Count > 0);
        page.WaitForAssertion(() => Assert.Contains("2 accepted, 1 rejected", page.Find(".report-cell").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_IssueInTheAddress_ShowsItsRowsWithLinks()
    {
        await (await ReadAsync("orders.csv", Orders)).ImportAsync();

        var page = Show<DataPage>("/data?issue=customers.email.missing");
        page.WaitForState(() => page.FindAll("#issue-title").Count > 0);

        page.WaitForAssertion(() => Assert.Equal(["/customers/A", "/customers/B"], page.FindAll("#issue td a").Select(a => a.GetAttribute("href"))));
        page.WaitForAssertion(() => Assert.Contains("1 – 2 of 2", page.Find(".pager").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/data-quality/customers.email.missing.xlsx"));
    }

    [Fact]
    public async Task Page_IssueThatIsNone_ShowsAProblemAndTheWayBack()
    {
        await (await ReadAsync("orders.csv", Orders)).ImportAsync();

        var page = Show<DataPage>("/data?issue=customers.nothing.missing");
        page.WaitForState(() => page.FindAll("#issue [role=alert]").Count > 0);

        page.WaitForAssertion(() => Assert.Contains("Choose an issue", page.Find("#issue").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_Wrong_AreNotSavedAndSayWhy()
    {
        var page = Show<DataPage>("/data");
        page.WaitForState(() => page.FindAll("#shop-currency").Count > 0);

        page.Act("#shop-currency", e => e.Change("pounds"));
        page.Act("form", e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("not a currency code", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.DoesNotContain("Parameter", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.Act("#shop-currency", e => e.Change("gbp"));
        page.Act("#shop-zone", e => e.Change("Europe/London"));
        page.Act("form", e => e.Submit());
        page.WaitForState(() => page.Find("#settings").TextContent.Contains("GBP", StringComparison.Ordinal));
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
