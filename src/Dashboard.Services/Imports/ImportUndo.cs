using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Takes an import back: its rows go, what they replaced shows again, and the note of the import stays with the time of the undo. Rows have no index by import, for that would
/// slow every import down: the tables are read through.
/// </summary>
public static class ImportUndo
{
    /// <summary>Undoes an import in one transaction.</summary>
    /// <param name="store">The store.</param>
    /// <param name="importId">Number of the import.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="StoreException">There is no such import, or it was undone before.</exception>
    public static void Undo(DashboardStore store, long importId, DateTimeOffset now)
    {
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (DashboardStore.Execute(connection, "UPDATE Imports SET UndoneAt = @1 WHERE Id = @0 AND UndoneAt IS NULL", importId, now.ToUnixTimeSeconds()) == 0)
        {
            using var find = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM Imports WHERE Id = ?)");
            find.Set(0, importId);
            throw new StoreException(find.Scalar() != 0
                ? $"Import {importId} was undone before; nothing is left to take back."
                : $"There is no import {importId}. The Data page lists the imports with their numbers.");
        }

        // Documents and contacts: drop this import's versions, then show the newest version left of each that was current.
        // Versions of one number lie in one range of ids, the newest with the greatest.
        DashboardStore.Execute(connection, $"CREATE TEMP TABLE Shown AS SELECT Id & ~{DocumentId.Versions - 1} AS First, Number FROM Orders WHERE ImportId = @0 AND IsCurrent = 1", importId);
        DashboardStore.Execute(connection, "DELETE FROM Orders WHERE ImportId = @0", importId);
        DashboardStore.Execute(connection, $"""
            UPDATE Orders SET IsCurrent = 1 WHERE Id IN (
                SELECT (SELECT o.Id FROM Orders o WHERE o.Id BETWEEN s.First AND s.First + {DocumentId.Versions - 1} AND o.Number = s.Number ORDER BY o.Id DESC LIMIT 1) FROM temp.Shown s);
            DROP TABLE temp.Shown
            """);
        DashboardStore.Execute(connection, "CREATE TEMP TABLE Shown AS SELECT DISTINCT CampaignId, CustomerId, At FROM Contacts WHERE ImportId = @0 AND IsCurrent = 1", importId);
        DashboardStore.Execute(connection, "DELETE FROM Contacts WHERE ImportId = @0", importId);
        DashboardStore.Execute(connection, """
            UPDATE Contacts SET IsCurrent = 1 WHERE Id IN (
                SELECT MAX(c.Id) FROM Contacts c JOIN temp.Shown s ON s.CampaignId = c.CampaignId AND s.CustomerId = c.CustomerId AND s.At IS c.At
                GROUP BY c.CampaignId, c.CustomerId, c.At);
            DROP TABLE temp.Shown
            """);

        // Facts: the word of the other imports counts again; things that nobody speaks of any more go.
        foreach (var table in (ReadOnlySpan<string>)["CustomerFacts", "Consents", "ProductFacts", "CampaignFacts"])
            DashboardStore.Execute(connection, $"DELETE FROM {table} WHERE ImportId = @0", importId);
        DashboardStore.Execute(connection, """
            DELETE FROM Customers WHERE Id NOT IN (SELECT CustomerId FROM CustomerFacts UNION SELECT CustomerId FROM Consents
                UNION SELECT CustomerId FROM Orders WHERE CustomerId IS NOT NULL UNION SELECT CustomerId FROM Contacts);
            DELETE FROM Campaigns WHERE Id NOT IN (SELECT CampaignId FROM CampaignFacts UNION SELECT CampaignId FROM Contacts)
            """);
        DeleteProducts(connection);
        DashboardStore.BumpDataVersion(connection);
        transaction.Commit();
    }

    // Products of which no import and no line speaks any more. The lines are packed, so they are read through, once there is such a product.
    private static void DeleteProducts(SqliteConnection connection)
    {
        var unspoken = new HashSet<long>();
        using (var products = new BulkReader(connection, "SELECT Id FROM Products WHERE Id NOT IN (SELECT ProductId FROM ProductFacts)"))
        {
            while (products.Step())
                unspoken.Add(products.Int64(0));
        }

        if (unspoken.Count == 0)
            return;
        using (var documents = new BulkReader(connection, "SELECT Lines FROM Orders"))
        {
            while (documents.Step())
            {
                for (var lines = LineCodec.Read(documents.Blob(0)); lines.Next(out var line);)
                {
                    if (line.ProductId is { } product)
                        unspoken.Remove(product);
                }
            }
        }

        using var delete = new BulkWriter(connection, "DELETE FROM Products WHERE Id = ?");
        foreach (var product in unspoken)
        {
            delete.Set(0, product);
            delete.Run();
        }
    }
}
