using System.Globalization;
using Dashboard.Services.Clusters;
using Dashboard.Services.Exports;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Clusters, exports and small groups, from click to click, on a shop of its own.</summary>
public sealed class SegmentationJourneyTests : IClassFixture<Site>, IAsyncLifetime
{
    private const int Least = 10;

    private readonly Site site;

    public SegmentationJourneyTests(Site site) => this.site = site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var snapshots = site.Services.GetRequiredService<SnapshotService>();
        if ((await snapshots.NewestAsync(Token)).IsEmpty)
            await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);
        await snapshots.NewestAsync(Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Clusters_FromFeaturesToARuleAndItsCustomers_CountTheSame()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        page.SetDefaultTimeout(120_000);
        await visitor.GoAsync("/clusters?k=3");
        await page.GetByText("Choose features and what is done to them").ClickAsync();
        await page.GetByLabel("Discount share", new() { Exact = true }).UncheckAsync();
        await visitor.AtAsync(@"/clusters\?x=.*k=3.*");
        await visitor.ReadyAsync();
        await page.GetByLabel("Method", new() { Exact = true }).SelectOptionAsync("full");
        await visitor.AtAsync(".*method=full.*");
        await visitor.ReadyAsync();

        await page.GetByLabel("Name of cluster 1", new() { Exact = true }).FillAsync("Regulars");
        await page.GetByLabel("Name of cluster 1", new() { Exact = true }).PressAsync("Tab");
        await visitor.AtAsync(".*n=1%3ARegulars.*");
        await visitor.ReadyAsync();
        await page.GetByLabel("Name of the clustering").FillAsync("Habits");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save clusters" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Habits is saved with 3 clusters.")).ToBeVisibleAsync();

        // Other names, which rules follow.
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename Habits" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Rename Habits" });
        await form.GetByLabel("Clustering").FillAsync("Ways");
        await form.GetByLabel("Cluster 1").FillAsync("Steady");
        await form.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        // Rules follow names, so the page is made anew.
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Steady", Exact = true })).ToBeVisibleAsync(new() { Timeout = 120_000 });
        var models = site.Services.GetRequiredService<ClusterModelService>();
        Assert.Equal("Steady", (await models.ListAsync(Token)).Single(m => m.Name == "Ways").ClusterNames[0]);

        await page.GetByRole(AriaRole.Link, new() { Name = "Steady", Exact = true }).ClickAsync();
        await visitor.AtAsync(@"/customers\?.*cluster.*");
        await visitor.ReadyAsync();
        await Assertions.Expect(page.Locator(".chips")).ToContainTextAsync("Steady");
        var heading = await page.Locator("h1").TextContentAsync();

        // The same cluster by a rule that is written, and as a filter that is chosen.
        await visitor.GoAsync("/segments/new?rule=" + Uri.EscapeDataString("cluster(\"Ways\") = \"Steady\""));
        await Assertions.Expect(page.Locator(".counts-panel .kpi-value")).ToHaveTextAsync(heading!.Split(' ')[0]);
        await visitor.GoAsync("/customers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        var menu = page.GetByRole(AriaRole.Group, new() { Name = "Add filter" });
        await menu.GetByRole(AriaRole.Button, new() { Name = "Saved segment or cluster", Exact = true }).ClickAsync();
        await menu.GetByRole(AriaRole.Button, new() { NameString = "Ways: Steady" }).ClickAsync();
        await visitor.AtAsync(@"/customers\?f=rule.*");

        // Both clusterings, laid over each other.
        await visitor.GoAsync("/segments/overlap");
        await Assertions.Expect(page.GetByLabel("Clustering of the rows")).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Exports_FromAudienceToRecipeToFile_AreInTheHistory()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/exports?rule=" + Uri.EscapeDataString("orders(ever) >= 2"));
        await page.GetByRole(AriaRole.Radio).Nth(1).CheckAsync();
        await visitor.AtAsync(@"/exports\?.*for=.*");
        await visitor.ReadyAsync();
        await page.GetByLabel("Save as a recipe").FillAsync("Second order");
        await page.GetByLabel("Save as a recipe").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Second order" })).ToBeVisibleAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Text (.csv)" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Token);
        var rows = await page.Locator("#export-file").TextContentAsync();
        Assert.Equal(int.Parse(new string([.. rows!.Split(':')[1].Where(char.IsDigit)]), CultureInfo.InvariantCulture), lines.Length - 1);

        await page.GetByRole(AriaRole.Link, new() { Name = "Second order" }).ClickAsync();
        await visitor.ReadyAsync();
        await visitor.GoAsync("/exports");
        await Assertions.Expect(page.Locator("section[aria-labelledby=export-history]")).ToContainTextAsync(download.SuggestedFilename);
        Assert.Contains((await site.Services.GetRequiredService<ExportRecipeService>().ListAsync(Token)), r => r.Name == "Second order");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task SmallGroups_TwoFilesOfATrend_GiveNobodyAway()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/trends?range=all&compare=none&metric=active-customers&by=city");
        await Assertions.Expect(page.GetByText("too few people to be shown on their own")).ToBeVisibleAsync();
        var everybody = await GroupsAsync("");
        Assert.All(everybody.Where(g => !g.Key.StartsWith('+') && g.Key is not ("Unknown" or "Anonymous")), g => Assert.True(g.Value >= Least, $"{g.Key}: {g.Value}"));

        foreach (var filter in new[] { "gender:female", "language:German" })
        {
            var some = await GroupsAsync("&f=" + Uri.EscapeDataString(filter));
            foreach (var (city, count) in some.Where(g => !g.Key.StartsWith('+') && g.Key is not ("Unknown" or "Anonymous")))
            {
                Assert.True(count >= Least, $"{filter}, {city}: {count}");
                if (everybody.TryGetValue(city, out var all))
                    Assert.False(all - count is > 0 and < Least, $"{filter}, {city}: {all} − {count}");
            }
        }

        Assert.Empty(visitor.Errors);

        async Task<Dictionary<string, int>> GroupsAsync(string filter)
        {
            var answer = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), "/export/trend/active-customers/groups.csv?range=all&compare=none&by=city" + filter).ToString());
            var lines = (await answer.TextAsync()).TrimEnd().Split('\n').Skip(1).Select(l => l.TrimEnd('\r').Split(','));
            return lines.ToDictionary(l => l[0].Trim('"'), l => int.Parse(l[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
    }
}
