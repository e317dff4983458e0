using Dashboard.Services.Store;

namespace Dashboard.Services.Privacy;

/// <summary>Files beside the database that hold what it held.</summary>
internal static class SavedSnapshots
{
    /// <summary>Removes saved snapshots of other rows than the store's now, and such as were being written.</summary>
    public static void RemoveOthers(DashboardStore store)
    {
        using var connection = store.Connect();
        var own = $"{store.Path}.snapshot-{DashboardStore.Content(connection)}";
        foreach (var path in Of(store).Where(p => p != own))
            File.Delete(path);
    }

    /// <summary>The saved snapshots.</summary>
    public static IReadOnlyList<string> Of(DashboardStore store) => Beside(store, ".snapshot-*");

    /// <summary>Copies of the database: before migrations, before restores, and backups that were written beside it.</summary>
    public static IReadOnlyList<string> Backups(DashboardStore store) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(store.Path)!, "*.bak").Order(StringComparer.Ordinal)];

    private static List<string> Beside(DashboardStore store, string pattern) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(store.Path)!, Path.GetFileName(store.Path) + pattern)];
}
