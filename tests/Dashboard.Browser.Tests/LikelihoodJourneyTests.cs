using System.Globalization;
using Dashboard.Services.Predictions;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>From the slider to a segment and a workbook, and what a customer's page says of what may come, on a shop with models of its own.</summary>
public sealed class LikelihoodJourneyTests : IClassFixture<Site>, IAsyncLifetime
{
    private readonly Site site;

    public LikelihoodJourneyTests(Site site) => this.site = site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if ((await site.Services.GetRequiredService<ModelRunService>().ListAsync(Token)).Count > 0)
            return;
        await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = 2_000 }, null, Token);
        await site.Services.GetRequiredService<TrainingService>().TrainAsync([.. TrainingService.AllKinds.Select(kind => (kind, "asked for"))], null, Token);
        await site.Services.GetRequiredService<SnapshotService>().NewestAsync(Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Slider_LetGo_MakesASegmentAndAWorkbookOfThoseTargeted()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/predictions/likelihood");
        await page.GetByRole(AriaRole.Slider).FillAsync("75");
        await visitor.AtAsync(@"/predictions/likelihood\?t=75");
        await visitor.ReadyAsync();
        var card = page.Locator("article.kpi").First;
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { NameString = "of 75% or more" }).First).ToBeVisibleAsync();
        var targeted = int.Parse(await card.Locator(".kpi-value").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("en-GB"));
        Assert.InRange(targeted, 1, 2_000);

        // The same customers in the file that the screen gives.
        await page.GetByRole(AriaRole.Button, new() { Name = "Export likelihood" }).First.ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[popover]:popover-open").GetByText("Excel workbook").ClickAsync());
        Assert.Equal(targeted, Rows((await download.PathAsync())!) - 1);

        // And by a rule, in the builder: it has their number, and is kept under a name.
        await page.GetByRole(AriaRole.Link, new() { Name = "Save as segment" }).ClickAsync();
        await visitor.AtAsync(@"/segments/new\?rule=churn_risk.*");
        await Assertions.Expect(page.Locator(".counts-panel .kpi-value")).ToHaveTextAsync(targeted.ToString("N0", CultureInfo.GetCultureInfo("en-GB")));
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("May leave");
        await page.GetByLabel("Name", new() { Exact = true }).PressAsync("Tab");
        await visitor.AtAsync(".*n=May%20leave");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save segment" }).ClickAsync();
        await visitor.AtAsync(@"/segments/saved/\d+.*");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Customer_WithModels_ShowsWhatMayComeWithItsRangeAndRun()
    {
        await using var visitor = await site.VisitAsync();
        var page = visitor.Page;
        await visitor.GoAsync("/predictions/likelihood?t=5");
        await page.Locator("table a[href^='/customers/']").First.ClickAsync();
        await visitor.AtAsync("/customers/.*");
        await visitor.ReadyAsync();

        var facts = page.GetByRole(AriaRole.Region, new() { Name = "May come" });
        await Assertions.Expect(facts).ToContainTextAsync("In 365 days");
        await Assertions.Expect(facts).ToContainTextAsync("80% interval");
        await Assertions.Expect(facts).ToContainTextAsync("Likelier:");
        await facts.GetByRole(AriaRole.Link, new() { NameString = "churn, run" }).ClickAsync();
        await visitor.AtAsync(@"/predictions/models/\d+");
        await visitor.ReadyAsync();
        Assert.Empty(visitor.Errors);
    }

    [Theory]
    [InlineData("/predictions")]
    [InlineData("/predictions/likelihood")]
    [InlineData("/predictions/models?kind=churn")]
    public async Task Screen_WithModels_HasNoFault(string screen)
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync(screen);
        await visitor.DrawnAsync();

        await Assertions.Expect(visitor.Page.Locator(".panel").First).ToBeVisibleAsync();
        Assert.Equal([], await ScreenTests.FaultsAsync(visitor.Page, "Light"));
        Assert.Empty(visitor.Errors);
    }

    private static int Rows(string path)
    {
        using var book = SpreadsheetDocument.Open(path, isEditable: false);
        var sheet = book.WorkbookPart!.Workbook!.Descendants<Sheet>().First();
        return ((WorksheetPart)book.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Row>().Count();
    }
}
