namespace Dashboard.Services.Store;

/// <summary>
/// Where the bytes of one import wait: in memory while they are few, beyond that in one file beside the database, which goes when it is closed. A file that an ended program
/// left behind goes with the next start.
/// </summary>
internal sealed class SpoolSpace(string databasePath) : IDisposable
{
    private const string Infix = "-import-";
    private FileStream? file;
    private long fileBytes;

    /// <summary>Bytes that stay in memory.</summary>
    public long MemoryLeft { get; private set; } = 24 << 20;

    /// <summary>Deletes files that were left behind.</summary>
    public static void RemoveLeft(string databasePath)
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(databasePath)!, Path.GetFileName(databasePath) + Infix + "*"))
        {
            try
            {
                File.Delete(left);
            }
            catch (IOException)
            {
                // An import of another process is at it, and takes it away itself.
            }
        }
    }

    /// <summary>Keeps bytes.</summary>
    public Chunk Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= MemoryLeft)
        {
            MemoryLeft -= bytes.Length;
            return new Chunk(bytes.ToArray(), 0, bytes.Length);
        }

        try
        {
            file ??= new FileStream(databasePath + Infix + Guid.NewGuid().ToString("N"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 0, FileOptions.DeleteOnClose);
            RandomAccess.Write(file.SafeFileHandle, bytes, fileBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The import needs room for a while beside the database, and there is none: {e.Message} Make room on that disk, then try again; the data is as it was before.", e);
        }

        fileBytes += bytes.Length;
        return new Chunk(null, fileBytes - bytes.Length, bytes.Length);
    }

    /// <summary>Gives kept bytes back.</summary>
    public void Read(Chunk chunk, Span<byte> to)
    {
        if (chunk.Memory is { } memory)
        {
            memory.CopyTo(to);
            return;
        }

        var at = 0;
        while (at < chunk.Length)
        {
            var read = RandomAccess.Read(file!.SafeFileHandle, to[at..chunk.Length], chunk.Start + at);
            if (read == 0)
                throw new StoreException("A file of the import beside the database was cut off. Try again; the data is as it was before.");
            at += read;
        }
    }

    public void Dispose() => file?.Dispose();

    /// <summary>Bytes that are kept: in memory, or in the file.</summary>
    internal readonly record struct Chunk(byte[]? Memory, long Start, int Length);
}

/// <summary>Records of bytes in partitions: each is appended to its own, and read back whole, in the order in which it was written.</summary>
internal sealed class Spool
{
    private const int ChunkBytes = 24 * 1024;
    private readonly SpoolSpace space;
    private readonly Partition[] partitions;

    public Spool(SpoolSpace space, int partitions)
    {
        this.space = space;
        this.partitions = new Partition[partitions];
        for (var i = 0; i < partitions; i++)
            this.partitions[i] = new Partition();
    }

    /// <summary>How many partitions there are.</summary>
    public int Partitions => partitions.Length;

    /// <summary>All bytes.</summary>
    public long Length => partitions.Sum(p => p.Length);

    /// <summary>Where to append the next record of a partition; <see cref="Close"/> after each.</summary>
    public ByteBuffer Open(int partition) => partitions[partition].Buffer;

    /// <summary>Ends a record.</summary>
    public void Close(int partition)
    {
        if (partitions[partition].Buffer.Length >= ChunkBytes)
            partitions[partition].Flush(space);
    }

    /// <summary>The records of a partition.</summary>
    /// <exception cref="StoreException">The partition is larger than memory allows.</exception>
    public byte[] Read(int partition)
    {
        var from = partitions[partition];
        if (from.Length > Array.MaxLength)
            throw new StoreException("One document of the file has more lines than can be held together. Look whether the column of the document's number is the right one.");
        var bytes = GC.AllocateUninitializedArray<byte>((int)from.Length);
        var at = 0;
        foreach (var chunk in from.Chunks)
        {
            space.Read(chunk, bytes.AsSpan(at));
            at += chunk.Length;
        }

        from.Buffer.Written.CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    /// <summary>The records of a partition in parts, each of whole records, where all at once would be too much.</summary>
    public IEnumerable<byte[]> Parts(int partition)
    {
        foreach (var chunk in partitions[partition].Chunks)
        {
            var bytes = GC.AllocateUninitializedArray<byte>(chunk.Length);
            space.Read(chunk, bytes);
            yield return bytes;
        }

        if (partitions[partition].Buffer.Length > 0)
            yield return partitions[partition].Buffer.Written.ToArray();
    }

    /// <summary>Gives up the memory of a partition that was read.</summary>
    public void Forget(int partition) => partitions[partition] = new Partition();

    private sealed class Partition
    {
        private long flushed;

        public ByteBuffer Buffer { get; } = new(64);

        public List<SpoolSpace.Chunk> Chunks { get; } = [];

        public long Length => flushed + Buffer.Length;

        public void Flush(SpoolSpace space)
        {
            Chunks.Add(space.Keep(Buffer.Written));
            flushed += Buffer.Length;
            Buffer.Cut();
        }
    }
}
