using System.Numerics;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>
/// The lines of a file by the hash of their document's number: each part holds all lines of its documents, in the order of the file, and the parts follow one another as the ids of
/// the documents do. A record is a flag byte, the number unless the line before was of the same document, and the line.
/// </summary>
internal sealed class DocumentSpool(SpoolSpace space)
{
    /// <summary>Upper bits of the hash that choose the part. Of ten million lines a part is small enough for a processor's cache.</summary>
    public const int PartBits = 8;

    private readonly Spool spool = new(space, 1 << PartBits);
    private readonly ByteBuffer lastNumber = new(64);

    public int Partitions => spool.Partitions;

    /// <summary>Sales channels and countries of the file.</summary>
    public KeyTable Words { get; } = new();

    public void Add(LineBatch batch, in BatchLine line, int customer, int product)
    {
        var number = batch[line.Document];
        var isSame = lastNumber.Written.SequenceEqual(number);
        var part = (int)(line.Document.Hash >> (64 - PartBits));
        var to = spool.Open(part);
        var flags = (int)line.Kind;
        if (!isSame)
            flags |= SpooledLine.NewDocument;
        if (customer >= 0)
            flags |= SpooledLine.HasCustomer;
        if (product >= 0)
            flags |= SpooledLine.HasProduct;
        if (!line.Channel.IsNone)
            flags |= SpooledLine.HasChannel;
        if (!line.Country.IsNone)
            flags |= SpooledLine.HasCountry;
        if (line.HasCost)
            flags |= SpooledLine.HasCostFlag;
        to.Byte((byte)flags);
        if (!isSame)
        {
            to.Text(number);
            lastNumber.Cut();
            lastNumber.Bytes(number);
        }

        to.Signed(line.AtSeconds);
        to.Signed(line.QuantityE4);
        to.Signed(line.UnitPriceE4);
        to.Signed(line.DiscountE4);
        to.Signed(line.AmountE4);
        if (customer >= 0)
            to.Number((ulong)customer);
        if (product >= 0)
            to.Number((ulong)product);
        if (!line.Channel.IsNone)
            to.Number((ulong)Words.Add(batch[line.Channel], line.Channel.Hash));
        if (!line.Country.IsNone)
            to.Number((ulong)Words.Add(batch[line.Country], line.Country.Hash));
        if (line.HasCost)
            to.Signed(line.CostE4);
        spool.Close(part);
    }

    /// <summary>The records of a part; its place in the spool is given up.</summary>
    public byte[] Take(int part)
    {
        var bytes = spool.Read(part);
        spool.Forget(part);
        return bytes;
    }
}

/// <summary>One line read back; −1 stands for none.</summary>
internal readonly ref struct SpooledLine
{
    public const int NewDocument = 1 << 2;
    public const int HasCustomer = 1 << 3;
    public const int HasProduct = 1 << 4;
    public const int HasChannel = 1 << 5;
    public const int HasCountry = 1 << 6;
    public const int HasCostFlag = 1 << 7;
    private const int KindMask = 3;
    private const int Numbers = 5;

    private SpooledLine(ref ByteCursor from, int flags)
    {
        (HasCost, Kind) = ((flags & HasCostFlag) != 0, flags & KindMask);
        AtSeconds = from.Signed();
        QuantityE4 = from.Signed();
        UnitPriceE4 = from.Signed();
        DiscountE4 = from.Signed();
        AmountE4 = from.Signed();
        Customer = (flags & HasCustomer) != 0 ? (int)from.Number() : -1;
        Product = (flags & HasProduct) != 0 ? (int)from.Number() : -1;
        Channel = (flags & HasChannel) != 0 ? (int)from.Number() : -1;
        Country = (flags & HasCountry) != 0 ? (int)from.Number() : -1;
        CostE4 = HasCost ? from.Signed() : 0;
    }

    public long AtSeconds { get; }

    public long QuantityE4 { get; }

    public long UnitPriceE4 { get; }

    public long DiscountE4 { get; }

    public long AmountE4 { get; }

    public long CostE4 { get; }

    public bool HasCost { get; }

    public int Kind { get; }

    public int Customer { get; }

    public int Product { get; }

    public int Channel { get; }

    public int Country { get; }

    /// <summary>Reads the next line, and the number of its document when it is not that of the line before.</summary>
    public static SpooledLine Read(ref ByteCursor from, out ReadOnlySpan<byte> number)
    {
        var flags = (int)from.Byte();
        number = (flags & NewDocument) != 0 ? from.Text() : default;
        return new SpooledLine(ref from, flags);
    }

    /// <summary>Passes over the next line.</summary>
    /// <returns>Whether its document is another than that of the line before; then the number is given.</returns>
    public static bool Skip(ref ByteCursor from, out ReadOnlySpan<byte> number)
    {
        var flags = (int)from.Byte();
        var isNew = (flags & NewDocument) != 0;
        number = isNew ? from.Text() : default;
        from.SkipNumbers(Numbers + BitOperations.PopCount((uint)(flags & ~(KindMask | NewDocument))));
        return isNew;
    }
}
