using Bunit;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Dashboard.Web.Data;

namespace Dashboard.Web.Tests.Data;

public sealed class ImportPageTests : DataScreens
{
    [Fact]
    public async Task Page_WithoutAFile_OffersTheDropZoneAndTheFilesThatWait()
    {
        await ReadAsync("waiting.csv", Orders);

        var page = Show<ImportPage>("/data/import");

        page.WaitForAssertion(() => Assert.NotNull(page.Find("input[type=file]")));
        page.WaitForAssertion(() => Assert.Equal("Upload", page.Find("[aria-current=step] > span:nth-of-type(2)").TextContent));
        page.WaitForAssertion(() => Assert.Equal("waiting.csv", page.Find(".waiting a").TextContent));
        page.Act(".waiting button", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".waiting")));
        Assert.Empty(Desk.Waiting);
    }

    [Fact]
    public void Page_FileThatIsGone_SaysSoAndStartsAnew()
    {
        var page = Show<ImportPage>("/data/import?file=0123");

        Assert.Contains("no longer here", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.NotNull(page.Find("input[type=file]")));
    }

    [Fact]
    public async Task Page_StepByStep_ImportsAndUndoes()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        var page = Show<ImportPage>(Urls.Import(draft.Upload.Id));
        page.WaitForAssertion(() => Assert.Equal("Import orders.csv", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Contains("3 rows, 6 columns", page.Find("#how").TextContent, StringComparison.Ordinal));

        page.Act(".wizard-foot .primary", e => e.Click());
        Assert.EndsWith($"file={draft.Upload.Id}&step=mapping", Navigation.Uri, StringComparison.Ordinal);
        page.Act(".wizard-foot .primary", e => e.Click());
        page.WaitForState(() => page.FindAll(".figures").Count > 0);
        page.WaitForAssertion(() => Assert.Contains("2 new documents, 1 row rejected", page.Find("#check").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal($"/data/uploads/{draft.Upload.Id}/rejected.csv", page.Find("a[download]").GetAttribute("href")));
        page.WaitForAssertion(() => Assert.Contains("not a date", page.Find("tbody").TextContent, StringComparison.Ordinal));

        page.Act(".wizard-foot .primary", e => e.Click());
        page.WaitForState(() => page.FindAll("#done").Count > 0);
        page.WaitForAssertion(() => Assert.Equal("Go to the Overview", page.Find(".wizard-foot .primary").TextContent));
        page.WaitForAssertion(() => Assert.Equal("/", page.Find(".wizard-foot .primary").GetAttribute("href")));

        page.Act("button[aria-label='Undo the import of orders.csv']", e => e.Click());
        page.WaitForState(() => page.Markup.Contains("This takes away 2 documents with 2 lines", StringComparison.Ordinal));
        page.Act("dialog .danger", e => e.Click());
        page.WaitForState(() => page.Markup.Contains("Undone: the data is as it was before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_BrokenFile_ShowsTheProblemAndNoWayOn()
    {
        var draft = await ReadAsync("broken.csv", "order,customer,date\n");

        var page = Show<ImportPage>(Urls.Import(draft.Upload.Id, "check"));

        page.WaitForAssertion(() => Assert.Contains("has a header and no rows", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".wizard-foot"));
        page.Act(".state .primary", e => e.Click());
        Assert.EndsWith("/data/import", Navigation.Uri, StringComparison.Ordinal);
        Assert.Null(Desk.Find(draft.Upload.Id));
    }

    [Theory]
    [InlineData(null, ImportStep.Preview)]
    [InlineData("check", ImportStep.Check)]
    [InlineData("MAPPING", ImportStep.Mapping)]
    [InlineData("done", ImportStep.Check)]
    [InlineData("nonsense", ImportStep.Preview)]
    [InlineData("upload", ImportStep.Preview)]
    public async Task Resolve_ReadyFile_IsTheStepAskedForOrTheLastBeforeIt(string? asked, ImportStep expected) =>
        Assert.Equal(expected, ImportSteps.Resolve(await ReadAsync("orders.csv", Orders), asked));

    [Fact]
    public async Task Resolve_AfterTheImport_IsDoneWhateverIsAsked()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        await draft.ImportAsync();

        Assert.Equal(ImportStep.Done, ImportSteps.Resolve(draft, "preview"));
        Assert.False(ImportSteps.CanGo(draft, ImportStep.Mapping));
        Assert.Equal(ImportStep.Upload, ImportSteps.Resolve(null, "done"));
    }

    [Fact]
    public async Task Mapping_FieldGivenTwice_IsMarkedAndKeepsTheDryRunShut()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        var step = Render<MappingStep>(p => p.Add(s => s.Draft, draft));

        step.Act("select[aria-label='What product means']", e => e.Change(nameof(ImportField.Customer)));

        step.WaitForAssertion(() => Assert.Equal(2, step.FindAll("tr.conflict").Count));
        step.WaitForAssertion(() => Assert.Contains("Give it to one column", step.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        step.WaitForAssertion(() => Assert.True(step.Find(".wizard-foot .primary").HasAttribute("disabled")));
        step.Act(".panel-actions button:last-child", e => e.Click());
        Assert.Empty(step.FindAll("tr.conflict"));
        step.WaitForAssertion(() => Assert.False(step.Find(".wizard-foot .primary").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Mapping_RequiredFieldLeftOut_IsNamed()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        var step = Render<MappingStep>(p => p.Add(s => s.Draft, draft));

        step.Act("select[aria-label='What date means']", e => e.Change(""));

        step.WaitForAssertion(() => Assert.Contains("needs a column for date", step.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mapping_DatesReadBothWays_AreAsked()
    {
        var draft = await ReadAsync("orders.csv", "order,customer,date,amount\n1,A,03/04/2024,5\n2,B,05/06/2024,6\n");
        Assert.False(draft.IsReady);
        var step = Render<MappingStep>(p => p.Add(s => s.Draft, draft));

        step.Act(".note .inline-actions button", e => e.Click());

        Assert.True(draft.IsReady);
        Assert.Equal(DateOrder.DayMonthYear, draft.Plan!.DateOrder);
    }

    [Fact]
    public async Task Preview_AwkwardStrings_AreTextAndNothingElse()
    {
        string[] awkward = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "\u202eright to left", "';DROP TABLE Customers--", "Ṱ̺̺̕o͞ ̷i̲̬͇̪"];
        var draft = await ReadAsync("<b>evil</b>.csv", "customer_id,name\n" + string.Concat(awkward.Select((text, i) => $"{i},\"{text}\"\n")));

        var preview = Render<PreviewStep>(p => p.Add(s => s.Draft, draft));
        var mapping = Render<MappingStep>(p => p.Add(s => s.Draft, draft));
        var page = Show<ImportPage>(Urls.Import(draft.Upload.Id));

        Assert.Empty(preview.FindAll("script, img, b"));
        Assert.Empty(mapping.FindAll("script, img, b"));
        Assert.Empty(page.FindAll("script, img, h1 b"));
        Assert.Equal(awkward, preview.FindAll("section[aria-labelledby=rows] tbody tr td:nth-child(3)").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Preview_CurrencyChosen_IsTaken()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        var step = Render<PreviewStep>(p => p.Add(s => s.Draft, draft));

        step.Act("#currency", e => e.Change("gbp"));
        step.Act("#zone", e => e.Change("Nowhere"));

        Assert.Equal("GBP", draft.Plan!.Currency);
        step.WaitForAssertion(() => Assert.Contains("Nowhere", step.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Others_KeptAndLeftOut_FollowTheFile()
    {
        var plan = (await ReadAsync("orders.csv", "order,customer,date,amount,Shoe size\n1,A,2024-01-02,5,43\n2,B,2024-01-03,6,\n")).Plan!;

        var kept = MappingChanges.Others(plan, keep: true);

        Assert.Equal("Shoe size", kept.ColumnOf(ImportField.Attribute));
        Assert.False(MappingChanges.Others(plan with { Mapping = kept }, keep: false).Has(ImportField.Attribute));
        Assert.Equal(plan.File.Columns, kept.Columns.Select(c => c.Column));
    }
}
