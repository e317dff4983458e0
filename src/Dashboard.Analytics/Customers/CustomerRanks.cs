using System.Text;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>The order of a snapshot's customers by key and by texts, computed once: sorting a million texts again for each page would be felt.</summary>
internal static class CustomerRanks
{
    // Strings are compared by UTF-16 code units, in which U+E000 to U+FFFF come behind all that UTF-8 writes with four bytes.
    private const byte FirstBehind = 0xEE;
    private const byte LastBehind = 0xEF;
    private const byte Behind = 0xF8 - FirstBehind;

    /// <summary>Customers by key; an empty array when they lie in this order, as stores that hand them out by key have them.</summary>
    public static int[] ByKey(Snapshot snapshot) => snapshot.MemoOfData((nameof(CustomerRanks), nameof(ByKey)), () =>
    {
        var keys = snapshot.Customers.Keys;
        return IsSorted(keys) ? [] : TextOrder.Of(TextBlock.Of(keys.Length, (from, to) => 2 * SizeOf(keys, from, to), (row, to) => AppendKey(keys.Utf8(row), to)), Bitmap.All(keys.Length)).Rows;
    });

    /// <summary>Rank of each customer by a text, equal for equal folded texts, −1 for unknown.</summary>
    public static int[] Texts(Snapshot snapshot, string name, Utf8Column texts) => snapshot.MemoOfData((nameof(CustomerRanks), name), () =>
    {
        var known = new Bitmap(texts.Length);
        for (var row = 0; row < texts.Length; row++)
        {
            if (texts.IsKnown(row))
                known.Add(row);
        }

        return RanksOf(TextBlock.Of(texts.Length, (from, to) => SizeOf(texts, from, to), (row, to) => AppendFolded(texts.Utf8(row), to)), known);
    });

    /// <summary>Rank of each customer by a text column, −1 for unknown; each distinct value is folded and sorted once.</summary>
    public static int[] Texts(Snapshot snapshot, string name, TextColumn column) => snapshot.MemoOfData((nameof(CustomerRanks), name), () =>
    {
        var values = column.Values;
        var ranks = RanksOf(TextBlock.Of(values.Length, (_, _) => 0, (code, to) => AppendFolded(Encoding.UTF8.GetBytes(values[code]), to)), Bitmap.All(values.Length));
        var all = column.Codes.ToArray();
        for (var row = 0; row < all.Length; row++)
            all[row] = all[row] < 0 ? -1 : ranks[all[row]];
        return all;
    });

    /// <summary>Keys of digits alone by their number, before all others, which follow by code unit; equal numbers as texts.</summary>
    internal static int CompareKeys(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var left = Digits(a);
        var right = Digits(b);
        if (left.IsEmpty != right.IsEmpty)
            return left.IsEmpty ? 1 : -1;
        if (!left.IsEmpty)
        {
            var byNumber = left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
            return byNumber != 0 ? byNumber : a.SequenceCompareTo(b);
        }

        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Place(a[same]).CompareTo(Place(b[same]));
    }

    private static int SizeOf(Utf8Column texts, int from, int to) => texts.Starts[to] - texts.Starts[from];

    private static bool IsSorted(Utf8Column keys) => Array.TrueForAll(
        Partitions.Compute(
            keys.Length,
            (from, to) =>
            {
                for (var row = Math.Max(1, from); row < to; row++)
                {
                    if (CompareKeys(keys.Utf8(row - 1), keys.Utf8(row)) > 0)
                        return false;
                }

                return true;
            },
            CancellationToken.None),
        sorted => sorted);

    private static int[] RanksOf(TextBlock texts, Bitmap known)
    {
        var order = TextOrder.Of(texts, known);
        var ranks = new int[texts.Length];
        if (order.Rows.Length < ranks.Length)
            Array.Fill(ranks, -1);
        var rank = -1;
        for (var at = 0; at < order.Rows.Length; at++)
        {
            rank += order.IsSame[at] ? 0 : 1;
            ranks[order.Rows[at]] = rank;
        }

        return ranks;
    }

    // The bytes of a key as they sort: a number by how many digits it has and then by these, everything else behind.
    private static void AppendKey(ReadOnlySpan<byte> key, Growing<byte> to)
    {
        var digits = Digits(key);
        if (digits.IsEmpty)
        {
            to.Add(byte.MaxValue);
            AppendPlaced(key, to);
            return;
        }

        ReadOnlySpan<byte> length = [(byte)(digits.Length >> 16), (byte)(digits.Length >> 8), (byte)digits.Length];
        to.Add(length);
        to.Add(digits);
        to.Add(key);
    }

    private static void AppendFolded(ReadOnlySpan<byte> text, Growing<byte> to)
    {
        var start = to.Length;
        FoldedText.Append(text, to);
        Place(to.Span[start..]);
    }

    private static void AppendPlaced(ReadOnlySpan<byte> text, Growing<byte> to)
    {
        var start = to.Length;
        to.Add(text);
        Place(to.Span[start..]);
    }

    private static void Place(Span<byte> text)
    {
        while (text.IndexOfAny(FirstBehind, LastBehind) is >= 0 and var at)
        {
            text[at] = Place(text[at]);
            text = text[(at + 1)..];
        }
    }

    private static byte Place(byte value) => value is FirstBehind or LastBehind ? (byte)(value + Behind) : value;

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty || key.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return [];
        var trimmed = key.TrimStart((byte)'0');
        return trimmed.IsEmpty ? key[^1..] : trimmed;
    }
}
