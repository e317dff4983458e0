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

        // Documents and contacts: drop this import's versions. Earlier versions of documents show again with it; of each contact that was current, the newest version left is shown.
        DocumentBlocks.Delete(connection, importId);
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
        DashboardStore.Execute(connection, "DELETE FROM Campaigns WHERE Id NOT IN (SELECT CampaignId FROM CampaignFacts UNION SELECT CampaignId FROM Contacts)");
        DeleteUnspoken(connection);
        DashboardStore.BumpDataVersion(connection);
        transaction.Commit();
    }

    // Customers and products of which no import and no document speaks any more. The documents are packed, so they are read through, once there is such a customer or product.
    private static void DeleteUnspoken(SqliteConnection connection)
    {
        var customers = Ids(connection, "SELECT Id FROM Customers WHERE Id NOT IN (SELECT CustomerId FROM CustomerFacts UNION SELECT CustomerId FROM Consents UNION SELECT CustomerId FROM Contacts)");
        var products = Ids(connection, "SELECT Id FROM Products WHERE Id NOT IN (SELECT ProductId FROM ProductFacts)");
        DocumentBlocks.RemoveNamed(connection, exceptImport: 0, customers, products);
        Delete(connection, "Customers", customers);
        Delete(connection, "Products", products);
    }

    private static HashSet<long> Ids(SqliteConnection connection, string sql)
    {
        var ids = new HashSet<long>();
        using var reader = new BulkReader(connection, sql);
        while (reader.Step())
            ids.Add(reader.Int64(0));
        return ids;
    }

    private static void Delete(SqliteConnection connection, string table, HashSet<long> ids)
    {
        using var delete = new BulkWriter(connection, $"DELETE FROM {table} WHERE Id = ?");
        foreach (var id in ids.Order())
        {
            delete.Set(0, id);
            delete.Run();
        }
    }
}
