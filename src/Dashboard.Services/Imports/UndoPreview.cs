using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>What undoing an import would take away, and what would show again.</summary>
/// <param name="Documents">Documents that go, in their version of this import.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="Restored">Those of the documents of which an earlier import's version shows again.</param>
/// <param name="Contacts">Campaign contacts that go.</param>
/// <param name="Customers">Customers of whom nothing else speaks: they go.</param>
/// <param name="CustomersTold">Customers of whom this import tells something, those that go among them.</param>
public sealed record UndoPreview(long Documents, long Lines, long Restored, long Contacts, long Customers, long CustomersTold)
{
    /// <summary>Counts; the store stays as it is.</summary>
    /// <param name="store">The store.</param>
    /// <param name="importId">Number of the import.</param>
    public static UndoPreview Of(DashboardStore store, long importId)
    {
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var heads = DocumentBlocks.Heads(connection);
        var own = heads.Where(b => DocumentBlocks.ImportOf(b.Id) == importId).ToList();
        var told = Ids(connection, "SELECT CustomerId FROM CustomerFacts WHERE ImportId = ?1", importId);
        var going = Ids(
            connection,
            """
            SELECT Id FROM Customers c WHERE NOT EXISTS (SELECT 1 FROM CustomerFacts f WHERE f.CustomerId = c.Id AND f.ImportId <> ?1)
                AND NOT EXISTS (SELECT 1 FROM Consents s WHERE s.CustomerId = c.Id AND s.ImportId <> ?1)
                AND c.Id NOT IN (SELECT CustomerId FROM Contacts WHERE ImportId <> ?1)
            """,
            importId);
        DocumentBlocks.RemoveNamed(connection, importId, going, products: null);
        using var contacts = new BulkReader(connection, "SELECT COUNT(*) FROM Contacts WHERE ImportId = ?1");
        contacts.Set(0, importId);
        return new UndoPreview(
            own.Sum(b => (long)b.Documents),
            own.Sum(b => b.Lines),
            CountRestored(connection, importId, [.. heads.Select(b => b.Id)]),
            contacts.Scalar(),
            going.Count,
            going.Count + told.Count(c => !going.Contains(c)));
    }

    // Current documents of the import that hide a version which is still there.
    private static long CountRestored(SqliteConnection connection, long importId, HashSet<long> blocks)
    {
        var hidden = HiddenVersions.Of(connection);
        var restored = 0L;
        using var reader = new BulkReader(connection, "SELECT BlockId, Data FROM HiddenDocuments WHERE BlockId BETWEEN ? AND ?");
        reader.Set(0, DocumentBlocks.FirstOf(importId));
        reader.Set(1, DocumentBlocks.LastOf(importId));
        while (reader.Step())
        {
            var id = reader.Int64(0);
            var places = hidden.In(id);
            restored += HiddenVersions.Decode(reader.Blob(1), id).Where(v => blocks.Contains(v.Earlier.BlockId) && !places.Contains(v.By)).DistinctBy(v => v.By).LongCount();
        }

        return restored;
    }

    private static HashSet<long> Ids(SqliteConnection connection, string sql, long importId)
    {
        var ids = new HashSet<long>();
        using var reader = new BulkReader(connection, sql);
        reader.Set(0, importId);
        while (reader.Step())
            ids.Add(reader.Int64(0));
        return ids;
    }
}
