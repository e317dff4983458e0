namespace Dashboard.Analytics.Tests;

/// <summary>Finds the data sets that lie beside the project's folder.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file, or null with a warning on the test when it is absent.</summary>
    public static string? Find(params string[] parts)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Dashboard.sln")))
            folder = Path.GetDirectoryName(folder);
        var path = Path.Combine([folder ?? ".", "..", "shared", "data", .. parts]);
        if (File.Exists(path))
            return path;
        TestContext.Current.AddWarning($"{string.Join('/', parts)} is absent from the shared data; nothing was compared.");
        return null;
    }
}
