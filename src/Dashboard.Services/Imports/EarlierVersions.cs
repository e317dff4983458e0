using System.Runtime.InteropServices;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Finds the versions that the store holds of the documents of a file. Documents of the file and of each earlier import come in the order of their keys, so both are gone through once,
/// side by side; blocks without a document of the file are not read.
/// </summary>
internal sealed class EarlierVersions : IDisposable
{
    private readonly BulkReader select;
    private readonly HiddenVersions hidden;
    private readonly KeyTable words;
    private readonly List<Run> runs = [];
    private readonly List<(int Document, DocumentPlace Place)> found = [];
    private bool[] unchanged = [];
    private int nextFound;

    /// <param name="connection">The connection of the import, before it writes documents.</param>
    /// <param name="words">Channels and countries of the file.</param>
    public EarlierVersions(SqliteConnection connection, KeyTable words)
    {
        this.words = words;
        select = new BulkReader(connection, "SELECT Data FROM DocumentBlocks WHERE Id = ?");
        hidden = HiddenVersions.Of(connection);
        foreach (var ofImport in DocumentBlocks.Heads(connection).GroupBy(b => DocumentBlocks.ImportOf(b.Id)))
            runs.Add(new Run([.. ofImport]));
    }

    /// <summary>Looks for the documents of the next part; parts come in the order of their keys.</summary>
    /// <exception cref="StoreException">Documents in the store are damaged.</exception>
    public void Find(DocumentMaker maker)
    {
        found.Clear();
        nextFound = 0;
        if (unchanged.Length < maker.Documents.Count)
            unchanged = new bool[maker.Documents.Count * 2];
        Array.Clear(unchanged);
        foreach (var run in runs)
            Find(maker, run);
        // Even of one import they may be out of order: documents with one key stand in the order of their file.
        if (runs.Count > 1 || !IsInOrder())
            found.Sort((a, b) => (a.Document, a.Place.BlockId).CompareTo((b.Document, b.Place.BlockId)));
    }

    /// <summary>Whether the current version of a document of the part says the same.</summary>
    public bool IsUnchanged(int document) => unchanged[document];

    /// <summary>The versions of a document of the part, oldest first; asked in the order of the documents.</summary>
    public ReadOnlySpan<(int Document, DocumentPlace Place)> Of(int document)
    {
        while (nextFound < found.Count && found[nextFound].Document < document)
            nextFound++;
        var start = nextFound;
        while (nextFound < found.Count && found[nextFound].Document == document)
            nextFound++;
        return CollectionsMarshal.AsSpan(found)[start..nextFound];
    }

    public void Dispose() => select.Dispose();

    private bool IsInOrder()
    {
        for (var i = 1; i < found.Count; i++)
        {
            if (found[i - 1].Document > found[i].Document)
                return false;
        }

        return true;
    }

    private void Find(DocumentMaker maker, Run run)
    {
        var documents = CollectionsMarshal.AsSpan(maker.Documents);
        for (var at = 0; at < documents.Length && run.Block < run.Blocks.Length;)
        {
            ref readonly var head = ref run.Blocks[run.Block];
            at = FirstFrom(documents, at, head.FirstKey);
            if (at == documents.Length)
                return;
            if (documents[at].Key > head.LastKey)
            {
                run.GoToNextBlock();
                continue;
            }

            if (!run.IsOpen)
                Open(run, head.Id);
            at = Match(maker, run, at);
        }
    }

    private void Open(Run run, long id)
    {
        select.Set(0, id);
        if (!select.Step())
            throw new StoreException("Documents went missing from the database while the import ran. Try again.");
        run.Open(select.Blob(0));
        select.Reset();
    }

    // Goes through the open block until its end, or until the documents of the part end. Several documents may have one key.
    private int Match(DocumentMaker maker, Run run, int at)
    {
        var documents = CollectionsMarshal.AsSpan(maker.Documents);
        var id = run.Blocks[run.Block].Id;
        var places = hidden.In(id);
        var block = run.Reader(id);
        while (at < documents.Length)
        {
            var (position, read) = (block.Position, block.Read);
            if (!block.Next(out var stored))
            {
                run.GoToNextBlock();
                return at;
            }

            var key = DocumentKey.Of(stored.Number);
            at = FirstFrom(documents, at, key);
            if (at == documents.Length)
            {
                run.Stay(position, read);
                return at;
            }

            for (var i = at; i < documents.Length && documents[i].Key == key; i++)
            {
                ref readonly var document = ref documents[i];
                if (!maker.Number(document).SequenceEqual(stored.Number))
                    continue;
                found.Add((i, new DocumentPlace(id, read)));
                if (!places.Contains(read))
                    unchanged[i] = IsSame(maker, document, block, stored);
                break;
            }
        }

        run.Stay(block.Position, block.Read);
        return at;
    }

    private bool IsSame(DocumentMaker maker, in MadeDocument document, in DocumentBlock block, in BlockDocument stored) =>
        (byte)document.Kind == stored.Kind && document.AtSeconds == stored.AtSeconds && document.CustomerId == stored.CustomerId
        && IsSame(document.Channel, block, stored.Channel) && IsSame(document.Country, block, stored.Country)
        && LineCodec.AreSame(maker.Lines(document), stored.Lines);

    private bool IsSame(int word, in DocumentBlock block, int stored) => word < 0 || stored < 0 ? word < 0 && stored < 0 : words[word].SequenceEqual(block.Word(stored));

    // The first document from a place on whose key is not less, looked for in widening steps.
    private static int FirstFrom(ReadOnlySpan<MadeDocument> documents, int start, long key)
    {
        var step = 1;
        var (low, high) = (start, start);
        while (high < documents.Length && documents[high].Key < key)
        {
            low = high + 1;
            high += step;
            step *= 2;
        }

        high = Math.Min(high, documents.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (documents[middle].Key < key)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // The blocks of one import, and how far they were read.
    private sealed class Run(BlockHead[] blocks)
    {
        private byte[] bytes = [];
        private int length;
        private int position;
        private int read;

        public BlockHead[] Blocks { get; } = blocks;

        public int Block { get; private set; }

        public bool IsOpen { get; private set; }

        public void Open(ReadOnlySpan<byte> blob)
        {
            if (bytes.Length < blob.Length)
                bytes = new byte[blob.Length];
            blob.CopyTo(bytes);
            (length, position, read, IsOpen) = (blob.Length, -1, 0, true);
        }

        public DocumentBlock Reader(long id)
        {
            var block = new DocumentBlock(bytes.AsSpan(0, length), id);
            if (position >= 0)
                block.GoTo(position, read);
            return block;
        }

        public void Stay(int atPosition, int atRead) => (position, read) = (atPosition, atRead);

        public void GoToNextBlock() => (Block, IsOpen) = (Block + 1, false);
    }
}
