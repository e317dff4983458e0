using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Load.Wire;

/// <summary>Writes the part of MessagePack that the circuit's protocol uses: arrays, texts, bytes, whole numbers, true, false, nil and an empty map.</summary>
public sealed class MessageWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Begins an array of at most 15 items, which follow.</summary>
    public MessageWriter Array(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 15);
        Byte((byte)(0x90 | count));
        return this;
    }

    /// <summary>Writes nil.</summary>
    public MessageWriter Nil()
    {
        Byte(0xc0);
        return this;
    }

    /// <summary>Writes a map without entries.</summary>
    public MessageWriter EmptyMap()
    {
        Byte(0x80);
        return this;
    }

    /// <summary>Writes a truth value.</summary>
    public MessageWriter Bool(bool value)
    {
        Byte(value ? (byte)0xc3 : (byte)0xc2);
        return this;
    }

    /// <summary>Writes a whole number, small ones in one byte.</summary>
    public MessageWriter Number(long value)
    {
        if (value is >= 0 and < 128)
        {
            Byte((byte)value);
            return this;
        }

        var span = buffer.GetSpan(9);
        span[0] = 0xd3;
        BinaryPrimitives.WriteInt64BigEndian(span[1..], value);
        buffer.Advance(9);
        return this;
    }

    /// <summary>Writes a text, or nil.</summary>
    public MessageWriter Text(string? value)
    {
        if (value is null)
            return Nil();
        var size = Encoding.UTF8.GetByteCount(value);
        if (size < 32)
        {
            Byte((byte)(0xa0 | size));
        }
        else
        {
            var head = buffer.GetSpan(5);
            head[0] = 0xdb;
            BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)size);
            buffer.Advance(5);
        }

        Encoding.UTF8.GetBytes(value, buffer);
        return this;
    }

    /// <summary>Writes bytes.</summary>
    public MessageWriter Bytes(ReadOnlySpan<byte> value)
    {
        var head = buffer.GetSpan(5);
        head[0] = 0xc6;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)value.Length);
        buffer.Advance(5);
        buffer.Write(value);
        return this;
    }

    private void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }
}
