using System.Numerics;

namespace Dashboard.Analytics.Queries;

/// <summary>A number of a set by its place among the others.</summary>
/// <param name="Value">The number.</param>
/// <param name="Below">How many numbers of the set are smaller.</param>
public readonly record struct OrderStatistic(long Value, long Below);

/// <summary>
/// Exact quantiles without sorting. Numbers are counted by bins between the smallest and the largest; then by finer bins within those that hold a wanted place, until a bin
/// is one number. Only counts pass between the steps, so that parts may lie on several cores or machines.
/// </summary>
public static class OrderStatistics
{
    private const int BinBits = 11;

    /// <summary>The numbers at places of the ascending order.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="places">Places from 0 to the number of rows less one, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>One number a place.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A place is not below the number of rows.</exception>
    public static OrderStatistic[] At(Numbers values, Bitmap rows, ReadOnlySpan<long> places, CancellationToken cancellationToken)
    {
        var extent = Extent.Of(values, rows, cancellationToken);
        var found = new OrderStatistic[places.Length];
        if (places.IsEmpty)
            return found;
        if (places[0] < 0 || places[^1] >= extent.Count)
            throw new ArgumentOutOfRangeException(nameof(places), FormattableString.Invariant($"Places of {extent.Count} numbers go from 0 to {extent.Count - 1}."));

        // Where each place is known to lie: numbers from Value on, Below of them all smaller than it.
        Array.Fill(found, new OrderStatistic(extent.Least, 0));
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)(extent.Most - extent.Least));
        while (bits > 0)
        {
            var width = Math.Max(0, bits - BinBits);
            var starts = Array.ConvertAll(found, f => f.Value).Distinct().ToArray();
            var counted = BinCounts.Of(values, rows, Array.ConvertAll(starts, start => new BinCounts(start, 1UL << width, 1 << (bits - width))), cancellationToken);
            for (var i = 0; i < found.Length; i++)
                found[i] = Narrowed(found[i], places[i], counted[Array.IndexOf(starts, found[i].Value)]);
            bits = width;
        }

        return found;
    }

    /// <summary>The quantile by linear interpolation between order statistics (R's type 7), as <see cref="Statistics.SortedQuantiles.Type7"/> without sorting.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="probability">Between 0 and 1.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>The quantile; NaN without rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside 0 to 1.</exception>
    public static double Type7(Numbers values, Bitmap rows, double probability, CancellationToken cancellationToken)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        var count = rows.Count();
        if (count == 0)
            return double.NaN;
        var position = (count - 1) * probability;
        var below = (int)Math.Floor(position);
        var around = At(values, rows, [below, Math.Min(below + 1, count - 1)], cancellationToken);
        return around[0].Value + ((position - below) * ((double)around[1].Value - around[0].Value));
    }

    private static OrderStatistic Narrowed(OrderStatistic at, long place, BinCounts bins)
    {
        var below = at.Below;
        var bin = 0;
        while (below + bins.Counts[bin] <= place)
            below += bins.Counts[bin++];
        return new OrderStatistic(at.Value + (long)((ulong)bin * bins.Width), below);
    }
}

/// <summary>The smallest and the largest of some numbers, and how many they are. Extents of parts merge.</summary>
/// <param name="Least">The smallest; <see cref="long.MaxValue"/> of none.</param>
/// <param name="Most">The largest; <see cref="long.MinValue"/> of none.</param>
/// <param name="Count">How many.</param>
public readonly record struct Extent(long Least, long Most, long Count)
{
    /// <summary>Of no numbers.</summary>
    public static Extent None { get; } = new(long.MaxValue, long.MinValue, 0);

    /// <summary>The extent of these numbers and of others.</summary>
    public Extent With(Extent other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most), Count + other.Count);

    /// <summary>The extent of the numbers of some rows.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static Extent Of(Numbers values, Bitmap rows, CancellationToken cancellationToken)
    {
        var parts = Partitions.Compute(
            rows.Length,
            (from, to) =>
            {
                var (least, most, count) = None;
                Span<int> buffer = stackalloc int[RowBlocks.Size];
                Span<long> numbers = stackalloc long[RowBlocks.Size];
                var blocks = new RowBlocks(rows, from, to, buffer);
                while (blocks.MoveNext())
                {
                    values.Read(blocks.Current, numbers);
                    ReadOnlySpan<long> block = numbers[..blocks.Current.Length];
                    least = Math.Min(least, System.Numerics.Tensors.TensorPrimitives.Min(block));
                    most = Math.Max(most, System.Numerics.Tensors.TensorPrimitives.Max(block));
                    count += block.Length;
                }

                return new Extent(least, most, count);
            },
            cancellationToken);
        return parts.Aggregate((a, b) => a.With(b));
    }
}
