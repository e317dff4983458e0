using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Queries;

/// <summary>
/// Tiles of equal size by rank: quintiles, deciles. Unlike <see cref="Segments.RfmThresholds"/> they split equal numbers, by row, so that tiles differ by at most one row;
/// what SQL calls <c>ntile</c>.
/// </summary>
public static class RankTiles
{
    /// <summary>Finds the tiles.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="tiles">How many tiles, 1 to 255.</param>
    /// <param name="descending">Whether the largest number is ranked first; equal numbers are ranked by row in either case.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>A tile from 1 a row, ⌊rank × tiles ÷ rows⌋ + 1 with ranks from 0; 0 for rows that are not in the set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of tiles is out of its range.</exception>
    public static byte[] Of(Numbers values, Bitmap rows, int tiles, bool descending, CancellationToken cancellationToken)
    {
        if (tiles is < 1 or > byte.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(tiles), tiles, "There can be 1 to 255 tiles.");
        var ranked = descending ? new Complement(values) : values;
        long count = rows.Count();

        // The place where each tile but the first begins; with fewer rows than tiles some never do.
        long[] places = [.. Enumerable.Range(1, tiles - 1).Select(tile => ((tile * count) + tiles - 1) / tiles).Where(place => place < count)];
        var found = count == 0 ? [] : OrderStatistics.At(ranked, rows, places, cancellationToken);
        var begins = new Begin[found.Length];
        for (var i = 0; i < begins.Length; i++)
            begins[i] = new Begin(found[i].Value, places[i] - found[i].Below);

        var seen = new long[begins.Length];
        var seenBefore = new Dictionary<int, long[]>();
        foreach (var (from, equal) in Partitions.Compute(rows.Length, (from, to) => (from, Equal(ranked, rows, from, to, begins)), cancellationToken))
        {
            seenBefore[from] = [.. seen];
            System.Numerics.Tensors.TensorPrimitives.Add(seen, equal, seen);
        }

        var result = new byte[rows.Length];
        Partitions.Run(rows.Length, (from, to) => Fill(ranked, rows, from, to, begins, seenBefore[from], result), cancellationToken);
        return result;
    }

    // How many numbers of a part equal the one with which each tile begins.
    [SkipLocalsInit]
    private static long[] Equal(Numbers values, Bitmap rows, int from, int to, Begin[] begins)
    {
        var equal = new long[begins.Length];
        Span<int> buffer = stackalloc int[RowBlocks.Size];
        Span<long> numbers = stackalloc long[RowBlocks.Size];
        var blocks = new RowBlocks(rows, from, to, buffer);
        while (blocks.MoveNext())
        {
            values.Read(blocks.Current, numbers);
            for (var i = 0; i < begins.Length; i++)
                equal[i] += System.MemoryExtensions.Count(numbers[..blocks.Current.Length], begins[i].Value);
        }

        return equal;
    }

    [SkipLocalsInit]
    private static void Fill(Numbers values, Bitmap rows, int from, int to, Begin[] begins, long[] seen, byte[] result)
    {
        Span<int> buffer = stackalloc int[RowBlocks.Size];
        Span<long> numbers = stackalloc long[RowBlocks.Size];
        var blocks = new RowBlocks(rows, from, to, buffer);
        while (blocks.MoveNext())
        {
            var block = blocks.Current;
            values.Read(block, numbers);
            for (var i = 0; i < block.Length; i++)
            {
                var (value, tile) = (numbers[i], 1);
                for (var next = 0; next < begins.Length; next++)
                {
                    if (value == begins[next].Value)
                        tile += seen[next]++ >= begins[next].EqualBefore ? 1 : 0;
                    else
                        tile += value > begins[next].Value ? 1 : 0;
                }

                result[block[i]] = (byte)tile;
            }
        }
    }

    // Where a tile begins: at a number, after some rows that have the same.
    private readonly record struct Begin(long Value, long EqualBefore);

    // The same numbers in the opposite order, without the overflow of a minus sign.
    private sealed class Complement(Numbers numbers) : Numbers
    {
        public override int Length => numbers.Length;

        public override long this[int row] => ~numbers[row];

        public override void Read(ReadOnlySpan<int> rows, Span<long> values)
        {
            numbers.Read(rows, values);
            System.Numerics.Tensors.TensorPrimitives.OnesComplement(values[..rows.Length], values);
        }
    }
}
