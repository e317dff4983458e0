using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// Takes the customer out of documents, in all versions, hidden ones too: the documents stay, so that no total moves. Blocks are written anew where that is all; where numbers of documents give the customer away, they get
/// others and so another place, and the blocks of that import are all written anew.
/// </summary>
/// <param name="connection">A connection within the transaction of the erasure.</param>
/// <param name="people">Keys of the erased by their ids.</param>
/// <param name="secret">Secret for the new numbers.</param>
internal sealed class DocumentAnonymiser(SqliteConnection connection, IReadOnlyDictionary<long, byte[]> people, byte[] secret)
{
    private readonly Dictionary<long, DocumentPlace[]> moved = [];

    /// <summary>Documents that lost their customer, in all versions.</summary>
    public long Documents { get; private set; }

    /// <summary>Does it.</summary>
    /// <exception cref="StoreException">Documents in the store are damaged.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        foreach (var ofImport in DocumentBlocks.Heads(connection).GroupBy(b => DocumentBlocks.ImportOf(b.Id)).ToList())
        {
            var (touched, renamed) = (new List<long>(), new List<Renamed>());
            foreach (var head in ofImport)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Look(head.Id, renamed))
                    touched.Add(head.Id);
            }

            if (renamed.Count > 0)
                Rewrite(ofImport.Key, [.. ofImport], renamed, cancellationToken);
            else
                touched.ForEach(Replace);
        }

        if (moved.Count > 0)
            MoveHidden();
    }

    // Whether a block has documents of the erased; those that need another number are added.
    private bool Look(long blockId, List<Renamed> renamed)
    {
        var found = false;
        var block = new DocumentBlock(Data(blockId), blockId);
        while (block.Next(out var document))
        {
            if (document.CustomerId is not { } customer || !people.TryGetValue(customer, out var key))
                continue;
            (found, Documents) = (true, Documents + 1);
            if (ErasedPeople.NamesCustomer(document.Number, key))
            {
                var number = Encoding.UTF8.GetBytes(ErasedPeople.AnonymousNumber(document.Number, secret));
                renamed.Add(new Renamed(DocumentKey.Of(number), number, new DocumentPlace(blockId, block.Read - 1)));
            }
        }

        return found;
    }

    private byte[] Data(long blockId)
    {
        using var reader = new BulkReader(connection, "SELECT Data FROM DocumentBlocks WHERE Id = ?");
        reader.Set(0, blockId);
        return reader.Step() ? reader.Blob(0).ToArray() : throw new StoreException("Documents went missing from the database. Try again.");
    }

    // The same block without the customers; nothing moves.
    private void Replace(long blockId)
    {
        var from = new ByteCursor(Data(blockId).AsSpan(DocumentBlock.ChecksumBytes));
        var (to, document) = (new ByteBuffer(DocumentBlockWriter.BlockBytes), new ByteBuffer());
        Span<byte> checksum = stackalloc byte[DocumentBlock.ChecksumBytes];
        checksum.Clear();
        to.Bytes(checksum);
        var count = from.Number();
        to.Number(count);
        to.Signed(from.Signed());
        var words = from.Number();
        to.Number(words);
        for (; words > 0; words--)
            to.Text(from.Text());
        for (; count > 0; count--)
        {
            var whole = from.Text();
            to.Text(Without(whole, document) ? document.Written : whole);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(checksum, XxHash3.HashToUInt64(to.Written[checksum.Length..]));
        to.Overwrite(0, checksum);
        using var update = new BulkWriter(connection, "UPDATE DocumentBlocks SET Data = ? WHERE Id = ?");
        update.SetBlob(0, to.Written);
        update.Set(1, blockId);
        update.Run();
    }

    private bool Without(ReadOnlySpan<byte> whole, ByteBuffer to)
    {
        var from = new ByteCursor(whole);
        var flags = from.Byte();
        if ((flags & DocumentBlock.HasCustomer) == 0)
            return false;
        var number = from.Text();
        var (at, customer) = (from.Signed(), (long)from.Number());
        if (!people.ContainsKey(customer))
            return false;
        to.Cut();
        to.Byte((byte)(flags & ~DocumentBlock.HasCustomer));
        to.Text(number);
        to.Signed(at);
        to.Bytes(from.Rest());
        return true;
    }

    // All documents of an import in new blocks, those with other numbers in their new places. New blocks lie where the old ones do not: in the other half of the import's ids.
    private void Rewrite(long importId, BlockHead[] heads, List<Renamed> renamed, CancellationToken cancellationToken)
    {
        renamed.Sort((a, b) => a.Key.CompareTo(b.Key));
        var taken = renamed.Select(r => r.Place).ToHashSet();
        var words = new KeyTable();
        var half = DocumentBlocks.FirstOf(importId) + (1L << 31);
        var hides = heads.ToDictionary(h => h.Id, h => HiddenBy(h.Id).ToLookup(v => v.By, v => v.Earlier));
        using (var writer = new DocumentBlockWriter(connection, importId, words, heads[0].Id >= half ? DocumentBlocks.FirstOf(importId) : half))
        {
            var next = 0;
            foreach (var head in heads)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var places = moved[head.Id] = moved.GetValueOrDefault(head.Id) ?? new DocumentPlace[head.Documents];
                var block = new DocumentBlock(Data(head.Id), head.Id);
                while (block.Next(out var document))
                {
                    var place = new DocumentPlace(head.Id, block.Read - 1);
                    if (taken.Contains(place))
                        continue;
                    var key = DocumentKey.Of(document.Number);
                    for (; next < renamed.Count && renamed[next].Key < key; next++)
                        AddRenamed(renamed[next]);
                    Add(key, document.Number, block, document, place);
                }
            }

            for (; next < renamed.Count; next++)
                AddRenamed(renamed[next]);
            writer.Finish();

            void AddRenamed(Renamed entry)
            {
                var block = new DocumentBlock(Data(entry.Place.BlockId), entry.Place.BlockId);
                while (block.Next(out var document))
                {
                    if (block.Read - 1 == entry.Place.Index)
                        Add(entry.Key, entry.Number, block, document, entry.Place);
                }
            }

            void Add(long key, ReadOnlySpan<byte> number, in DocumentBlock block, in BlockDocument document, DocumentPlace place)
            {
                var customer = document.CustomerId is { } id && people.ContainsKey(id) ? null : document.CustomerId;
                var placed = writer.Add(key, new BlockDocument(number, document.AtSeconds, document.Kind, customer, Word(block, document.Channel), Word(block, document.Country), document.Lines));
                foreach (var earlier in hides[place.BlockId][place.Index])
                    writer.Hide(earlier);
                if (!moved.TryGetValue(place.BlockId, out var places))
                    moved.Add(place.BlockId, places = new DocumentPlace[heads.First(h => h.Id == place.BlockId).Documents]);
                places[place.Index] = placed;
            }
        }

        foreach (var head in heads)
        {
            DashboardStore.Execute(connection, "DELETE FROM DocumentBlocks WHERE Id = @0", head.Id);
            DashboardStore.Execute(connection, "DELETE FROM HiddenDocuments WHERE BlockId = @0", head.Id);
        }

        int Word(in DocumentBlock block, int word)
        {
            var text = block.Word(word);
            return word < 0 ? -1 : words.Add(text, StableHash.Of(text));
        }
    }

    private List<HiddenVersion> HiddenBy(long blockId)
    {
        using var reader = new BulkReader(connection, "SELECT Data FROM HiddenDocuments WHERE BlockId = ?");
        reader.Set(0, blockId);
        return reader.Step() ? HiddenVersions.Decode(reader.Blob(0), blockId) : [];
    }

    // What later imports hide lies elsewhere now.
    private void MoveHidden()
    {
        var changed = new List<(long BlockId, byte[] Data)>();
        using (var reader = new BulkReader(connection, "SELECT BlockId, Data FROM HiddenDocuments"))
        {
            while (reader.Step())
            {
                var versions = HiddenVersions.Decode(reader.Blob(1), reader.Int64(0));
                if (!versions.Exists(v => moved.ContainsKey(v.Earlier.BlockId)))
                    continue;
                changed.Add((reader.Int64(0), HiddenVersions.Encode([.. versions.Select(v => moved.TryGetValue(v.Earlier.BlockId, out var places) ? v with { Earlier = places[v.Earlier.Index] } : v)])));
            }
        }

        using var update = new BulkWriter(connection, "UPDATE HiddenDocuments SET Data = ? WHERE BlockId = ?");
        foreach (var (blockId, data) in changed)
        {
            update.SetBlob(0, data);
            update.Set(1, blockId);
            update.Run();
        }
    }

    /// <summary>A document that gets another number.</summary>
    private sealed record Renamed(long Key, byte[] Number, DocumentPlace Place);
}
