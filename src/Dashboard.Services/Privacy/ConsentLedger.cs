using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>One entry of the ledger of consents.</summary>
/// <param name="Channel">"email", "sms" …</param>
/// <param name="Purpose">What for: "marketing".</param>
/// <param name="Granted">Yes or no.</param>
/// <param name="Source">Where the consent was given, as the file or the person says; null when nobody does.</param>
/// <param name="At">The time that counts: the file's, else the import's.</param>
/// <param name="RecordedAt">When it came into the store.</param>
/// <param name="ImportId">Number of its import.</param>
/// <param name="From">Name of the file; of an entry by hand what was done.</param>
/// <param name="Who">Who recorded it by hand; null for imports.</param>
/// <param name="Note">Why, in that person's words; null for imports.</param>
/// <param name="Counts">Whether it is the one that the present state rests on.</param>
public sealed record ConsentEntry(
    string Channel, string Purpose, bool Granted, string? Source, DateTimeOffset At, DateTimeOffset RecordedAt, long ImportId, string From, string? Who, string? Note, bool Counts);

/// <summary>
/// The ledger of consents: every word of every import, and of people by hand, on each purpose and channel. It is only added to, by imports and by hand, and taken back with its import. The present state is derived
/// from it (<see cref="ConsentTimes"/>) and kept nowhere else.
/// </summary>
internal static class ConsentLedger
{
    /// <summary>The purpose that screens and audiences ask for.</summary>
    public const string Marketing = "marketing";

    /// <summary>All entries of a customer, newest first.</summary>
    public static IReadOnlyList<ConsentEntry> Of(SqliteConnection connection, long customerId)
    {
        var times = new ConsentTimes(connection);
        var entries = new List<ConsentEntry>();
        var counting = new Dictionary<string, int>(StringComparer.Ordinal);
        using var reader = new BulkReader(connection, """
            SELECT c.Channel, c.Purpose, c.Granted, c.Source, c.At, c.ImportId, i.StartedAt, i.FileName, i.Kind, i.Plan FROM Consents c JOIN Imports i ON i.Id = c.ImportId WHERE c.CustomerId = ? ORDER BY c.Id
            """);
        reader.Set(0, customerId);
        while (reader.Step())
        {
            var (channel, purpose, toldAt, import) = (reader.Text(0)!, reader.Text(1)!, reader.Int64OrNull(4), reader.Int64(5));
            var question = $"{purpose}\n{channel}";
            if (times.Counts(question, toldAt, import))
                counting[question] = entries.Count;
            var note = reader.Text(8) == HandEdits.Kind ? HandEdits.NoteOf(reader.Text(9)!) : null;
            entries.Add(new ConsentEntry(
                channel, purpose, reader.Int64(2) != 0, reader.Text(3), Instant(times.At(toldAt, import)), Instant(reader.Int64(6)), import, reader.Text(7)!, note?.Who, note?.Why, false));
        }

        foreach (var index in counting.Values)
            entries[index] = entries[index] with { Counts = true };
        entries.Reverse();
        return [.. entries.OrderByDescending(e => e.At)];

        static DateTimeOffset Instant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    /// <summary>Writes an entry within the caller's transaction.</summary>
    public static void Add(SqliteConnection connection, long customerId, long importId, ConsentWish wish) => DashboardStore.Execute(
        connection,
        "INSERT INTO Consents (CustomerId, ImportId, Channel, Purpose, Granted, Source, At) VALUES (@0, @1, @2, @3, @4, @5, NULL)",
        customerId, importId, wish.Channel, wish.Purpose, wish.Granted ? 1L : 0L, wish.Source);
}

/// <summary>What a person wishes, as somebody at the screen records it.</summary>
/// <param name="Channel">"email", "sms", "phone", "post", "ads", or another word.</param>
/// <param name="Purpose">What for; "marketing" is what audiences ask for.</param>
/// <param name="Granted">Yes or no.</param>
/// <param name="Source">Where they said so: "call", "letter".</param>
/// <param name="Note">Anything else; may be empty.</param>
public sealed record ConsentWish(string Channel, string Purpose, bool Granted, string Source, string Note = "");
