using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Faults.Disks;

/// <summary>A file system of a few megabytes in memory, filled up to what a test leaves free.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(TemporaryFolder folder) => Folder = folder;

    /// <summary>Where it is.</summary>
    public TemporaryFolder Folder { get; }

    /// <summary>Makes one; the test is skipped where that is not allowed.</summary>
    public static SmallDisk Make(long megabytes)
    {
        var folder = new TemporaryFolder();
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", folder.Path))
            return new SmallDisk(folder);
        folder.Dispose();
        Assert.Skip("A small disk can be mounted by the superuser only.");
        return null!;
    }

    /// <summary>Leaves so many bytes free, in whole pages of 4 KB.</summary>
    public void Leave(long bytes)
    {
        MakeRoom();
        using var filler = new FileStream(Folder.File("filler"), FileMode.Create);
        var page = new byte[4_096];
        for (var free = new DriveInfo(Folder.Path).AvailableFreeSpace; free > bytes; free -= page.Length)
            filler.Write(page);
    }

    /// <summary>Takes away what filled it.</summary>
    public void MakeRoom() => File.Delete(Folder.File("filler"));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Run("umount", "-l", Folder.Path);
        Folder.Dispose();
    }

    private static bool Run(string program, params IReadOnlyList<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
