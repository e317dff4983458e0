using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Faults.Store;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Faults.Damage;

/// <summary>The saved snapshot is only a copy: whatever has happened to it, the screens show what the store holds.</summary>
public sealed class DamagedSnapshotTests(ShopUnderFire shop)
{
    [Fact]
    public async Task Open_DamagedSnapshot_ShowsWhatTheStoreHolds()
    {
        using var folder = new TemporaryFolder();
        var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Imported, folder));
        Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
        var path = Assert.Single(Directory.GetFiles(folder.Path, "shop.db.snapshot-*"));
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var expected = SnapshotColumns.Columns(SnapshotColumns.Read(store));
        var (used, wrong) = (0, new List<string>());
        for (var trial = 0; trial < FaultPlan.Damages; trial++)
        {
            var (bytes, words) = Mutation.Of(whole, FaultPlan.Random("snapshot", trial));
            File.Delete(path);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            try
            {
                // A byte between two columns means nothing; then the file is as good as before.
                if (SnapshotColumns.Saved(store) is not { } snapshot)
                    continue;
                used++;
                if (!SnapshotColumns.Columns(snapshot).SequenceEqual(expected))
                    wrong.Add($"{trial}: {words}");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                wrong.Add($"{trial}: {words}: {e}");
            }
        }

        // The last damage is still there: the service passes it over and writes a whole one.
        Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
        FaultLedger.Add(new FaultEntry(FaultLedger.Damage, "saved snapshot", "bytes changed, cut, grown", FaultPlan.Damages, wrong.Count, $"{FaultPlan.Damages - used} passed over and made anew, {used} harmless"));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Open_SnapshotOfAnotherShop_IsPassedOver()
    {
        using var folder = new TemporaryFolder();
        var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Imported, folder));
        var other = DashboardStore.Open(shop.Copy(ShopUnderFire.Base, folder, "other.db"));
        await SnapshotColumns.DifferencesAsync(store);
        await SnapshotColumns.DifferencesAsync(other);
        var own = Assert.Single(Directory.GetFiles(folder.Path, "shop.db.snapshot-*"));
        File.Move(Assert.Single(Directory.GetFiles(folder.Path, "other.db.snapshot-*")), own, overwrite: true);

        var isUsed = SnapshotColumns.Saved(store) is not null;

        FaultLedger.Add(new FaultEntry(FaultLedger.Damage, "saved snapshot", "that of another shop in its place", 1, isUsed ? 1 : 0, "passed over by the name of the rows in it"));
        Assert.False(isUsed);
        Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
    }

    [Fact]
    public async Task Open_NoSnapshotCanBeSaved_WorksWithout()
    {
        using var folder = new TemporaryFolder();
        var store = DashboardStore.Open(shop.Copy(ShopUnderFire.Base, folder));
        using (var connection = store.Connect())
            Directory.CreateDirectory(new SnapshotFile(store.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).PathOf(DashboardStore.Content(connection)));

        Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
    }
}
