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
        var (documents, lines, restored) = DocumentsOf(connection, importId);
        const string Going = """
            SELECT Id FROM Customers c WHERE NOT EXISTS (SELECT 1 FROM CustomerFacts f WHERE f.CustomerId = c.Id AND f.ImportId <> ?1)
                AND NOT EXISTS (SELECT 1 FROM Consents s WHERE s.CustomerId = c.Id AND s.ImportId <> ?1)
                AND c.Id NOT IN (SELECT CustomerId FROM Orders WHERE ImportId <> ?1 AND CustomerId IS NOT NULL)
                AND c.Id NOT IN (SELECT CustomerId FROM Contacts WHERE ImportId <> ?1)
            """;
        return new UndoPreview(
            documents,
            lines,
            restored,
            Count("SELECT COUNT(*) FROM Contacts WHERE ImportId = ?1"),
            Count($"SELECT COUNT(*) FROM ({Going})"),
            Count($"SELECT COUNT(*) FROM ({Going} UNION SELECT CustomerId FROM CustomerFacts WHERE ImportId = ?1)"));

        long Count(string sql)
        {
            using var reader = new BulkReader(connection, sql);
            reader.Set(0, importId);
            return reader.Scalar();
        }
    }

    private static (long Documents, long Lines, long Restored) DocumentsOf(SqliteConnection connection, long importId)
    {
        var (documents, lines, restored) = (0L, 0L, 0L);
        using var reader = new BulkReader(connection, "SELECT Id, IsCurrent, Number, Lines FROM Orders WHERE ImportId = ?");
        using var others = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM Orders WHERE Id BETWEEN ? AND ? AND Number = ? AND ImportId <> ?)");
        using var any = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM Orders WHERE ImportId <> ?)");
        any.Set(0, importId);
        var mayRestore = any.Scalar() != 0;
        reader.Set(0, importId);
        others.Set(3, importId);
        while (reader.Step())
        {
            documents++;
            lines += LineCodec.Count(reader.Blob(3));
            if (!mayRestore || reader.Int64(1) == 0)
                continue;
            var first = reader.Int64(0) & ~(DocumentId.Versions - 1L);
            others.Set(0, first);
            others.Set(1, DocumentId.Last(first));
            others.SetText(2, reader.Utf8(2));
            restored += others.Scalar();
        }

        return (documents, lines, restored);
    }
}
