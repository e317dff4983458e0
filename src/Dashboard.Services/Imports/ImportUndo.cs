using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>Takes an import back: its rows go, what they replaced shows again, and the note of the import stays with the time of the undo.</summary>
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
            using var find = new PreparedStatement(connection, "SELECT EXISTS (SELECT 1 FROM Imports WHERE Id = @0)", 1);
            throw new StoreException((long)find.Scalar(importId)! != 0
                ? $"Import {importId} was undone before; nothing is left to take back."
                : $"There is no import {importId}. The Data page lists the imports with their numbers.");
        }

        // Documents and contacts: drop this import's versions, then show the newest version left of each that was current.
        DashboardStore.Execute(connection, "CREATE TEMP TABLE Shown AS SELECT DISTINCT Number FROM Orders WHERE ImportId = @0 AND IsCurrent = 1", importId);
        DashboardStore.Execute(connection, "DELETE FROM OrderLines WHERE OrderId IN (SELECT Id FROM Orders WHERE ImportId = @0)", importId);
        DashboardStore.Execute(connection, "DELETE FROM Orders WHERE ImportId = @0", importId);
        DashboardStore.Execute(connection, """
            UPDATE Orders SET IsCurrent = 1 WHERE Id IN (SELECT MAX(o.Id) FROM Orders o JOIN temp.Shown s ON s.Number = o.Number GROUP BY o.Number);
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
            DELETE FROM Products WHERE Id NOT IN (SELECT ProductId FROM ProductFacts UNION SELECT ProductId FROM OrderLines WHERE ProductId IS NOT NULL);
            DELETE FROM Campaigns WHERE Id NOT IN (SELECT CampaignId FROM CampaignFacts UNION SELECT CampaignId FROM Contacts)
            """);
        DashboardStore.BumpDataVersion(connection);
        transaction.Commit();
    }
}
