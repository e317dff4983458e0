using System.Globalization;
using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Services.Imports;
using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Dashboard.Services.Trends;

namespace Dashboard.Faults.Store;

/// <summary>The machine's clock jumps back and forth by days between any two looks at it. The order of what was done is kept by numbers, never by times.</summary>
public sealed class ClockTests(ShopUnderFire shop)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_ClockGoesBack_TheLastWordStillCounts()
    {
        using var folder = new TemporaryFolder();
        var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Base, folder));
        var clock = new JumpingClock();
        var money = SnapshotColumns.Money(SnapshotColumns.Read(store));
        var states = new List<long>();
        for (var version = 1; version <= 12; version++)
        {
            await File.WriteAllTextAsync(folder.File("a.csv"), string.Create(CultureInfo.InvariantCulture, $"InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice\nX1,2025-03-01 10:00:00,C1,P1,1,{version}.00\n"), Token);
            Assert.NotNull(ShopUnderFire.Import(store, folder.File("a.csv"), clock).ImportId);
            states.Add(SnapshotColumns.Money(SnapshotColumns.Read(store)) - money);
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(v => 10_000L * v), states);
        for (var version = 12; version >= 1; version--)
        {
            ImportUndo.Undo(store, version + 1, clock.GetUtcNow());
            Assert.Equal(10_000L * (version - 1), SnapshotColumns.Money(SnapshotColumns.Read(store)) - money);
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "imports and undo", "the clock jumps by up to ten days before each", 24, 0, "the last import counts, whatever its time"));
    }

    [Fact]
    public async Task Edit_ClockGoesBack_VersionsAndNotesStayInOrder()
    {
        using var folder = new TemporaryFolder();
        var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Base, folder));
        var clock = new JumpingClock();
        var segments = new SavedSegmentService(store, clock);
        var saved = Assert.IsType<SegmentSaved>(await segments.CreateAsync(new SegmentContent { Name = "Ours", Rule = "everyone" }, new SegmentEdit(), Token));
        Assert.Equal("Ours", Assert.Single(await segments.ListAsync(Token)).Content.Name);
        Assert.NotNull(saved);
        var notes = new AnnotationService(store, clock);
        for (var i = 0; i < 5; i++)
            await notes.AddAsync(new DateOnly(2025, 1, 1 + i), $"note {i}", Token);
        Assert.Equal(5, (await notes.ListAsync(null, Token)).Count);
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "segments and notes", "the clock jumps by up to ten days before each", 6, 0, ""));
    }

    [Fact]
    public async Task Restore_SameSecondAgain_KeepsEveryDatabase()
    {
        using var folder = new TemporaryFolder();
        var database = shop.Copy(ShopUnderFire.Imported, folder);
        var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        var first = StoreBackups.Restore(database, shop.File(ShopUnderFire.Backup), now, Token);
        var second = StoreBackups.Restore(database, first.Kept!, now.AddDays(-3), Token);
        var third = StoreBackups.Restore(database, shop.File(ShopUnderFire.Backup), now, Token);

        Assert.Equal(3, new[] { first.Kept, second.Kept, third.Kept }.Distinct().Count());
        Assert.Equal(StoreState.Of(shop.File(ShopUnderFire.Imported)), StoreState.Of(third.Kept!));
        Assert.Empty(await SnapshotColumns.DifferencesAsync(DashboardStore.Open(database)));
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "restore", "the same second again, and three days back", 3, 0, "each database that was replaced is kept under a name of its own"));
    }

    private sealed class JumpingClock : TimeProvider
    {
        private readonly Random random = FaultPlan.Random("clock");
        private DateTimeOffset now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now += TimeSpan.FromHours((random.NextDouble() * 480) - 300);
    }
}
