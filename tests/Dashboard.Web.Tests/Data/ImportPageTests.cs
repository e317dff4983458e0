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

        Assert.NotNull(page.WaitForElement("input[type=file]"));
        Assert.Equal("Upload", page.WaitForElement("[aria-current=step] > span:nth-of-type(2)").TextContent);
        Assert.Equal("waiting.csv", page.WaitForElement(".waiting a").TextContent);
        page.WaitForElement(".waiting button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".waiting")));
        Assert.Empty(Desk.Waiting);
    }

    [Fact]
    public void Page_FileThatIsGone_SaysSoAndStartsAnew()
    {
        var page = Show<ImportPage>("/data/import?file=0123");

        Assert.Contains("no longer here", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.WaitForElement("input[type=file]"));
    }

    [Fact]
    public async Task Page_StepByStep_ImportsAndUndoes()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        var page = Show<ImportPage>(Urls.Import(draft.Upload.Id));
        Assert.Equal("Import orders.csv", page.WaitForElement("h1").TextContent);
        Assert.Contains("3 rows, 6 columns", page.WaitForElement("#how").TextContent, StringComparison.Ordinal);

        page.WaitForElement(".wizard-foot .primary").Click();
        Assert.EndsWith($"file={draft.Upload.Id}&step=mapping", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForElement(".wizard-foot .primary").Click();
        page.WaitForState(() => page.FindAll(".figures").Count > 0, Patience);
        Assert.Contains("2 new documents, 1 row rejected", page.WaitForElement("#check").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/data/uploads/{draft.Upload.Id}/rejected.csv", page.WaitForElement("a[download]").GetAttribute("href"));
        Assert.Contains("not a date", page.WaitForElement("tbody").TextContent, StringComparison.Ordinal);

        page.WaitForElement(".wizard-foot .primary").Click();
        page.WaitForState(() => page.FindAll("#done").Count > 0, Patience);
        Assert.Equal("Go to the Overview", page.WaitForElement(".wizard-foot .primary").TextContent);
        Assert.Equal("/", page.WaitForElement(".wizard-foot .primary").GetAttribute("href"));

        page.WaitForElement("button[aria-label='Undo the import of orders.csv']").Click();
        page.WaitForState(() => page.Markup.Contains("This takes away 2 documents with 2 lines", StringComparison.Ordinal), Patience);
        page.WaitForElement("dialog .danger").Click();
        page.WaitForState(() => page.Markup.Contains("Undone: the data is as it was before", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Page_BrokenFile_ShowsTheProblemAndNoWayOn()
    {
        var draft = await ReadAsync("broken.csv", "order,customer,date\n");

        var page = Show<ImportPage>(Urls.Import(draft.Upload.Id, "check"));

        Assert.Contains("has a header and no rows", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".wizard-foot"));
        page.WaitForElement(".state .primary").Click();
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

        step.WaitForElement("select[aria-label='What product means']").Change(nameof(ImportField.Customer));

        Assert.Equal(2, step.FindAll("tr.conflict").Count);
        Assert.Contains("Give it to one column", step.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(step.WaitForElement(".wizard-foot .primary").HasAttribute("disabled"));
        step.WaitForElement(".panel-actions button:last-child").Click();
        Assert.Empty(step.FindAll("tr.conflict"));
        Assert.False(step.WaitForElement(".wizard-foot .primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Mapping_RequiredFieldLeftOut_IsNamed()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        var step = Render<MappingStep>(p => p.Add(s => s.Draft, draft));

        step.WaitForElement("select[aria-label='What date means']").Change("");

        Assert.Contains("needs a column for date", step.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_DatesReadBothWays_AreAsked()
    {
        var draft = await ReadAsync("orders.csv", "order,customer,date,amount\n1,A,03/04/2024,5\n2,B,05/06/2024,6\n");
        Assert.False(draft.IsReady);
        var step = Render<MappingStep>(p => p.Add(s => s.Draft, draft));

        step.WaitForElement(".note .inline-actions button").Click();

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

        step.WaitForElement("#currency").Change("gbp");
        step.WaitForElement("#zone").Change("Nowhere");

        Assert.Equal("GBP", draft.Plan!.Currency);
        Assert.Contains("Nowhere", step.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
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
