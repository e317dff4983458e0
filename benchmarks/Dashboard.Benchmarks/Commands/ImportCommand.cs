using System.Diagnostics;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Benchmarks.Commands;

/// <summary>Imports a file of orders into a fresh store as the command line does: look at the file, propose, import.</summary>
internal static class ImportCommand
{
    public static void Run(string orders, string database)
    {
        foreach (var end in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            File.Delete(database + end);
        var start = Stopwatch.GetTimestamp();
        var store = DashboardStore.Open(database);
        var imports = new ImportService(store, new ShopSettingsService(store), TimeProvider.System);
        var plan = imports.Propose(FileProfile.Read(TabularFile.Open(orders), CancellationToken.None), new ImportChoices());
        var profiled = Stopwatch.GetTimestamp();
        var (report, _) = imports.Run(plan, dryRun: false, progress: null, CancellationToken.None);
        var written = Stopwatch.GetTimestamp();
        Answer.Print(
            new { profile = Stopwatch.GetElapsedTime(start, profiled).TotalSeconds, import = Stopwatch.GetElapsedTime(start, written).TotalSeconds },
            new { rows = report.Accepted, sum = report.TotalE4 / 10_000m, customers = report.Customers });
    }
}
