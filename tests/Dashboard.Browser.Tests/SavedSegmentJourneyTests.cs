using System.Globalization;
using Dashboard.Services.Samples;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Saved segments and lists, from click to click, on a shop of its own.</summary>
public sealed class SavedSegmentJourneyTests : IClassFixture<Site>, IAsyncLifetime
{
    private readonly Site site;

    public SavedSegmentJourneyTests(Site site) => this.site = site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SavedSegmentService Segments => site.Services.GetRequiredService<SavedSegmentService>();

    private SnapshotService Snapshots => site.Services.GetRequiredService<SnapshotService>();

    public async ValueTask InitializeAsync()
    {
        if ((await Snapshots.NewestAsync(Token)).IsEmpty)
            await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);
        await Snapshots.NewestAsync(Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Form_NewSegment_IsCountedWhileItIsMadeAndSaved()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/segments/new");
        var everyone = await CountAsync(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Add condition" }).ClickAsync();
        await visitor.AtAsync(@"/segments/new\?rule=.*");
        await Assertions.Expect(page.Locator(".counts-panel .kpi-value")).Not.ToHaveTextAsync(everyone);
        var first = await CountAsync(page);
        await page.GetByLabel("Orders: value").FillAsync("2");
        await page.GetByLabel("Orders: value").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".counts-panel .kpi-value")).Not.ToHaveTextAsync(first);
        await Assertions.Expect(page.Locator(".rule-sentence")).ToContainTextAsync("2");

        // Back undoes the last change, and forward brings it again.
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".counts-panel .kpi-value")).ToHaveTextAsync(first);
        await page.GoForwardAsync();
        await Assertions.Expect(page.GetByLabel("Orders: value")).ToHaveValueAsync("2");

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Two orders lately");
        await page.GetByLabel("Your name").FillAsync("Anna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save segment" }).ClickAsync();
        await visitor.AtAsync(@"/segments/saved/\d+");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Two orders lately" })).ToBeVisibleAsync();
        Assert.Equal("orders(last 90 days) >= 2", (await Segments.ListAsync(Token)).Single(s => s.Name == "Two orders lately").Rule);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Text_WithAnErrorAndCompletion_PointsAtTheCharacterAndHelps()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/segments/new?view=text");
        var box = page.GetByLabel("Rule as text");
        await box.FillAsync("rfm.m >= 4 und orders(ever) >= 2");
        await Assertions.Expect(page.Locator(".completion-said")).ToContainTextAsync("Character 12");
        await Assertions.Expect(page.Locator(".completion-marks mark")).ToHaveTextAsync("und");

        // Emptied, it stays empty until something is typed.
        await box.FillAsync("");
        await Assertions.Expect(page.Locator(".completion-said")).Not.ToContainTextAsync("Character 12");
        await page.WaitForURLAsync(u => u.EndsWith("rule=&view=text", StringComparison.Ordinal));
        await Assertions.Expect(box).ToHaveValueAsync("");
        await box.PressSequentiallyAsync("count");
        var list = page.GetByRole(AriaRole.Listbox, new() { Name = "Suggestions" });
        await Assertions.Expect(list.GetByRole(AriaRole.Option).First).ToContainTextAsync("country");
        await box.PressAsync("Enter");
        await Assertions.Expect(box).ToHaveValueAsync("country");
        await box.PressSequentiallyAsync(" = ");
        await Assertions.Expect(list.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await box.PressAsync("ArrowDown");
        await box.PressAsync("Tab");
        await Assertions.Expect(box).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^country = \".+\"$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator(".completion-said .bad-text")).ToHaveCountAsync(0);

        // The form shows the same rule.
        await page.GetByRole(AriaRole.Button, new() { Name = "Form" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Country: value")).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Edit_SavedSegment_ShowsWhoEntersAndLeavesThenDiffsAndUndoes()
    {
        var id = await SaveAsync("Lapsed for the edit", "days_since_last_order > 90");
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync(Address(id));
        await page.GetByLabel("Days since the last order: value").FillAsync("60");
        await page.GetByLabel("Days since the last order: value").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".counts-change")).ToContainTextAsync("would enter");
        await Assertions.Expect(page.Locator("#edit-title")).ToContainTextAsync("0 would leave");
        await page.GetByLabel("Why (for the history)").FillAsync("Earlier");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Version 2 is saved")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".rule-diff .removed").First).ToContainTextAsync("days_since_last_order > 90");
        await Assertions.Expect(page.Locator(".rule-diff .added").First).ToContainTextAsync("days_since_last_order > 60");

        await page.GetByRole(AriaRole.Button, new() { Name = "Go back to version 1" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Version 3 is saved")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Days since the last order: value")).ToHaveValueAsync("90");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Edit_BySomebodyElseMeanwhile_LosesNothing()
    {
        var id = await SaveAsync("Edited by two", "days_since_last_order > 90");
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync(Address(id));
        await page.GetByLabel("Days since the last order: value").FillAsync("60");
        await page.GetByLabel("Days since the last order: value").PressAsync("Enter");
        await visitor.AtAsync(@"\?rule=.*&v=1");
        await Segments.SaveAsync(id, 1, new SegmentContent { Name = "Edited by two", Rule = "days_since_last_order > 120" }, new SegmentEdit("Bob", "Stricter"), Token);

        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Bob saved version 2 while you were editing")).ToBeVisibleAsync();
        Assert.Equal("days_since_last_order > 120", (await Segments.FindAsync(id, Token))!.Rule);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mine as version 3" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Version 3 is saved")).ToBeVisibleAsync();
        Assert.Equal("days_since_last_order > 60", (await Segments.FindAsync(id, Token))!.Rule);
    }

    [Fact]
    public async Task Delete_UsedSegment_WarnsAndCanBeRestored()
    {
        var id = await SaveAsync("To be deleted", "days_since_last_order > 30");
        await SaveAsync("Its user", "segment(\"To be deleted\")");
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync(Address(id));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToContainTextAsync("Its user");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete segment" }).ClickAsync();
        await visitor.AtAsync(@"/segments/saved\?deleted=.*");
        await Assertions.Expect(page.Locator(".segments-table .bad-text").First).ToContainTextAsync("there is no such segment");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore To be deleted" }).ClickAsync();
        await Assertions.Expect(page.Locator(".segments-table").GetByRole(AriaRole.Link, new() { Name = "To be deleted" })).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task List_PastedAndImported_ReportsWhoIsMissingAndCanBeUsed()
    {
        var snapshot = await Snapshots.NewestAsync(Token);
        var (first, second) = (snapshot.Customers.Keys.Text(0), snapshot.Customers.Keys.Text(1));
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/segments/lists/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Press");
        await page.GetByLabel("Keys or e-mail addresses").FillAsync($"{first}\nnobody-has-this-key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the list" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 customer added from 2 entries, 1 mean nobody")).ToBeVisibleAsync();

        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "more.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"Customer ID,Note\n{second},hello\n{first},there\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add these" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 customer added from 2 entries, 1 on it already")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show customers" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 customers" })).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Customer_OnItsPage_IsExplained()
    {
        await SaveAsync("Bought ten times", "orders(ever) >= 10");
        var key = (await Snapshots.NewestAsync(Token)).Customers.Keys.Text(3);
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync($"/customers/{Uri.EscapeDataString(key)}?range=all");
        var panel = visitor.Page.Locator(".panel").Filter(new() { Has = visitor.Page.Locator("#in-segments") });
        await panel.Locator("summary", new() { HasText = "Bought ten times" }).ClickAsync();
        await Assertions.Expect(panel.Locator("details", new() { HasText = "Bought ten times" }).Locator(".explained").First).ToContainTextAsync("orders");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Filter_BySavedSegment_IsAChipWithItsName()
    {
        await SaveAsync("Filtered by", "days_since_last_order > 30");
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/customers?range=all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        var menu = page.Locator(".filters:popover-open");
        await menu.GetByRole(AriaRole.Button, new() { Name = "Saved segment or cluster", Exact = true }).ClickAsync();
        await menu.GetByRole(AriaRole.Button, new() { Name = "Filtered by" }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip").GetByText("Filtered by")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Save as segment" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Segment", new() { Exact = true })).ToHaveValueAsync("Filtered by");
        Assert.Empty(visitor.Errors);
    }

    [Theory]
    [InlineData("/segments/saved")]
    [InlineData("/segments/new?rule=rfm.m%20%3E%3D%204%20and%20(country%20%3D%20%22Germany%22%20or%20not%20bought(last%2090%20days%2C%20channel%20%3D%20%22web%22))")]
    [InlineData("/segments/new?view=text&rule=rfm.m%20%3E%3D%20x")]
    [InlineData("{segment}?rule=days_since_last_order%20%3E%2060&v=1")]
    [InlineData("/segments/lists/new")]
    public async Task Screen_OfSegments_HasNoFault(string screen)
    {
        var id = await SaveAsync("Looked at", "days_since_last_order > 90 and orders(ever) >= 2");
        var address = screen.Replace("{segment}", Address(id), StringComparison.Ordinal);
        var faults = new List<string>();
        foreach (var (width, theme) in (IEnumerable<(int, ColorScheme)>)[(1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark)])
        {
            await using var visitor = await site.VisitAsync(width, theme: theme);
            await visitor.GoAsync(address);
            await visitor.Page.WaitForTimeoutAsync(500);
            await visitor.DrawnAsync();
            if (Environment.GetEnvironmentVariable("SEGMENT_PICTURES") is { } folder)
                await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{screen.Split('?')[0].Trim('/').Replace('/', '-').Trim('{', '}')}{(screen.Contains("view=text", StringComparison.Ordinal) ? "-text" : "")}-{width}-{theme}.png"), FullPage = true });
            faults.AddRange(visitor.Errors);
            if (await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{width} px: the page scrolls sideways"));
#pragma warning disable CS0618 // The other way opens a page that leaves this one in the background.
            var found = await visitor.Page.RunAxeLegacy();
#pragma warning restore CS0618
            faults.AddRange(found.Violations.SelectMany(v => v.Nodes.Take(3).Select(n => $"{theme} {width}: {v.Id}: {v.Help}: {n.Target}: {string.Join(' ', n.Any.Select(c => c.Message))}")));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static string Address(long id) => string.Create(CultureInfo.InvariantCulture, $"/segments/saved/{id}");

    private static async Task<string> CountAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".counts-panel .kpi-value")).ToBeVisibleAsync();
        return await page.Locator(".counts-panel .kpi-value").InnerTextAsync();
    }

    private async Task<long> SaveAsync(string name, string rule)
    {
        var outcome = await Segments.CreateAsync(new SegmentContent { Name = name, Rule = rule }, new SegmentEdit("Anna"), Token);
        await Snapshots.NewestAsync(Token);
        return outcome is SegmentSaved done ? done.Segment.Id : ((SegmentNameTaken)outcome).Holder.Id;
    }
}
