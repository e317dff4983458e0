using System.Buffers.Binary;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// Rows in the order of the bytes of their texts. Texts are compared by eight bytes at once, as one number, behind what all of them begin with;
/// those that share these are sorted on by the next eight.
/// </summary>
internal sealed class TextOrder
{
    private const int Step = sizeof(ulong);

    private readonly TextBlock texts;
    private readonly bool[] isSame;

    private TextOrder(TextBlock texts, int[] rows, Bitmap wanted)
    {
        this.texts = texts;
        Rows = rows;
        isSame = new bool[rows.Length];
        var depth = SharedLength(wanted);
        var keys = new ulong[rows.Length];
        var ends = Spread(wanted, depth, keys);
        Parallel.For(0, ends.Length - 1, bucket => Sort(keys, ends[bucket], ends[bucket + 1], depth));
    }

    /// <summary>The rows in order; rows of equal texts by row.</summary>
    public int[] Rows { get; }

    /// <summary>Whether the text at a position equals the one before.</summary>
    public ReadOnlySpan<bool> IsSame => isSame;

    /// <summary>Sorts rows.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="rows">Which rows.</param>
    public static TextOrder Of(TextBlock texts, Bitmap rows) => new(texts, new int[rows.Count()], rows);

    private int SharedLength(Bitmap rows)
    {
        ReadOnlySpan<byte> shared = default;
        var isFirst = true;
        foreach (var row in rows)
        {
            shared = isFirst ? texts[row] : shared[..shared.CommonPrefixLength(texts[row])];
            isFirst = false;
            if (shared.IsEmpty)
                break;
        }

        return shared.Length;
    }

    // Puts the rows into buckets by their first byte, which cores then sort apart.
    private int[] Spread(Bitmap wanted, int depth, ulong[] keys)
    {
        var ends = new int[256 + 1];
        foreach (var row in wanted)
            ends[First(row) + 1]++;
        for (var bucket = 1; bucket < ends.Length; bucket++)
            ends[bucket] += ends[bucket - 1];
        var next = ends[..^1];
        foreach (var row in wanted)
        {
            var at = next[First(row)]++;
            (Rows[at], keys[at]) = (row, Key(row, depth));
        }

        return ends;

        int First(int row) => texts[row] is var text && text.Length > depth ? text[depth] : 0;
    }

    private void Sort(ulong[] keys, int from, int to, int depth)
    {
        if (to - from < 2)
            return;
        Array.Sort(keys, Rows, from, to - from);
        for (var start = from; start < to;)
        {
            var end = start + 1;
            while (end < to && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                SortSame(keys, start, end, depth + Step);
            start = end;
        }
    }

    // Texts that are the same up to a depth, where those that have ended are taken to go on with zeros.
    private void SortSame(ulong[] keys, int from, int to, int depth)
    {
        var goesOn = false;
        for (var at = from; at < to; at++)
            goesOn |= texts[Rows[at]].Length > depth;
        if (goesOn)
        {
            for (var at = from; at < to; at++)
                keys[at] = Key(Rows[at], depth);
            Sort(keys, from, to, depth);
            return;
        }

        Rows.AsSpan(from..to).Sort((a, b) => texts[a].Length != texts[b].Length ? texts[a].Length.CompareTo(texts[b].Length) : a.CompareTo(b));
        for (var at = from + 1; at < to; at++)
            isSame[at] = texts[Rows[at]].Length == texts[Rows[at - 1]].Length;
    }

    private ulong Key(int row, int depth)
    {
        var text = texts[row];
        if (text.Length >= depth + Step)
            return BinaryPrimitives.ReadUInt64BigEndian(text[depth..]);
        var key = 0UL;
        for (var i = depth; i < text.Length; i++)
            key |= (ulong)text[i] << (8 * (Step - 1 - (i - depth)));
        return key;
    }
}
