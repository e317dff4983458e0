using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes documents and their lines as they come. A document whose lines equal those in the store (as a multiset) is unchanged and written not at all;
/// one that differs replaces the version before, which stays hidden until the import is undone.
/// </summary>
internal sealed class OrderWriter : IDisposable
{
    private readonly Dictionary<string, Document> documents = new(StringComparer.Ordinal);
    private readonly long importId;
    private readonly bool storeWasEmpty;
    private readonly PreparedStatement insertOrder;
    private readonly PreparedStatement insertLine;
    private readonly PreparedStatement findCurrent;
    private readonly PreparedStatement hide;
    private readonly PreparedStatement deleteLines;
    private long nextId;

    public OrderWriter(SqliteConnection connection, long importId)
    {
        this.importId = importId;
        insertOrder = PreparedStatement.Insert(connection, "Orders", "Id, ImportId, Number, CustomerId, At, Kind, Channel, Country, Hash, IsCurrent");
        insertLine = PreparedStatement.Insert(connection, "OrderLines", "OrderId, Line, ProductId, Kind, QuantityE4, UnitPriceE4, DiscountE4, AmountE4, CostE4");
        findCurrent = new PreparedStatement(connection, "SELECT Id, Hash FROM Orders WHERE Number = @0 AND IsCurrent = 1", 1);
        hide = new PreparedStatement(connection, "UPDATE Orders SET IsCurrent = 0 WHERE Id = @0", 1);
        deleteLines = new PreparedStatement(connection, "DELETE FROM OrderLines WHERE OrderId = @0", 1);
        using var max = new PreparedStatement(connection, "SELECT COALESCE(MAX(Id), 0) FROM Orders", 0);
        nextId = (long)max.Scalar()! + 1;
        storeWasEmpty = nextId == 1;
    }

    /// <summary>Distinct documents of the file.</summary>
    public long Documents => documents.Count;

    /// <summary>Lines of the file.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines that equal another line of their document.</summary>
    public long EqualLines { get; private set; }

    /// <summary>Sum of the line amounts in ten-thousandths.</summary>
    public long TotalE4 { get; private set; }

    public void Add(OrderLineRow line, long? customerId, long? productId)
    {
        if (!documents.TryGetValue(line.Document, out var document))
            documents[line.Document] = document = new Document(nextId++);
        document.At = Math.Min(document.At, line.AtSeconds);
        document.CustomerId ??= customerId;
        document.CustomerKey ??= line.CustomerKey;
        document.Channel ??= line.Channel;
        document.Country ??= line.Country;
        document.Kinds |= 1 << (int)line.Kind;
        var hash = HashOf(line);
        document.Hash = unchecked(document.Hash + hash);
        if (!document.LineHashes.Add(hash))
            EqualLines++;
        insertLine.Run(document.Id, (long)document.Lines++, productId, (long)line.Kind, line.QuantityE4, line.UnitPriceE4, line.DiscountE4, line.AmountE4, line.CostE4);
        Lines++;
        TotalE4 = checked(TotalE4 + line.AmountE4);
    }

    public RecordCounts Finish(CancellationToken cancellationToken)
    {
        var (added, updated, unchanged) = (0L, 0L, 0L);
        foreach (var (number, document) in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hash = unchecked((long)StableHash.Start.Add(document.Hash).Add(document.CustomerKey).Add(document.At).Add(document.Channel).Add(document.Country).Value);
            var (currentId, currentHash) = storeWasEmpty ? (0, 0) : Current(number);
            if (currentId != 0 && currentHash == hash)
            {
                deleteLines.Run(document.Id);
                unchanged++;
                continue;
            }

            if (currentId == 0)
            {
                added++;
            }
            else
            {
                hide.Run(currentId);
                updated++;
            }

            insertOrder.Run(document.Id, importId, number, document.CustomerId, document.At, (long)document.Kind, document.Channel, document.Country, hash, 1L);
        }

        return new RecordCounts(added, updated, unchanged);
    }

    public void Dispose()
    {
        insertOrder.Dispose();
        insertLine.Dispose();
        findCurrent.Dispose();
        hide.Dispose();
        deleteLines.Dispose();
    }

    private static ulong HashOf(OrderLineRow line) => StableHash.Start
        .Add(line.ProductKey).Add(line.AtSeconds).Add((long)line.Kind).Add(line.QuantityE4).Add(line.UnitPriceE4).Add(line.DiscountE4).Add(line.AmountE4).Add(line.CostE4 ?? long.MinValue).Value;

    private (long Id, long Hash) Current(string number)
    {
        using var reader = findCurrent.Read(number);
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : (0, 0);
    }

    private sealed class Document(long id)
    {
        public long Id { get; } = id;

        public long At { get; set; } = long.MaxValue;

        public long? CustomerId { get; set; }

        public string? CustomerKey { get; set; }

        public string? Channel { get; set; }

        public string? Country { get; set; }

        public int Kinds { get; set; }

        public ulong Hash { get; set; }

        public int Lines { get; set; }

        public HashSet<ulong> LineHashes { get; } = [];

        public DocumentKind Kind =>
            (Kinds & (1 << (int)LineKind.Sale)) != 0 ? DocumentKind.Order : (Kinds & (1 << (int)LineKind.Return)) != 0 ? DocumentKind.Return : DocumentKind.Adjustment;
    }
}
