using System.Diagnostics;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Benchmarks.Commands;

/// <summary>Builds the snapshot of a store.</summary>
internal static class SnapshotCommand
{
    public static async Task RunAsync(string database)
    {
        var store = DashboardStore.Open(database);
        using var snapshots = new SnapshotService(store);
        var start = Stopwatch.GetTimestamp();
        var snapshot = await snapshots.CurrentAsync(CancellationToken.None);
        var build = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Answer.Print(new { build }, new { customers = snapshot.Customers.Count });
    }
}
