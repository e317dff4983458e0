using System.Runtime.InteropServices;

namespace Dashboard.Services.Store;

/// <summary>One line of a document as the store keeps it; amounts and quantities in ten-thousandths.</summary>
/// <param name="ProductId">Id of the product, or null.</param>
/// <param name="Kind">The number of an <see cref="Imports.LineKind"/>.</param>
/// <param name="QuantityE4">Quantity; negative for returns.</param>
/// <param name="UnitPriceE4">Price of one.</param>
/// <param name="DiscountE4">Discount on the whole line.</param>
/// <param name="AmountE4">What the line adds to revenue.</param>
/// <param name="CostE4">Cost of the whole line, or null.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PackedLine(long? ProductId, byte Kind, long QuantityE4, long UnitPriceE4, long DiscountE4, long AmountE4, long? CostE4);

/// <summary>
/// The lines of a document in one blob, the end of a document in a <see cref="DocumentBlock"/>: their number, then each line. Numbers are those of <see cref="ByteBuffer"/>.
/// <code>
/// count     unsigned
/// each line:
///   flags     1 byte: bits 0-1 the kind, then what follows: 2 product, 3 cost, 4 quantity, 5 discount, 6 amount; 7 money is in hundredths
///   product   unsigned, if flagged
///   quantity  signed, if flagged; else 1, or −1 for a return
///   price     signed
///   discount  signed, if flagged; else 0
///   amount    signed, if flagged; else quantity × price, less the discount towards zero
///   cost      signed, if flagged; else unknown
/// </code>
/// A line of one piece at a price is five to seven bytes. Writing is canonical: equal lines give equal bytes.
/// </summary>
internal static class LineCodec
{
    private const int KindMask = 3;
    private const int HasProduct = 1 << 2;
    private const int HasCost = 1 << 3;
    private const int HasQuantity = 1 << 4;
    private const int HasDiscount = 1 << 5;
    private const int HasAmount = 1 << 6;
    private const int Hundredths = 1 << 7;
    private const byte ReturnKind = 1;
    private const int Kinds = 3;

    /// <summary>Packs the lines of a document into one blob.</summary>
    public static byte[] Encode(ReadOnlySpan<PackedLine> lines)
    {
        var buffer = new ByteBuffer(16 + (lines.Length * 16));
        WriteCount(buffer, lines.Length);
        foreach (ref readonly var line in lines)
            Write(buffer, line);
        return buffer.Written.ToArray();
    }

    /// <summary>Begins a blob; as many lines must follow by <see cref="Write"/>.</summary>
    public static void WriteCount(ByteBuffer buffer, int count) => buffer.Number((ulong)count);

    /// <summary>Appends a line.</summary>
    public static void Write(ByteBuffer buffer, in PackedLine line)
    {
        var cost = line.CostE4 ?? 0;
        var quantity = QuantityOf(line.Kind);
        var flags = (int)line.Kind;
        if (line.ProductId is not null)
            flags |= HasProduct;
        if (line.CostE4 is not null)
            flags |= HasCost;
        if (line.QuantityE4 != quantity)
            flags |= HasQuantity;
        if (line.DiscountE4 != 0)
            flags |= HasDiscount;
        if (AmountOf(line.QuantityE4, line.UnitPriceE4, line.DiscountE4) != line.AmountE4)
            flags |= HasAmount;
        if (line.UnitPriceE4 % 100 == 0 && line.DiscountE4 % 100 == 0 && line.AmountE4 % 100 == 0 && cost % 100 == 0)
            flags |= Hundredths;
        var unit = (flags & Hundredths) != 0 ? 100 : 1;
        buffer.Byte((byte)flags);
        if (line.ProductId is { } product)
            buffer.Number((ulong)product);
        if ((flags & HasQuantity) != 0)
            buffer.Signed(line.QuantityE4);
        buffer.Signed(line.UnitPriceE4 / unit);
        if ((flags & HasDiscount) != 0)
            buffer.Signed(line.DiscountE4 / unit);
        if ((flags & HasAmount) != 0)
            buffer.Signed(line.AmountE4 / unit);
        if ((flags & HasCost) != 0)
            buffer.Signed(cost / unit);
    }

    /// <summary>The lines of a blob, one after another.</summary>
    /// <param name="blob">The blob; it must outlive the reader.</param>
    /// <exception cref="StoreException">The blob is damaged.</exception>
    public static LineReader Read(ReadOnlySpan<byte> blob) => new(blob);

    /// <summary>How many lines a blob holds.</summary>
    /// <exception cref="StoreException">The blob is damaged.</exception>
    public static int Count(ReadOnlySpan<byte> blob) => new LineReader(blob).Count;

    /// <summary>All lines of a blob.</summary>
    /// <exception cref="StoreException">The blob is damaged.</exception>
    public static PackedLine[] Decode(ReadOnlySpan<byte> blob)
    {
        var reader = Read(blob);
        var lines = new List<PackedLine>();
        while (reader.Next(out var line))
            lines.Add(line);
        return [.. lines];
    }

    /// <summary>Whether two blobs hold the same lines, in whatever order.</summary>
    /// <exception cref="StoreException">A blob is damaged.</exception>
    public static bool AreSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other))
            return true;
        if (Count(one) != Count(other))
            return false;
        var (sorted, others) = (Decode(one), Decode(other));
        Array.Sort(sorted, Compare);
        Array.Sort(others, Compare);
        return sorted.AsSpan().SequenceEqual(others);

        static int Compare(PackedLine a, PackedLine b) => Fields(a).CompareTo(Fields(b));

        static (long?, byte, long, long, long, long, long?) Fields(in PackedLine l) => (l.ProductId, l.Kind, l.QuantityE4, l.UnitPriceE4, l.DiscountE4, l.AmountE4, l.CostE4);
    }

    // What one line costs without a word on quantity or amount. Null where it does not come out exactly.
    private static long? AmountOf(long quantity, long price, long discount)
    {
        var high = Math.BigMul(quantity, price, out var low);
        if (high != low >> 63 || low % 10_000 != 0)
            return null;
        var gross = low / 10_000;
        return unchecked(gross - (Math.Sign(gross) * discount));
    }

    private static long QuantityOf(int kind) => kind == ReturnKind ? -10_000 : 10_000;

    /// <summary>Reads the lines of one blob.</summary>
    internal ref struct LineReader
    {
        private ByteCursor cursor;
        private int left;

        internal LineReader(ReadOnlySpan<byte> blob)
        {
            cursor = new ByteCursor(blob);
            try
            {
                // Two bytes are the least that a line takes.
                var count = cursor.Number();
                if (count > (ulong)blob.Length / 2)
                    throw Damaged(null);
                left = Count = (int)count;
            }
            catch (InvalidDataException e)
            {
                throw Damaged(e);
            }
        }

        /// <summary>Lines of the document.</summary>
        public int Count { get; }

        /// <summary>Reads the next line; false after the last.</summary>
        /// <exception cref="StoreException">The blob is damaged.</exception>
        public bool Next(out PackedLine line)
        {
            line = default;
            if (left == 0)
                return cursor.IsAtEnd ? false : throw Damaged(null);
            left--;
            try
            {
                line = ReadLine();
                return true;
            }
            catch (Exception e) when (e is InvalidDataException or OverflowException)
            {
                throw Damaged(e);
            }
        }

        private PackedLine ReadLine()
        {
            var flags = cursor.Byte();
            var kind = (byte)(flags & KindMask);
            if (kind >= Kinds)
                throw new InvalidDataException();
            var unit = (flags & Hundredths) != 0 ? 100L : 1L;
            long? product = (flags & HasProduct) != 0 ? checked((long)cursor.Number()) : null;
            var quantity = (flags & HasQuantity) != 0 ? cursor.Signed() : QuantityOf(kind);
            var price = checked(cursor.Signed() * unit);
            var discount = (flags & HasDiscount) != 0 ? checked(cursor.Signed() * unit) : 0;
            var amount = (flags & HasAmount) != 0 ? checked(cursor.Signed() * unit) : AmountOf(quantity, price, discount) ?? throw new InvalidDataException();
            long? cost = (flags & HasCost) != 0 ? checked(cursor.Signed() * unit) : null;
            return new PackedLine(product, kind, quantity, price, discount, amount, cost);
        }

        private static StoreException Damaged(Exception? inner) =>
            new("The lines of a document in the database are damaged. Go back to a copy of the database file, or take the import back and import its file again.", inner);
    }
}
