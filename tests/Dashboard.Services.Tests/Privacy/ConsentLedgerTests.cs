using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Privacy;

public sealed class ConsentLedgerTests : IDisposable
{
    private readonly TemporaryStore temporary = new();
    private readonly StoreQueue queue = new();
    private readonly MovingClock clock = new();
    private readonly AuditLog audit;

    public ConsentLedgerTests() => audit = new AuditLog(temporary.Store, clock);

    public void Dispose()
    {
        audit.Dispose();
        queue.Dispose();
        temporary.Dispose();
    }

    private PersonEdits Edits => new(temporary.Store, queue, audit, clock);

    [Fact]
    public void Snapshot_AnOlderConsentComesLater_TheNewerWithdrawalHolds()
    {
        Import(1000, Say("A", true, at: 100));
        Import(2000, Say("A", false, at: 900));
        Import(3000, Say("A", true, at: 500));

        Assert.Equal(-1, State("A", "email"));
        Assert.Equal([(false, true), (true, false), (true, false)], Ledger("A").Select(e => (e.Granted, e.Counts)));
    }

    [Fact]
    public void Undo_OfTheImportThatWithdrew_TakesItsEntryBack()
    {
        Import(1000, Say("A", true));
        var second = Import(2000, Say("A", false));
        Assert.Equal(-1, State("A", "email"));

        ImportUndo.Undo(temporary.Store, second, TemporaryStore.Now);

        Assert.Equal(1, State("A", "email"));
        Assert.Single(Ledger("A"));
    }

    [Fact]
    public async Task RecordConsent_AndTheOldFileAgain_TheWithdrawalHolds()
    {
        Import(1000, Say("A", true));
        clock.Now = DateTimeOffset.FromUnixTimeSeconds(2000);
        var edit = await Edits.RecordConsentAsync("A", new ConsentWish("email", "marketing", false, "call", "wants nothing"), "ana", TestContext.Current.CancellationToken);

        Import(3000, Say("A", true));
        Assert.Equal(-1, State("A", "email"));
        var entry = Ledger("A")[0];
        Assert.Equal(("call", "ana", "wants nothing", true, false), (entry.Source, entry.Who, entry.Note, entry.Counts, entry.Granted));

        // A file with another word than before is news, and so is a later time.
        Import(4000, Say("A", true, at: 3500));
        Assert.Equal(1, State("A", "email"));

        await Edits.TakeBackAsync(edit, "ana", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Ledger("A"), e => e.Who is not null);
    }

    [Fact]
    public async Task RecordConsent_UnknownCustomerOrNoSource_SaysSo()
    {
        Import(1000, Say("A", true));
        await Assert.ThrowsAsync<ArgumentException>(() => Edits.RecordConsentAsync("Z", new ConsentWish("email", "marketing", false, "call"), "ana", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => Edits.RecordConsentAsync("A", new ConsentWish("email", "marketing", false, ""), "ana", TestContext.Current.CancellationToken));
        Assert.Single(Ledger("A"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Ledger_RandomImportsEditsAndUndos_GivesTheStateOfTheSnapshot(int seed)
    {
        var random = new Random(seed);
        var done = new List<long>();
        var now = 10_000L;
        for (var step = 0; step < 25; step++)
        {
            now += random.Next(0, 100);
            var (key, channel) = ("ABCD"[random.Next(4)].ToString(), random.Next(2) == 0 ? "email" : "sms");
            switch (random.Next(5))
            {
                case 0 when done.Count > 0:
                    var import = done[random.Next(done.Count)];
                    done.Remove(import);
                    ImportUndo.Undo(temporary.Store, import, TemporaryStore.Now);
                    break;
                case 1 when Known(key):
                    clock.Now = DateTimeOffset.FromUnixTimeSeconds(now);
                    done.Add(await Edits.RecordConsentAsync(key, new ConsentWish(channel, "marketing", random.Next(2) == 0, "call"), "ana", TestContext.Current.CancellationToken));
                    break;
                default:
                    done.Add(Import(now, [.. Enumerable.Range(0, 3).Select(_ => Say("ABCD"[random.Next(4)].ToString(), random.Next(2) == 0, random.Next(2) == 0 ? null : now - random.Next(-50, 3000), channel))]));
                    break;
            }

            foreach (var person in "ABCD".Select(c => c.ToString()).Where(Known))
            {
                var ledger = Ledger(person);
                foreach (var asked in (string[])["email", "sms"])
                {
                    // The naive reading: the entry of the latest time, of equal times the one written last.
                    var naive = ledger.Where(e => e.Channel == asked).MaxBy(e => e.At);
                    var counting = ledger.SingleOrDefault(e => e.Channel == asked && e.Counts);
                    Assert.Equal(naive?.At, counting?.At);
                    Assert.Equal(counting is null ? 0 : counting.Granted ? 1 : -1, State(person, asked));
                }
            }
        }
    }

    private static ImportRow Say(string key, bool granted, long? at = null, string channel = "email") => new()
    {
        RowNumber = 2,
        Customer = new CustomerRow { Key = key, Consents = [new ConsentRow(channel, "marketing", granted, null, at)] },
    };

    private long Import(long at, params ImportRow[] rows)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(at);
        using var session = ImportSession.Begin(temporary.Store, "people.csv", nameof(ImportKind.Customers), "{}", now);
        foreach (var row in rows)
            session.Add(row);
        return session.Finish(dryRun: false, [], now, TestContext.Current.CancellationToken).Report.ImportId!.Value;
    }

    private bool Known(string key)
    {
        using var connection = temporary.Store.Connect();
        return PersonRows.IdOf(connection, key) is not null;
    }

    private IReadOnlyList<ConsentEntry> Ledger(string key)
    {
        using var connection = temporary.Store.Connect();
        return ConsentLedger.Of(connection, PersonRows.IdOf(connection, key)!.Value);
    }

    private int State(string key, string channel)
    {
        var customers = temporary.Snapshot().Customers;
        var index = customers.Keys.ToList().IndexOf(key);
        return customers.Consent.TryGetValue(channel, out var states) ? states[index] : 0;
    }
}
