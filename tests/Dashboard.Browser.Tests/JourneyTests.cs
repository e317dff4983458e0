using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>What people come for, from click to click.</summary>
public sealed class JourneyTests(SampleSite shop)
{
    [Fact]
    public async Task FirstStart_WithTheSampleShop_LeadsToNumbers()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Import your data" })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try the sample shop" })).ToBeVisibleAsync();

        // The smallest shop is offered on the Data page.
        await visitor.GoAsync("/data");
        await visitor.Page.GetByLabel("Size of the sample shop").SelectOptionAsync("1000");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try the sample shop" }).ClickAsync();
        await visitor.AtAsync("/");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator(".kpi-value").First).ToContainTextAsync(DigitPattern());
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Champions_FromSegmentsToAMember_OpenAndLeadBack()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/segments");
        await visitor.Page.Locator(".segment-card a").GetByText("Champions", new() { Exact = true }).ClickAsync();
        await visitor.AtAsync("/segments/champions");
        await visitor.ReadyAsync();
        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Champions", Exact = true }).WaitForAsync();
        await visitor.Page.Locator("a[href^='/customers/']").First.ClickAsync();
        await visitor.AtAsync("/customers/[^/]+");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator(".kpi-value").First).ToContainTextAsync(DigitPattern());
        await visitor.Page.GoBackAsync();
        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Champions", Exact = true }).WaitForAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Compare_FromAGroupOn_ChoosesSwapsAndExports()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/segments/champions?range=365d");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Profile", Exact = true }).ClickAsync();
        await visitor.AtAsync(@"/segments/profile\?range=365d&rule=.*");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator(".persona-stage svg")).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Compare with another" }).ClickAsync();
        await visitor.AtAsync(@"/segments/compare\?range=365d&a=.*");
        await visitor.Page.GetByLabel("Second set").SelectOptionAsync(new SelectOptionValue { Label = "Dormant" });
        await visitor.AtAsync(@"&b=rfm\.group%20%3D%20%22Dormant%22");
        await visitor.ReadyAsync();
        var panel = visitor.Page.Locator(".panel").Filter(new() { Has = visitor.Page.Locator(".interval-stage") });
        await Assertions.Expect(panel.Locator("h2")).ToContainTextAsync("significant difference");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Swap" }).ClickAsync();
        await visitor.AtAsync(@"\?range=365d&a=rfm\.group%20%3D%20%22Dormant%22&b=rfm\.group%20%3D%20%22Champions%22");
        await Assertions.Expect(visitor.Page.GetByLabel("First set")).ToHaveValueAsync("rfm.group = \"Dormant\"");
        await visitor.ReadyAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Export the comparison" }).ClickAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator("[popover]:popover-open").GetByText("Excel workbook").ClickAsync());
        Assert.StartsWith("comparison-", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Assortment_FromAnIndexToItsBuyersAndToWhatIsBoughtNext_OpensEach()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/segments/assortment?range=all");
        await visitor.DrawnAsync();
        await visitor.Page.Locator(".heatmap-stage .mark.open").First.ClickAsync();
        await visitor.AtAsync("/customers.*");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator("a[href^='/customers/']").First).ToBeVisibleAsync();
        await visitor.Page.GoBackAsync();
        await visitor.AtAsync("/segments/assortment.*");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "What is bought next" }).ClickAsync();
        await visitor.AtAsync("/segments/assortment/next.*");
        await visitor.ReadyAsync();
        await visitor.DrawnAsync();
        await visitor.Page.Locator(".sankey-stage .mark.open").First.ClickAsync();
        await visitor.AtAsync("/customers.*");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator("a[href^='/customers/']").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Fairness_EveryChart_ShowsTheLineThatItIsHeldAgainst()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/fairness?rule=rfm.group%20%3D%20%22Champions%22");
        await visitor.DrawnAsync();

        // Four fifths need not be a tick of the axis.
        var charts = visitor.Page.Locator(".interval-stage");
        Assert.InRange(await charts.CountAsync(), 2, 10);
        for (var i = 0; i < await charts.CountAsync(); i++)
            await Assertions.Expect(charts.Nth(i).Locator("line.reference")).ToHaveCountAsync(1);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Export_OfASegment_HoldsAsManyRowsAsTheScreenSays()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/segments/champions");
        var shown = int.Parse(await visitor.Page.Locator(".kpi-value").First.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("en-GB"));
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Export the members of Champions" }).ClickAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator("[popover]:popover-open").GetByText("Excel workbook").ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);

        await using var content = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        using var document = SpreadsheetDocument.Open(bytes, isEditable: false);
        var workbook = document.WorkbookPart!;
        var sheets = workbook.Workbook!.Sheets!.Elements<Sheet>().ToList();
        Assert.Contains(sheets, s => s.Name == "Methods");
        var rows = ((WorksheetPart)workbook.GetPartById(sheets[0].Id!.Value!)).Worksheet!.Descendants<Row>().ToList();
        Assert.Equal("Customer", Text(workbook, rows[0].Elements<Cell>().First()));
        Assert.Equal(shown, rows.Count - 1);
    }

    [Fact]
    public async Task Address_PastedInAnotherBrowser_ShowsTheSameNumbers()
    {
        const string Address = "/?range=365d&compare=year&f=segment%3Achampions";
        await using var first = await shop.VisitAsync();
        await using var second = await shop.VisitAsync();
        await first.GoAsync(Address);
        await second.GoAsync(first.Page.Url);
        var numbers = await NumbersAsync(first);
        Assert.NotEmpty(numbers);
        Assert.Equal(numbers, await NumbersAsync(second));
        await Assertions.Expect(second.Page.GetByLabel("Date range")).ToHaveValueAsync("365d");
        await Assertions.Expect(second.Page.GetByLabel("Filters", new() { Exact = true }).GetByText("Champions")).ToBeVisibleAsync();

        // The filter did change what is shown.
        await second.GoAsync("/?range=365d&compare=year");
        Assert.NotEqual(numbers, await NumbersAsync(second));
    }

    [Fact]
    public async Task Back_AfterAnotherRange_UndoesIt()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/campaigns");
        await visitor.GoAsync("/");
        var before = await NumbersAsync(visitor);
        var range = await visitor.Page.GetByLabel("Date range").InputValueAsync();
        await visitor.Page.GetByLabel("Date range").SelectOptionAsync("28d");
        await visitor.AtAsync(@"/\?range=28d");
        await Assertions.Expect(visitor.Page.Locator(".kpi-value").First).Not.ToHaveTextAsync(before[0]);
        await visitor.Page.GoBackAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("Date range")).ToHaveValueAsync(range);
        await Assertions.Expect(visitor.Page.Locator(".kpi-value").First).ToHaveTextAsync(before[0]);
        await visitor.ReadyAsync();
        Assert.Equal(before, await NumbersAsync(visitor));
    }

    [Fact]
    public async Task Filter_AddedAndRemoved_ChangesTheNumbersAndBack()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/");
        var before = await NumbersAsync(visitor);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        var menu = visitor.Page.Locator(".filters:popover-open");
        await menu.GetByRole(AriaRole.Button, new() { Name = "Segment", Exact = true }).ClickAsync();
        await menu.GetByRole(AriaRole.Button, new() { Name = "Champions" }).ClickAsync();
        await visitor.AtAsync(@"/\?f=segment.*");
        await Assertions.Expect(visitor.Page.Locator(".kpi-value").First).Not.ToHaveTextAsync(before[0]);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Remove filter" }).ClickAsync();
        await visitor.AtAsync("/");
        await Assertions.Expect(visitor.Page.Locator(".kpi-value").First).ToHaveTextAsync(before[0]);
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Chart_ByTableAndByMark_OpensItsNumbers()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/");
        var panel = visitor.Page.Locator(".panel").Filter(new() { Has = visitor.Page.Locator(".treemap-stage") });
        await panel.Locator(".mark").First.WaitForAsync();
        var name = await panel.Locator("h2").InnerTextAsync();
        panel = visitor.Page.Locator(".panel").Filter(new() { HasText = name });
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await Assertions.Expect(panel.Locator("table tbody tr").First).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await Assertions.Expect(panel.Locator("table")).ToHaveCountAsync(0);
        await panel.Locator(".mark[role=button]").First.ClickAsync();
        await visitor.AtAsync("/segments/[^/]+");
        await visitor.ReadyAsync();
        Assert.Empty(visitor.Errors);
    }

    private static System.Text.RegularExpressions.Regex DigitPattern() => new(@"\d", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static async Task<IReadOnlyList<string>> NumbersAsync(Visitor visitor) => await visitor.Page.Locator(".kpi-value").AllInnerTextsAsync();

    private static string? Text(WorkbookPart workbook, Cell cell) => cell.DataType?.Value == CellValues.SharedString
        ? workbook.SharedStringTablePart!.SharedStringTable!.ElementAt(int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)).InnerText
        : cell.InnerText;
}
