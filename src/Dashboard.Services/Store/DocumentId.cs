namespace Dashboard.Services.Store;

/// <summary>
/// The row ids of documents: 47 bits of the hash of the document's number, then 16 bits that tell its versions, and other numbers with the same hash, apart.
/// A number is found by the range of its ids, without an index; of the versions of one number the newest has the greatest id.
/// </summary>
internal static class DocumentId
{
    private const int VersionBits = 16;

    /// <summary>Most rows whose numbers have one hash.</summary>
    public const int Versions = 1 << VersionBits;

    /// <summary>The first id that a number can have.</summary>
    public static long First(ReadOnlySpan<byte> number) => First(StableHash.Of(number));

    /// <summary>The first id that a number with this <see cref="StableHash.Of"/> can have.</summary>
    public static long First(ulong hash) => (long)(hash >> (VersionBits + 1)) << VersionBits;

    /// <summary>The last id that the number with this first one can have.</summary>
    public static long Last(long first) => first + Versions - 1;
}
