namespace Dashboard.Faults.Damage;

/// <summary>Bytes as accidents leave them: a few changed, a stretch overwritten, zeroed, doubled or lost, the end cut off, something behind it.</summary>
internal static class Mutation
{
    /// <summary>Damages a copy.</summary>
    /// <param name="whole">What is whole.</param>
    /// <param name="random">Draws what happens.</param>
    /// <returns>The copy, and what happened in words.</returns>
    public static (byte[] Bytes, string Words) Of(ReadOnlySpan<byte> whole, Random random)
    {
        var bytes = whole.ToArray();
        var at = random.Next(Math.Max(1, bytes.Length));
        var length = Math.Min(1 + random.Next(1 << random.Next(1, 14)), bytes.Length - at);
        switch (random.Next(8))
        {
            case 0 or 1:
                var changes = 1 + random.Next(8);
                for (var i = 0; i < changes && bytes.Length > 0; i++)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return (bytes, $"{changes} bits changed");
            case 2:
                random.NextBytes(bytes.AsSpan(at, length));
                return (bytes, $"{length} bytes at {at} overwritten");
            case 3:
                bytes.AsSpan(at, length).Clear();
                return (bytes, $"{length} bytes at {at} zeroed");
            case 4:
                return (bytes[..at], $"cut at {at}");
            case 5:
                return ([.. bytes[..at], .. bytes[(at + length)..]], $"{length} bytes at {at} lost");
            case 6:
                return ([.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]], $"{length} bytes at {at} twice");
            default:
                var more = new byte[length];
                random.NextBytes(more);
                return ([.. bytes, .. more], $"{length} bytes more");
        }
    }
}
