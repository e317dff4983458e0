using System.Globalization;
using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Faults.Store;

/// <summary>Two programs at one database: one waits for the other, both are done, or one is refused in words; never half of anything.</summary>
public sealed class TwoProgramsTests(ShopUnderFire shop)
{
    private static readonly int Rounds = FaultPlan.IsFull ? 10 : 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_TwoAtOnce_BothAreThere()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new TemporaryFolder();
            var database = shop.Copy(ShopUnderFire.Base, folder);
            await File.WriteAllTextAsync(folder.File("a.csv"), Lines("ZA", 3_000), Token);
            await File.WriteAllTextAsync(folder.File("b.csv"), Lines("ZB", 3_000), Token);

            await Task.WhenAll(((string[])["a.csv", "b.csv"]).Select(f => Task.Run(() => RealProgram.Run("import", folder.File(f), "--database", database), Token)));

            var numbers = Numbers(database);
            Assert.Equal((1_000, 1_000), (Count(numbers, "ZA"), Count(numbers, "ZB")));
            await WholeAsync(database);
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "two imports at once", "two processes", Rounds, 0, "one waits for the other, both are there"));
    }

    [Fact]
    public async Task Import_WhileAnotherIsUndone_BothAreDone()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new TemporaryFolder();
            var database = shop.Copy(ShopUnderFire.Imported, folder);
            await File.WriteAllTextAsync(folder.File("a.csv"), Lines("ZA", 3_000), Token);

            await Task.WhenAll(
                Task.Run(() => RealProgram.Run("import", folder.File("a.csv"), "--database", database), Token),
                Task.Run(() => RealProgram.Run("import", "--undo", "2", "--database", database), Token),
                Task.Run(() => RealProgram.Run("backup", folder.File("copy.bak"), "--database", database), Token));

            var numbers = Numbers(database);
            Assert.Equal((1_000, 0), (Count(numbers, "ZA"), Count(numbers, "F")));
            await WholeAsync(database);
            await WholeAsync(folder.File("copy.bak"));
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "import, undo and backup at once", "three processes", Rounds, 0, "all are done; the backup is one moment of the store"));
    }

    [Fact]
    public async Task Open_TwoAtOnce_OneMigratesAndKeepsTheOldOne()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new TemporaryFolder();
            var database = shop.Copy(ShopUnderFire.Old, folder);
            var old = StoreState.Of(database);

            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RealProgram.Run("describe", "--database", database), Token)));

            await WholeAsync(database);
            Assert.Equal(old, StoreState.Of(Assert.Single(Directory.GetFiles(folder.Path, "*.before-*.bak"))));
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "migration", "three processes", Rounds, 0, "one migrates; the copy beside is of the old schema"));
    }

    [Fact]
    public async Task Open_ANewDatabaseByTwoAtOnce_IsMadeOnce()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new TemporaryFolder();
            var database = folder.File("new.db");
            await File.WriteAllTextAsync(folder.File("a.csv"), Lines("ZA", 300), Token);

            await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => RealProgram.Run(i == 0 ? ["import", folder.File("a.csv"), "--database", database] : ["describe", "--database", database]), Token)));

            Assert.Equal(100, Numbers(database).Count);
            await WholeAsync(database);
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "a new database", "three processes", Rounds, 0, "made once"));
    }

    [Fact]
    public async Task Import_ByTheCommandLine_IsSeenByASnapshotThatIsOpen()
    {
        using var folder = new TemporaryFolder();
        var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Base, folder));
        using var snapshots = new SnapshotService(store);
        var before = (await snapshots.NewestAsync(Token)).Orders.Count;
        await File.WriteAllTextAsync(folder.File("a.csv"), Lines("ZA", 300), Token);

        RealProgram.Run("import", folder.File("a.csv"), "--database", store.Path);

        Assert.Equal(before + 100, (await snapshots.NewestAsync(Token)).Orders.Count);

        RealProgram.Run("restore", shop.File(ShopUnderFire.Backup), "--database", store.Path);

        Assert.Equal(before, (await snapshots.NewestAsync(Token)).Orders.Count);
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "import and restore by the command line while the site is open", "two processes", 2, 0, "seen by the open snapshot"));
    }

    private static async Task WholeAsync(string database)
    {
        var store = DashboardStore.Open(database);
        using (var connection = store.Connect())
            Assert.Empty(StoreCheck.Faults(connection, quick: false, Token));
        Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
    }

    private static List<string> Numbers(string database) => [.. SnapshotColumns.Read(DashboardStore.Open(database)).Orders.Number.Select(n => n!)];

    private static int Count(List<string> numbers, string prefix) => numbers.Count(n => n.StartsWith(prefix, StringComparison.Ordinal));

    private static string Lines(string prefix, int lines) => "InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice\n"
        + string.Concat(Enumerable.Range(0, lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i / 3},2025-03-{1 + (i % 28):00} 10:00:00,C{i % 50},P{i % 40},{1 + (i % 5)},{1 + (i % 7)}.50\n")));
}
