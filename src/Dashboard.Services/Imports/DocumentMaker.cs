using System.Runtime.InteropServices;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>
/// A document ready to be written: numbers of its customer, channel and country in the file, −1 for none; where its number starts, which its lines follow.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MadeDocument(
    long FirstId, long AtSeconds, DocumentKind Kind, int Customer, long CustomerId, int Channel, int Country, long Hash, int Start, int NumberLength, int LinesLength);

/// <summary>Makes the documents of one part of the spool after another: sorts its lines by document, keeping the order of the file, and packs them.</summary>
internal sealed class DocumentMaker(DocumentSpool spool, KeyTable customers, KeyIds customerIds, KeyTable products, KeyIds productIds)
{
    // A fragment is a run of lines of one document. Its sort key is what the part leaves open of the first id, then its place in the file.
    private const int PlaceBits = 24;
    private const int HashBits = 64 - PlaceBits;
    private readonly StableHash?[] productHashes = new StableHash?[products.Count];
    private readonly List<int> starts = [];
    private readonly List<ulong> order = [];
    private readonly List<ulong> lineHashes = [];
    private readonly List<int> same = [];
    private readonly List<int> others = [];
    private readonly ByteBuffer packed = new();
    private readonly ByteBuffer lines = new();
    private byte[] bytes = [];

    /// <summary>The documents of the part, by id.</summary>
    public List<MadeDocument> Documents { get; } = [];

    /// <summary>Lines of the part that equal another line of their document.</summary>
    public long EqualLines { get; private set; }

    public ReadOnlySpan<byte> Number(in MadeDocument document) => packed.Slice(document.Start, document.NumberLength);

    public ReadOnlySpan<byte> Lines(in MadeDocument document) => packed.Slice(document.Start + document.NumberLength, document.LinesLength);

    /// <summary>Makes the documents of a part; those of the part before are forgotten.</summary>
    public void Make(int part)
    {
        bytes = spool.Take(part);
        Documents.Clear();
        packed.Cut();
        EqualLines = 0;
        Sort();
        var fragments = CollectionsMarshal.AsSpan(order);
        for (var start = 0; start < fragments.Length;)
        {
            var end = start + 1;
            while (end < fragments.Length && fragments[end] >> PlaceBits == fragments[start] >> PlaceBits)
                end++;
            MakeDocuments(fragments[start..end]);
            start = end;
        }
    }

    private void Sort()
    {
        starts.Clear();
        order.Clear();
        var from = new ByteCursor(bytes);
        while (!from.IsAtEnd)
        {
            var start = from.At;
            if (!SpooledLine.Skip(ref from, out var number))
                continue;
            if (starts.Count >> PlaceBits != 0)
                throw new StoreException("The file has more lines than one import can sort. Split it and import the parts.");
            order.Add((StableHash.Of(number) >> (64 - DocumentSpool.PartBits - HashBits) << PlaceBits) | (uint)starts.Count);
            starts.Add(start);
        }

        starts.Add(bytes.Length);
        order.Sort();
    }

    // Fragments whose numbers have one hash: as good as always of one number.
    private void MakeDocuments(ReadOnlySpan<ulong> fragments)
    {
        same.Clear();
        foreach (var fragment in fragments)
            same.Add((int)(fragment & ((1UL << PlaceBits) - 1)));
        while (same.Count > 0)
        {
            var number = NumberOf(same[0]);
            others.Clear();
            for (var i = same.Count - 1; i > 0; i--)
            {
                if (NumberOf(same[i]).SequenceEqual(number))
                    continue;
                others.Insert(0, same[i]);
                same.RemoveAt(i);
            }

            MakeDocument(number);
            same.Clear();
            same.AddRange(others);
        }
    }

    private ReadOnlySpan<byte> NumberOf(int fragment)
    {
        var from = new ByteCursor(bytes.AsSpan(starts[fragment]));
        from.Byte();
        return from.Text();
    }

    private void MakeDocument(ReadOnlySpan<byte> number)
    {
        int customer = -1, channel = -1, country = -1, kinds = 0;
        var at = long.MaxValue;
        var sum = 0UL;
        lines.Cut();
        lineHashes.Clear();
        foreach (var fragment in same)
        {
            var from = new ByteCursor(bytes.AsSpan(starts[fragment], starts[fragment + 1] - starts[fragment]));
            while (!from.IsAtEnd)
            {
                var line = SpooledLine.Read(ref from, out _);
                at = Math.Min(at, line.AtSeconds);
                customer = customer < 0 ? line.Customer : customer;
                channel = channel < 0 ? line.Channel : channel;
                country = country < 0 ? line.Country : country;
                kinds |= 1 << line.Kind;
                var hash = HashOf(line);
                sum += hash;
                lineHashes.Add(hash);
                LineCodec.Write(lines, new PackedLine(
                    line.Product < 0 ? null : productIds[line.Product], (byte)line.Kind, line.QuantityE4, line.UnitPriceE4, line.DiscountE4, line.AmountE4, line.HasCost ? line.CostE4 : null));
            }
        }

        CountEqual();
        var start = packed.Length;
        packed.Bytes(number);
        LineCodec.WriteCount(packed, lineHashes.Count);
        packed.Bytes(lines.Written);
        var whole = StableHash.Start.Add(sum);
        whole = customer < 0 ? whole.AddNone() : whole.AddUtf8(customers[customer]);
        whole = whole.Add(at);
        whole = channel < 0 ? whole.AddNone() : whole.AddUtf8(spool.Channels[channel]);
        whole = country < 0 ? whole.AddNone() : whole.AddUtf8(spool.Countries[country]);
        Documents.Add(new MadeDocument(
            DocumentId.First(number), at, KindOf(kinds), customer, customer < 0 ? 0 : customerIds[customer], channel, country, unchecked((long)whole.Value),
            start, number.Length, packed.Length - start - number.Length));
    }

    private void CountEqual()
    {
        if (lineHashes.Count == 1)
            return;
        lineHashes.Sort();
        for (var i = 1; i < lineHashes.Count; i++)
            EqualLines += lineHashes[i] == lineHashes[i - 1] ? 1 : 0;
    }

    private ulong HashOf(in SpooledLine line) => (line.Product < 0 ? StableHash.Start.AddNone() : productHashes[line.Product] ??= StableHash.Start.AddUtf8(products[line.Product]))
        .Add(line.AtSeconds).Add((long)line.Kind).Add(line.QuantityE4).Add(line.UnitPriceE4).Add(line.DiscountE4).Add(line.AmountE4).Add(line.HasCost ? line.CostE4 : long.MinValue).Value;

    private static DocumentKind KindOf(int kinds) =>
        (kinds & (1 << (int)LineKind.Sale)) != 0 ? DocumentKind.Order : (kinds & (1 << (int)LineKind.Return)) != 0 ? DocumentKind.Return : DocumentKind.Adjustment;
}
