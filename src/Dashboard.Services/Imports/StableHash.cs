using System.Numerics;

namespace Dashboard.Services.Imports;

/// <summary>A 64-bit hash that is the same in every process and on every machine, to tell whether a document changed. Not for secrets.</summary>
internal readonly record struct StableHash(ulong Value)
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static StableHash Start { get; } = new(0xCBF29CE484222325);

    public StableHash Add(ulong part)
    {
        var mixed = (Value ^ part) * Prime;
        mixed ^= BitOperations.RotateRight(mixed, 29);
        return new StableHash((mixed * 0xBF58476D1CE4E5B9) ^ (mixed >> 32));
    }

    public StableHash Add(long part) => Add(unchecked((ulong)part));

    public StableHash Add(string? text)
    {
        if (text is null)
            return Add(0x7F4A7C15UL);
        var hash = Add((ulong)text.Length);
        foreach (var c in text)
            hash = hash.Add((ulong)c);
        return hash;
    }
}
