using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Store;

/// <summary>A real database in a folder that goes with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-test-").FullName;

    public TemporaryStore() => Store = DashboardStore.Open(Path.Combine(folder, "shop.db"));

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public DashboardStore Store { get; }

    public string Folder => folder;

    public ImportReport Import(IEnumerable<ImportRow> rows, ImportKind kind = ImportKind.Orders, bool dryRun = false)
    {
        using var session = ImportSession.Begin(Store, "test.csv", kind.ToString(), "{}", Now);
        foreach (var row in rows)
            session.Add(row);
        return session.Finish(dryRun, [], Now, TestContext.Current.CancellationToken).Report;
    }

    public Snapshot Snapshot()
    {
        using var snapshots = new SnapshotService(Store);
        return snapshots.CurrentAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
