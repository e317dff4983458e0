namespace Dashboard.Services.Tests;

/// <summary>Where the source tree is, and the real data beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Path of a file among the data sets beside the source tree; the test is skipped, by name, where they are absent.</summary>
    public static string Data(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. parts]));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"The data set {Path.Combine(parts)} is not beside the source tree.");
        return path;
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Dashboard.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests must run inside the source tree, below Dashboard.sln.");
        return folder;
    }
}
