using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Faults.Store;
using Dashboard.Services.Store;

namespace Dashboard.Faults.Disks;

/// <summary>The disk becomes full in the middle. The program says so, nothing is lost, and what was asked works once there is room.</summary>
public sealed class FullDiskTests(ShopUnderFire shop)
{
    // From none at all to nearly enough, in kilobytes.
    private static readonly int[] Free = FaultPlan.IsFull ? [0, 16, 64, 200, 400, 700, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000, 12_000] : [200];

    public static TheoryData<string> Names => [.. FaultPlan.IsFull ? Operation.All.Select(o => o.Name) : ["import", "backup", "snapshot write"]];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_DiskBecomesFull_SaysSoAndLosesNothing(string name)
    {
        var operation = Operation.All.Single(o => o.Name == name);
        using var disk = SmallDisk.Make(256);
        var (full, lost, words) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var path = disk.Folder.File("shop.db");
        foreach (var kilobytes in Free)
        {
            Prepare(operation, disk.Folder);
            var before = StoreState.Of(path);
            var product = Product(operation, disk.Folder);
            disk.Leave(1_024L * kilobytes);
            var end = RealProgram.Run(Moment.Never, operation.Arguments(disk.Folder));
            disk.MakeRoom();
            try
            {
                if (end.Code != 0)
                {
                    full++;
                    words.Add(end.Words.Trim());
                    Assert.True(end.Code == 2 && (end.Words.Contains("full", StringComparison.OrdinalIgnoreCase) || end.Words.Contains("room", StringComparison.OrdinalIgnoreCase)
                        || end.Words.Contains("space", StringComparison.OrdinalIgnoreCase)) && !end.Words.Contains("   at ", StringComparison.Ordinal), $"It ended with {end.Code} and these words: {end.Words}");
                    Assert.Equal("ok", StoreState.Integrity(path));
                    Assert.Equal(before, StoreState.Of(path));
                    Assert.Equal(product, Product(operation, disk.Folder));
                    RealProgram.Run(operation.Arguments(disk.Folder));
                }

                var store = DashboardStore.Open(path);
                using (var connection = store.Connect())
                    Assert.Empty(StoreCheck.Faults(connection, quick: false, TestContext.Current.CancellationToken));
                Assert.Empty(await SnapshotColumns.DifferencesAsync(store));
                await Audits.CheckAsync(store);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                lost.Add($"{kilobytes} KB free: {e.Message}");
            }
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Disks, name, $"{string.Join(", ", Free)} KB free", Free.Length, lost.Count, $"{full} refused in words and done once there was room, {Free.Length - full} done without the room (for a snapshot that means: not saved)"));
        TestContext.Current.SendDiagnosticMessage(string.Join(" | ", words));
        Assert.True(lost.Count == 0, string.Join(Environment.NewLine, lost));
    }

    private static string? Product(Operation operation, TemporaryFolder folder) =>
        operation.Product is { } name && File.Exists(folder.File(name)) ? Convert.ToHexString(System.IO.Hashing.XxHash3.Hash(File.ReadAllBytes(folder.File(name)))) : null;

    private void Prepare(Operation operation, TemporaryFolder folder)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(folder.Path))
            File.Delete(file);
        shop.Copy(operation.Database, folder);
        foreach (var log in shop.Files("audited.audit.db"))
            File.Copy(log, folder.File("shop" + Path.GetFileName(log)["audited".Length..]));
        foreach (var (from, to) in operation.Files)
            File.Copy(shop.File(from), folder.File(to));
    }
}
