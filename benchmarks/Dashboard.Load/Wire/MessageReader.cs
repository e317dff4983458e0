using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Load.Wire;

/// <summary>Reads MessagePack: nil as null, truth values, whole numbers as <see cref="long"/>, floats as <see cref="double"/>, texts, bytes, arrays; maps are passed over.</summary>
/// <param name="message">The bytes; those read as bytes point into them.</param>
public struct MessageReader(ReadOnlyMemory<byte> message)
{
    private int at;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => at == message.Length;

    /// <summary>Reads one value with all that it holds.</summary>
    /// <exception cref="InvalidDataException">The message is cut off, or holds a type that the protocol does not use.</exception>
    public object? Value()
    {
        var code = (byte)Big(1);
        return code switch
        {
            < 0x80 => (long)code,
            < 0x90 => Map(code & 0x0f),
            < 0xa0 => Items(code & 0x0f),
            < 0xc0 => Text(code & 0x1f),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 => Take((int)Big(1)),
            0xc5 => Take((int)Big(2)),
            0xc6 => Take((int)Big(4)),
            0xca => (double)BitConverter.UInt32BitsToSingle((uint)Big(4)),
            0xcb => BitConverter.UInt64BitsToDouble(Big(8)),
            0xcc => (long)Big(1),
            0xcd => (long)Big(2),
            0xce => (long)Big(4),
            0xcf => (long)Big(8),
            0xd0 => (long)(sbyte)Big(1),
            0xd1 => (long)(short)Big(2),
            0xd2 => (long)(int)Big(4),
            0xd3 => (long)Big(8),
            0xd9 => Text((int)Big(1)),
            0xda => Text((int)Big(2)),
            0xdb => Text((int)Big(4)),
            0xdc => Items((int)Big(2)),
            0xdd => Items((int)Big(4)),
            0xde => Map((int)Big(2)),
            >= 0xe0 => (long)(sbyte)code,
            _ => throw new InvalidDataException($"The message holds type 0x{code:x2}, which circuits do not use."),
        };
    }

    private object?[] Items(int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
            items[i] = Value();
        return items;
    }

    private object? Map(int count)
    {
        for (var i = 0; i < 2 * count; i++)
            Value();
        return null;
    }

    private string Text(int size) => Encoding.UTF8.GetString(Take(size).Span);

    private ulong Big(int size)
    {
        var bytes = Take(size).Span;
        return size switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }

    private ReadOnlyMemory<byte> Take(int size)
    {
        if (size < 0 || size > message.Length - at)
            throw new InvalidDataException("The message is cut off.");
        at += size;
        return message.Slice(at - size, size);
    }
}
