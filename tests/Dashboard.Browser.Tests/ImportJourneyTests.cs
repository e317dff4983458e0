using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>A real order history from the file dialog to the Overview, and back again.</summary>
public sealed class ImportJourneyTests(Site site) : IClassFixture<Site>
{
    private const float Patience = 240_000;

    [Fact]
    public async Task Wizard_OnlineRetail_BringsItsKnownCountsAndUndoTakesThemAway()
    {
        var file = OnlineRetail();
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/data/import");

        await page.SetInputFilesAsync("input[type=file]", file);
        await Button("Go on to the mapping").ClickAsync(new LocatorClickOptions { Timeout = Patience });
        await Button("Do the dry run").ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("541,909", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        await Assertions.Expect(page.Locator("#check")).ToHaveTextAsync("25,900 new documents, no row rejected");
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("4,372");
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("9,747,747.93");

        await Button("Import 541,909 rows").ClickAsync();
        await Assertions.Expect(page.Locator("#done")).ToContainTextAsync("25,900 new documents", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        await visitor.GoAsync("/data");
        await Assertions.Expect(page.Locator(".kpis")).ToContainTextAsync("19,959 orders, 3,836 returns, 2,105 adjustments; 541,909 lines");
        await Assertions.Expect(page.Locator("#imports")).ToHaveTextAsync("1 import");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "1,609 missing" }).ClickAsync();
        await Assertions.Expect(page.Locator("#issue-title")).ToContainTextAsync("1,609 rows", new LocatorAssertionsToContainTextOptions { Timeout = Patience });

        await Button("Undo the import of").ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToContainTextAsync("25,900 documents with 541,909 lines", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        await Button("Undo the import", exact: true).ClickAsync();
        await Assertions.Expect(page.Locator("#sample-size")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = Patience });
        Assert.Empty(visitor.Errors);

        ILocator Button(string name, bool exact = false) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = exact });
    }

    [Fact]
    public async Task Wizard_BrokenFile_SaysWhatToDoAndKeepsNothing()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/data/import");

        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "broken.csv", MimeType = "text/csv", Buffer = "order,customer,date\n"u8.ToArray() });

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has a header and no rows", new LocatorAssertionsToContainTextOptions { Timeout = Patience });
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Choose another file" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Drop files here")).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    private static string OnlineRetail()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Dashboard.sln")))
            folder = Path.GetDirectoryName(folder)!;
        var path = Path.GetFullPath(Path.Combine(folder, "..", "shared", "data", "online-retail", "online_retail.csv.gz"));
        Assert.SkipUnless(File.Exists(path), "The data set online-retail is not beside the source tree.");
        return path;
    }
}
