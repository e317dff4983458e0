using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Statistics;

/// <summary>
/// Whole numbers of a group, counted rather than kept: exact sums for mean and variance, and counts by value for ranks and quantiles. Values up to 8,191 on either side of 0
/// are counted each by itself, larger ones together with those that share their first thirteen binary digits (within 1 in 4,096 of each other), so that a million
/// amounts take a fraction of a megabyte. Everything is whole numbers, so groups that are counted in parts merge to the same in any order.
/// </summary>
internal sealed class RankedValues
{
    private const int Digits = 12;
    private const int Exact = 1 << Digits;
    private const int KeyOfExact = (127 + Digits) << Digits;

    private int[] above = new int[64];
    private int[] below = [];
    private Int128 squares;
    private long sum;

    /// <summary>Number of values.</summary>
    public int Count { get; private set; }

    /// <summary>How many values each key from 0 on has.</summary>
    public ReadOnlySpan<int> FromZero => above;

    /// <summary>How many values each key below 0 has, at the place of its size; place 0 is empty.</summary>
    public ReadOnlySpan<int> BelowZero => below;

    /// <summary>Counts a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value)
    {
        Count++;
        sum += value;
        squares += Math.BigMul(value, value);
        var key = KeyOf(value);
        var counts = above;
        if ((uint)key < (uint)counts.Length)
            counts[key]++;
        else
            AddBeyond(key);
    }

    /// <summary>Adds the values of another part of the group.</summary>
    public void Add(RankedValues other)
    {
        Count += other.Count;
        sum += other.sum;
        squares += other.squares;
        Sum(ref above, other.above);
        Sum(ref below, other.below);
    }

    /// <summary>The values of this group without those of a part of it.</summary>
    public RankedValues Less(RankedValues part) => new()
    {
        Count = Count - part.Count,
        sum = sum - part.sum,
        squares = squares - part.squares,
        above = Rest(above, part.above),
        below = Rest(below, part.below),
    };

    /// <summary>Count, mean and variance.</summary>
    /// <param name="scale">How many of the whole numbers make one unit.</param>
    public Summary Summary(double scale) => Summary(Count, sum, squares, scale);

    /// <summary>Count, mean and variance of this group and another taken together.</summary>
    /// <param name="other">The other group.</param>
    /// <param name="scale">How many of the whole numbers make one unit.</param>
    public Summary SummaryWith(RankedValues other, double scale) => Summary(Count + other.Count, sum + other.sum, squares + other.squares, scale);

    /// <summary>The key of a value; keys ascend with values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int KeyOf(long value)
    {
        if ((ulong)(value + Exact) < 2 * Exact)
            return (int)value;
        var key = (BitConverter.SingleToInt32Bits(Math.Abs((float)value)) >> (23 - Digits)) - KeyOfExact + Exact;
        return value < 0 ? -key : key;
    }

    /// <summary>The middle of the values that share a key.</summary>
    public static double ValueOf(int key)
    {
        var size = Math.Abs(key);
        if (size <= 2 * Exact)
            return key;
        var value = (Least(size) + Least(size + 1) - 1) / 2;
        return key < 0 ? -value : value;
    }

    private static double Least(int size) => BitConverter.Int32BitsToSingle((size - Exact + KeyOfExact) << (23 - Digits));

    private static Summary Summary(int count, long sum, Int128 squares, double scale)
    {
        if (count == 0)
            return new Summary(0, double.NaN, double.NaN);
        // Around a whole number near the mean, so that nothing is lost however far from 0 the values lie.
        Int128 middle = sum / count;
        var rest = (double)(sum - (middle * count));
        var around = (double)(squares - (2 * middle * sum) + (middle * middle * count));
        return new Summary(count, ((double)middle + (rest / count)) / scale, count < 2 ? double.NaN : (around - (rest * rest / count)) / (count - 1) / (scale * scale));
    }

    private static void Sum(ref int[] counts, int[] more)
    {
        if (counts.Length < more.Length)
            Array.Resize(ref counts, more.Length);
        for (var i = 0; i < more.Length; i++)
            counts[i] += more[i];
    }

    // A part may have grown further than it needs, never to more values than the whole has.
    private static int[] Rest(int[] counts, int[] part)
    {
        var rest = counts.AsSpan().ToArray();
        for (var i = 0; i < Math.Min(rest.Length, part.Length); i++)
            rest[i] -= part[i];
        return rest;
    }

    private void AddBeyond(int key)
    {
        ref var counts = ref key >= 0 ? ref above : ref below;
        var place = Math.Abs(key);
        if (place >= counts.Length)
            Array.Resize(ref counts, Math.Max(place + 1, 2 * counts.Length));
        counts[place]++;
    }
}
