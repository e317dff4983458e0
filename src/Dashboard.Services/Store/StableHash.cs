using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Dashboard.Services.Store;

/// <summary>A 64-bit hash that is the same in every process and on every machine: the store keeps it. Not for secrets.</summary>
internal readonly record struct StableHash(ulong Value)
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static StableHash Start { get; } = new(0xCBF29CE484222325);

    /// <summary>Hash of a text in UTF-8, eight bytes at a time.</summary>
    public static ulong Of(ReadOnlySpan<byte> utf8)
    {
        var hash = Start.Add((ulong)utf8.Length);
        for (; utf8.Length >= 8; utf8 = utf8[8..])
            hash = hash.Add(BinaryPrimitives.ReadUInt64LittleEndian(utf8));
        var rest = 0UL;
        for (var i = utf8.Length - 1; i >= 0; i--)
            rest = (rest << 8) | utf8[i];
        return hash.Add(rest).Value;
    }

    public StableHash Add(ulong part)
    {
        var mixed = (Value ^ part) * Prime;
        mixed ^= BitOperations.RotateRight(mixed, 29);
        return new StableHash((mixed * 0xBF58476D1CE4E5B9) ^ (mixed >> 32));
    }

    public StableHash Add(long part) => Add(unchecked((ulong)part));

    /// <summary>Adds a text character by character (UTF-16), and "no text" as something else than an empty one.</summary>
    public StableHash Add(string? text) => text is null ? AddNone() : AddCharacters(text);

    /// <summary>Adds a text that is there in UTF-8; the hash is that of <see cref="Add(string?)"/>.</summary>
    public StableHash AddUtf8(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
        {
            var hash = Add((ulong)utf8.Length);
            foreach (var c in utf8)
                hash = hash.Add((ulong)c);
            return hash;
        }

        return AddCharacters(Encoding.UTF8.GetString(utf8));
    }

    /// <summary>Adds "no text".</summary>
    public StableHash AddNone() => Add(0x7F4A7C15UL);

    private StableHash AddCharacters(string text)
    {
        var hash = Add((ulong)text.Length);
        foreach (var c in text)
            hash = hash.Add((ulong)c);
        return hash;
    }
}
