using Bunit;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Segments;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Segments;

public sealed class SegmentPagesTests : ShopPages
{
    private const string Tried = "window=6|edges=10,20,30,40;1,2,3,4;100,200,300,400|champions=Top%20fans:";

    [Fact]
    public void SegmentsPage_EmptyStore_SaysWhatToDo()
    {
        var page = Show<SegmentsPage>("/segments");

        page.WaitForAssertion(() => Assert.Contains("No customers here", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void SegmentsPage_Shop_ShowsGridCardsAndWhyRfmIsWeak()
    {
        Fill();

        var page = Show<SegmentsPage>("/segments?range=all");

        page.WaitForAssertion(() => Assert.Equal(25, page.FindAll(".rfm-grid td").Count));
        page.WaitForAssertion(() => Assert.Equal(11, page.FindAll(".segment-card").Count));
        Assert.Contains("51 days of history; 180 are needed.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void SegmentsPage_Preview_SaysThatNothingIsSavedAndUsesTheNames()
    {
        Fill();

        var page = Show<SegmentsPage>($"/segments?range=all&rfm={Uri.EscapeDataString(Tried)}");

        page.WaitForAssertion(() => Assert.Contains("A preview of another RFM definition", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("Top fans", page.Find(".segment-card h3").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal($"/segments/setup?range=all&rfm={Uri.EscapeDataString(Tried)}", page.FindAll(".tabs a")[^1].GetAttribute("href")));
        Assert.Equal(RfmDefinition.Default, Settings.Current().Rfm);
    }

    [Fact]
    public void SegmentsPage_ImpossibleThresholds_SaysWhatIsNeeded()
    {
        Fill();

        var page = Show<SegmentsPage>("/segments?rfm=window%3Dall%7Cedges%3D9,8,7,6;1,2,3,4;1,2,3,4");

        page.WaitForAssertion(() => Assert.Contains("four numbers in ascending order", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void RfmSetupPage_PreviewSaveUndo_ChangesTheShopAndBack()
    {
        Fill();
        var page = Show<RfmSetupPage>($"/segments/setup?range=all&rfm={Uri.EscapeDataString(Tried)}");
        page.WaitForAssertion(() => Assert.Contains("nothing is saved", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("6", page.Find("#rfm-window").GetAttribute("value")));
        Assert.Equal(RfmDefinition.Default, Settings.Current().Rfm);

        page.Act(".rfm-editor button.primary", e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("The definition is saved", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("/segments/setup?range=all", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(RfmDefinitionText.Parse(Tried), Settings.Current().Rfm);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".rfm-editor button"), b => b.TextContent == "Undo the last save"));

        page.Act(".rfm-editor button", b => b.TextContent == "Undo the last save", e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("The last save is undone", page.Markup, StringComparison.Ordinal));
        Assert.Equal(RfmDefinition.Default, Settings.Current().Rfm);
    }

    [Fact]
    public void SavedNames_Everywhere_AreTheOnesShown()
    {
        Fill();
        var group = Largest();
        Settings.SaveRfm(RfmDefinition.Default with { Names = RfmNames.Default.With(group, "Our own name", "Do our own thing.") });

        var (segments, profile) = (Show<SegmentsPage>("/segments?range=all"), Show<SegmentPage>($"/segments/{group.Slug()}?range=all", p => p.Add(x => x.Slug, group.Slug())));

        segments.WaitForAssertion(() => Assert.Contains("Do our own thing.", segments.Markup, StringComparison.Ordinal));
        profile.WaitForAssertion(() => Assert.Equal("Our own name", profile.Find("h1").TextContent));
    }

    [Fact]
    public void RfmMovementPage_Days_ShowsWhoMoved()
    {
        Fill();

        var page = Show<RfmMovementPage>("/segments/movement?range=all&day1=2024-02-10&day2=2024-03-10");

        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".kpi-value").Count));
        page.WaitForAssertion(() => Assert.Equal("2024-02-10", page.Find("#first-day").GetAttribute("value")));
        page.WaitForElement(".transition tbody tr");

        page.Act("#first-day", e => e.Change("2024-03-10"));
        page.Act("form.list-tools", e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("The second day must come after the first.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void RfmMovementPage_NoDay_SaysHowToWriteIt()
    {
        Fill();

        var page = Show<RfmMovementPage>("/segments/movement?day1=yesterday");

        page.WaitForAssertion(() => Assert.Contains("Write it as 2024-06-30", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void RfmStabilityPage_Shop_SaysAWordAndANumber()
    {
        Fill();

        var page = Show<RfmStabilityPage>("/segments/stability?range=all");

        page.WaitForAssertion(() => Assert.Contains(page.Find(".kpi-value").TextContent, Enum.GetNames<RfmFirmness>()));
    }

    [Fact]
    public void SegmentPage_UnknownName_NamesThoseThereAre()
    {
        var page = Show<SegmentPage>("/segments/whales", p => p.Add(x => x.Slug, "whales"));

        page.WaitForAssertion(() => Assert.Contains("It is one of Champions, Loyal", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void SegmentPage_Group_ShowsProfileMembersAndExport()
    {
        Fill();
        var group = Largest();

        var page = Show<SegmentPage>($"/segments/{group.Slug()}?range=all", p => p.Add(x => x.Slug, group.Slug()));

        page.WaitForAssertion(() => Assert.Contains($"Members of {group.Name()}", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(group.Name(), page.Find("h1").TextContent));
        Assert.Contains("Days between the days on which a customer ordered", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == $"/export/customers.xlsx?range=all&f=segment%3A{Uri.EscapeDataString(group.Name())}"));
    }

    [Fact]
    public void SegmentPage_Beside_PutsAnotherSegmentIntoTheFigures()
    {
        Fill();
        var group = Largest();
        var other = RfmGroups.All.First(g => g != group);

        var page = Show<SegmentPage>($"/segments/{group.Slug()}?range=all&with={other.Slug()}", p => p.Add(x => x.Slug, group.Slug()));

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tbody th"), th => th.TextContent.Trim() == other.Name()));
        page.WaitForAssertion(() => Assert.Equal(other.Slug(), page.Find("#compare-with option[selected]").GetAttribute("value")));
    }

    private ShopSettingsService Settings => Services.GetRequiredService<ShopSettingsService>();

    private RfmGroup Largest()
    {
        var request = new SegmentsRequest(new(new("all"), default, Dashboard.Analytics.Scopes.Filter.Everything));
        return Services.GetRequiredService<AnalysisService>().RunAsync(request, Xunit.TestContext.Current.CancellationToken).GetAwaiter().GetResult().Groups.MaxBy(g => g.Customers)!.Group;
    }
}
