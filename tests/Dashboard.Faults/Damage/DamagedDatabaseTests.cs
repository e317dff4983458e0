using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Faults.Store;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Faults.Damage;

/// <summary>Pages of the database are overwritten. It is refused, or found by the check, or what was hit held nothing; no total is wrong in silence. A backup brings everything back.</summary>
public sealed class DamagedDatabaseTests(ShopUnderFire shop)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Open_PagesOverwritten_IsRefusedOrFoundOrHarmless()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(shop.File(ShopUnderFire.Imported));
        var expected = Content(shop.Copy(ShopUnderFire.Imported, folder, "expected.db"));
        StoreBackups.Write(DashboardStore.Open(folder.File("expected.db")), folder.File("one.bak"), overwrite: false, Token);
        var (refused, found, harmless, restored, wrong) = (0, 0, 0, 0, new List<string>());
        for (var trial = 0; trial < FaultPlan.Damages; trial++)
        {
            var random = FaultPlan.Random("database", trial);
            var (bytes, words) = Pages(whole, random);
            var path = folder.File($"shop{trial}.db");
            File.WriteAllBytes(path, bytes);
            // As a shop that has been looked at leaves it.
            File.WriteAllText(path + ".snapshot-0", "");
            try
            {
                switch (Look(path, expected))
                {
                    case "refused":
                        refused++;
                        break;
                    case "found":
                        found++;
                        break;
                    case "harmless":
                        harmless++;
                        break;
                    case var difference:
                        wrong.Add($"{trial}: {words}: {difference}");
                        break;
                }

                if (trial % 5 == 0)
                {
                    StoreBackups.Restore(path, folder.File("one.bak"), DateTimeOffset.UtcNow, Token);
                    Assert.Equal(expected, Content(path));
                    restored++;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                wrong.Add($"{trial}: {words}: {e}");
            }

            SqliteConnection.ClearAllPools();
            foreach (var file in Directory.GetFiles(folder.Path, $"shop{trial}.db*"))
                File.Delete(file);
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Damage, "database", "pages overwritten, zeroed, exchanged, cut off", FaultPlan.Damages, wrong.Count, $"{refused} refused when opened or read, {found} found by `check`, {harmless} hit nothing; {restored} of {restored} brought back by `restore`"));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    // Whole pages, as a failing disk or a stray copy leaves them.
    private static (byte[] Bytes, string Words) Pages(byte[] whole, Random random)
    {
        const int Page = 16_384;
        var bytes = (byte[])whole.Clone();
        var pages = bytes.Length / Page;
        var at = random.Next(10) == 0 ? 0 : random.Next(pages);
        var page = bytes.AsSpan(at * Page, Page);
        switch (random.Next(5))
        {
            case 0:
                page.Clear();
                return (bytes, $"page {at} zeroed");
            case 1:
                random.NextBytes(page);
                return (bytes, $"page {at} overwritten");
            case 2:
                var other = random.Next(pages);
                bytes.AsSpan(other * Page, Page).CopyTo(page);
                return (bytes, $"page {at} replaced by page {other}");
            case 3:
                var from = random.Next(Page - 512);
                random.NextBytes(page.Slice(from, 512));
                return (bytes, $"512 bytes at {from} of page {at} overwritten");
            default:
                return (bytes[..(at * Page)], $"cut before page {at}");
        }
    }

    private static string Look(string path, string expected)
    {
        try
        {
            var store = DashboardStore.Open(path);
            using (var connection = store.Connect())
            {
                if (StoreCheck.Faults(connection, quick: false, Token).Count > 0)
                    return "found";
            }

            var content = Content(path);
            return content == expected ? "harmless" : $"{content} instead of {expected}, and nobody says so";
        }
        catch (StoreException)
        {
            return "refused";
        }
        catch (SqliteException e) when (StoreTrouble.Words(e) is not null)
        {
            return "refused";
        }
    }

    // All columns of the snapshot: what any screen can show.
    private static string Content(string path)
    {
        var snapshot = SnapshotColumns.Read(DashboardStore.Open(path));
        var columns = string.Join(' ', SnapshotColumns.Columns(snapshot).Select(c => c.Checksum.ToString("x", null)));
        return $"{SnapshotColumns.Money(snapshot)} in {snapshot.Orders.Count} documents, columns {Convert.ToHexString(System.IO.Hashing.XxHash3.Hash(System.Text.Encoding.ASCII.GetBytes(columns)))}";
    }
}
