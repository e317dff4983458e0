using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Tests.Store;

public sealed class PackedLinesMigrationTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Open_DatabaseOfTheFirstSchema_KeepsDocumentsVersionsAndFacts()
    {
        var path = Path.Combine(temporary.Folder, "old.db");
        Fill(path);

        var store = DashboardStore.Open(path);

        var snapshot = Snapshot(store);
        Assert.Equal(["A", "B"], snapshot.Customers.Keys);
        Assert.Equal(["Spain", null], Enumerable.Range(0, 2).Select(c => snapshot.Customers.Country[c]));
        Assert.Equal(["1", "Ärger", "C2"], snapshot.Orders.Number);
        Assert.Equal([90_000, 5_000, -20_000], snapshot.Orders.AmountE4);
        Assert.Equal([30_000, 10_000, 10_000, -10_000], snapshot.Lines.QuantityE4);
        Assert.Equal([25_000, 15_000, 5_000, 20_000], snapshot.Lines.UnitPriceE4);
        Assert.Equal(["M", "M", "N", "M"], snapshot.Lines.Product.Select(p => p < 0 ? "" : snapshot.Products.Keys[p]));

        // What the first schema knew is known: the file of the second import changes nothing.
        using (var session = ImportSession.Begin(store, "b.csv", nameof(ImportKind.Orders), "{}", TemporaryStore.Now))
        {
            foreach (var amountE4 in (long[])[75_000, 15_000])
            {
                session.Add(new ImportRow
                {
                    RowNumber = 2,
                    Line = new OrderLineRow
                    {
                        Document = "1",
                        CustomerKey = "A",
                        ProductKey = "M",
                        AtSeconds = 1_291_192_000,
                        Channel = "web",
                        AmountE4 = amountE4,
                        QuantityE4 = amountE4 == 75_000 ? 30_000 : 10_000,
                        UnitPriceE4 = amountE4 == 75_000 ? 25_000 : 15_000,
                    },
                });
            }

            Assert.Equal(new RecordCounts(0, 0, 1), session.Finish(false, [], TemporaryStore.Now, TestContext.Current.CancellationToken).Report.Records);
        }

        // The version before shows again, and goes on from there.
        ImportUndo.Undo(store, 2, TemporaryStore.Now);
        Assert.Equal([70_000, 5_000, -20_000], Snapshot(store).Orders.AmountE4);
        ImportUndo.Undo(store, 1, TemporaryStore.Now);
        Assert.True(Snapshot(store).IsEmpty);
    }

    private static Analytics.Snapshots.Snapshot Snapshot(DashboardStore store)
    {
        using var snapshots = new SnapshotService(store);
        return snapshots.CurrentAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    private static void Fill(string path)
    {
        using var context = new DashboardDbContext(new DbContextOptionsBuilder<DashboardDbContext>().UseSqlite($"Data Source={path}").Options);
        context.GetService<IMigrator>().Migrate("20261123000000_Initial");
        context.Database.OpenConnection();
        DashboardStore.Execute((SqliteConnection)context.Database.GetDbConnection(), """
            INSERT INTO Imports (Id, FileName, Kind, StartedAt, FinishedAt, Plan, Report) VALUES (1, 'a.csv', 'Orders', 1, 2, '{}', '{}'), (2, 'b.csv', 'Orders', 3, 4, '{}', '{}');
            INSERT INTO Customers VALUES (1, 'A'), (2, 'B');
            INSERT INTO CustomerFacts (Id, CustomerId, ImportId, Country) VALUES (1, 1, 1, 'France'), (2, 2, 1, NULL), (3, 1, 2, 'Spain');
            INSERT INTO Consents (Id, CustomerId, ImportId, Channel, Purpose, Granted) VALUES (1, 1, 1, 'email', 'marketing', 1);
            INSERT INTO Products VALUES (1, 'M'), (2, 'N');
            INSERT INTO ProductFacts (Id, ProductId, ImportId, Name, IsMerchandise) VALUES (1, 1, 1, 'Mug', 1);
            INSERT INTO Orders VALUES (1, 1, '1', 1, 1291192000, 0, 'web', NULL, 11, 0), (2, 1, 'Ärger', 1, 1291192060, 0, NULL, 'France', 12, 1),
                (3, 1, 'C2', 2, 1291192000, 1, NULL, NULL, 13, 1), (4, 2, '1', 1, 1291192000, 0, 'web', NULL, 14, 1);
            INSERT INTO OrderLines VALUES (1, 0, 1, 0, 20000, 35000, 0, 70000, NULL), (2, 0, 2, 0, 10000, 5000, 0, 5000, 1234), (3, 0, 1, 1, -10000, 20000, 0, -20000, NULL),
                (4, 1, 1, 0, 10000, 15000, 0, 15000, NULL), (4, 0, 1, 0, 30000, 25000, 0, 75000, NULL);
            UPDATE Settings SET Value = '2' WHERE Name = 'DataVersion';
            """);
        SqliteConnection.ClearAllPools();
    }
}
