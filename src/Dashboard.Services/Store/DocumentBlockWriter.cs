using System.Buffers.Binary;
using System.IO.Hashing;
using Dashboard.Services.Imports;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>Packs the documents of one import into blocks, in the order of their keys, and notes which earlier versions they hide.</summary>
/// <param name="connection">A connection within the transaction of the import.</param>
/// <param name="importId">The import.</param>
/// <param name="words">Channels and countries, by the numbers that <see cref="Add"/> is given.</param>
/// <param name="firstBlock">Id of the first block among those of the import; null for its first.</param>
internal sealed class DocumentBlockWriter(SqliteConnection connection, long importId, KeyTable words, long? firstBlock = null) : IDisposable
{
    /// <summary>A block is closed when it holds so many bytes.</summary>
    public const int BlockBytes = 64 * 1024;

    private readonly BulkWriter insert = BulkWriter.Insert(connection, "DocumentBlocks", "Id, Documents, Lines, FirstKey, LastKey, Data");
    private readonly BulkWriter hide = BulkWriter.Insert(connection, "HiddenDocuments", "BlockId, Data");
    private readonly ByteBuffer documents = new(BlockBytes + 4096);
    private readonly ByteBuffer document = new();
    private readonly ByteBuffer blob = new(BlockBytes + 4096);
    private readonly List<int> used = [];
    private readonly List<HiddenVersion> hidden = [];
    private int[] wordOf = [];
    private long blockId = firstBlock ?? DocumentBlocks.FirstOf(importId);
    private long baseSeconds;
    private long firstKey;
    private long lastKey;
    private long lines;
    private int count;

    /// <summary>Adds a document; its key is not less than that of the one before.</summary>
    /// <param name="key">Key of its number.</param>
    /// <param name="value">The document, its words by their numbers in the table.</param>
    /// <returns>Where it is.</returns>
    public DocumentPlace Add(long key, in BlockDocument value)
    {
        if (documents.Length >= BlockBytes)
            Close();
        if (count == 0)
            (firstKey, baseSeconds) = (key, value.AtSeconds);
        lastKey = key;
        var flags = (int)value.Kind;
        if (value.CustomerId is not null)
            flags |= DocumentBlock.HasCustomer;
        if (value.Channel >= 0)
            flags |= DocumentBlock.HasChannel;
        if (value.Country >= 0)
            flags |= DocumentBlock.HasCountry;
        document.Cut();
        document.Byte((byte)flags);
        document.Text(value.Number);
        document.Signed(value.AtSeconds - baseSeconds);
        if (value.CustomerId is { } customer)
            document.Number((ulong)customer);
        if (value.Channel >= 0)
            document.Number((ulong)Word(value.Channel));
        if (value.Country >= 0)
            document.Number((ulong)Word(value.Country));
        documents.Number((ulong)(document.Length + value.Lines.Length));
        documents.Bytes(document.Written);
        documents.Bytes(value.Lines);
        lines += LineCodec.Count(value.Lines);
        return new DocumentPlace(blockId, count++);
    }

    /// <summary>Notes that the document added last hides an earlier version.</summary>
    public void Hide(DocumentPlace earlier) => hidden.Add(new HiddenVersion(count - 1, earlier));

    /// <summary>Writes what is left; once, at the end.</summary>
    public void Finish()
    {
        if (count > 0)
            Close();
    }

    public void Dispose()
    {
        insert.Dispose();
        hide.Dispose();
    }

    private int Word(int word)
    {
        if (word >= wordOf.Length)
            Array.Resize(ref wordOf, Math.Max(words.Count, word + 1));
        if (wordOf[word] == 0)
        {
            used.Add(word);
            wordOf[word] = used.Count;
        }

        return wordOf[word] - 1;
    }

    private void Close()
    {
        blob.Cut();
        Span<byte> checksum = stackalloc byte[DocumentBlock.ChecksumBytes];
        checksum.Clear();
        blob.Bytes(checksum);
        blob.Number((ulong)count);
        blob.Signed(baseSeconds);
        blob.Number((ulong)used.Count);
        foreach (var word in used)
        {
            blob.Text(words[word]);
            wordOf[word] = 0;
        }

        blob.Bytes(documents.Written);
        BinaryPrimitives.WriteUInt64LittleEndian(checksum, XxHash3.HashToUInt64(blob.Written[checksum.Length..]));
        blob.Overwrite(0, checksum);
        insert.Set(0, blockId);
        insert.Set(1, count);
        insert.Set(2, lines);
        insert.Set(3, firstKey);
        insert.Set(4, lastKey);
        insert.SetBlob(5, blob.Written);
        insert.Run();
        if (hidden.Count > 0)
        {
            hide.Set(0, blockId);
            hide.SetBlob(1, HiddenVersions.Encode(hidden));
            hide.Run();
        }

        documents.Cut();
        used.Clear();
        hidden.Clear();
        (lines, count) = (0, 0);
        blockId++;
    }
}
