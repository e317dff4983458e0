using System.Text;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Audit;
using Dashboard.Services.Exports;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Predictions;
using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Privacy;

public sealed class ErasureServiceTests : IDisposable
{
    private const string People = """
        customer_id,name,email,phone,city,consent_email
        CUST-0042,Annabel Zweifel,annabel.zweifel@example.org,+41 79 555 01 02,Bern,yes
        CUST-0043,Bruno Kern,bruno@example.org,+41 79 555 01 03,Basel,no
        """;

    private const string Orders = """
        order_id,date,customer_id,product,quantity,unit_price
        CUST-0042/1,2026-01-05,CUST-0042,Shoe,2,50.00
        1002,2026-02-05,CUST-0043,Shoe,1,50.00
        1003,2026-03-05,CUST-0042,Hat,1,19.90
        """;

    private static readonly string[] Words = ["CUST-0042", "Annabel", "annabel.zweifel", "555 01 02", "Zweifel-Meier", "5550102"];

    private readonly PrivacyBench bench = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Erase_APerson_LeavesNoByteOfThemInAnyFileAndMovesNoTotal()
    {
        await FillAsync();
        var before = bench.Temporary.Snapshot();
        Assert.Contains(Words.Take(4), w => FilesWith(w).Any());

        var report = await bench.Erasures.EraseAsync(["CUST-0042"], "ana", "request 7", stop);

        Assert.True(report.IsSwept);
        Assert.Equal((1, 2), (report.Counts.People, report.Counts.ListEntries));
        SqliteConnection.ClearAllPools();
        foreach (var word in Words)
            Assert.Empty(FilesWith(word));
        Assert.Contains(FilesWith("bruno@example.org"), f => f.EndsWith("shop.db", StringComparison.Ordinal));
        var after = bench.Temporary.Snapshot();
        Assert.Equal(before.Orders.AmountE4.Sum(), after.Orders.AmountE4.Sum());
        Assert.Equal(before.Orders.Number.Where(n => n != "CUST-0042/1").Order(), after.Orders.Number.Where(n => !n!.StartsWith("erased-", StringComparison.Ordinal)).Order());
        Assert.Equal(before.Orders.Count, after.Orders.Count);
        Assert.Equal(["CUST-0043"], after.Customers.Keys);
        Assert.Equal("person.erase", bench.Audit.List(AuditFilter.All, 0, 1).Entries[0].Entry.Action);
        Assert.Equal(report.Pseudonyms[0], bench.Audit.List(AuditFilter.All, 0, 1).Entries[0].Entry.Subject);
        Assert.Null(bench.Audit.Verify(stop).Fault);
        using var connection = bench.Store.Connect();
        Assert.Empty(StoreCheck.Faults(connection, quick: false, stop));
    }

    [Fact]
    public async Task Erase_AndTheOldFilesAgain_KeepThePersonOutAndTheTotals()
    {
        await FillAsync();
        var before = bench.Temporary.Snapshot();
        await bench.Erasures.EraseAsync(["annabel.zweifel@example.org"], "ana", "", stop);

        var people = bench.Import("people.csv", People, ImportKind.Customers);
        var orders = bench.Import("orders.csv", Orders, ImportKind.Orders);

        Assert.Equal(1, people.RejectedByReason[RejectionReason.ErasedPerson]);
        Assert.Contains(orders.Notices, n => n.StartsWith("2 order lines of people who were erased", StringComparison.Ordinal));
        Assert.Equal(new RecordCounts(0, 0, 3), orders.Records);
        var after = bench.Temporary.Snapshot();
        Assert.Equal(before.Orders.AmountE4.Sum(), after.Orders.AmountE4.Sum());
        Assert.Equal(["CUST-0043"], after.Customers.Keys);

        // Orders after the erasure are of somebody who came back, and allowed again, the person may be told of.
        bench.Import("new.csv", "order_id,date,customer_id,product,quantity,unit_price\n2001,2026-11-24,CUST-0042,Shoe,1,50.00\n", ImportKind.Orders);
        Assert.Equal(["CUST-0042", "CUST-0043"], bench.Temporary.Snapshot().Customers.Keys);
        Assert.True(await bench.Erasures.AllowAgainAsync("CUST-0042", "ana", stop));
        bench.Import("people.csv", People, ImportKind.Customers);
        Assert.Equal("Annabel Zweifel", bench.Temporary.Snapshot().Customers.Names[0]);
    }

    [Fact]
    public async Task Erase_DocumentNumbersMadeOfTheKey_AreRenamedAndFoundAgain()
    {
        const string Unnumbered = """
            date,customer_id,product,quantity,unit_price
            2026-01-05,annabel.zweifel@example.org,Shoe,2,50.00
            2026-02-05,CUST-0043,Shoe,1,50.00
            2026-03-05,annabel.zweifel@example.org,Hat,1,19.90
            2026-04-05,bruno@example.org,Hat,1,19.90
            """;
        bench.Import("first.csv", Unnumbered, ImportKind.Orders);
        bench.Import("second.csv", Unnumbered.Replace("50.00", "60.00", StringComparison.Ordinal), ImportKind.Orders);
        var before = bench.Temporary.Snapshot();

        await bench.Erasures.EraseAsync(["annabel.zweifel@example.org"], "ana", "", stop);

        SqliteConnection.ClearAllPools();
        Assert.Empty(FilesWith("annabel.zweifel"));
        var after = bench.Temporary.Snapshot();
        Assert.Equal((4, before.Orders.AmountE4.Sum()), (after.Orders.Count, after.Orders.AmountE4.Sum()));
        Assert.Equal(2, after.Orders.Number.Count(n => n!.StartsWith("erased-", StringComparison.Ordinal)));
        using (var connection = bench.Store.Connect())
            Assert.Empty(StoreCheck.Faults(connection, quick: false, stop));

        // The file again finds its documents, and taking the second import back shows the first's.
        var again = bench.Import("second.csv", Unnumbered.Replace("50.00", "60.00", StringComparison.Ordinal), ImportKind.Orders);
        Assert.Equal(new RecordCounts(0, 0, 4), again.Records);
        bench.Imports.Undo(2);
        Assert.Equal(189_8000, bench.Temporary.Snapshot().Orders.AmountE4.Sum());
    }

    [Theory]
    [InlineData("17@20101201", "17", true)]
    [InlineData("17-20101201", "17", false)]
    [InlineData("0000001-22", "0000001", true)]
    [InlineData("C0000001-22", "0000001", true)]
    [InlineData("10000001-22", "0000001", false)]
    [InlineData("0000001", "0000001", true)]
    [InlineData("536365", "53636", false)]
    [InlineData("order ana@example.org 7", "ana@example.org", true)]
    public void NamesCustomer_Numbers_AreTold(string number, string key, bool names) =>
        Assert.Equal(names, ErasedPeople.NamesCustomer(Encoding.UTF8.GetBytes(number), Encoding.UTF8.GetBytes(key)));

    [Fact]
    public async Task Erase_RandomShops_TotalsStayAndTheStoreIsWhole()
    {
        var random = new Random(20261126);
        for (var round = 0; round < 4; round++)
        {
            using var shop = new PrivacyBench();
            var keys = Enumerable.Range(0, 12).Select(i => $"ID-{i:000000}").ToArray();
            for (var import = 0; import < 3; import++)
            {
                var (withNumbers, text) = (round % 2 == 0, new StringBuilder());
                text.AppendLine(withNumbers ? "order_id,date,customer_id,product,quantity,unit_price" : "date,customer_id,product,quantity,unit_price");
                for (var line = 0; line < 120; line++)
                {
                    var (order, day) = (random.Next(60), random.Next(1, 28));
                    text.AppendLine((withNumbers ? $"N{order}," : "") + $"2026-01-{(withNumbers ? 1 + (order % 27) : day):00},{keys[(withNumbers ? order : random.Next(12)) % 12]},P{random.Next(5)},1,{random.Next(1, 99)}.00");
                }

                shop.Import($"o{import}.csv", text.ToString(), ImportKind.Orders);
            }

            var before = shop.Temporary.Snapshot();
            var gone = keys.Where(_ => random.Next(3) == 0).ToHashSet();
            if (gone.Count == 0)
                continue;
            await shop.Erasures.EraseAsync(gone, "ana", "", stop);

            var after = shop.Temporary.Snapshot();
            Assert.Equal(before.Orders.AmountE4.Sum(), after.Orders.AmountE4.Sum());
            Assert.Equal(before.Orders.Count, after.Orders.Count);
            Assert.Equal(Enumerable.Range(0, before.Customers.Count).Where(c => !gone.Contains(before.Customers.Keys[c]!)).Select(c => (before.Customers.Keys[c], RevenueOf(before, c))),
                Enumerable.Range(0, after.Customers.Count).Select(c => (after.Customers.Keys[c], RevenueOf(after, c))));
            using var connection = shop.Store.Connect();
            Assert.Empty(StoreCheck.Faults(connection, quick: false, stop));
        }
    }

    [Fact]
    public async Task Restore_ABackupFromBefore_IsErasedAgain()
    {
        await FillAsync();
        var backup = Path.Combine(bench.Temporary.Folder, "elsewhere.copy");
        StoreBackups.Write(bench.Store, backup, overwrite: false, stop);
        await bench.Erasures.EraseAsync(["CUST-0042"], "ana", "", stop);

        var report = StoreBackups.Restore(bench.Store.Path, backup, bench.Clock.Now, stop);

        Assert.Equal(1, report.ErasedAgain);
        Assert.Equal(["CUST-0043"], bench.Temporary.Snapshot().Customers.Keys);

        // With the database lost, the list beside it is enough; a second time there is nobody left to erase.
        SqliteConnection.ClearAllPools();
        var lost = Path.Combine(bench.Temporary.Folder, "lost", "shop.db");
        Directory.CreateDirectory(Path.GetDirectoryName(lost)!);
        File.Copy(bench.Store.Path + ".erased", lost + ".erased");
        Assert.Equal(1, StoreBackups.Restore(lost, backup, bench.Clock.Now, stop).ErasedAgain);
        var store = DashboardStore.Open(lost);
        using var connection = store.Connect();
        Assert.Null(PersonRows.IdOf(connection, "CUST-0042"));
        Assert.DoesNotContain("CUST-0042", Encoding.Latin1.GetString(File.ReadAllBytes(lost)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_CountsAndChangesNothing_AndAFailureErasesNobody()
    {
        await FillAsync();
        var before = bench.Temporary.Snapshot();

        var preview = await bench.Erasures.PreviewAsync(["CUST-0042", "nobody"], stop);

        Assert.Equal(["CUST-0042"], preview.Keys);
        Assert.Equal(["nobody"], preview.Unknown);
        Assert.Equal((1, 2L), (preview.Counts.People, preview.Counts.Documents));
        Assert.Equal(before.DataVersion, bench.Temporary.Snapshot().DataVersion);

        // A damaged block stops it in the middle: all or nothing.
        using (var connection = bench.Store.Connect())
            DashboardStore.Execute(connection, "UPDATE DocumentBlocks SET Data = substr(Data, 1, 20)");
        await Assert.ThrowsAsync<StoreException>(() => bench.Erasures.EraseAsync(["CUST-0042"], "ana", "", stop));
        using var check = bench.Store.Connect();
        Assert.NotNull(PersonRows.IdOf(check, "CUST-0042"));
        Assert.Empty(ErasedPeople.Read(check));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Erasures.EraseAsync([" "], "ana", "", stop));
    }

    [Fact]
    public async Task Erase_AuditCannotBeWritten_IsDoneAndTheAuditGetsItsEntriesLater()
    {
        await FillAsync();
        using (var audit = new SqliteConnection($"Data Source={bench.Audit.Path};Pooling=False"))
        {
            audit.Open();
            DashboardStore.Execute(audit, "CREATE TRIGGER Full BEFORE INSERT ON Entries BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END");
        }

        var report = await bench.Erasures.EraseAsync(["CUST-0042"], "ana", "request 7", stop);
        await bench.Erasures.CatchUpAsync(stop);

        Assert.False(report.IsAudited);
        Assert.Empty(bench.Audit.List(new AuditFilter(Action: "person.erase"), 0, 10).Entries);
        using (var check = bench.Store.Connect())
            Assert.Null(PersonRows.IdOf(check, "CUST-0042"));

        using (var audit = new SqliteConnection($"Data Source={bench.Audit.Path};Pooling=False"))
        {
            audit.Open();
            DashboardStore.Execute(audit, "DROP TRIGGER Full");
        }

        await bench.Erasures.CatchUpAsync(stop);
        await bench.Erasures.CatchUpAsync(stop);

        var entry = Assert.Single(bench.Audit.List(new AuditFilter(Action: "person.erase"), 0, 10).Entries);
        Assert.Equal(("ana", new AuditEntry("person.erase", report.Pseudonyms[0], 1, "request 7")), (entry.Who, entry.Entry));
        Assert.Null(bench.Audit.Verify(stop).Fault);
    }

    private static long RevenueOf(Snapshot snapshot, int customer)
    {
        var sum = 0L;
        for (var order = snapshot.Orders.FirstOfCustomer[customer]; order < snapshot.Orders.FirstOfCustomer[customer + 1]; order++)
            sum += snapshot.Orders.AmountE4[order];
        return sum;
    }

    // The person in every corner of the store: facts in two versions, consents, contacts, lists, segments, notes, exports, decisions, rejected rows, an edit by hand, an upload, a snapshot.
    private async Task FillAsync()
    {
        bench.Import("people.csv", People, ImportKind.Customers);
        bench.Import("orders.csv", Orders, ImportKind.Orders);
        bench.Import("people2.csv", People.Replace("Annabel Zweifel", "Annabel Zweifel-Meier", StringComparison.Ordinal), ImportKind.Customers);
        bench.Import("contacts.csv", "campaign,customer_id,sent_at,opened\nSpring,CUST-0042,2026-04-01,yes\nSpring,CUST-0043,2026-04-01,no\n", ImportKind.Contacts);
        bench.Import("bad.csv", "order_id,date,customer_id,product,quantity,unit_price\n3001,CUST-0042,CUST-0043,Shoe,1,5.00\n3002,2026-01-01,CUST-0043,Shoe,1,annabel.zweifel@example.org\n3003,2026-01-01,CUST-0043,Shoe,1,1.00\n", ImportKind.Orders);
        await bench.Edits.CorrectAsync("CUST-0042", new Correction("phone", "5550102", "Annabel Zweifel-Meier called"), "ana", stop);
        await bench.Edits.RecordConsentAsync("CUST-0042", new ConsentWish("email", "marketing", false, "call"), "ana", stop);
        var lists = new ManualListService(bench.Store, bench.Snapshots, bench.Clock);
        var list = await lists.CreateAsync("Guests", "With Annabel Zweifel", "", stop);
        await lists.AddAsync(list!.Id, ["CUST-0042", "annabel.zweifel@example.org", "CUST-0043"], "pasted", stop);
        var segments = new SavedSegmentService(bench.Store, bench.Clock);
        await segments.CreateAsync(new SegmentContent { Name = "Two people", Rule = "customer in (\"CUST-0042\", \"CUST-0043\")" }, new SegmentEdit("ana"), stop);
        var history = new ExportHistoryService(bench.Store, bench.Clock);
        await history.AddAsync("customer-CUST-0042-2026-11-26.xlsx", "/export/customer/CUST-0042.xlsx?range=all", "Screen", 5, 1);
        await history.AddAsync("customers.xlsx", "/export/customers.xlsx?q=annabel.zweifel%40example.org", "Screen", 1, 1);
        var decisions = new DecisionService(bench.Store, bench.Snapshots, bench.Clock);
        var last = (await bench.Snapshots.NewestAsync(stop)).LastDay;
        await decisions.AddAsync(new DecisionDraft { Rule = "everyone", Offer = "10 % for Annabel Zweifel", Due = last.AddDays(30) }, stop);
        await bench.Uploads.SaveAsync("waiting.csv", new MemoryStream(Encoding.UTF8.GetBytes(People)), 1 << 20, stop);
        await bench.Snapshots.NewestAsync(stop);
        Assert.NotEmpty(SavedSnapshots.Of(bench.Store));
    }

    private IEnumerable<string> FilesWith(string word) => Directory.EnumerateFiles(bench.Temporary.Folder, "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith(".copy", StringComparison.Ordinal) && Encoding.Latin1.GetString(ReadAll(f)).Contains(word, StringComparison.OrdinalIgnoreCase));

    private static byte[] ReadAll(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
