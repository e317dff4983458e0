using System.Numerics;
using System.Text;

namespace Dashboard.Services.Store;

/// <summary>
/// Bytes that grow at their end. Whole numbers are written in seven bits a byte, least first, so that small ones are short; signed ones with the sign
/// in the lowest bit (zigzag). <see cref="ByteCursor"/> reads them.
/// </summary>
internal sealed class ByteBuffer(int capacity = 1024)
{
    private const int LongestNumber = 10;
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    /// <summary>Forgets what was written after a length.</summary>
    public void Cut(int length = 0) => Length = length;

    public void Byte(byte value)
    {
        if (Length == bytes.Length)
            Grow(1);
        bytes[Length++] = value;
    }

    public void Number(ulong value)
    {
        if (bytes.Length - Length < LongestNumber)
            Grow(LongestNumber);
        var (to, at) = (bytes, Length);
        for (; value >= 0x80; value >>= 7)
            to[at++] = (byte)(value | 0x80);
        to[at++] = (byte)value;
        Length = at;
    }

    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    /// <summary>Writes over bytes that were written before.</summary>
    public void Overwrite(int start, ReadOnlySpan<byte> value) => value.CopyTo(bytes.AsSpan(start, Length - start));

    /// <summary>A text with its length before it.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Number((ulong)utf8.Length);
        Bytes(utf8);
    }

    /// <summary>A text in UTF-8 without its length; half a surrogate pair becomes U+FFFD.</summary>
    /// <returns>Its bytes.</returns>
    public int Characters(ReadOnlySpan<char> text)
    {
        var written = Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));
        Length += written;
        return written;
    }

    private Span<byte> Reserve(int count)
    {
        if (bytes.Length - Length < count)
            Grow(count);
        return bytes.AsSpan(Length);
    }

    private void Grow(int count) => Array.Resize(ref bytes, (int)Math.Min(Math.Max(2L * bytes.Length, BitOperations.RoundUpToPowerOf2((uint)(Length + count))), Array.MaxLength));
}

/// <summary>Reads what a <see cref="ByteBuffer"/> wrote, from the front.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes, int start = 0)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int At { get; private set; } = start;

    public readonly bool IsAtEnd => At == bytes.Length;

    /// <exception cref="InvalidDataException">The bytes end before.</exception>
    public byte Byte() => At < bytes.Length ? bytes[At++] : throw Ended();

    /// <exception cref="InvalidDataException">The bytes end before, or the number is longer than 64 bits.</exception>
    public ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && part > 1)
                break;
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A packed number is longer than 64 bits.");
    }

    /// <exception cref="InvalidDataException">The bytes end before, or the number is longer than 64 bits.</exception>
    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Passes over whole numbers.</summary>
    /// <exception cref="InvalidDataException">The bytes end before.</exception>
    public void SkipNumbers(int count)
    {
        for (; count > 0; count--)
        {
            while (Byte() >= 0x80)
            {
            }
        }
    }

    /// <exception cref="InvalidDataException">The bytes end before.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)(bytes.Length - At))
            throw Ended();
        At += count;
        return bytes.Slice(At - count, count);
    }

    /// <summary>All bytes that are left.</summary>
    public ReadOnlySpan<byte> Rest() => Bytes(bytes.Length - At);

    /// <summary>A text with its length before it.</summary>
    /// <exception cref="InvalidDataException">The bytes end before.</exception>
    public ReadOnlySpan<byte> Text() => Number() is <= int.MaxValue and var length ? Bytes((int)length) : throw Ended();

    private static InvalidDataException Ended() => new("Packed bytes end too early.");
}
