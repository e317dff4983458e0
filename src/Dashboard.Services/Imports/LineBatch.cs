using System.Runtime.InteropServices;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>A text in the block of its batch, with its <see cref="StableHash.Of"/>; none when the length is 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchText(ulong Hash, int Start, int Length)
{
    public bool IsNone => Length == 0;
}

/// <summary>One accepted line of a document, its texts in its batch: what <see cref="OrderLineRow"/> is, without an object or a string.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BatchLine
{
    public BatchText Document;
    public BatchText Customer;
    public BatchText Product;
    public BatchText Channel;
    public BatchText Country;
    public long AtSeconds;
    public long QuantityE4;
    public long UnitPriceE4;
    public long DiscountE4;
    public long AmountE4;
    public long CostE4;
    public bool HasCost;
    public LineKind Kind;

    /// <summary>What the row says of its product; the same object again while that stays the same. Null when it says nothing but the key.</summary>
    public ProductRow? ProductFacts;

    /// <summary>Whether the row speaks of its customer, be it only by the id.</summary>
    public bool NamesCustomer;

    /// <summary>What the row says of its customer, by <see cref="CustomerFactsCodec"/>; none when it says nothing but the id.</summary>
    public BatchText CustomerFacts;
}

/// <summary>Lines of documents on their way from the parser to the store, with their texts in one block.</summary>
internal sealed class LineBatch(int capacity)
{
    private readonly ByteBuffer texts = new(64 * capacity);
    private BatchLine[] lines = new BatchLine[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<BatchLine> Lines => lines.AsSpan(0, Count);

    public ReadOnlySpan<byte> this[BatchText text] => texts.Slice(text.Start, text.Length);

    public void Clear()
    {
        Array.Clear(lines, 0, Count);
        Count = 0;
        texts.Cut();
    }

    /// <summary>A new line to fill.</summary>
    public ref BatchLine Add()
    {
        if (Count == lines.Length)
            Array.Resize(ref lines, 2 * lines.Length);
        return ref lines[Count++];
    }

    /// <summary>Takes the last line back.</summary>
    public void TakeBack() => lines[--Count] = default;

    public BatchText Text(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return default;
        var start = texts.Length;
        return Hashed(start, texts.Characters(text));
    }

    /// <summary>What a row says of its customer.</summary>
    public BatchText Facts(CustomerRow row)
    {
        var start = texts.Length;
        CustomerFactsCodec.Write(texts, row);
        return Hashed(start, texts.Length - start);
    }

    /// <summary>What a row says of its customer when that is the country and the e-mail address at most, empty for none.</summary>
    public BatchText Facts(ReadOnlySpan<char> country, ReadOnlySpan<char> email)
    {
        var start = texts.Length;
        CustomerFactsCodec.Write(texts, country, email);
        return Hashed(start, texts.Length - start);
    }

    /// <summary>Adds the line of a row.</summary>
    public ref BatchLine Add(OrderLineRow row)
    {
        ref var line = ref Add();
        line.Document = Text(row.Document);
        line.Customer = Text(row.CustomerKey);
        line.Product = Text(row.ProductKey);
        line.Channel = Text(row.Channel);
        line.Country = Text(row.Country);
        line.AtSeconds = row.AtSeconds;
        line.QuantityE4 = row.QuantityE4;
        line.UnitPriceE4 = row.UnitPriceE4;
        line.DiscountE4 = row.DiscountE4;
        line.AmountE4 = row.AmountE4;
        line.CostE4 = row.CostE4 ?? 0;
        line.HasCost = row.CostE4 is not null;
        line.Kind = row.Kind;
        return ref line;
    }

    private BatchText Hashed(int start, int length) => length == 0 ? default : new BatchText(StableHash.Of(texts.Slice(start, length)), start, length);
}
