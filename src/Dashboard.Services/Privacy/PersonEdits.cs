using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// What a person at the screen says of a customer: a consent or its withdrawal, and facts that are put right. Each edit is one transaction, is seen by every analysis at the next data version, and can be taken back.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="queue">Gives it its turn to write.</param>
/// <param name="audit">Notes who edited, and what, but no value.</param>
/// <param name="time">The clock.</param>
public sealed class PersonEdits(DashboardStore store, StoreQueue queue, AuditLog audit, TimeProvider time)
{
    private const int LongestWord = 80;
    private const int LongestNote = 400;

    /// <summary>Records a consent or its withdrawal in the ledger.</summary>
    /// <param name="key">Key of the customer.</param>
    /// <param name="wish">What the person wishes.</param>
    /// <param name="who">Who records it.</param>
    /// <param name="cancellationToken">Stops waiting for its turn; once begun, it ends.</param>
    /// <returns>Number by which <see cref="TakeBackAsync"/> knows it.</returns>
    /// <exception cref="ArgumentException">There is no such customer, or a text is missing or too long.</exception>
    public Task<long> RecordConsentAsync(string key, ConsentWish wish, string who, CancellationToken cancellationToken)
    {
        var clean = wish with
        {
            Channel = Word(wish.Channel, "channel").ToLowerInvariant(),
            Purpose = Word(wish.Purpose, "purpose").ToLowerInvariant(),
            Source = Word(wish.Source, "source"),
            Note = Note(wish.Note),
        };
        var entry = new AuditEntry("person.consent", "", 1, $"{(clean.Granted ? "Granted" : "Withdrawn")}: {clean.Purpose} by {clean.Channel}");
        return EditAsync(key, clean.Granted ? "Consent recorded by hand" : "Withdrawal recorded by hand", clean.Note, who, entry, (connection, id, import) => ConsentLedger.Add(connection, id, import, clean), cancellationToken);
    }

    /// <summary>Puts a fact right. It holds until a file says of this field something else than the files said before.</summary>
    /// <param name="key">Key of the customer.</param>
    /// <param name="correction">What is true.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="cancellationToken">Stops waiting for its turn; once begun, it ends.</param>
    /// <returns>Number by which <see cref="TakeBackAsync"/> knows it.</returns>
    /// <exception cref="ArgumentException">There is no such customer or field, or the value can't be one of it.</exception>
    public Task<long> CorrectAsync(string key, Correction correction, string who, CancellationToken cancellationToken)
    {
        var row = correction.Row(key);
        var note = Note(correction.Note);
        return EditAsync(key, $"Correction of {correction.Field}", note, who, new AuditEntry("person.correct", "", 1, correction.Field), (connection, id, import) => Insert(connection, id, import, row), cancellationToken);
    }

    /// <summary>Takes an edit back; what it hid shows again.</summary>
    /// <param name="editId">Number of the edit.</param>
    /// <param name="who">Who takes it back.</param>
    /// <param name="cancellationToken">Stops waiting for its turn; once begun, it ends.</param>
    /// <exception cref="StoreException">There is no such edit, or it was taken back before.</exception>
    public async Task TakeBackAsync(long editId, string who, CancellationToken cancellationToken)
    {
        var subject = await queue.RunAsync(
            () =>
            {
                var subject = SubjectOf(editId);
                ImportUndo.Undo(store, editId, time.GetUtcNow());
                return subject;
            },
            cancellationToken);
        await audit.AppendAsync(who, new AuditEntry("person.edit.undo", subject, 1, string.Create(CultureInfo.InvariantCulture, $"Edit {editId}")), CancellationToken.None);
    }

    private async Task<long> EditAsync(
        string key, string what, string note, string who, AuditEntry entry, Action<SqliteConnection, long, long> write, CancellationToken cancellationToken)
    {
        var (edit, subject) = await queue.RunAsync(
            () =>
            {
                using var connection = store.Connect();
                using var transaction = connection.BeginTransaction(deferred: false);
                var customer = PersonRows.IdOf(connection, key) ?? throw new ArgumentException("There is no customer of that key. Look for the person on the Customers page.");
                var import = HandEdits.Begin(connection, what, new HandEditNote(who, note), time.GetUtcNow());
                write(connection, customer, import);
                DashboardStore.BumpDataVersion(connection);
                transaction.Commit();
                return (import, Pseudonyms.Text(Pseudonyms.SecretOf(connection), key));
            },
            cancellationToken);
        await audit.AppendAsync(who, entry with { Subject = subject }, CancellationToken.None);
        return edit;
    }

    private string SubjectOf(long editId)
    {
        using var connection = store.Connect();
        using var reader = new BulkReader(connection, $"""
            SELECT c.Key FROM Customers c JOIN (SELECT CustomerId, ImportId FROM CustomerFacts UNION ALL SELECT CustomerId, ImportId FROM Consents) e ON e.CustomerId = c.Id
            JOIN Imports i ON i.Id = e.ImportId WHERE i.Id = ? AND i.Kind = '{HandEdits.Kind}'
            """);
        reader.Set(0, editId);
        return reader.Step() ? Pseudonyms.Text(Pseudonyms.SecretOf(connection), reader.Text(0)!) : throw new StoreException($"There is no edit {editId} by hand, or it was taken back before. Look at the person's page again.");
    }

    private static void Insert(SqliteConnection connection, long customerId, long importId, CustomerRow row) => DashboardStore.Execute(
        connection,
        """
        INSERT INTO CustomerFacts (CustomerId, ImportId, Name, BirthDay, Gender, Country, Region, City, Postcode, Language, Acquisition, Email, Phone, Attributes)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13)
        """,
        customerId, importId, row.Name, row.BirthDate?.DayNumber, row.Gender, row.Country, row.Region, row.City, row.Postcode, row.Language, row.AcquisitionChannel, row.Email, row.Phone,
        row.Attributes.Count == 0 ? null : JsonSerializer.Serialize(row.Attributes));

    private static string Word(string text, string what)
    {
        var clean = text.Trim();
        return clean.Length is > 0 and <= LongestWord && !clean.Any(char.IsControl)
            ? clean
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The {what} is a word of 1 to {LongestWord} characters."));
    }

    private static string Note(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length <= LongestNote ? clean : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The note has {clean.Length} characters; {LongestNote} fit. Shorten it."));
    }
}
