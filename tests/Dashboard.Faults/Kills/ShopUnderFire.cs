using System.Globalization;
using System.Text;
using Dashboard.Faults.Store;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

[assembly: AssemblyFixture(typeof(Dashboard.Faults.Kills.ShopUnderFire))]

namespace Dashboard.Faults.Kills;

/// <summary>Databases and files that the tests copy before they are rough with them; made once, always the same.</summary>
public sealed class ShopUnderFire : IAsyncLifetime
{
    /// <summary>A sample shop.</summary>
    internal const string Base = "base.db";

    /// <summary>The sample shop and, as its second import, the order file.</summary>
    internal const string Imported = "imported.db";

    /// <summary>A database of the first schema.</summary>
    internal const string Old = "old.db";

    /// <summary>A file of orders: half of them new, half of them later versions of the sample's documents.</summary>
    internal const string Orders = "orders.csv";

    /// <summary>A backup of the sample shop.</summary>
    internal const string Backup = "base.bak";

    private readonly TemporaryFolder folder = new();

    /// <summary>A file of the shop, which nobody may change.</summary>
    internal string File(string name) => folder.File(name);

    /// <summary>Files of the shop that begin with a name.</summary>
    internal IReadOnlyList<string> Files(string name) => Directory.GetFiles(folder.Path, name + "*");

    /// <summary>Copies a database to be rough with.</summary>
    internal string Copy(string name, TemporaryFolder to, string as_ = "shop.db")
    {
        var path = to.File(as_);
        System.IO.File.Copy(File(name), path, overwrite: true);
        return path;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var shop = DashboardStore.Open(File(Base));
        await new SampleShopService(shop, new ShopSettingsService(shop), new FixedClock()).CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers, Seed = FaultPlan.Seed }, null, CancellationToken.None);
        var numbers = SnapshotColumns.Read(shop).Orders.Number;
        await System.IO.File.WriteAllTextAsync(File(Orders), OrderFile([.. numbers.Select(n => n!)], FaultPlan.Lines));
        Settle(shop);
        StoreBackups.Write(shop, File(Backup), overwrite: false, CancellationToken.None);

        System.IO.File.Copy(File(Base), File(Imported));
        var imported = DashboardStore.Open(File(Imported));
        Import(imported, File(Orders));
        Settle(imported);
        FillOld(File(Old), FaultPlan.Lines / 3);
        await Audits.BeginAsync(DashboardStore.Open(File("audited.db")));
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Imports an order file as the wizard and the command line do.</summary>
    internal static ImportReport Import(DashboardStore store, string path, TimeProvider? clock = null)
    {
        var imports = new ImportService(store, new ShopSettingsService(store), clock ?? new FixedClock());
        var plan = imports.Propose(FileProfile.Read(TabularFile.Open(path), CancellationToken.None), new ImportChoices());
        return imports.Run(plan, dryRun: false, null, CancellationToken.None).Report;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Order lines, three to a document; every second document has a number of those given.</summary>
    internal static string OrderFile(IReadOnlyList<string> known, int lines)
    {
        var random = FaultPlan.Random("orders");
        var text = new StringBuilder("InvoiceNo,InvoiceDate,CustomerID,StockCode,Description,Quantity,UnitPrice,Country\n");
        for (var line = 0; line < lines; line++)
        {
            var document = line / 3;
            var number = document % 2 == 0 && document / 2 < known.Count ? known[document / 2] : string.Create(CultureInfo.InvariantCulture, $"F{document}");
            text.Append(CultureInfo.InvariantCulture, $"{number},{new DateTime(2025, 1, 1).AddMinutes(document * 7):yyyy-MM-dd HH:mm:ss},K{document % 997},P{random.Next(300)},\"Thing, no. {random.Next(300)}\",{random.Next(1, 9)},{random.Next(1, 9_000) / 100m},Germany\n");
        }

        return text.ToString();
    }

    // Everything in the one file, so that it can be copied.
    private static void Settle(DashboardStore store)
    {
        using (var connection = store.Connect())
            DashboardStore.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
    }

    private static void FillOld(string path, int documents)
    {
        using var context = new DashboardDbContext(new DbContextOptionsBuilder<DashboardDbContext>().UseSqlite($"Data Source={path};Pooling=False").Options);
        context.GetService<IMigrator>().Migrate("20261123000000_Initial");
        context.Database.OpenConnection();
        DashboardStore.Execute((SqliteConnection)context.Database.GetDbConnection(), """
            INSERT INTO Imports (Id, FileName, Kind, StartedAt, FinishedAt, Plan, Report) VALUES (1, 'a.csv', 'Orders', 1, 2, '{}', '{}');
            INSERT INTO Products VALUES (1, 'M'), (2, 'N');
            INSERT INTO ProductFacts (Id, ProductId, ImportId, Name, IsMerchandise) VALUES (1, 1, 1, 'Mug', 1), (2, 2, 1, 'Nail', 1);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @0 / 5) INSERT INTO Customers SELECT i, 'K' || i FROM n;
            INSERT INTO CustomerFacts (CustomerId, ImportId, Country) SELECT Id, 1, 'France' FROM Customers;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @0)
                INSERT INTO Orders SELECT i, 1, 'D' || i, 1 + i % (@0 / 5), 1291192000 + 60 * i, 0, 'web', NULL, i, 1 FROM n;
            INSERT INTO OrderLines SELECT o.Id, l.Line, 1 + l.Line % 2, 0, 10000, 5000 + o.Id, 0, 5000 + o.Id, NULL FROM Orders o, (SELECT 0 AS Line UNION ALL SELECT 1 UNION ALL SELECT 2) l;
            UPDATE Settings SET Value = '1' WHERE Name = 'DataVersion';
            """, documents);
    }
}

/// <summary>A clock that stands.</summary>
internal sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
}
