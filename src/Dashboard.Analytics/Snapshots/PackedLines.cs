using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Lines on the way into the columns, as variable-length numbers in chunks: some ten bytes a line instead of forty, so that tens of millions of lines
/// can wait for their place without filling the memory.
/// </summary>
internal sealed class PackedLines
{
    private const int ChunkBytes = 1 << 20;
    private const int MostBytesOfLine = 5 * 10;

    private readonly List<byte[]> chunks = [];
    private readonly List<int> ends = [];
    private byte[] chunk = [];
    private int at;

    /// <summary>What the quantities are like.</summary>
    public NumberShape Quantities { get; } = new();

    /// <summary>What the prices are like.</summary>
    public NumberShape Prices { get; } = new();

    /// <summary>What the discounts are like.</summary>
    public NumberShape Discounts { get; } = new();

    /// <summary>What the amounts are like.</summary>
    public NumberShape Amounts { get; } = new();

    /// <summary>Where the next line will lie.</summary>
    public long Position => chunks.Count == 0 ? 0 : ((long)(chunks.Count - 1) * ChunkBytes) + at;

    public void Add(in LineFacts line)
    {
        if (chunk.Length - at < MostBytesOfLine)
        {
            if (chunks.Count > 0)
                ends[^1] = at;
            chunk = new byte[ChunkBytes];
            chunks.Add(chunk);
            ends.Add(ChunkBytes);
            at = 0;
        }

        Write(line.Product);
        Write(line.QuantityE4);
        Write(line.UnitPriceE4);
        Write(line.DiscountE4);
        Write(line.AmountE4);
        Quantities.Add(line.QuantityE4);
        Prices.Add(line.UnitPriceE4);
        Discounts.Add(line.DiscountE4);
        Amounts.Add(line.AmountE4);
    }

    /// <summary>Reads lines one after the other from where the first of them lies.</summary>
    public Reader From(long position) => new(this, position);

    private void Write(long value)
    {
        var bits = (ulong)((value << 1) ^ (value >> 63));
        while (bits >= 0x80)
        {
            chunk[at++] = (byte)(bits | 0x80);
            bits >>= 7;
        }

        chunk[at++] = (byte)bits;
    }

    /// <summary>A place among the lines.</summary>
    internal ref struct Reader
    {
        private readonly PackedLines lines;
        private byte[] bytes;
        private int chunk;
        private int at;

        public Reader(PackedLines lines, long position)
        {
            this.lines = lines;
            chunk = (int)(position / ChunkBytes);
            at = (int)(position % ChunkBytes);
            bytes = lines.chunks.Count == 0 ? [] : lines.chunks[chunk];
        }

        public LineFacts Next()
        {
            if (at >= lines.ends[chunk] || (chunk == lines.chunks.Count - 1 && at >= lines.at))
            {
                bytes = lines.chunks[++chunk];
                at = 0;
            }

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
