using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Lines on the way into the columns, as variable-length numbers: some ten bytes a line instead of forty, so that tens of millions of lines
/// can wait for their place without filling the memory.
/// </summary>
internal sealed class PackedLines
{
    private const int MostBytesOfNumber = 10;

    private readonly Growing<byte> bytes = new();

    /// <summary>Where the next line will lie.</summary>
    public int Position => bytes.Length;

    public void Add(in LineFacts line)
    {
        var room = bytes.Room(5 * MostBytesOfNumber);
        var at = Write(room, 0, line.Product);
        at = Write(room, at, line.QuantityE4);
        at = Write(room, at, line.UnitPriceE4);
        at = Write(room, at, line.DiscountE4);
        bytes.Take(Write(room, at, line.AmountE4));
    }

    /// <summary>Reads lines one after the other from where the first of them lies.</summary>
    public Reader From(int position) => new(bytes.Span[position..]);

    /// <summary>Gives up the lines.</summary>
    public void Release() => bytes.Release();

    private static int Write(Span<byte> to, int at, long value)
    {
        var bits = (ulong)((value << 1) ^ (value >> 63));
        while (bits >= 0x80)
        {
            to[at++] = (byte)(bits | 0x80);
            bits >>= 7;
        }

        to[at++] = (byte)bits;
        return at;
    }

    /// <summary>A place among the lines.</summary>
    internal ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int at;

        public LineFacts Next()
        {
            var product = (int)Read();
            var quantity = Read();
            var price = Read();
            var discount = Read();
            return new LineFacts(product, quantity, price, discount, Read());
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private long Read()
        {
            ulong bits = 0;
            var shift = 0;
            while (true)
            {
                var part = bytes[at++];
                bits |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                    return (long)(bits >> 1) ^ -(long)(bits & 1);
                shift += 7;
            }
        }
    }
}
