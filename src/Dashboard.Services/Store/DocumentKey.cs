namespace Dashboard.Services.Store;

/// <summary>
/// Where a document stands among the others: 47 bits of the stable hash of its number. Documents with different numbers may share a key, so numbers are always compared.
/// </summary>
internal static class DocumentKey
{
    private const int Bits = 47;

    /// <summary>Key of the document with a number.</summary>
    public static long Of(ReadOnlySpan<byte> number) => Of(StableHash.Of(number));

    /// <summary>Key of the document whose number has this <see cref="StableHash.Of"/>.</summary>
    public static long Of(ulong hash) => (long)(hash >> (64 - Bits));
}
