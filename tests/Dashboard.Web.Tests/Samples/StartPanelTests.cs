using Bunit;
using Bunit.TestDoubles;
using Dashboard.Services.Audit;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Web.Access;
using Dashboard.Web.Samples;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Samples;

public sealed class StartPanelTests : BunitContext
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-test-").FullName;
    private readonly DashboardStore store;
    private readonly ShopSettingsService settings;

    public StartPanelTests()
    {
        store = DashboardStore.Open(Path.Combine(folder, "shop.db"));
        settings = new ShopSettingsService(store);
        Services.AddSingleton(settings).AddSingleton(new SampleShopService(store, settings, TimeProvider.System)).AddSingleton(new AuditLog(store, TimeProvider.System)).AddOperator();
    }

    [Fact]
    public void StartPanel_Empty_OffersBothWaysIn()
    {
        var panel = Render<StartPanel>();

        panel.WaitForAssertion(() => Assert.Equal("/data/import", panel.Find("a.button.primary").GetAttribute("href")));
        panel.WaitForAssertion(() => Assert.Equal("Try the sample shop", panel.Find("button").TextContent));
        Assert.Contains("10,000 customers", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void StartPanel_TryTheSampleShop_MakesItAndReloads()
    {
        var panel = Render<StartPanel>(p => p.Add(x => x.Options, new SampleOptions { Customers = 1_000 }));

        panel.Act("button", e => e.Click());

        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        panel.WaitForState(() => navigation.History.Count > 0);
        Assert.True(navigation.History.First().Options.ForceLoad);
        Assert.True(settings.Current().IsSample);
        Assert.NotNull(SampleTruthFile.Read(store.Path));
    }

    [Fact]
    public void StartPanel_Cancelled_OffersBothWaysAgain()
    {
        var panel = Render<StartPanel>(p => p.Add(x => x.Options, new SampleOptions { Customers = 200_000 }));
        panel.Act("button", e => e.Click());
        panel.WaitForState(() => panel.FindAll("progress").Count > 0);

        panel.Act("button", e => e.Click());

        panel.WaitForState(() => panel.FindAll("a.button.primary").Count > 0);
        Assert.False(settings.Current().IsSample);
    }

    [Fact]
    public void StartPanel_DataThereByThen_SaysWhatToDo()
    {
        var panel = Render<StartPanel>(p => p.Add(x => x.Options, new SampleOptions { Customers = 1_000 }));
        DashboardStore.Execute(store.Connect(), "INSERT INTO Customers (Key) VALUES ('A')");

        panel.Act("button", e => e.Click());

        panel.WaitForState(() => panel.FindAll("[role=alert]").Count > 0);
        panel.WaitForAssertion(() => Assert.Contains("needs an empty database", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void SampleNote_RealShop_IsNotThere() => Assert.Empty(Render<SampleNote>().Markup.Trim());

    [Fact]
    public async Task SampleNote_Remove_LeavesNothing()
    {
        await Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = 1_000 }, null, Xunit.TestContext.Current.CancellationToken);
        var note = Render<SampleNote>();

        await note.ActAsync("button", e => e.ClickAsync(new()));

        note.WaitForState(() => !settings.Current().IsSample);
        Assert.Null(SampleTruthFile.Read(store.Path));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
