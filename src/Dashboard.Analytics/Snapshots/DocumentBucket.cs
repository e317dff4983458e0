using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Documents of neighbouring customers on the way into the columns, in the order in which they came, with their lines: some thirty-five bytes for a document of one line, in chunks that
/// never move, so that tens of millions can wait for their place without filling the memory.
/// </summary>
/// <remarks>
/// A document is customer and time (4 bytes each), kind, channel + 1, country + 1, length of the number, the number; then its lines, each a byte of flags and the numbers that the flags
/// do not say; then <see cref="End"/>. A document's head and each line lie within one chunk; where the next line lies in the next chunk, <see cref="GoOn"/> says so.
/// </remarks>
internal sealed class DocumentBucket
{
    private const byte End = 0xFF;
    private const byte GoOn = 0xFE;
    private const int OnePiece = 1;
    private const int NoDiscount = 2;
    private const int AmountIsPrice = 4;
    private const int HasProduct = 8;
    private const int Piece = 10_000;
    private const int MostBytesOfNumber = 10;
    private const int MostBytesOfLine = 1 + (5 * MostBytesOfNumber) + 1;
    private const int MostBytesOfHead = 9 + (3 * MostBytesOfNumber) + 1;
    private const int FirstChunkBytes = 1024;
    private const int LastChunkBytes = 128 * 1024;

    private readonly List<byte[]> chunks = [];
    private readonly List<int> ends = [];
    private byte[] chunk = [];
    private int used;

    /// <summary>Documents so far.</summary>
    public int Documents { get; private set; }

    /// <summary>Their lines.</summary>
    public long Lines { get; private set; }

    /// <summary>Bytes of their numbers.</summary>
    public int NumberBytes { get; private set; }

    /// <summary>Begins a document.</summary>
    public void Begin(int customer, int time, DocumentKind kind, int channel, int country, ReadOnlySpan<byte> number)
    {
        Documents++;
        NumberBytes = checked(NumberBytes + number.Length);
        if (chunk.Length - used < MostBytesOfHead + number.Length)
            StartChunk(MostBytesOfHead + number.Length);
        var to = chunk.AsSpan(used);
        BinaryPrimitives.WriteInt32LittleEndian(to, customer);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], time);
        to[8] = (byte)kind;
        var at = Write(to, 9, (uint)(channel + 1));
        at = Write(to, at, (uint)(country + 1));
        at = Write(to, at, (uint)number.Length);
        number.CopyTo(to[at..]);
        used += at + number.Length;
    }

    /// <summary>Adds a line to the document that was begun.</summary>
    public void Add(in LineFacts line)
    {
        Lines++;
        if (chunk.Length - used < MostBytesOfLine)
        {
            chunk[used++] = GoOn;
            StartChunk(MostBytesOfLine);
        }

        var flags = (line.QuantityE4 == Piece ? OnePiece : 0) | (line.DiscountE4 == 0 ? NoDiscount : 0) | (line.AmountE4 == line.UnitPriceE4 ? AmountIsPrice : 0) | (line.Product >= 0 ? HasProduct : 0);
        var to = chunk.AsSpan(used);
        to[0] = (byte)flags;
        var at = 1;
        if (line.Product >= 0)
            at = Write(to, at, (uint)line.Product);
        at = Write(to, at, Zigzag(line.UnitPriceE4));
        if ((flags & OnePiece) == 0)
            at = Write(to, at, Zigzag(line.QuantityE4));
        if ((flags & NoDiscount) == 0)
            at = Write(to, at, Zigzag(line.DiscountE4));
        if ((flags & AmountIsPrice) == 0)
            at = Write(to, at, Zigzag(line.AmountE4));
        used += at;
    }

    /// <summary>Ends the document.</summary>
    public void Close() => chunk[used++] = End;

    /// <summary>Reads all documents from the first on.</summary>
    public Reader Read() => new(this, 0);

    /// <summary>Reads a document again whose <see cref="Reader.Place"/> was noted.</summary>
    public Reader ReadAt(long place)
    {
        var reader = new Reader(this, place);
        reader.Next();
        return reader;
    }

    private void StartChunk(int least)
    {
        if (chunks.Count > 0)
            ends.Add(used);
        chunk = GC.AllocateUninitializedArray<byte>(Math.Max(least, chunks.Count == 0 ? FirstChunkBytes : Math.Min(LastChunkBytes, 4 * chunk.Length)));
        chunks.Add(chunk);
        used = 0;
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(Span<byte> to, int at, ulong bits)
    {
        while (bits >= 0x80)
        {
            to[at++] = (byte)(bits | 0x80);
            bits >>= 7;
        }

        to[at++] = (byte)bits;
        return at;
    }

    /// <summary>Stands on a document, and goes over its lines.</summary>
    internal ref struct Reader(DocumentBucket bucket, long place)
    {
        private const int ChunkShift = 32;
        private readonly DocumentBucket bucket = bucket;
        private int index = (int)(place >> ChunkShift);
        private ReadOnlySpan<byte> bytes = bucket.Bytes((int)(place >> ChunkShift));
        private int at = (int)place;

        /// <summary>Where the document lies: those that came earlier have a smaller place.</summary>
        public long Place { get; private set; }

        public int Customer { get; private set; }

        public int Time { get; private set; }

        public DocumentKind Kind { get; private set; }

        public int Channel { get; private set; }

        public int Country { get; private set; }

        public ReadOnlySpan<byte> Number { get; private set; }

        /// <summary>Goes to the next document, when all lines of the one before were read; false after the last.</summary>
        public bool Next()
        {
            while (at == bytes.Length)
            {
                if (index + 1 >= bucket.chunks.Count)
                    return false;
                GoToNextChunk();
            }

            Place = ((long)index << ChunkShift) | (uint)at;
            Customer = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            Time = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
            Kind = (DocumentKind)bytes[at + 8];
            at += 9;
            Channel = (int)Number64() - 1;
            Country = (int)Number64() - 1;
            var length = (int)Number64();
            Number = bytes.Slice(at, length);
            at += length;
            return true;
        }

        /// <summary>Reads the next line of the document; false after the last.</summary>
        public bool Next(out LineFacts line)
        {
            line = default;
            var flags = bytes[at++];
            if (flags == GoOn)
            {
                GoToNextChunk();
                flags = bytes[at++];
            }

            if (flags == End)
                return false;
            var product = (flags & HasProduct) != 0 ? (int)Number64() : -1;
            var price = Signed();
            var quantity = (flags & OnePiece) != 0 ? Piece : Signed();
            var discount = (flags & NoDiscount) != 0 ? 0 : Signed();
            line = new LineFacts(product, quantity, price, discount, (flags & AmountIsPrice) != 0 ? price : Signed());
            return true;
        }

        private void GoToNextChunk()
        {
            bytes = bucket.Bytes(++index);
            at = 0;
        }

        private long Signed()
        {
            var bits = Number64();
            return (long)(bits >> 1) ^ -(long)(bits & 1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ulong Number64()
        {
            ulong bits = bytes[at++];
            if (bits < 0x80)
                return bits;
            bits &= 0x7F;
            for (var shift = 7; ; shift += 7)
            {
                var part = bytes[at++];
                bits |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                    return bits;
            }
        }
    }

    private ReadOnlySpan<byte> Bytes(int index) => index >= chunks.Count ? default : chunks[index].AsSpan(0, index < ends.Count ? ends[index] : used);
}
