using System.Numerics;

namespace Dashboard.Analytics.Queries;

/// <summary>Counts of numbers by bins of equal width: a histogram. Counts of parts add up to those of the whole.</summary>
public sealed class BinCounts
{
    private readonly long[] counts;
    private readonly int shift; // Of a width that is a power of two, else −1.

    /// <summary>Makes empty bins.</summary>
    /// <param name="least">Smallest number of the first bin.</param>
    /// <param name="width">Numbers of a bin, at least 1.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    public BinCounts(long least, ulong width, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1UL);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        (Least, Width, counts) = (least, width, new long[bins]);
        shift = BitOperations.IsPow2(width) ? BitOperations.Log2(width) : -1;
    }

    /// <summary>Smallest number of the first bin.</summary>
    public long Least { get; }

    /// <summary>Numbers of a bin.</summary>
    public ulong Width { get; }

    /// <summary>One count a bin.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Counts numbers; those below the first bin and above the last are left out.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        var bins = counts;
        if (shift >= 0)
        {
            foreach (var value in values)
            {
                var bin = (ulong)(value - Least) >> shift;
                if (bin < (ulong)bins.Length && value >= Least)
                    bins[bin]++;
            }

            return;
        }

        foreach (var value in values)
        {
            var bin = (ulong)(value - Least) / Width;
            if (bin < (ulong)bins.Length && value >= Least)
                bins[bin]++;
        }
    }

    /// <summary>Adds the counts of another part.</summary>
    /// <exception cref="ArgumentException">Its bins are others.</exception>
    public void Add(BinCounts other)
    {
        if (other.Least != Least || other.Width != Width || other.counts.Length != counts.Length)
            throw new ArgumentException("Counts add up only over the same bins.", nameof(other));
        System.Numerics.Tensors.TensorPrimitives.Add(counts, other.counts, counts);
    }

    /// <summary>Counts the numbers of some rows, on both cores.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="least">Smallest number of the first bin.</param>
    /// <param name="width">Numbers of a bin, at least 1.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static BinCounts Of(Numbers values, Bitmap rows, long least, ulong width, int bins, CancellationToken cancellationToken) =>
        Of(values, rows, [new BinCounts(least, width, bins)], cancellationToken)[0];

    /// <summary>Counts the numbers of some rows by several sets of bins in one pass, on both cores.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="like">The bins; they stay empty.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    internal static BinCounts[] Of(Numbers values, Bitmap rows, BinCounts[] like, CancellationToken cancellationToken)
    {
        var parts = Partitions.Compute(
            rows.Length,
            (from, to) =>
            {
                var mine = Array.ConvertAll(like, b => new BinCounts(b.Least, b.Width, b.counts.Length));
                Span<int> buffer = stackalloc int[RowBlocks.Size];
                Span<long> numbers = stackalloc long[RowBlocks.Size];
                var blocks = new RowBlocks(rows, from, to, buffer);
                while (blocks.MoveNext())
                {
                    values.Read(blocks.Current, numbers);
                    foreach (var bins in mine)
                        bins.Add(numbers[..blocks.Current.Length]);
                }

                return mine;
            },
            cancellationToken);
        for (var part = 1; part < parts.Length; part++)
        {
            for (var i = 0; i < like.Length; i++)
                parts[0][i].Add(parts[part][i]);
        }

        return parts[0];
    }
}
