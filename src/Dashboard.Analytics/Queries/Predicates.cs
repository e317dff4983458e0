using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>Turns conditions on columns into sets of rows, 64 rows a step, on both cores.</summary>
public static class Predicates
{
    /// <summary>Rows whose code is wanted.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="wanted">One flag a code, and a last one for unknown.</param>
    public static Bitmap Where(Codes codes, ReadOnlySpan<bool> wanted)
    {
        // Unknown, −1, becomes entry 0.
        var table = new bool[wanted.Length];
        wanted[..^1].CopyTo(table.AsSpan(1));
        table[0] = wanted[^1];
        if (codes.Bytes is not { } bytes)
            return codes.Shorts is { } shorts ? Where(shorts, code => table[code + 1]) : Where(codes.Ints!, code => table[code + 1]);
        var single = Array.IndexOf(table, true);
        if (single < 0)
            return new Bitmap(codes.Length);
        return Array.IndexOf(table, true, single + 1) < 0 ? WhereEqual(bytes, (sbyte)(single - 1)) : Where(bytes, code => table[code + 1]);
    }

    /// <summary>Rows whose value lies between two, both included.</summary>
    public static Bitmap Between<T>(Column<T> column, T least, T most)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var set = new Bitmap(column.Length);
        Partitions.Run(
            column.Length,
            (from, to) =>
            {
                var values = column.Span;
                var words = set.Words;
                var row = from;
                if (Vector512<T>.IsSupported)
                {
                    var (low, high) = (Vector512.Create(least), Vector512.Create(most));
                    for (; row + Bitmap.WordBits <= to; row += Bitmap.WordBits)
                    {
                        var word = 0UL;
                        for (var lane = 0; lane < Bitmap.WordBits; lane += Vector512<T>.Count)
                        {
                            var value = Vector512.LoadUnsafe(in MemoryMarshal.GetReference(values), (nuint)(row + lane));
                            word |= (Vector512.GreaterThanOrEqual(value, low) & Vector512.LessThanOrEqual(value, high)).ExtractMostSignificantBits() << lane;
                        }

                        words[row / Bitmap.WordBits] = word;
                    }
                }

                for (; row < to; row++)
                {
                    if (values[row] >= least && values[row] <= most)
                        set.Add(row);
                }
            },
            CancellationToken.None);
        return set;
    }

    /// <summary>Rows whose number lies between two, both included.</summary>
    public static Bitmap Between(NumberColumn column, long least, long most)
    {
        // The bounds in the unit of the stored numbers, inwards.
        var (low, high) = (Ceiling(least, column.Factor), Floor(most, column.Factor));
        return column.Bytes is { } bytes ? Stored(bytes, low, high)
            : column.Shorts is { } shorts ? Stored(shorts, low, high)
            : column.Ints is { } ints ? Stored(ints, low, high)
            : Stored(column.Longs!, low, high);

        static long Floor(long value, long factor) => (value / factor) - (value % factor < 0 ? 1 : 0);

        static long Ceiling(long value, long factor) => (value / factor) + (value % factor > 0 ? 1 : 0);

        static Bitmap Stored<T>(Column<T> stored, long low, long high)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            low > high || low > long.CreateChecked(T.MaxValue) || high < long.CreateChecked(T.MinValue)
                ? new Bitmap(stored.Length)
                : Between(stored, T.CreateSaturating(low), T.CreateSaturating(high));
    }

    /// <summary>Rows whose value is wanted; for conditions that have no form of their own.</summary>
    public static Bitmap Where<T>(Column<T> column, Func<T, bool> isWanted)
        where T : unmanaged
    {
        var set = new Bitmap(column.Length);
        Partitions.Run(
            column.Length,
            (from, to) =>
            {
                var values = column.Span;
                for (var start = from; start < to; start += Bitmap.WordBits)
                {
                    var word = 0UL;
                    var part = values[start..Math.Min(to, start + Bitmap.WordBits)];
                    for (var i = 0; i < part.Length; i++)
                        word |= isWanted(part[i]) ? 1UL << i : 0;
                    set.Words[start / Bitmap.WordBits] = word;
                }
            },
            CancellationToken.None);
        return set;
    }

    private static Bitmap WhereEqual(Column<sbyte> column, sbyte wanted) => Between(column, wanted, wanted);
}
