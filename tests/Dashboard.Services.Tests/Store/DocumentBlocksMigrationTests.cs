using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Tests.Store;

public sealed class DocumentBlocksMigrationTests : IDisposable
{
    private const long At = 1_291_192_000;
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Open_DatabaseOfOneRowADocument_KeepsDocumentsAndVersions()
    {
        var path = Path.Combine(temporary.Folder, "rows.db");
        Fill(path);

        var store = DashboardStore.Open(path);

        AssertAmounts(store, ("1", 30_000), ("2", 5_000), ("C3", -7_000), ("stranger", 9_000));
        var snapshot = Snapshot(store);
        Assert.Equal([("A", "web", "France"), ("B", null, null), (null, null, null), (null, "shop", null)], Enumerable.Range(0, 4).Select(Described).OrderBy(d => d.Customer is null).ThenBy(d => d.Customer, StringComparer.Ordinal).ThenBy(d => d.Channel, StringComparer.Ordinal));
        Assert.Equal(new UndoPreview(1, 1, 1, 0, 0, 0), UndoPreview.Of(store, 3));
        Assert.Equal(new UndoPreview(1, 2, 0, 0, 0, 0), UndoPreview.Of(store, 2));

        // The middle version goes first: the newest still hides the oldest.
        ImportUndo.Undo(store, 2, TemporaryStore.Now);
        AssertAmounts(store, ("1", 30_000), ("2", 5_000), ("C3", -7_000), ("stranger", 9_000));
        ImportUndo.Undo(store, 3, TemporaryStore.Now);
        AssertAmounts(store, ("1", 10_000), ("2", 5_000), ("C3", -7_000), ("stranger", 9_000));
        ImportUndo.Undo(store, 1, TemporaryStore.Now);
        Assert.True(Snapshot(store).IsEmpty);

        (string? Customer, string? Channel, string? Country) Described(int order) =>
            (snapshot.Orders.Customer[order] < 0 ? null : snapshot.Customers.Keys[snapshot.Orders.Customer[order]], snapshot.Orders.Channel[order], snapshot.Orders.Country[order]);
    }

    [Fact]
    public void Import_FileThatWasReadBeforeTheMove_ChangesNothing()
    {
        var path = Path.Combine(temporary.Folder, "rows.db");
        Fill(path);
        var store = DashboardStore.Open(path);

        using var session = ImportSession.Begin(store, "again.csv", nameof(ImportKind.Orders), "{}", TemporaryStore.Now);
        session.Add(Line("1", "A", "P", 30_000, "web", "France"));
        session.Add(Line("2", "B", "P", 5_000, null, null));
        var report = session.Finish(false, [], TemporaryStore.Now, TestContext.Current.CancellationToken).Report;

        Assert.Equal(new RecordCounts(0, 0, 2), report.Records);
    }

    [Fact]
    public void Open_EmptyDatabaseOfOneRowADocument_IsReady()
    {
        var path = Path.Combine(temporary.Folder, "empty.db");
        using (var context = Before(path))
            context.Database.CloseConnection();
        SqliteConnection.ClearAllPools();

        Assert.True(Snapshot(DashboardStore.Open(path)).IsEmpty);
    }

    private static void AssertAmounts(DashboardStore store, params (string, long)[] expected)
    {
        var orders = Snapshot(store).Orders;
        Assert.Equal(expected, orders.Number.Select((n, i) => (n!, orders.AmountE4[i])).Order());
    }

    private static Analytics.Snapshots.Snapshot Snapshot(DashboardStore store)
    {
        using var snapshots = new SnapshotService(store);
        return snapshots.CurrentAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    private static ImportRow Line(string number, string customer, string product, long amountE4, string? channel, string? country) => new()
    {
        RowNumber = 2,
        Line = new OrderLineRow
        {
            Document = number,
            CustomerKey = customer,
            ProductKey = product,
            AtSeconds = At,
            AmountE4 = amountE4,
            UnitPriceE4 = amountE4,
            Channel = channel,
            Country = country,
        },
    };

    private static DashboardDbContext Before(string path)
    {
        var context = new DashboardDbContext(new DbContextOptionsBuilder<DashboardDbContext>().UseSqlite($"Data Source={path}").Options);
        context.Database.OpenConnection();
        PackedLinesMigration.AddFunctions((SqliteConnection)context.Database.GetDbConnection());
        context.GetService<IMigrator>().Migrate("20261125000000_PackedLines");
        return context;
    }

    // Number 1 in three versions, and a stranger among its row ids.
    private static void Fill(string path)
    {
        using (var context = Before(path))
        {
            var connection = (SqliteConnection)context.Database.GetDbConnection();
            DashboardStore.Execute(connection, """
                INSERT INTO Imports (Id, FileName, Kind, StartedAt, FinishedAt, Plan, Report) VALUES (1, 'a.csv', 'Orders', 1, 2, '{}', '{}'), (2, 'b.csv', 'Orders', 3, 4, '{}', '{}'), (3, 'c.csv', 'Orders', 5, 6, '{}', '{}');
                INSERT INTO Customers VALUES (1, 'A'), (2, 'B');
                INSERT INTO Products VALUES (1, 'P');
                UPDATE Settings SET Value = '3' WHERE Name = 'DataVersion';
                """);
            Add(connection, "1", 0, 1, 1, 0, "web", null, 0, Lines(10_000));
            Add(connection, "stranger", First("1") + 1, 1, null, 0, "shop", null, 1, Lines(9_000));
            Add(connection, "1", First("1") + 2, 2, 1, 0, "web", "France", 0, Lines(10_000, 10_000));
            Add(connection, "1", First("1") + 3, 3, 1, 0, "web", "France", 1, Lines(30_000));
            Add(connection, "2", 0, 1, 2, 0, null, null, 1, Lines(5_000));
            Add(connection, "C3", 0, 1, null, 1, null, null, 1, Lines(-7_000));
        }

        SqliteConnection.ClearAllPools();

        static byte[] Lines(params long[] amounts) => LineCodec.Encode([.. amounts.Select(a => new PackedLine(1, (byte)(a < 0 ? 1 : 0), a < 0 ? -10_000 : 10_000, Math.Abs(a), 0, a, null))]);
    }

    private static long First(string number) => DocumentKey.Of(Encoding.UTF8.GetBytes(number)) << PackedLinesMigration.VersionBits;

    private static void Add(SqliteConnection connection, string number, long id, long import, long? customer, int kind, string? channel, string? country, int isCurrent, byte[] lines) => DashboardStore.Execute(
        connection,
        "INSERT INTO Orders (Id, ImportId, Number, CustomerId, At, Kind, Channel, Country, Hash, IsCurrent, Lines) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, 0, @8, @9)",
        id == 0 ? First(number) : id, import, number, customer, At, kind, channel, country, isCurrent, lines);
}
