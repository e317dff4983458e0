using Dashboard.Services.Audit;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Audit;

/// <summary>The audit: what goes in comes out, and what somebody does to the file behind its back is found.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly TemporaryStore shop = new();
    private readonly MovingClock clock = new();
    private readonly AuditLog log;

    public AuditLogTests() => log = new AuditLog(shop.Store, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Verify_EmptyLog_IsSound() => Assert.Equal(new AuditVerdict(0, new string('0', 64), null), log.Verify(Cancel));

    [Fact]
    public async Task Append_Entries_AreListedNewestFirstAndChained()
    {
        await log.AppendAsync("ada", new AuditEntry("export", "champions.xlsx", 312, "Purpose: newsletter"), Cancel);
        clock.Now = clock.Now.AddMinutes(1);
        await log.AppendAsync("bob", new AuditEntry("segment.save", "VIP"), Cancel);

        var (entries, count) = log.List(AuditFilter.All, 0, 10);

        Assert.Equal(2, count);
        Assert.Equal([(2L, "bob", "segment.save"), (1L, "ada", "export")], entries.Select(e => (e.Number, e.Who, e.Entry.Action)));
        Assert.Equal((312L, "Purpose: newsletter"), (entries[1].Entry.Rows, entries[1].Entry.Detail));
        var verdict = log.Verify(Cancel);
        Assert.Equal((2L, entries[0].Hash, (string?)null), (verdict.Entries, verdict.Hash, verdict.Fault));
    }

    [Fact]
    public void HashOf_FirstEntry_IsSha256OfItsFieldsWithLengths()
    {
        // Computed by hand: 32 zero bytes, then number, milliseconds, and each text with its length before it (−1 for none), all integers of 8 bytes, little end first.
        var bytes = new List<byte>(new byte[32]);
        void Integer(long value) => bytes.AddRange(BitConverter.GetBytes(value));
        Integer(1);
        Integer(5);
        foreach (var text in (string?[])["ada", "export", "x", "7", null])
        {
            Integer(text?.Length ?? -1);
            bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
        }

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. bytes])), AuditLog.HashOf(new string('0', 64), 1, 5, "ada", new AuditEntry("export", "x", 7)));
    }

    [Theory]
    [InlineData("UPDATE Entries SET Subject = 'harmless.xlsx' WHERE Number = 2", "Entry 2 ")]
    [InlineData("UPDATE Entries SET Who = 'bob' WHERE Number = 1", "Entry 1 ")]
    [InlineData("UPDATE Entries SET Rows = NULL WHERE Number = 3", "Entry 3 ")]
    [InlineData("DELETE FROM Entries WHERE Number = 2", "Entry 2 is missing")]
    [InlineData("DELETE FROM Entries WHERE Number = 1", "Entry 1 is missing")]
    [InlineData("DELETE FROM Entries WHERE Number = 2; UPDATE Entries SET Number = 2 WHERE Number = 3", "Entry 2 ")]
    public async Task Verify_ChangedBehindItsBack_NamesTheFirstEntryThatIsWrong(string harm, string fault)
    {
        for (var i = 1; i <= 3; i++)
            await log.AppendAsync("ada", new AuditEntry("export", $"{i}.csv", i), Cancel);
        using (var connection = new SqliteConnection($"Data Source={log.Path}"))
        {
            connection.Open();
            DashboardStore.Execute(connection, "DROP TRIGGER EntriesStay; DROP TRIGGER EntriesStayAsTheyAre");
            DashboardStore.Execute(connection, harm);
        }

        Assert.StartsWith(fault, log.Verify(Cancel).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM Entries")]
    [InlineData("UPDATE Entries SET Who = 'nobody'")]
    public async Task File_OrdinaryStatement_CanOnlyAdd(string statement)
    {
        await log.AppendAsync("ada", new AuditEntry("import", "orders.csv", 10), Cancel);
        using var connection = new SqliteConnection($"Data Source={log.Path}");
        connection.Open();

        var refused = Assert.Throws<SqliteException>(() => DashboardStore.Execute(connection, statement));

        Assert.Contains("only added to", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_FromManyThreadsAndTwoLogs_KeepsOneChain()
    {
        using var other = new AuditLog(shop.Store, clock);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? log : other).AppendAsync($"person {i}", new AuditEntry("export", "a"), Cancel)));

        Assert.Equal((40L, null), (log.Verify(Cancel).Entries, log.Verify(Cancel).Fault));
    }

    [Fact]
    public async Task Append_TextWithLineBreaksAndHalfACharacter_IsOneSoundLine()
    {
        await log.AppendAsync("ada\r\n2 bob export all", new AuditEntry("segment.save", "a\u0000b\ud800c", null, new string('x', 5_000)), Cancel);

        var entry = Assert.Single(log.List(AuditFilter.All, 0, 1).Entries);
        Assert.Equal(("ada  2 bob export all", "a b\ufffdc", 2_000), (entry.Who, entry.Entry.Subject, entry.Entry.Detail!.Length));
        Assert.Null(log.Verify(Cancel).Fault);
    }

    [Fact]
    public async Task List_Filter_GivesWhatItSays()
    {
        await log.AppendAsync("ada", new AuditEntry("export", "VIP list"), Cancel);
        clock.Now = clock.Now.AddDays(1);
        await log.AppendAsync("bob", new AuditEntry("export.list", "50%_off"), Cancel);
        await log.AppendAsync("ada", new AuditEntry("import", "orders.csv"), Cancel);

        string[] Subjects(AuditFilter filter) => [.. log.List(filter, 0, 10).Entries.Select(e => e.Entry.Subject)];

        Assert.Equal(["orders.csv", "VIP list"], Subjects(new AuditFilter(Who: "ada")));
        Assert.Equal(["50%_off", "VIP list"], Subjects(new AuditFilter(Action: "export")));
        Assert.Equal(["50%_off"], Subjects(new AuditFilter(Text: "%_")));
        Assert.Equal(["orders.csv", "50%_off"], Subjects(new AuditFilter(From: clock.Now)));
        Assert.Equal(["VIP list"], Subjects(new AuditFilter(To: clock.Now)));
        Assert.Equal(["50%_off"], log.List(AuditFilter.All, 1, 1).Entries.Select(e => e.Entry.Subject));
    }

    public void Dispose()
    {
        log.Dispose();
        shop.Dispose();
    }
}
