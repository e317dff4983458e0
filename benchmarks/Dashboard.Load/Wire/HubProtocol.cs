using System.Buffers;

namespace Dashboard.Load.Wire;

/// <summary>One message of the hub.</summary>
/// <param name="Type">1 a call, 3 the answer to one, 6 a sign of life, 7 the end.</param>
/// <param name="Id">Id of the call that is answered; null where nobody waits.</param>
/// <param name="Target">Name of what is called.</param>
/// <param name="Values">Arguments of a call; the result or the error of an answer.</param>
public sealed record HubMessage(int Type, string? Id, string? Target, object?[] Values);

/// <summary>
/// Messages between a Blazor page and its circuit: SignalR's hub protocol in MessagePack, each with its length before it in groups of seven bits.
/// Only what a page sends and gets is here.
/// </summary>
public static class HubProtocol
{
    /// <summary>A call.</summary>
    public const int Call = 1;

    /// <summary>The answer to a call.</summary>
    public const int Answer = 3;

    /// <summary>The other side closes.</summary>
    public const int Close = 7;

    /// <summary>The first words on the connection: which protocol follows.</summary>
    public static ReadOnlySpan<byte> Handshake => "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8;

    /// <summary>A sign of life.</summary>
    public static ReadOnlySpan<byte> Ping => [2, 0x91, 6];

    /// <summary>Writes a call.</summary>
    /// <param name="id">Id for the answer; null for none.</param>
    /// <param name="target">What is called.</param>
    /// <param name="arguments">Null, <see cref="string"/>, <see cref="bool"/>, <see cref="int"/> or <see cref="long"/>.</param>
    public static byte[] WriteCall(string? id, string target, params ReadOnlySpan<object?> arguments)
    {
        var message = new MessageWriter().Array(6).Number(Call).EmptyMap().Text(id).Text(target).Array(arguments.Length);
        foreach (var argument in arguments)
        {
            _ = argument switch
            {
                null => message.Nil(),
                string text => message.Text(text),
                bool flag => message.Bool(flag),
                int number => message.Number(number),
                long number => message.Number(number),
                _ => throw new ArgumentException($"A page never sends {argument.GetType().Name}."),
            };
        }

        message.Array(0);
        return [.. Length(message.Written.Length), .. message.Written];
    }

    /// <summary>Takes the first whole message off a buffer.</summary>
    /// <param name="buffer">What has come; what is left of it afterwards.</param>
    /// <returns>The message, or null when it has not come whole.</returns>
    public static HubMessage? TryRead(ref ReadOnlyMemory<byte> buffer)
    {
        var (length, head) = (0, 0);
        do
        {
            if (head == buffer.Length)
                return null;
            length |= (buffer.Span[head] & 0x7f) << (7 * head);
        }
        while ((buffer.Span[head++] & 0x80) != 0);
        if (buffer.Length - head < length)
            return null;
        var reader = new MessageReader(buffer.Slice(head, length));
        buffer = buffer[(head + length)..];
        var items = (object?[])reader.Value()!;
        var type = (int)(long)items[0]!;
        return type switch
        {
            Call => new HubMessage(type, (string?)items[2], (string)items[3]!, (object?[])items[4]!),
            Answer => new HubMessage(type, (string)items[2]!, null, items.Length > 4 ? [items[4]] : []),
            Close => new HubMessage(type, null, null, [items[1]]),
            _ => new HubMessage(type, null, null, []),
        };
    }

    /// <summary>A length in groups of seven bits, the lowest first.</summary>
    internal static byte[] Length(int value)
    {
        var bytes = new ArrayBufferWriter<byte>(5);
        for (; value >= 0x80; value >>= 7)
            bytes.Write([(byte)(value | 0x80)]);
        bytes.Write([(byte)value]);
        return bytes.WrittenSpan.ToArray();
    }
}
