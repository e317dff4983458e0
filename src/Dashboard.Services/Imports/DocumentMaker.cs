using System.Runtime.InteropServices;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>
/// A document ready to be written: numbers of its customer, channel and country in the file, −1 for none; where its number starts, which its lines follow.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MadeDocument(
    long Key, long AtSeconds, DocumentKind Kind, int Customer, long? CustomerId, int Channel, int Country, int Start, int NumberLength, int LinesLength);

/// <summary>Makes the documents of one part of the spool after another: sorts its lines by document, keeping the order of the file, and packs them.</summary>
internal sealed class DocumentMaker(DocumentSpool spool, KeyIds customerIds, KeyIds productIds)
{
    private readonly FragmentSorter sorter = new();
    private readonly List<int> starts = [];
    private readonly List<ulong> lineHashes = [];
    private readonly List<int> same = [];
    private readonly List<int> others = [];
    private readonly ByteBuffer packed = new();
    private readonly ByteBuffer lines = new();
    private byte[] bytes = [];

    /// <summary>The documents of the part, by key.</summary>
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
        var fragments = Sorted();
        for (var start = 0; start < fragments.Length;)
        {
            var end = start + 1;
            while (end < fragments.Length && FragmentSorter.AreSame(fragments[end], fragments[start]))
                end++;
            MakeDocuments(fragments[start..end]);
            start = end;
        }

        bytes = [];
    }

    private ReadOnlySpan<ulong> Sorted()
    {
        starts.Clear();
        sorter.Clear();
        var from = new ByteCursor(bytes);
        while (!from.IsAtEnd)
        {
            var start = from.At;
            if (!SpooledLine.Skip(ref from, out var number))
                continue;
            sorter.Add(StableHash.Of(number) << DocumentSpool.PartBits);
            starts.Add(start);
        }

        starts.Add(bytes.Length);
        return sorter.Sort();
    }

    // Fragments whose numbers have one key: as good as always of one number.
    private void MakeDocuments(ReadOnlySpan<ulong> fragments)
    {
        same.Clear();
        foreach (var fragment in fragments)
            same.Add(FragmentSorter.PlaceOf(fragment));
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
        int customer = -1, channel = -1, country = -1, kinds = 0, count = 0;
        var at = long.MaxValue;
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
                count++;
                if (count > 1 || !from.IsAtEnd || same.Count > 1)
                    lineHashes.Add(HashOf(line));
                LineCodec.Write(lines, new PackedLine(
                    line.Product < 0 ? null : productIds[line.Product], (byte)line.Kind, line.QuantityE4, line.UnitPriceE4, line.DiscountE4, line.AmountE4, line.HasCost ? line.CostE4 : null));
            }
        }

        CountEqual();
        var start = packed.Length;
        packed.Bytes(number);
        LineCodec.WriteCount(packed, count);
        packed.Bytes(lines.Written);
        Documents.Add(new MadeDocument(
            DocumentKey.Of(number), at, KindOf(kinds), customer, customer < 0 ? null : customerIds[customer], channel, country, start, number.Length, packed.Length - start - number.Length));
    }

    private void CountEqual()
    {
        if (lineHashes.Count < 2)
            return;
        lineHashes.Sort();
        for (var i = 1; i < lineHashes.Count; i++)
            EqualLines += lineHashes[i] == lineHashes[i - 1] ? 1 : 0;
    }

    private static ulong HashOf(in SpooledLine line) => StableHash.Start.Add((long)line.Product)
        .Add(line.AtSeconds).Add((long)line.Kind).Add(line.QuantityE4).Add(line.UnitPriceE4).Add(line.DiscountE4).Add(line.AmountE4).Add(line.HasCost ? line.CostE4 : long.MinValue).Value;

    private static DocumentKind KindOf(int kinds) =>
        (kinds & (1 << (int)LineKind.Sale)) != 0 ? DocumentKind.Order : (kinds & (1 << (int)LineKind.Return)) != 0 ? DocumentKind.Return : DocumentKind.Adjustment;
}
