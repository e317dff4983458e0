using Bunit;
using Dashboard.Web.Campaigns;

namespace Dashboard.Web.Tests.Campaigns;

public sealed class CampaignPageTests : CampaignShop
{
    [Fact]
    public void List_TwoCampaigns_ShowsBothRevenuesAndTheInterval()
    {
        FillCampaigns();

        var page = Show<CampaignsPage>("/campaigns?range=all");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("#list tbody tr").Count));
        var row = page.WaitForSingle("#list tbody tr", r => r.TextContent.Contains("<i>Spring</i>", StringComparison.Ordinal));
        Assert.Equal("/campaigns/mail%2F1?range=all", row.QuerySelector("th a")!.GetAttribute("href"));
        var cells = row.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToArray();
        Assert.Equal("30", cells[2]);
        Assert.Equal("10", cells[3]);
        Assert.Equal("not recorded", cells[4]);
        Assert.Contains("240.00", cells[10], StringComparison.Ordinal);
        Assert.Contains("180.00", cells[11], StringComparison.Ordinal);
        Assert.Contains(" – ", cells[12], StringComparison.Ordinal);
        Assert.Contains(row.QuerySelectorAll("a"), a => a.GetAttribute("href") == "/campaigns/mail%2F1?range=all&arm=treated&did=attributed#contacts");
        Assert.Contains("1 campaign without control group not included", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void List_NoCampaigns_SaysHowToImport()
    {
        Fill();

        var page = Show<CampaignsPage>("/campaigns");

        page.WaitForAssertion(() => Assert.Contains("No campaigns yet", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == Urls.Import()));
    }

    [Fact]
    public void List_NoCampaignInTheRange_OffersAllTime()
    {
        FillCampaigns();

        var page = Show<CampaignsPage>("/campaigns?from=2020-01-01&to=2020-01-31");

        page.WaitForAssertion(() => Assert.Contains("No campaign ran in these days", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/campaigns?range=all"));
    }

    [Fact]
    public void Page_ControlGroup_SaysWhatWouldNotHaveHappened()
    {
        FillCampaigns();

        var page = At("mail%2F1", "?range=all");

        // 12 of 30 treated and 1 of 10 held out bought: 12 − 30 × 0.1 = 9.
        page.WaitForAssertion(() => Assert.Contains("Of 12 conversions after contact, about 9 (", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("<i>Spring</i>", page.Find("h1").TextContent));
        Assert.Empty(page.FindAll("h1 i"));
        Assert.Contains("Not recorded: delivered, opened.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("recorded outcome of those who clicked is credited: 12 conversions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NoControlGroup_SaysWhatThatMeans()
    {
        FillCampaigns();

        var page = At("late", "?range=all");

        page.WaitForAssertion(() => Assert.Contains("Nobody was held out", page.Markup, StringComparison.Ordinal));
        Assert.Contains("draw 10 % of the audience at random", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Treated against held out", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_UnknownKey_LeadsBackToTheList()
    {
        FillCampaigns();

        var page = At("gone", "");

        page.WaitForAssertion(() => Assert.Contains("There is no such campaign", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".state a"), a => a.GetAttribute("href") == "/campaigns"));
    }

    [Fact]
    public void Page_ListOfBuyers_CountsThem()
    {
        FillCampaigns();

        var page = At("mail%2F1", "?range=all&arm=treated&did=converted");

        page.WaitForAssertion(() => Assert.Equal("12 of 40 customers", page.Find("#contacts-title").TextContent));
    }

    [Fact]
    public void Page_OtherRulesChosen_GoesToTheirAddress()
    {
        FillCampaigns();
        var page = At("mail%2F1", "?range=all&by=country");
        page.WaitForAssertion(() => Assert.Equal("40 customers", page.Find("#contacts-title").TextContent));

        page.Act("select[aria-label='Last click within']", e => e.Change("7"));

        page.WaitForAssertion(() => Assert.EndsWith("/campaigns/mail%2F1?range=all&by=country&click=7", Navigation.Uri, StringComparison.Ordinal));
    }

    private IRenderedComponent<CampaignPage> At(string key, string query) => Show<CampaignPage>($"/campaigns/{key}{query}", p => p.Add(c => c.Key, key));
}
