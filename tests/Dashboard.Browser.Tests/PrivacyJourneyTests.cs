using System.Text.Json;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>What a person may ask of a shop, from click to click: to see everything, and to be forgotten.</summary>
public sealed class PrivacyJourneyTests : IClassFixture<Site>, IAsyncLifetime
{
    private readonly Site site;

    public PrivacyJourneyTests(Site site) => this.site = site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SnapshotService Snapshots => site.Services.GetRequiredService<SnapshotService>();

    public async ValueTask InitializeAsync()
    {
        if ((await Snapshots.NewestAsync(Token)).IsEmpty)
            await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Person_AsksForEverything_WithdrawsAndIsForgotten()
    {
        var before = await Snapshots.NewestAsync(Token);
        var key = before.Customers.Keys[3]!;
        var revenue = before.Orders.AmountE4.Sum();
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/privacy");
        await page.GetByLabel("Key or e-mail address").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await visitor.AtAsync(@"/privacy/person\?who=.*");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Everything as JSON" }).ClickAsync());
        Assert.DoesNotContain(key, download.SuggestedFilename, StringComparison.Ordinal);
        using (var file = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync(), Token)))
            Assert.Equal(key, file.RootElement.GetProperty("key").GetString());

        await page.GetByLabel("How", new() { Exact = true }).FillAsync("call");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Assertions.Expect(page.GetByText("no, counts now").First).ToBeVisibleAsync();
        Assert.Empty((await page.RunAxe()).Violations);

        await page.GetByRole(AriaRole.Link, new() { Name = "Erase …" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2. 1 person would be erased" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "1 person was erased" })).ToBeVisibleAsync();

        var after = await Snapshots.NewestAsync(Token);
        Assert.DoesNotContain(key, after.Customers.Keys);
        Assert.Equal(revenue, after.Orders.AmountE4.Sum());
        Assert.Empty(visitor.Errors);
    }
}
