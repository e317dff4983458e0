using Bunit;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Web.Layout;
using Dashboard.Web.Operation;
using Dashboard.Web.Snapshots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace Dashboard.Web.Tests.Layout;

public sealed class LayoutTests : ScreenContext
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-web-test-").FullName;

    public LayoutTests()
    {
        Services.AddSingleton(DashboardStore.Open(Path.Combine(folder, "shop.db")));
        Services.AddSingleton<SnapshotService>();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<StoreHealth>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        PageScript.Setup<string>("theme").SetResult("dark");
        Services.AddRadzenComponents();
        // The renderer fixes the services, so this comes after them.
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private NavigationManager Manager => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task NewerDataStrip_WhileDataIsRead_SaysSo()
    {
        var strip = Render<NewerDataStrip>();

        Assert.DoesNotContain("has changed", strip.Markup, StringComparison.Ordinal);
        await Services.GetRequiredService<SnapshotService>().NewestAsync(Xunit.TestContext.Current.CancellationToken);

        strip.WaitForAssertion(() => Assert.Equal("strip", strip.Find("[role=status]").ClassName));
    }

    [Fact]
    public void NavMenu_OnASegment_MarksSegmentsAndCarriesTheScope()
    {
        Manager.NavigateTo("/segments/champions?range=28d&f=country%3AGermany&f=gender%3AF&page=3");

        var menu = Render<NavMenu>();

        menu.WaitForAssertion(() => Assert.Equal("Segments", menu.Find("[aria-current=page]").TextContent.Trim()));
        menu.WaitForAssertion(() => Assert.Equal("/trends?range=28d&f=country%3AGermany&f=gender%3AF", menu.Find("[data-shortcut='g t']").GetAttribute("href")));
        Assert.Equal(Navigation.Entries.Count, menu.FindAll("[data-shortcut]").Count);
    }

    [Fact]
    public void NavMenu_AfterNavigation_FollowsIt()
    {
        var menu = Render<NavMenu>();
        menu.WaitForAssertion(() => Assert.Equal("Overview", menu.Find("[aria-current=page]").TextContent.Trim()));

        Manager.NavigateTo("/data?compare=year");

        menu.WaitForAssertion(() => Assert.Equal("/customers?compare=year", menu.Find("[data-shortcut='g c']").GetAttribute("href")));
        menu.WaitForAssertion(() => Assert.Equal("Data", menu.Find("[aria-current=page]").TextContent.Trim()));
    }

    [Fact]
    public void SearchBox_Words_OpenTheListAndKeepTheScope()
    {
        Manager.NavigateTo("/trends?range=7d");
        var box = Render<SearchBox>();

        box.Act("input", e => e.Input(" müller "));
        box.Act("form", e => e.Submit());

        Assert.Equal("http://localhost/customers?range=7d&q=m%C3%BCller", Manager.Uri);
    }

    [Fact]
    public void SearchBox_NoWords_StaysWhereItIs()
    {
        var box = Render<SearchBox>();

        box.Act("form", e => e.Submit());

        Assert.Equal("http://localhost/", Manager.Uri);
    }

    [Fact]
    public void ThemeSwitch_Stored_IsShownAndAnotherIsSet()
    {
        var themes = Render<ThemeSwitch>();
        themes.WaitForAssertion(() => Assert.Equal("true", themes.Find("[aria-label='Dark theme']").GetAttribute("aria-pressed")));

        themes.Act("[aria-label='Light theme']", e => e.Click());

        Assert.Equal("light", Assert.Single(PageScript.Invocations["setTheme"]).Arguments[0]);
        themes.WaitForAssertion(() => Assert.Equal("true", themes.Find("[aria-label='Light theme']").GetAttribute("aria-pressed")));
    }

    [Fact]
    public void PageHeader_Everything_IsShownAndTitlesTheWindow()
    {
        var head = Render<HeadOutlet>();
        var page = Render<PageHeader>(p => p.Add(h => h.Title, "Champions").Add(h => h.Lead, "Who buys most.").Add(h => h.Crumbs, [new("Segments", "/segments?range=7d")]).Add(h => h.Actions, "<button>Export</button>").AddChildContent("<i>scope</i>"));

        page.WaitForAssertion(() => Assert.Equal("Champions", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Equal(["Segments", "Champions"], page.FindAll(".crumbs li").Select(e => e.TextContent.Trim())));
        page.WaitForAssertion(() => Assert.Equal("/segments?range=7d", page.Find(".crumbs a").GetAttribute("href")));
        page.WaitForAssertion(() => Assert.Equal("Export", page.Find(".page-actions button").TextContent));
        head.WaitForAssertion(() => Assert.Equal("Champions · Dashboard", head.Find("title").TextContent));
    }

    [Fact]
    public void ShortcutsDialog_EveryPage_IsListed()
    {
        var dialog = Render<ShortcutsDialog>();

        Assert.All(Navigation.Entries, entry => Assert.Contains($"Go to {entry.Name}", dialog.WaitForElement("dialog").TextContent, StringComparison.Ordinal));
        dialog.WaitForAssertion(() => Assert.Equal("shortcuts", dialog.Find("[data-shortcut='?']").GetAttribute("data-opens-dialog")));
    }

    [Fact]
    public void MainLayout_APageThatFails_ShowsAPanelWithoutItsSecrets()
    {
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, (RenderFragment)(_ => throw new InvalidOperationException("secret"))));

        layout.WaitForAssertion(() => Assert.Equal("This page could not be shown", layout.Find("[role=alert] h2").TextContent));
        Assert.DoesNotContain("secret", layout.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void MainLayout_AFullDisk_SaysWhatToDo()
    {
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, (RenderFragment)(_ => throw new SqliteException("secret", 13))));

        layout.WaitForAssertion(() => Assert.Contains("The disk is full. Nothing was changed.", layout.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void MainLayout_ADamagedDatabase_SaysSoOnEveryScreen()
    {
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, "<h1>Page</h1>"));
        Assert.Empty(layout.FindAll("[role=alert]"));
        var path = Services.GetRequiredService<DashboardStore>().Path;
        using (var connection = Services.GetRequiredService<DashboardStore>().Connect())
            DashboardStore.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.Position = 16_384;
            file.Write(new byte[49_152]);
        }

        Services.GetRequiredService<StoreHealth>().Look(Xunit.TestContext.Current.CancellationToken);

        layout.WaitForAssertion(() => Assert.Contains("The database is damaged.", layout.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void MainLayout_ANewPage_TakesFocusToItsHeadingAndAFilterDoesNot()
    {
        Render<MainLayout>(p => p.Add(l => l.Body, "<h1>Page</h1>"));

        Manager.NavigateTo("/?range=7d");
        Assert.Empty(PageScript.Invocations["focusHeading"]);
        Manager.NavigateTo("/trends?range=7d");
        Assert.Single(PageScript.Invocations["focusHeading"]);
    }

    [Fact]
    public void MainLayout_SkipLink_LeadsToTheContent()
    {
        Manager.NavigateTo("/trends?range=7d");

        var layout = Render<MainLayout>(p => p.Add(l => l.Body, "<h1>Page</h1>"));

        layout.WaitForAssertion(() => Assert.Equal("http://localhost/trends?range=7d#content", layout.Find(".skip").GetAttribute("href")));
        layout.WaitForAssertion(() => Assert.Equal("-1", layout.Find("#content").GetAttribute("tabindex")));
    }

    [Fact]
    public void NotFoundPage_AnyAddress_SaysWhereToGo() =>
        Assert.Equal(["/", "/customers"], Render<NotFoundPage>().FindAll(".actions a").Select(a => a.GetAttribute("href")));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
