namespace Dashboard.Services.Store;

/// <summary>
/// A file in the making beside the one that it will be. It is held open as long as somebody works on it, so that one which an ended program left behind can be told from it and goes with the next try.
/// </summary>
internal sealed class WorkFile : IDisposable
{
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    // Shared in all ways: SQLite and a move must get at the file. Only who asks to have it alone is refused.
    private readonly FileStream held;

    private WorkFile(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Where it is until <see cref="Become"/>.</summary>
    public string Path { get; }

    /// <summary>The file itself, empty at first.</summary>
    public Stream Content => held;

    /// <summary>Begins a file, after files of that name were removed on which nobody works.</summary>
    /// <param name="path">Path, to which a number is added while another file is being made there.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public static WorkFile Begin(string path)
    {
        RemoveLeft(path);
        for (var i = 1; ; i++)
        {
            var free = i == 1 ? path : FormattableString.Invariant($"{path}-{i}");
            try
            {
                return new WorkFile(free, new FileStream(free, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
            }
            catch (IOException) when (File.Exists(free))
            {
                // Somebody else is at it.
            }
        }
    }

    /// <summary>Removes what an ended program left at a path.</summary>
    public static void RemoveLeft(string path)
    {
        for (var i = 1; ; i++)
        {
            var left = i == 1 ? path : FormattableString.Invariant($"{path}-{i}");
            if (!Companions.Any(c => File.Exists(left + c)))
                return;
            if (!IsHeld(left))
                Remove(left);
        }
    }

    /// <summary>Deletes a database with what SQLite keeps beside it.</summary>
    public static void Remove(string path)
    {
        foreach (var companion in Companions)
            File.Delete(path + companion);
    }

    /// <summary>Puts the file, on the disk to its last byte, in its place.</summary>
    /// <param name="path">Its name from now on.</param>
    /// <param name="overwrite">Whether a file there is replaced.</param>
    public void Become(string path, bool overwrite)
    {
        held.Flush(flushToDisk: true);
        File.Move(Path, path, overwrite);
    }

    /// <summary>Lets go of the file, and removes it if it has not become another.</summary>
    public void Dispose()
    {
        held.Dispose();
        Remove(Path);
    }

    private static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
