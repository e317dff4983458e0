using System.Runtime.InteropServices;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Takes the lines of documents as they come, in any order, and at the end writes the documents in the order of their keys. A document that is as the store has it (its lines in any
/// order) is unchanged and written not at all; one that differs replaces the version before, which stays hidden until the import is undone.
/// </summary>
internal sealed class OrderWriter(SqliteConnection connection, long importId, SpoolSpace space)
{
    private const int CancelEvery = 4096;
    private readonly DocumentSpool spool = new(space);
    private long added;
    private long updated;
    private long unchanged;

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

    /// <summary>Writes the documents; while those of one part are written, the next parts are prepared on other processors.</summary>
    /// <param name="customerIds">Ids of the file's customers.</param>
    /// <param name="productIds">Ids of its products.</param>
    /// <param name="keepCustomer">Told the number of each customer of a document.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public RecordCounts Finish(KeyIds customerIds, KeyIds productIds, Action<int> keepCustomer, CancellationToken cancellationToken)
    {
        if (Lines == 0)
            return new RecordCounts(0, 0, 0);
        using var earlier = DocumentBlocks.Any(connection) ? new EarlierVersions(connection, spool.Words) : null;
        using var blocks = new DocumentBlockWriter(connection, importId, spool.Words);
        using var makers = new DocumentMakers(spool, customerIds, productIds);
        for (var part = 0; part < spool.Partitions; part++)
        {
            var maker = makers.Next();
            EqualLines += maker.EqualLines;
            earlier?.Find(maker);
            Write(blocks, maker, earlier, keepCustomer, cancellationToken);
            makers.Return(maker);
        }

        blocks.Finish();
        return new RecordCounts(added, updated, unchanged);
    }

    private void Write(DocumentBlockWriter blocks, DocumentMaker maker, EarlierVersions? earlier, Action<int> keepCustomer, CancellationToken cancellationToken)
    {
        var documents = CollectionsMarshal.AsSpan(maker.Documents);
        for (var i = 0; i < documents.Length; i++)
        {
            if (i % CancelEvery == 0)
                cancellationToken.ThrowIfCancellationRequested();
            ref readonly var document = ref documents[i];
            if (document.Customer >= 0)
                keepCustomer(document.Customer);
            if (earlier is not null && earlier.IsUnchanged(i))
            {
                unchanged++;
                continue;
            }

            blocks.Add(document.Key, new BlockDocument(
                maker.Number(document), document.AtSeconds, (byte)document.Kind, document.CustomerId, document.Channel, document.Country, maker.Lines(document)));
            var versions = earlier is null ? default : earlier.Of(i);
            foreach (var (_, place) in versions)
                blocks.Hide(place);
            if (versions.IsEmpty)
                added++;
            else
                updated++;
        }
    }
}
