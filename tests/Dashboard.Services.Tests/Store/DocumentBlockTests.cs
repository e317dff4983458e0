using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Services.Tests.Store;

public sealed class DocumentBlockTests : IDisposable
{
    private readonly TemporaryStore temporary = new();
    private readonly KeyTable words = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Add_OneDocument_TakesTheBytesThatAreDescribed()
    {
        Write([new Document(5, "17", 1_291_192_000, 1, 300, "web", null, [1, 0x84, 0xAC, 0x02, 0xD6, 0x36])]);

        var (_, blob) = Assert.Single(Blobs());

        // count, base (5), words: one of three letters; length, flags, number, at, customer (2), channel, lines
        Assert.Equal(
            [1, 0x80, 0x9B, 0xB0, 0xCF, 0x09, 1, 3, (byte)'w', (byte)'e', (byte)'b', 14, 0x0D, 2, (byte)'1', (byte)'7', 0, 0xAC, 0x02, 0, 1, 0x84, 0xAC, 0x02, 0xD6, 0x36],
            blob[DocumentBlock.ChecksumBytes..]);
    }

    [Fact]
    public void Next_OfAnyDocuments_GivesThemBack()
    {
        var text = Gen.Elements("1", "Ärger", "", "17850@20101201", new string('9', 300), "日本");
        var word = Gen.Elements(null, "web", "store", "Côte d'Ivoire", new string('w', 200));
        var instant = Gen.OneOf(Gen.Choose(0, 1_700_000_000).Select(s => (long)s), Gen.Elements(-2_208_988_800, 4_102_444_800));
        var customer = Gen.OneOf(Gen.Constant((long?)null), Gen.Choose(1, 2_000_000).Select(c => (long?)c), Gen.Constant((long?)long.MaxValue));
        var line = Gen.Choose(-500, 500).Select(cents => new PackedLine(cents % 7 == 0 ? null : Math.Abs(cents), cents < 0 ? (byte)1 : (byte)0, 10_000, cents * 100, 0, cents * 100, null));
        var document =
            from number in text
            from at in instant
            from kind in Gen.Choose(0, 2)
            from who in customer
            from channel in word
            from country in word
            from lines in line.ArrayOf()
            select new Document(0, number, at, (byte)kind, who, channel, country, LineCodec.Encode(lines));

        Prop.ForAll(document.ListOf().ToArbitrary(), documents =>
        {
            using (var connection = temporary.Store.Connect())
                DocumentBlocks.Delete(connection, 1);
            Write([.. documents]);
            Assert.Equal(documents, Read(), new DocumentComparer());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_ManyDocuments_ClosesBlocksOfLimitedSize()
    {
        var documents = Enumerable.Range(0, 10_000).Select(i => new Document(i, "number " + i, i, 0, i + 1, i % 2 == 0 ? "web" : null, "c" + (i / 3_000), LineCodec.Encode([default]))).ToList();
        documents.Insert(5_000, new Document(5_000, "large", 1, 0, null, null, null, LineCodec.Encode(new PackedLine[100_000])));

        Write(documents);

        var blobs = Blobs();
        Assert.InRange(blobs.Count, 4, 8);
        Assert.True(blobs.Count(b => b.Blob.Length > DocumentBlockWriter.BlockBytes + 4096) == 1, "One document is larger than a block, and its block alone is.");
        Assert.Equal(documents, Read(), new DocumentComparer());
        using var connection = temporary.Store.Connect();
        var heads = DocumentBlocks.Heads(connection);
        Assert.Equal((10_001, 110_000L), (heads.Sum(h => h.Documents), heads.Sum(h => h.Lines)));
        Assert.Equal((0L, 9_999L), (heads[0].FirstKey, heads[^1].LastKey));
        Assert.All(heads.Zip(heads.Skip(1)), pair => Assert.True(pair.First.LastKey <= pair.Second.FirstKey && pair.First.Id + 1 == pair.Second.Id));
    }

    [Fact]
    public void Next_DamagedBlob_SaysWhichImportToTakeBack()
    {
        Write([new Document(5, "17", 1_291_192_000, 1, 300, "web", "France", LineCodec.Encode([default])), new Document(6, "18", 1_291_192_000, 1, null, null, null, LineCodec.Encode([default, default]))]);
        var (id, blob) = Assert.Single(Blobs());

        for (var at = 0; at < blob.Length; at++)
        {
            var damaged = blob.ToArray();
            damaged[at] ^= 0x10;
            Assert.Contains("Take import 1 back", Assert.Throws<StoreException>(() => ReadBlock(damaged, id)).Message, StringComparison.Ordinal);
            Assert.Throws<StoreException>(() => ReadBlock(blob[..at], id));
        }
    }

    [Fact]
    public async Task CurrentAsync_DamagedBlock_IsAStoreException()
    {
        temporary.Import([new ImportRow { RowNumber = 2, Line = new OrderLineRow { Document = "1", AtSeconds = 1_291_192_000, AmountE4 = 10_000 } }]);
        using (var connection = temporary.Store.Connect())
            DashboardStore.Execute(connection, "UPDATE DocumentBlocks SET Data = substr(Data, 1, length(Data) - 1)");
        using var snapshots = new Services.Snapshots.SnapshotService(temporary.Store);

        var problem = await Assert.ThrowsAsync<StoreException>(() => snapshots.CurrentAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Take import 1 back and import its file again", problem.Message, StringComparison.Ordinal);
        ImportUndo.Undo(temporary.Store, 1, TemporaryStore.Now);
        Assert.True((await snapshots.CurrentAsync(TestContext.Current.CancellationToken)).IsEmpty);
    }

    [Fact]
    public void Decode_WhatIsHidden_GivesItBackOrSaysThatItIsDamaged()
    {
        List<HiddenVersion> versions = [new(0, new(5, 7)), new(0, new(long.MaxValue, 0)), new(3, new(1, int.MaxValue)), new(70_000, new(2, 2))];

        var blob = HiddenVersions.Encode(versions);

        Assert.Equal(versions, HiddenVersions.Decode(blob, DocumentBlocks.FirstOf(3)));
        for (var at = 0; at < blob.Length; at++)
        {
            var damaged = blob.ToArray();
            damaged[at] ^= 1;
            Assert.Contains("import 3", Assert.Throws<StoreException>(() => HiddenVersions.Decode(damaged, DocumentBlocks.FirstOf(3))).Message, StringComparison.Ordinal);
        }
    }

    private static void ReadBlock(byte[] blob, long id)
    {
        var block = new DocumentBlock(blob, id);
        while (block.Next(out _))
        {
        }
    }

    private void Write(List<Document> documents)
    {
        using var connection = temporary.Store.Connect();
        using var writer = new DocumentBlockWriter(connection, 1, words);
        foreach (var d in documents)
            writer.Add(d.Key, new BlockDocument(Encoding.UTF8.GetBytes(d.Number), d.At, d.Kind, d.Customer, Word(d.Channel), Word(d.Country), d.Lines));
        writer.Finish();
    }

    private int Word(string? word)
    {
        if (word is null)
            return -1;
        var utf8 = Encoding.UTF8.GetBytes(word);
        return words.Add(utf8, StableHash.Of(utf8));
    }

    private List<(long Id, byte[] Blob)> Blobs()
    {
        var blobs = new List<(long, byte[])>();
        using var connection = temporary.Store.Connect();
        using var reader = new BulkReader(connection, "SELECT Id, Data FROM DocumentBlocks ORDER BY Id");
        while (reader.Step())
            blobs.Add((reader.Int64(0), reader.Blob(1).ToArray()));
        return blobs;
    }

    private List<Document> Read()
    {
        var documents = new List<Document>();
        foreach (var (id, blob) in Blobs())
        {
            var block = new DocumentBlock(blob, id);
            while (block.Next(out var d))
                documents.Add(new Document(0, Encoding.UTF8.GetString(d.Number), d.AtSeconds, d.Kind, d.CustomerId, Text(block.Word(d.Channel)), Text(block.Word(d.Country)), d.Lines.ToArray()));
        }

        return documents;

        static string? Text(ReadOnlySpan<byte> word) => word.IsEmpty ? null : Encoding.UTF8.GetString(word);
    }

    private sealed record Document(long Key, string Number, long At, byte Kind, long? Customer, string? Channel, string? Country, byte[] Lines);

    private sealed class DocumentComparer : IEqualityComparer<Document>
    {
        public bool Equals(Document? x, Document? y) => Head(x!) == Head(y!) && x!.Lines.AsSpan().SequenceEqual(y!.Lines);

        public int GetHashCode(Document obj) => 0;

        private static (string, long, byte, long?, string?, string?) Head(Document d) => (d.Number, d.At, d.Kind, d.Customer, d.Channel, d.Country);
    }
}
