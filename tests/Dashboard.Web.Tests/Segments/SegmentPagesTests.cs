using Bunit;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Segments;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Segments;

public sealed class SegmentPagesTests : ShopPages
{
    private const string Edges = "10,20,30,40;1,2,3,4;100,200,300,400";

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
        Assert.Equal(11, page.FindAll(".segment-card").Count);
        Assert.Contains("Only 51 days of history; recency and frequency need 180", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void SegmentsPage_Preview_SaysThatNothingIsSavedUntilItIs()
    {
        Fill();
        var settings = Services.GetRequiredService<ShopSettingsService>();
        var page = Show<SegmentsPage>($"/segments?range=all&t={Uri.EscapeDataString(Edges)}");
        page.WaitForAssertion(() => Assert.Contains("A preview of other thresholds", page.Markup, StringComparison.Ordinal));
        Assert.Null(settings.Current().RfmThresholds);

        page.Find(".thresholds button.primary").Click();

        page.WaitForAssertion(() => Assert.EndsWith("/segments?range=all", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(ThresholdsQuery.Parse(Edges), settings.Current().RfmThresholds);
    }

    [Fact]
    public void SegmentsPage_ImpossibleThresholds_SaysWhatIsNeeded()
    {
        Fill();

        var page = Show<SegmentsPage>("/segments?t=9,8,7,6;1,2,3,4;1,2,3,4");

        page.WaitForAssertion(() => Assert.Contains("four numbers in ascending order", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
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
        Assert.Equal(group.Name(), page.Find("h1").TextContent);
        Assert.Contains("Days between the days on which a customer ordered", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == $"/export/customers.xlsx?range=all&f=segment%3A{Uri.EscapeDataString(group.Name())}");
    }

    [Fact]
    public void SegmentPage_Beside_PutsAnotherSegmentIntoTheFigures()
    {
        Fill();
        var group = Largest();
        var other = RfmGroups.All.First(g => g != group);

        var page = Show<SegmentPage>($"/segments/{group.Slug()}?range=all&with={other.Slug()}", p => p.Add(x => x.Slug, group.Slug()));

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tbody th"), th => th.TextContent.Trim() == other.Name()));
        Assert.Equal(other.Slug(), page.Find("#compare-with option[selected]").GetAttribute("value"));
    }

    private RfmGroup Largest()
    {
        var request = new SegmentsRequest(new(new("all"), default, Dashboard.Analytics.Scopes.Filter.Everything));
        return Services.GetRequiredService<AnalysisService>().RunAsync(request, Xunit.TestContext.Current.CancellationToken).GetAwaiter().GetResult().Groups.MaxBy(g => g.Customers)!.Group;
    }
}
