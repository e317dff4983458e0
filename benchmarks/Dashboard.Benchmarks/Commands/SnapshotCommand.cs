using System.Diagnostics;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Benchmarks.Commands;

/// <summary>Builds the snapshot of a store, then opens it again as the next start of the program finds it.</summary>
internal static class SnapshotCommand
{
    public static async Task RunAsync(string database)
    {
        foreach (var saved in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(database))!, Path.GetFileName(database) + ".snapshot-*"))
            File.Delete(saved);
        var (build, _) = await OpenAsync(database);
        GC.Collect();
        var (reopen, snapshot) = await OpenAsync(database);
        Answer.Print(new { build, reopen }, new { customers = snapshot.Customers.Count, documents = snapshot.Orders.Count, lines = snapshot.Lines.Count });
    }

    private static async Task<(double Seconds, Snapshot Snapshot)> OpenAsync(string database)
    {
        var start = Stopwatch.GetTimestamp();
        using var snapshots = new SnapshotService(DashboardStore.Open(database));
        var snapshot = await snapshots.CurrentAsync(CancellationToken.None);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, snapshot);
    }
}
