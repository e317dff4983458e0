using Dashboard.Services.Store;

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
        return new UndoPreview(
            Count("SELECT COUNT(*) FROM Orders WHERE ImportId = @0"),
            Count("SELECT COUNT(*) FROM OrderLines WHERE OrderId IN (SELECT Id FROM Orders WHERE ImportId = @0)"),
            Count("SELECT COUNT(DISTINCT o.Number) FROM Orders o WHERE o.ImportId = @0 AND o.IsCurrent = 1 AND EXISTS (SELECT 1 FROM Orders e WHERE e.Number = o.Number AND e.ImportId <> @0)"),
            Count("SELECT COUNT(*) FROM Contacts WHERE ImportId = @0"),
            Count("""
                SELECT COUNT(*) FROM Customers c WHERE NOT EXISTS (SELECT 1 FROM CustomerFacts f WHERE f.CustomerId = c.Id AND f.ImportId <> @0)
                    AND NOT EXISTS (SELECT 1 FROM Consents s WHERE s.CustomerId = c.Id AND s.ImportId <> @0)
                    AND c.Id NOT IN (SELECT CustomerId FROM Orders WHERE ImportId <> @0 AND CustomerId IS NOT NULL)
                    AND c.Id NOT IN (SELECT CustomerId FROM Contacts WHERE ImportId <> @0)
                """),
            Count("SELECT COUNT(DISTINCT CustomerId) FROM CustomerFacts WHERE ImportId = @0"));

        long Count(string sql)
        {
            using var statement = new PreparedStatement(connection, sql, 1);
            return (long)statement.Scalar(importId)!;
        }
    }
}
