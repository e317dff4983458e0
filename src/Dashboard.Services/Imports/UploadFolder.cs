using System.Globalization;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>A file that was brought in and waits to be imported.</summary>
/// <param name="Id">Its name in the folder: 32 hexadecimal digits, never chosen by anybody outside.</param>
/// <param name="FileName">The name it came with, without any folder.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Upload(string Id, string FileName, string Path, long Bytes);

/// <summary>The folder "uploads" beside the database: files lie there from their arrival until they are imported or given up.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class UploadFolder(DashboardStore store, TimeProvider time)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>How long a file may wait before a start of the program removes it.</summary>
    public static TimeSpan MostAge { get; } = TimeSpan.FromDays(1);

    /// <summary>Full path of the folder; it appears with the first file.</summary>
    public string Folder { get; } = Path.Combine(Path.GetDirectoryName(store.Path)!, "uploads");

    /// <summary>Streams a file to disk. Nothing stays behind when that fails or is cancelled.</summary>
    /// <param name="fileName">Name to show; folders in it are dropped.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="limitBytes">Most bytes that are taken.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ImportException">There are more bytes than the limit (<see cref="ImportProblem.Bomb"/>), or none (<see cref="ImportProblem.Empty"/>).</exception>
    public async Task<Upload> SaveAsync(string fileName, Stream content, long limitBytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var id = Guid.NewGuid().ToString("N");
        var path = Path.Combine(Folder, id);
        var name = PlainName(fileName);
        try
        {
            var bytes = 0L;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                var buffer = new byte[BufferBytes];
                for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    bytes += read;
                    if (bytes > limitBytes)
                        throw TooLarge(name, limitBytes);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }

            return bytes > 0 ? new Upload(id, name, path, bytes) : throw new ImportException(ImportProblem.Empty, $"{name} is empty. Export it again.");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>What is said of a file above the limit.</summary>
    public static ImportException TooLarge(string fileName, long limitBytes) => new(
        ImportProblem.Bomb,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PlainName(fileName)} is larger than the {limitBytes / (1024 * 1024):N0} MB that this installation takes. Pack it (.csv.gz), split it, raise the setting UploadLimitMegabytes, or import it with the command line."));

    /// <summary>Removes a file that is no longer needed.</summary>
    public static void Remove(Upload upload) => File.Delete(upload.Path);

    /// <summary>How many files wait.</summary>
    public int Count() => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Count() : 0;

    /// <summary>How many files came before a time; none for null.</summary>
    public int CountOlder(DateTime? before) => Older(before).Count;

    /// <summary>Removes the files that came before a time; none for null.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveOlder(DateTime? before)
    {
        var paths = Older(before);
        paths.ForEach(File.Delete);
        return paths.Count;
    }

    /// <summary>Removes all files, as when one of them may name a person who was erased.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveAll()
    {
        var paths = Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [];
        foreach (var path in paths)
            File.Delete(path);
        return paths.Length;
    }

    /// <summary>Removes files that have waited longer than <see cref="MostAge"/>, as a program that was ended in the middle leaves them.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveOld()
    {
        if (!Directory.Exists(Folder))
            return 0;
        var removed = 0;
        var oldest = time.GetUtcNow().UtcDateTime - MostAge;
        foreach (var path in Directory.EnumerateFiles(Folder).Where(p => File.GetLastWriteTimeUtc(p) < oldest))
        {
            File.Delete(path);
            removed++;
        }

        return removed;
    }

    private List<string> Older(DateTime? before) =>
        before is { } time && Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder).Where(p => File.GetLastWriteTimeUtc(p) < time)] : [];

    private static string PlainName(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        name = string.Concat(name.Where(c => !char.IsControl(c)));
        return name.Length == 0 ? "file" : name.Length > 200 ? name[^200..] : name;
    }
}
