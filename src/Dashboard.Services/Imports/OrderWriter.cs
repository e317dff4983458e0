using System.Runtime.InteropServices;
using System.Text;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Takes the lines of documents as they come, in any order, and at the end writes the documents in the order of their ids. A document whose lines equal those in the store
/// (as a multiset) is unchanged and written not at all; one that differs replaces the version before, which stays hidden until the import is undone.
/// </summary>
internal sealed class OrderWriter
{
    private const int CancelEvery = 4096;
    private readonly SqliteConnection connection;
    private readonly long importId;
    private readonly bool storeWasEmpty;
    private readonly DocumentSpool spool;
    private long added;
    private long updated;
    private long unchanged;

    public OrderWriter(SqliteConnection connection, long importId, SpoolSpace space)
    {
        (this.connection, this.importId) = (connection, importId);
        spool = new DocumentSpool(space);
        using var any = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM Orders)");
        storeWasEmpty = any.Scalar() == 0;
    }

    /// <summary>Distinct documents of the file; known at the end.</summary>
    public long Documents => added + updated + unchanged;

    /// <summary>Lines of the file.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that equal another line of their document; known at the end.</summary>
    public long EqualLines { get; private set; }

    /// <summary>Sum of the line amounts in ten-thousandths.</summary>
    public long TotalE4 { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="line">The line in it.</param>
    /// <param name="customer">Number of its customer, or −1.</param>
    /// <param name="product">Number of its product, or −1.</param>
    /// <exception cref="OverflowException">The amounts add up to more than 900 trillion.</exception>
    public void Add(LineBatch batch, in BatchLine line, int customer, int product)
    {
        TotalE4 = checked(TotalE4 + line.AmountE4);
        Lines++;
        spool.Add(batch, line, customer, product);
    }

    /// <summary>Writes the documents; while those of one part are written, the next part is prepared on another processor.</summary>
    /// <param name="customers">Keys of the file's customers.</param>
    /// <param name="customerIds">Their ids.</param>
    /// <param name="products">Keys of the file's products.</param>
    /// <param name="productIds">Their ids.</param>
    /// <param name="keepCustomer">Told the number of each customer of a document.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public RecordCounts Finish(KeyTable customers, KeyIds customerIds, KeyTable products, KeyIds productIds, Action<int> keepCustomer, CancellationToken cancellationToken)
    {
        if (Lines == 0)
            return new RecordCounts(0, 0, 0);
        using var store = new Statements(connection, importId);
        var makers = new[] { Maker(), Maker() };
        var next = MakeAsync(0);
        try
        {
            for (var part = 0; part < spool.Partitions; part++)
            {
                var maker = next.GetAwaiter().GetResult();
                if (part + 1 < spool.Partitions)
                    next = MakeAsync(part + 1);
                EqualLines += maker.EqualLines;
                Write(store, maker, keepCustomer, cancellationToken);
            }
        }
        finally
        {
            // The other processor must be done with the spool before it goes.
            Task.WaitAny([next], CancellationToken.None);
        }

        return new RecordCounts(added, updated, unchanged);

        DocumentMaker Maker() => new(spool, customers, customerIds, products, productIds);

        Task<DocumentMaker> MakeAsync(int part) => Task.Run(
            () =>
            {
                var maker = makers[part & 1];
                maker.Make(part);
                return maker;
            },
            CancellationToken.None);
    }

    private void Write(Statements store, DocumentMaker maker, Action<int> keepCustomer, CancellationToken cancellationToken)
    {
        var insert = store.Insert;
        var (channel, country) = (-1, -1);
        insert.SetNull(Statements.Channel);
        insert.SetNull(Statements.Country);
        var last = -1L;
        var count = 0;
        foreach (ref readonly var document in CollectionsMarshal.AsSpan(maker.Documents))
        {
            if (count++ % CancelEvery == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (document.Customer >= 0)
                keepCustomer(document.Customer);
            var number = maker.Number(document);
            if (!TryPlace(store, document, number, ref last))
                continue;
            insert.Set(Statements.Id, last);
            insert.SetText(Statements.Number, number);
            insert.Set(Statements.Customer, document.Customer < 0 ? null : document.CustomerId);
            insert.Set(Statements.At, document.AtSeconds);
            insert.Set(Statements.Kind, (long)document.Kind);
            if (document.Channel != channel)
                SetText(insert, Statements.Channel, channel = document.Channel, spool.Channels);
            if (document.Country != country)
                SetText(insert, Statements.Country, country = document.Country, spool.Countries);
            insert.Set(Statements.Hash, document.Hash);
            insert.SetBlob(Statements.Lines, maker.Lines(document));
            insert.Run();
        }
    }

    private static void SetText(BulkWriter insert, int index, int text, KeyTable texts)
    {
        if (text < 0)
            insert.SetNull(index);
        else
            insert.SetText(index, texts[text]);
    }

    // The id of a document's new version, after those of its number and of other numbers with the same hash; the version that it replaces is hidden. False when nothing is new.
    private bool TryPlace(Statements store, in MadeDocument document, ReadOnlySpan<byte> number, ref long id)
    {
        var next = id >= document.FirstId ? id + 1 : document.FirstId;
        var current = 0L;
        if (!storeWasEmpty)
        {
            store.Find.Set(0, document.FirstId);
            store.Find.Set(1, DocumentId.Last(document.FirstId));
            while (store.Find.Step())
            {
                next = store.Find.Int64(0) + 1;
                if (store.Find.Int64(3) == 0 || !store.Find.Utf8(1).SequenceEqual(number))
                    continue;
                if (store.Find.Int64(2) == document.Hash)
                {
                    store.Find.Reset();
                    unchanged++;
                    return false;
                }

                current = store.Find.Int64(0);
            }
        }

        if (next > DocumentId.Last(document.FirstId))
            throw new StoreException($"Document {Encoding.UTF8.GetString(number)} has come in more versions than are kept. Undo imports whose versions are no longer needed.");
        id = next;
        if (current == 0)
        {
            added++;
            return true;
        }

        store.Hide.Set(0, current);
        store.Hide.Run();
        updated++;
        return true;
    }

    private sealed class Statements : IDisposable
    {
        public const int Id = 0;
        public const int Number = 2;
        public const int Customer = 3;
        public const int At = 4;
        public const int Kind = 5;
        public const int Channel = 6;
        public const int Country = 7;
        public const int Hash = 8;
        public const int Lines = 10;
        private const int Import = 1;
        private const int IsCurrent = 9;

        public Statements(SqliteConnection connection, long importId)
        {
            Insert = BulkWriter.Insert(connection, "Orders", "Id, ImportId, Number, CustomerId, At, Kind, Channel, Country, Hash, IsCurrent, Lines");
            Find = new BulkReader(connection, "SELECT Id, Number, Hash, IsCurrent FROM Orders WHERE Id BETWEEN ? AND ? ORDER BY Id");
            Hide = new BulkWriter(connection, "UPDATE Orders SET IsCurrent = 0 WHERE Id = ?");
            Insert.Set(Import, importId);
            Insert.Set(IsCurrent, 1);
        }

        public BulkWriter Insert { get; }

        public BulkReader Find { get; }

        public BulkWriter Hide { get; }

        public void Dispose()
        {
            Insert.Dispose();
            Find.Dispose();
            Hide.Dispose();
        }
    }
}
