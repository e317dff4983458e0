using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>Where a document is: its block, and its place in it, from 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DocumentPlace(long BlockId, int Index);

/// <summary>A document of a block hides an earlier version of itself.</summary>
/// <param name="By">Place of the document in its block.</param>
/// <param name="Earlier">Where the version is that it hides.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HiddenVersion(int By, DocumentPlace Earlier);

/// <summary>
/// Which documents are not current. Each import says which earlier versions its documents hide, every one of them, in the table <c>HiddenDocuments</c>; so a version shows
/// again once all imports that hide it are taken back. What is hidden in blocks that are gone has no meaning any more.
/// </summary>
internal sealed class HiddenVersions
{
    private const int ChecksumBytes = 8;
    private const int BitsOfPart = 64;
    private readonly Dictionary<long, ulong[]> hidden = [];

    /// <summary>Reads what all imports hide.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static HiddenVersions Of(SqliteConnection connection)
    {
        var all = new HiddenVersions();
        using var reader = new BulkReader(connection, "SELECT BlockId, Data FROM HiddenDocuments");
        while (reader.Step())
        {
            foreach (var version in Decode(reader.Blob(1), reader.Int64(0)))
                all.Add(version.Earlier);
        }

        return all;
    }

    /// <summary>Whether a document is hidden by a later version.</summary>
    public bool Contains(DocumentPlace place) => In(place.BlockId).Contains(place.Index);

    /// <summary>The hidden documents of a block.</summary>
    public HiddenPlaces In(long blockId) => new(hidden.GetValueOrDefault(blockId));

    private void Add(DocumentPlace place)
    {
        ref var bits = ref CollectionsMarshal.GetValueRefOrAddDefault(hidden, place.BlockId, out _);
        var part = place.Index / BitsOfPart;
        if (bits is null || bits.Length <= part)
            Array.Resize(ref bits, Math.Max(part + 1, 2 * (bits?.Length ?? 0)));
        bits[part] |= 1UL << (place.Index % BitsOfPart);
    }

    /// <summary>Packs what the documents of a block hide.</summary>
    public static byte[] Encode(List<HiddenVersion> versions)
    {
        var buffer = new ByteBuffer(ChecksumBytes + (8 * versions.Count));
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        checksum.Clear();
        buffer.Bytes(checksum);
        var (by, block) = (0, 0L);
        foreach (var version in versions)
        {
            buffer.Number((ulong)(version.By - by));
            buffer.Signed(version.Earlier.BlockId - block);
            buffer.Number((ulong)version.Earlier.Index);
            (by, block) = (version.By, version.Earlier.BlockId);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(checksum, XxHash3.HashToUInt64(buffer.Written[ChecksumBytes..]));
        buffer.Overwrite(0, checksum);
        return buffer.Written.ToArray();
    }

    /// <summary>What the documents of a block hide, in their order.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static List<HiddenVersion> Decode(ReadOnlySpan<byte> blob, long blockId)
    {
        if (blob.Length < ChecksumBytes || XxHash3.HashToUInt64(blob[ChecksumBytes..]) != BinaryPrimitives.ReadUInt64LittleEndian(blob))
            throw Damaged(null);
        var versions = new List<HiddenVersion>();
        try
        {
            var from = new ByteCursor(blob[ChecksumBytes..]);
            var (by, block) = (0, 0L);
            while (!from.IsAtEnd)
            {
                by = checked(by + (int)from.Number());
                block = checked(block + from.Signed());
                versions.Add(new HiddenVersion(by, new DocumentPlace(block, checked((int)from.Number()))));
            }
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            throw Damaged(e);
        }

        return versions;

        StoreException Damaged(Exception? inner)
        {
            var import = DocumentBlocks.ImportOf(blockId);
            return new StoreException($"What import {import} replaced is damaged in the database. Take import {import} back and import its file again, or go back to a copy of the database file.", inner) { IsDamage = true };
        }
    }

    /// <summary>Places in one block.</summary>
    internal readonly struct HiddenPlaces(ulong[]? bits)
    {
        public bool Contains(int index) => bits is not null && index / BitsOfPart < bits.Length && (bits[index / BitsOfPart] >> (index % BitsOfPart) & 1) != 0;
    }
}
