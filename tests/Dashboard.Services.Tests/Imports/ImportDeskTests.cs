using System.Text;
using System.Text.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Imports;

/// <summary>The wizard's way through a file, on a real database.</summary>
public sealed class ImportDeskTests : IDisposable
{
    private const long Limit = 1 << 20;
    private const string Orders = "order,customer,date,product,quantity,price,country\n1,A,2024-01-02,Mug,2,3.50,Germany\n2,B,2024-01-03,Lamp,1,10,France\nC2,B,2024-01-05,Lamp,-1,10,France\n3,A,not a date,Mug,1,3.50,Germany\n";

    private readonly TemporaryStore temporary = new();
    private readonly StoreQueue queue = new();
    private readonly ImportService imports;
    private readonly UploadFolder uploads;
    private readonly ImportDesk desk;

    public ImportDeskTests()
    {
        imports = new ImportService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System);
        uploads = new UploadFolder(temporary.Store, TimeProvider.System);
        desk = new ImportDesk(uploads, imports, queue, TimeProvider.System, NullLogger<ImportDesk>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        queue.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Import_FromUploadToUndo_ChangesTheStoreOnceAndLeavesNoFile()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        Assert.Equal(ImportKind.Orders, draft.Plan!.Kind);
        Assert.True(draft.IsReady, string.Join(' ', draft.Plan.Problems));

        Assert.True(await draft.TryAsync());
        Assert.Equal((4, 3, 1), (draft.Trial!.Report.RowsRead, draft.Trial.Report.Accepted, draft.Trial.Report.Rejected));
        Assert.Equal((5, "date", "not a date"), (draft.Trial.Rejections[0].RowNumber, draft.Trial.Rejections[0].Column, draft.Trial.Rejections[0].Value));
        Assert.True(temporary.Snapshot().IsEmpty);

        Assert.True(await draft.ImportAsync());
        Assert.Equal(3, draft.Report!.Records.New);
        Assert.Equal(7_0000, draft.Report.TotalE4);
        Assert.Empty(Directory.GetFiles(uploads.Folder));
        Assert.Equal(2, temporary.Snapshot().Customers.Count);

        var undo = new UndoService(temporary.Store, imports, queue);
        Assert.Equal(new UndoPreview(3, 3, 0, 0, 2, 2), await undo.PreviewAsync(draft.Report.ImportId!.Value, Cancel));
        await undo.UndoAsync(draft.Report.ImportId.Value, Cancel);
        Assert.True(temporary.Snapshot().IsEmpty);
        await Assert.ThrowsAsync<StoreException>(() => undo.UndoAsync(draft.Report.ImportId.Value, Cancel));
    }

    [Fact]
    public async Task Import_AskedTwiceAtOnce_HappensOnce()
    {
        var draft = await ReadAsync("orders.csv", Orders);

        var answers = await Task.WhenAll(draft.ImportAsync(), draft.ImportAsync());

        Assert.Equal([false, true], answers.Order());
        Assert.False(await draft.ImportAsync());
        Assert.Single(await imports.ListAsync(Cancel));
    }

    [Fact]
    public async Task Undo_OfAFileThatReplacedDocuments_SaysThatTheyShowAgain()
    {
        await (await ReadAsync("first.csv", Orders)).ImportAsync();
        var second = await ReadAsync("second.csv", "order,customer,date,product,quantity,price\n1,A,2024-01-02,Mug,5,3.50\n");
        await second.ImportAsync();

        var preview = UndoPreview.Of(temporary.Store, second.Report!.ImportId!.Value);

        Assert.Equal(1, second.Report.Records.Updated);
        Assert.Equal((1, 1, 0), (preview.Documents, preview.Restored, preview.Customers));
    }

    [Theory]
    [InlineData("nul.csv", "a,b\n1,\0\n", "NUL character")]
    [InlineData("header.csv", "order,customer,date\n", "no rows below it")]
    [InlineData("quote.csv", "order,customer,date\n\"1,A,2024-01-02\n", "quote")]
    public async Task Read_BrokenFile_SaysWhatToDoAndChangesNothing(string name, string content, string said)
    {
        var draft = await ReadAsync(name, content);

        Assert.Null(draft.Profile);
        Assert.Contains(said, draft.Work.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.False(await draft.TryAsync());
        Assert.False(await draft.ImportAsync());
        Assert.True(temporary.Snapshot().IsEmpty);
        Assert.Empty(await imports.ListAsync(Cancel));
        desk.Discard(draft.Upload.Id);
        Assert.Empty(Directory.GetFiles(uploads.Folder));
        Assert.Null(desk.Find(draft.Upload.Id));
    }

    [Fact]
    public async Task Choose_ImpossibleTimeZone_IsNotTakenAndSaid()
    {
        var draft = await ReadAsync("orders.csv", Orders);

        draft.Choose(c => c with { TimeZone = "Mars/Olympus" });

        Assert.Contains("Mars/Olympus", draft.ChoiceProblem, StringComparison.Ordinal);
        Assert.True(draft.IsReady);
        draft.Choose(c => c with { TimeZone = "Europe/Berlin" });
        Assert.Null(draft.ChoiceProblem);
        Assert.Equal("Europe/Berlin", draft.Plan!.TimeZone);
    }

    [Fact]
    public async Task Choose_AfterADryRun_MakesItNoLongerCount()
    {
        var draft = await ReadAsync("orders.csv", Orders);
        await draft.TryAsync();

        draft.Choose(c => c with { Currency = "GBP" });

        Assert.Null(draft.Trial);
        Assert.Equal("GBP", draft.Plan!.Currency);
    }

    [Fact]
    public async Task Read_WithAnotherDelimiter_ReadsAnew()
    {
        var draft = await ReadAsync("odd.csv", "a;b,c\n1;2,3\n4;5,6\n");

        await draft.ReadAsync(o => o with { Delimiter = ',' });

        Assert.Equal(["a;b", "c"], draft.Profile!.File.Columns);
    }

    [Fact]
    public async Task Read_AwkwardStrings_ComeBackAsTheyAre()
    {
        var awkward = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(Repository.Data("bad-input", "blns.json"), Cancel))!
            .Where(text => text.Length < 200 && !string.IsNullOrWhiteSpace(text) && !text.Contains('\0') && text.IsNormalized() && char.IsAsciiLetterOrDigit(text[0] is '<' ? 'a' : text[0])).Take(20).ToList();
        var csv = new StringBuilder("customer_id,name\n");
        for (var i = 0; i < awkward.Count; i++)
            csv.Append(i).Append(",\"").Append(awkward[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");

        var draft = await ReadAsync("blns.csv", csv.ToString());
        await draft.ImportAsync();

        Assert.Equal(awkward, draft.Profile!.FirstRows.Select(r => r[1]));
        Assert.Equal(awkward.Count, temporary.Snapshot().Customers.Count);
    }

    private async Task<ImportDraft> ReadAsync(string name, string content)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var draft = await desk.ReceiveAsync(name, bytes, Limit, Cancel);
        while (draft.Work.IsRunning)
            await Task.Delay(10, Cancel);
        return draft;
    }
}
