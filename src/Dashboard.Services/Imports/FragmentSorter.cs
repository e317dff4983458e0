using System.Numerics;
using System.Runtime.InteropServices;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>
/// Sorts runs of lines ("fragments") by the key of their document, those of one key in the order of the file. Keys are hashes and therefore even: spread into as many buckets as there are
/// fragments, hardly any is left to compare.
/// </summary>
internal sealed class FragmentSorter
{
    // A fragment is what the part of the spool leaves open of the key, then its place in the file.
    private const int PlaceBits = 24;
    private const int MostSortedByInsertion = 24;
    private readonly List<ulong> fragments = [];
    private ulong[] sorted = [];
    private int[] ends = [];

    /// <summary>Whether two fragments have one key.</summary>
    public static bool AreSame(ulong one, ulong other) => (one ^ other) >> PlaceBits == 0;

    /// <summary>Place of a fragment among those that were added, from 0.</summary>
    public static int PlaceOf(ulong fragment) => (int)(fragment & ((1UL << PlaceBits) - 1));

    /// <summary>Forgets all.</summary>
    public void Clear() => fragments.Clear();

    /// <summary>Adds a fragment.</summary>
    /// <param name="hash">Hash of its number, without the upper bits that all of this part share; the upper 40 bits count.</param>
    public void Add(ulong hash)
    {
        if (fragments.Count >> PlaceBits != 0)
            throw new StoreException("The file has more lines than one import can sort. Split it and import the parts.");
        fragments.Add((hash >> PlaceBits << PlaceBits) | (uint)fragments.Count);
    }

    /// <summary>The fragments in their order, until the next call.</summary>
    public ReadOnlySpan<ulong> Sort()
    {
        var from = CollectionsMarshal.AsSpan(fragments);
        var bits = BitOperations.Log2((uint)Math.Max(2, from.Length));
        if (sorted.Length < from.Length)
            sorted = new ulong[2 * from.Length];
        if (ends.Length < 1 << bits)
            ends = new int[1 << bits];
        Array.Clear(ends, 0, 1 << bits);
        foreach (var fragment in from)
            ends[fragment >> (64 - bits)]++;
        for (int i = 0, start = 0; i < 1 << bits; i++)
            (ends[i], start) = (start, start + ends[i]);
        foreach (var fragment in from)
            sorted[ends[fragment >> (64 - bits)]++] = fragment;
        for (int i = 0, start = 0; i < 1 << bits; start = ends[i++])
            SortBucket(sorted.AsSpan(start, ends[i] - start));
        return sorted.AsSpan(0, from.Length);
    }

    private static void SortBucket(Span<ulong> bucket)
    {
        if (bucket.Length > MostSortedByInsertion)
        {
            bucket.Sort();
            return;
        }

        for (var i = 1; i < bucket.Length; i++)
        {
            var value = bucket[i];
            var at = i;
            for (; at > 0 && bucket[at - 1] > value; at--)
                bucket[at] = bucket[at - 1];
            bucket[at] = value;
        }
    }
}
