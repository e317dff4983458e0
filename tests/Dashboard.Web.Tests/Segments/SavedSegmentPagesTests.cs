using Bunit;
using Dashboard.Analytics.Rules;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Components;
using Dashboard.Web.Customers;
using Dashboard.Web.Data;
using Dashboard.Web.Segments;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Segments;

/// <summary>The shop: Anna (A/1, Germany, two orders, e-mail allowed), Zoë (B, France), Bob (C), data until 20 February 2024.</summary>
public sealed class SavedSegmentPagesTests : ShopPages
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private SavedSegmentService Segments => Services.GetRequiredService<SavedSegmentService>();

    [Fact]
    public void List_NothingSaved_OffersTemplatesWithCounts()
    {
        Fill();

        var page = Show<SavedSegmentsPage>("/segments/saved");

        page.WaitForAssertion(() => Assert.Contains("No saved segments yet", page.Markup, StringComparison.Ordinal));
        var template = page.WaitForSingle(".templates a", a => a.TextContent == "Never bought but signed up");
        Assert.StartsWith("/segments/new?rule=orders%28ever%29%20%3D%200", template.GetAttribute("href"), StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".templates li"), l => l.TextContent.Contains("New in the last 30 days", StringComparison.Ordinal) && l.TextContent.Contains("2 customers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task List_Segments_ShowsSizeTagsUsesAndRestoresDeletedOnes()
    {
        Fill();
        var vip = await SaveAsync("VIP", "country = \"Germany\"", "email, best");
        await SaveAsync("User", "segment(\"VIP\")", "");
        var old = await SaveAsync("Old", "everyone", "");
        await Segments.DeleteAsync(old.Id, new SegmentEdit(), Token);

        var page = Show<SavedSegmentsPage>("/segments/saved");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".segments-table tbody tr").Count));
        var row = page.WaitForSingle(".segments-table tbody tr", r => r.TextContent.Contains("VIP", StringComparison.Ordinal) && r.QuerySelector(".tag") is not null);
        Assert.Equal(["best", "email"], row.QuerySelectorAll(".tag").Select(t => t.TextContent));
        Assert.Equal(["1", "1"], row.QuerySelectorAll("td.num").Take(2).Select(c => c.TextContent));
        Assert.Contains("1 segment", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/segments/saved/{vip.Id}", row.QuerySelector("a")!.GetAttribute("href"));

        // Sizes of past months come by themselves meanwhile, and the list is drawn again.
        await page.InvokeAsync(() => page.WaitForElement("button[aria-label='Restore Old']").Click());
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".segments-table tbody tr").Count));
    }

    [Fact]
    public async Task List_SearchAndTagInTheAddress_NarrowIt()
    {
        Fill();
        await SaveAsync("VIP", "everyone", "email");
        await SaveAsync("Lapsed", "everyone", "post");

        Assert.Single(Rows("/segments/saved?tag=EMAIL"));
        Assert.Single(Rows("/segments/saved?q=laps"));

        AngleSharp.Dom.IElement[] Rows(string address)
        {
            var page = Show<SavedSegmentsPage>(address);
            page.WaitForElement(".segments-table");
            return [.. page.FindAll(".segments-table tbody tr")];
        }
    }

    [Fact]
    public async Task Builder_SavedBeforeTheAddressHasFollowed_SavesWhatWasWritten()
    {
        Fill();
        var slow = new SlowNavigation();
        Services.AddSingleton<NavigationManager>(slow);
        slow.NavigateTo("/segments/new?rule=everyone");
        slow.Arrive();
        var page = Render<SegmentBuilderPage>();
        page.WaitForElement(".save-panel input");

        await page.InvokeAsync(() => page.FindComponent<RuleGroupForm>().Instance.OnChange.InvokeAsync(RuleText.Parse("orders(ever) >= 2")));
        await page.ActAsync(".save-panel input", e => e.ChangeAsync(new ChangeEventArgs { Value = "Came back" }));
        await page.ActAsync(".save-panel form", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.Contains("Version 1 is saved", page.Markup, StringComparison.Ordinal));
        var saved = Assert.Single(await Segments.ListAsync(Token));
        Assert.Equal(("Came back", "orders(ever) >= 2"), (saved.Name, saved.Rule));

        // Once the addresses have come, they are what holds: a step back is not overruled by what was written.
        await page.InvokeAsync(slow.Arrive);
        slow.NavigateTo("/segments/new?rule=everyone&n=Other");
        await page.InvokeAsync(slow.Arrive);
        page.WaitForAssertion(() => Assert.Equal("Other", page.Find(".save-panel input").GetAttribute("value")));
    }

    [Theory]
    [InlineData("/segments/new?view=text&rule=everyone")]
    [InlineData("/segments/new?view=text")]
    public async Task Builder_TextEmptied_StaysEmpty(string address)
    {
        Fill();
        var page = Show<SegmentBuilderPage>(address);
        page.WaitForElement("textarea");

        await page.InvokeAsync(() => page.FindComponent<CompletionBox>().Instance.MovedAsync("", 0, asked: false));

        page.WaitForAssertion(() => Assert.Equal("", page.FindComponent<CompletionBox>().Instance.Value));
        Assert.Equal("", RuleOf(Navigation.Uri));
        page.WaitForElement(".completion-said .bad-text");
    }

    [Fact]
    public async Task Builder_NameOfASavedSegmentEmptied_StaysEmpty()
    {
        Fill();
        var saved = await SaveAsync("VIP", "everyone", "");
        var page = Show<SegmentBuilderPage>(Urls.SavedSegment(saved.Id), p => p.Add(x => x.Id, saved.Id));

        page.Act(".save-panel input", e => e.Change(""));

        page.WaitForAssertion(() => Assert.EndsWith("?v=1&n=", Navigation.Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("", page.Find(".save-panel input").GetAttribute("value") ?? ""));
    }

    [Fact]
    public void Builder_RuleInTheAddress_IsFormSentenceAndCount()
    {
        Fill();

        var page = Show<SegmentBuilderPage>(Urls.NewSegment("country = \"Germany\" or not bought(last 30 days)"));

        page.WaitForAssertion(() => Assert.Equal("1", page.Find(".counts-panel .kpi-value").TextContent));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".rule-row").Count));
        page.WaitForAssertion(() => Assert.Equal(["1", "0"], page.FindAll(".rule-row .rule-count").Select(c => c.TextContent.Split(' ')[0])));
        page.WaitForAssertion(() => Assert.Contains("Germany", page.Find(".rule-sentence").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("Any", page.Find(".rule-group-head select option[selected]").GetAttribute("value")));
    }

    [Fact]
    public void Builder_ChangesInTheForm_GoToTheAddress()
    {
        Fill();
        var page = Show<SegmentBuilderPage>("/segments/new");
        page.WaitForElement(".rule-group");

        page.Act("button", b => b.TextContent.Contains("Add condition", StringComparison.Ordinal), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("orders(last 90 days) >= 1", RuleOf(Navigation.Uri)));
        page.Act("select[aria-label=Condition]", e => e.Change("field:country"));
        page.WaitForAssertion(() => Assert.Equal("country = \"France\"", RuleOf(Navigation.Uri)));
        page.Act("input[aria-label='Country: value']", e => e.Change("Germany"));
        page.WaitForAssertion(() => Assert.Equal("country = \"Germany\"", RuleOf(Navigation.Uri)));
        page.WaitForAssertion(() => Assert.Equal("1", page.Find(".counts-panel .kpi-value").TextContent));
        page.Act(".rule-row button", b => b.TextContent == "not", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("not country = \"Germany\"", RuleOf(Navigation.Uri)));
    }

    [Fact]
    public void Builder_TextThatCannotBeRead_PointsAtTheCharacter()
    {
        Fill();

        var page = Show<SegmentBuilderPage>("/segments/new?view=text&rule=age%20%3E%3D%20x");

        page.WaitForAssertion(() => Assert.Contains("Character 8:", page.Find(".completion-said").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("x", page.Find(".completion-marks mark").TextContent));
    }

    [Fact]
    public void Builder_SegmentThatIsMissing_IsMarkedInTheText()
    {
        Fill();

        var page = Show<SegmentBuilderPage>("/segments/new?view=text&rule=age%20%3E%3D%2018%20and%20segment(%22Nobody%22)");

        page.WaitForAssertion(() => Assert.Equal("segment(\"Nobody\")", page.Find(".completion-marks mark").TextContent));
        page.WaitForAssertion(() => Assert.Contains("no segment named", page.Find(".completion-said").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Builder_EditOfASavedOne_SaysWhoEntersAndSavesAVersion()
    {
        Fill();
        var saved = await SaveAsync("Germans", "country = \"Germany\"", "");
        var page = Show<SegmentBuilderPage>(Urls.SavedSegment(saved.Id, [new("rule", "country in (\"France\", \"Germany\")"), new("v", "1")]), p => p.Add(x => x.Id, saved.Id));

        page.WaitForAssertion(() => Assert.Contains("+1 would enter", page.Find(".counts-change").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("#edit-title"), h => h.TextContent == "1 would enter, 0 would leave"));
        page.Act(".save-panel form", e => e.Submit());

        page.WaitForAssertion(() => Assert.EndsWith($"/segments/saved/{saved.Id}", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal((2, "country in (\"France\", \"Germany\")"), await Segments.FindAsync(saved.Id, Token) is { } now ? (now.Version, now.Rule) : default);
    }

    [Fact]
    public async Task Builder_SomebodySavedMeanwhile_ShowsBothAndKeepsTheEdit()
    {
        Fill();
        var saved = await SaveAsync("Germans", "country = \"Germany\"", "");
        var page = Show<SegmentBuilderPage>(Urls.SavedSegment(saved.Id, [new("rule", "country = \"France\""), new("v", "1")]), p => p.Add(x => x.Id, saved.Id));
        page.WaitForElement(".save-panel");
        await Segments.SaveAsync(saved.Id, 1, saved.Content with { Rule = "country = \"Spain\"" }, new SegmentEdit("Bob"), Token);

        page.Act(".save-panel form", e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("Bob saved version 2 while you were editing", page.Markup, StringComparison.Ordinal));
        Assert.Equal("country = \"France\"", RuleOf(Navigation.Uri));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".rule-diff .added"), l => l.TextContent.Contains("France", StringComparison.Ordinal)));
        Assert.Equal("country = \"Spain\"", (await Segments.FindAsync(saved.Id, Token))!.Rule);
    }

    [Fact]
    public async Task Customer_InSegments_SaysWhyAndWhyNot()
    {
        Fill();
        await SaveAsync("Germans", "country = \"Germany\"", "");
        await SaveAsync("Regulars", "orders(ever) >= 3", "");

        var page = Show<CustomerPage>("/customers/A%2F1?range=all", p => p.Add(x => x.Key, "A%2F1"));

        page.WaitForAssertion(() => Assert.Equal("In 1 of 2 saved segments", page.Find("#in-segments").TextContent.Trim()));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".memberships summary"), s => s.TextContent.Contains("Regulars", StringComparison.Ordinal) && s.TextContent.Contains("to be in", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ManualList_Pasted_ReportsWhoIsMissing()
    {
        Fill();
        Services.AddSingleton(new UploadLimit(1 << 20));
        var page = Show<ManualListPage>("/segments/lists/new?keys=A%2F1,nobody");
        page.WaitForElement("textarea[aria-label='Keys or e-mail addresses']");

        page.Act(".save-panel input", 0, e => e.Change("Press"));
        page.Act("form", 0, e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("1 customer added from 2 entries, 1 mean nobody", page.Markup, StringComparison.Ordinal));
        var list = Assert.Single(await Services.GetRequiredService<ManualListService>().ListAsync(Token));
        Assert.Equal(("Press", 1, 1), (list.Name, list.Customers, list.Unmatched));
        Assert.Equal(["A/1", "nobody"], (await Services.GetRequiredService<SnapshotService>().NewestAsync(Token)).Segments.List("press")!.Keys.Order());
    }

    [Fact]
    public void Customers_Filtered_CanBeSavedAsASegment()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?range=all&f=country%3AGermany&f=category%3AKitchen");

        page.WaitForAssertion(() => Assert.Contains(
            page.FindAll("a"),
            a => a.TextContent.Contains("Save as segment", StringComparison.Ordinal) && RuleOf("http://x" + a.GetAttribute("href")) == "country = \"Germany\" and bought(ever, category = \"Kitchen\")"));
    }

    private static string? RuleOf(string uri) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(uri).Query).TryGetValue("rule", out var rule) ? rule.ToString() : null;

    private async Task<StoredSegment> SaveAsync(string name, string rule, string tags) =>
        Assert.IsType<SegmentSaved>(await Segments.CreateAsync(new SegmentContent { Name = name, Rule = rule, Tags = TagList.Parse(tags) }, new SegmentEdit("Anna"), Token)).Segment;
}
