using System.Text;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>What an erasure takes away, or took.</summary>
/// <param name="People">People.</param>
/// <param name="Facts">Rows of what imports and people said of them.</param>
/// <param name="Consents">Entries of the ledger.</param>
/// <param name="Contacts">Campaign contacts in all versions.</param>
/// <param name="Documents">Documents in all versions that stay without a customer.</param>
/// <param name="ListEntries">Entries of manual lists.</param>
/// <param name="Decisions">Decisions that had them.</param>
/// <param name="Texts">Texts that named them, by where.</param>
public sealed record ErasedCounts(long People, long Facts, long Consents, long Contacts, long Documents, long ListEntries, long Decisions, IReadOnlyDictionary<string, long> Texts)
{
    /// <summary>Of nobody.</summary>
    public static ErasedCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, new Dictionary<string, long>());
}

/// <summary>
/// Erases people from the tables within the caller's transaction: what was said of them, consents, contacts, entries of lists and decisions go in all versions, their documents stay without a customer, and texts lose their names.
/// They come on the list of the erased.
/// </summary>
internal static class PersonEraser
{
    /// <summary>What a connection needs for what it deletes to be written over.</summary>
    public const string Overwrite = "PRAGMA secure_delete = ON";

    /// <summary>Erases.</summary>
    /// <param name="connection">A connection with <see cref="Overwrite"/>, in a transaction.</param>
    /// <param name="ids">Ids of the customers.</param>
    /// <param name="list">Entries for the list of the erased.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static ErasedCounts Erase(SqliteConnection connection, IReadOnlyCollection<long> ids, IReadOnlyList<ErasedPerson> list, CancellationToken cancellationToken)
    {
        ErasedPeople.Add(connection, list);
        if (ids.Count == 0)
            return ErasedCounts.None;
        var keys = new Dictionary<long, byte[]>();
        var told = new List<ToldFacts>();
        using (var find = new BulkReader(connection, "SELECT Key FROM Customers WHERE Id = ?"))
        {
            foreach (var id in ids)
            {
                find.Set(0, id);
                if (find.Step())
                    keys[id] = find.Utf8(0).ToArray();
                find.Reset();
                told.AddRange(PersonRows.Told(connection, id));
            }
        }

        DashboardStore.Execute(connection, "CREATE TEMP TABLE IF NOT EXISTS Erasing (Id INTEGER PRIMARY KEY, Key TEXT NOT NULL); DELETE FROM temp.Erasing");
        using (var insert = BulkWriter.Insert(connection, "temp.Erasing", "Id, Key"))
        {
            foreach (var (id, key) in keys)
            {
                insert.Set(0, id);
                insert.SetText(1, key);
                insert.Run();
            }
        }

        var secret = Pseudonyms.SecretOf(connection);
        var names = PersonNames.Of(keys.Values.Select(Encoding.UTF8.GetString), told);
        var documents = new DocumentAnonymiser(connection, keys, secret);
        documents.Run(cancellationToken);
        var edits = Numbers(connection, $"SELECT DISTINCT ImportId FROM CustomerFacts WHERE CustomerId IN (SELECT Id FROM temp.Erasing) UNION SELECT DISTINCT ImportId FROM Consents WHERE CustomerId IN (SELECT Id FROM temp.Erasing)");
        var facts = Delete(connection, "CustomerFacts", "CustomerId IN (SELECT Id FROM temp.Erasing)");
        var consents = Delete(connection, "Consents", "CustomerId IN (SELECT Id FROM temp.Erasing)");
        var contacts = Delete(connection, "Contacts", "CustomerId IN (SELECT Id FROM temp.Erasing)");
        Delete(connection, "Customers", "Id IN (SELECT Id FROM temp.Erasing)");
        var entries = DeleteEntries(connection, names);
        var decisions = TakeOutOfDecisions(connection, [.. keys.Values.Select(Encoding.UTF8.GetString)]);

        // The notes of edits by hand are about one person, in words.
        foreach (var edit in edits.Where(HandEdits.Ids(connection).Contains))
            DashboardStore.Execute(connection, "DELETE FROM Imports WHERE Id = @0", edit);
        var texts = PersonalTexts.Clean(connection, names);
        DashboardStore.Execute(connection, "DROP TABLE temp.Erasing");
        DashboardStore.BumpDataVersion(connection);
        return new ErasedCounts(keys.Count, facts, consents, contacts, documents.Documents, entries, decisions, texts);
    }

    private static int Delete(SqliteConnection connection, string table, string where) => DashboardStore.Execute(connection, $"DELETE FROM {table} WHERE {where}");

    private static List<long> Numbers(SqliteConnection connection, string sql)
    {
        var numbers = new List<long>();
        using var reader = new BulkReader(connection, sql);
        while (reader.Step())
            numbers.Add(reader.Int64(0));
        return numbers;
    }

    // By key, and by what was written where nobody was found then.
    private static long DeleteEntries(SqliteConnection connection, PersonNames names)
    {
        var gone = new List<(long List, string Entry, string Key)>();
        using (var reader = new BulkReader(connection, "SELECT ListId, Entry, CustomerKey, CustomerKey IN (SELECT Key FROM temp.Erasing) FROM ManualListEntries"))
        {
            while (reader.Step())
            {
                if (reader.Int64(3) != 0 || (reader.Utf8(2).IsEmpty && names.IsIn(reader.Text(1))))
                    gone.Add((reader.Int64(0), reader.Text(1)!, reader.Text(2)!));
            }
        }

        foreach (var (list, entry, key) in gone)
        {
            DashboardStore.Execute(connection, "DELETE FROM ManualListEntries WHERE ListId = @0 AND Entry = @1 AND CustomerKey = @2", list, entry, key);
            DashboardStore.Execute(connection, "UPDATE ManualLists SET Version = Version + 1 WHERE Id = @0", list);
        }

        return gone.Count;
    }

    private static long TakeOutOfDecisions(SqliteConnection connection, HashSet<string> keys)
    {
        var changed = new List<(long Id, string[] Target, string[] Control)>();
        using (var reader = new BulkReader(connection, "SELECT Id, Target, Control FROM Decisions"))
        {
            while (reader.Step())
            {
                var (target, control) = (Keys(reader.Blob(1)), Keys(reader.Blob(2)));
                if (target.Exists(keys.Contains) || control.Exists(keys.Contains))
                    changed.Add((reader.Int64(0), [.. target.Where(k => !keys.Contains(k))], [.. control.Where(k => !keys.Contains(k))]));
            }
        }

        foreach (var (id, target, control) in changed)
        {
            DashboardStore.Execute(
                connection, "UPDATE Decisions SET Target = @1, Control = @2, Customers = @3, InControl = @4 WHERE Id = @0", id, PackedText.Pack(string.Join('\n', target)), PackedText.Pack(string.Join('\n', control)), target.Length, control.Length);
        }

        return changed.Count;
    }

    /// <summary>The keys of a decision.</summary>
    internal static List<string> Keys(ReadOnlySpan<byte> packed) => [.. PackedText.Unpack(packed.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
