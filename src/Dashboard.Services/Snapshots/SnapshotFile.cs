using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using Dashboard.Analytics.Snapshots;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Snapshots;

/// <summary>
/// A snapshot saved beside the database, as columns that are mapped into memory where they lie: a start with unchanged data reads nothing else.
/// It is a cache: it carries the name of the rows that it was made of and a checksum for each column, and one that is damaged, cut short, of another format or of
/// other rows is passed over and made anew.
/// </summary>
/// <remarks>
/// Layout: 64 bytes of header (mark, format, where the list of columns lies, its length, its checksum), the columns, each on a boundary of 64 bytes, and the list as JSON.
/// Numbers are little-endian.
/// </remarks>
/// <param name="databasePath">Path of the database.</param>
/// <param name="log">Where it says why a file was not used.</param>
internal sealed class SnapshotFile(string databasePath, ILogger log)
{
    private const int HeaderBytes = 64;
    private const int Format = 1;
    private const int PieceBytes = 16 << 20;
    private static readonly byte[] Mark = "DASHSNAP"u8.ToArray();

    /// <summary>Path of the file for the rows of a name.</summary>
    public string PathOf(string content) => $"{databasePath}.snapshot-{content}";

    /// <summary>Opens the saved snapshot of the rows of a name.</summary>
    /// <param name="content">Name of the rows.</param>
    /// <param name="settings">Settings of the snapshot that is made.</param>
    /// <param name="dataVersion">Its version.</param>
    /// <param name="isJustSaved">True to take it that the columns are whole; looking would bring all of them into memory beside those that were saved.</param>
    /// <returns>Null when there is none that can be used.</returns>
    public Snapshot? TryOpen(string content, ShopSettings settings, long dataVersion, bool isJustSaved = false)
    {
        try
        {
            var path = PathOf(content);
            return File.Exists(path) && BitConverter.IsLittleEndian ? Open(path, content, settings, dataVersion, isJustSaved) : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or JsonException or ArgumentException or OverflowException)
        {
            log.LogWarning("The saved snapshot is not used and will be made anew: {Reason}", e.Message);
            return null;
        }
    }

    /// <summary>Saves a snapshot, whole or not at all, and deletes those of other rows.</summary>
    /// <returns>False when it could not be saved; all works without, only the next start takes longer.</returns>
    public bool Save(Snapshot snapshot, string content)
    {
        var path = PathOf(content);
        var making = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(making, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
                Write(stream, snapshot, content);
            File.Move(making, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The snapshot could not be saved, so the next start takes longer: {Reason} Make room beside the database.", e.Message);
            TryDelete(making);
            return false;
        }

        foreach (var other in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(databasePath) + ".snapshot-*").Where(f => f != path))
            TryDelete(other);
        return true;
    }

    private static void Write(FileStream stream, Snapshot snapshot, string content)
    {
        stream.Write(new byte[HeaderBytes]);
        var writer = new SnapshotBlockWriter(stream);
        SnapshotLayout.Map(writer, snapshot.Settings, snapshot.DataVersion, snapshot);
        var list = JsonSerializer.SerializeToUtf8Bytes(new SnapshotDirectory(content, writer.Written));
        var header = new byte[HeaderBytes];
        Mark.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Format);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), stream.Position);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), list.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(32), XxHash3.HashToUInt64(list));
        stream.Write(list);
        stream.Position = 0;
        stream.Write(header);
    }

    private static unsafe Snapshot Open(string path, string content, ShopSettings settings, long dataVersion, bool isJustSaved)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (stream.Length < HeaderBytes)
        {
            stream.Dispose();
            throw new InvalidDataException("It is cut short.");
        }

        var file = new MappedFile(stream);
        var header = new ReadOnlySpan<byte>(file.Start, HeaderBytes);
        if (!header[..8].SequenceEqual(Mark) || BinaryPrimitives.ReadInt32LittleEndian(header[8..]) != Format)
            throw new InvalidDataException("It has another format.");
        var (at, length) = (BinaryPrimitives.ReadInt64LittleEndian(header[16..]), BinaryPrimitives.ReadInt64LittleEndian(header[24..]));
        if (at < HeaderBytes || length < 0 || length > int.MaxValue || at > file.Length - length)
            throw new InvalidDataException("It is cut short.");
        var list = new ReadOnlySpan<byte>(file.Start + at, (int)length);
        if (XxHash3.HashToUInt64(list) != BinaryPrimitives.ReadUInt64LittleEndian(header[32..]))
            throw new InvalidDataException("Its list of columns is damaged.");
        var directory = JsonSerializer.Deserialize<SnapshotDirectory>(list)!;
        if (directory.Content != content)
            throw new InvalidDataException("It was made of other rows.");
        if (!isJustSaved && directory.Blocks.AsParallel().FirstOrDefault(block => !IsWhole(file, block, at)) is { } damaged)
            throw new InvalidDataException($"The column '{damaged.Name}' is damaged.");
        var snapshot = SnapshotLayout.Map(new SnapshotBlockReader(file, directory.Blocks.ToDictionary(b => b.Name, StringComparer.Ordinal)), settings, dataVersion, null);
        GC.KeepAlive(file);
        return snapshot;
    }

    private static unsafe bool IsWhole(MappedFile file, SnapshotBlock block, long end)
    {
        if (block.Offset < HeaderBytes || block.Bytes < 0 || block.Offset > end - block.Bytes)
            return false;
        var hash = new XxHash3();
        for (var done = 0L; done < block.Bytes; done += PieceBytes)
            hash.Append(new ReadOnlySpan<byte>(file.Start + block.Offset + done, (int)Math.Min(PieceBytes, block.Bytes - done)));
        return hash.GetCurrentHashAsUInt64() == block.Checksum;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody still has it open, as other systems than this one do not allow; the next save tries again.
        }
    }

    private sealed record SnapshotDirectory(string Content, IReadOnlyList<SnapshotBlock> Blocks);
}
