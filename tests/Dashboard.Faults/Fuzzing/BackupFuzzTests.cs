using Dashboard.Faults.Damage;
using Dashboard.Faults.Kills;
using Dashboard.Faults.Store;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Backups with bytes changed, lost or added: refused, the database as it was; or, where what was hit means nothing, restored as it was written.</summary>
public sealed class BackupFuzzTests(ShopUnderFire shop)
{
    [Fact]
    public async Task Restore_ChangedBackup_IsRefusedOrRight()
    {
        using var folder = new TemporaryFolder();
        var database = shop.Copy(ShopUnderFire.Imported, folder);
        var now = StoreState.Of(database);
        var whole = await File.ReadAllBytesAsync(shop.File(ShopUnderFire.Backup), TestContext.Current.CancellationToken);
        await Fuzzer.RunAsync("backup files", "bytes changed, lost, added; no database at all", FaultPlan.IsFull ? 200 : 16, random =>
        {
            var bytes = random.Next(12) == 0 ? System.Text.Encoding.UTF8.GetBytes(Hostile.Text(random, 5_000)) : Mutation.Of(whole, random).Bytes;
            File.WriteAllBytes(folder.File("some.bak"), bytes);
            try
            {
                StoreBackups.Restore(database, folder.File("some.bak"), DateTimeOffset.UtcNow, CancellationToken.None);
                using (var connection = DashboardStore.Open(database).Connect())
                    Assert.Empty(StoreCheck.Faults(connection, quick: false, CancellationToken.None));
                SqliteConnection.ClearAllPools();
                foreach (var file in Directory.GetFiles(folder.Path))
                    File.Delete(file);
                shop.Copy(ShopUnderFire.Imported, folder);
                return Task.FromResult("restored, since nothing that counts was hit or no check can tell");
            }
            catch (StoreException e)
            {
                Assert.DoesNotContain(".restoring", e.Message, StringComparison.Ordinal);
                Assert.Equal(now, StoreState.Of(database));
                return Task.FromResult("refused");
            }
        });
    }
}
