using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// First and second derivatives of the log loss of each row as whole numbers, so that sums of them are exact and the same in any order and on any number of cores. A row takes two numbers: the first
/// derivative, and the second with a count of 1 in its low bits. Rounding is by less than 10⁻⁷ with a million rows, and by less with fewer.
/// </summary>
internal sealed class RowGradients
{
    /// <summary>Most rows.</summary>
    public const int MostRows = (1 << 24) - 1;

    private readonly double firstScale;
    private readonly double secondScale;
    private readonly int countBits;

    /// <summary>Room for rows.</summary>
    public RowGradients(int rows)
    {
        countBits = BitOperations.Log2((uint)rows) + 1;
        // First derivatives lie within 1, second ones within 1/4; all of them together must fit.
        firstScale = Math.ScaleB(1, Math.Min(46, 62 - countBits));
        secondScale = Math.ScaleB(1, Math.Min(46, 62 - (2 * countBits) + 2));
        Values = new long[2 * rows];
    }

    /// <summary>Two numbers a row.</summary>
    public long[] Values { get; }

    /// <summary>Computes them.</summary>
    /// <param name="margins">Log odds of each row.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="cancellationToken">Polled.</param>
    public void Fill(double[] margins, ReadOnlyMemory<byte> labels, CancellationToken cancellationToken) =>
        Partitions.Run(margins.Length, (from, to) => Fill(margins, labels.Span, from, to), cancellationToken);

    /// <summary>Number of rows in a sum.</summary>
    public int Count(long second) => (int)(second & ((1L << countBits) - 1));

    /// <summary>The first derivative that a sum stands for.</summary>
    public double First(long first) => first / firstScale;

    /// <summary>The second derivative that a sum stands for.</summary>
    public double Second(long second) => (second >> countBits) / secondScale;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(double[] margins, ReadOnlySpan<byte> labels, int from, int to)
    {
        const int Tile = 512;
        Span<double> chances = stackalloc double[Tile];
        ref var value = ref MemoryMarshal.GetArrayDataReference(Values);
        for (var tile = from; tile < to; tile += Tile)
        {
            var count = Math.Min(Tile, to - tile);
            TensorPrimitives.Sigmoid<double>(margins.AsSpan(tile, count), chances);
            for (var i = 0; i < count; i++)
            {
                var p = chances[i];
                var row = tile + i;
                Unsafe.Add(ref value, 2 * row) = (long)((p - labels[row]) * firstScale);
                Unsafe.Add(ref value, (2 * row) + 1) = ((long)(p * (1 - p) * secondScale) << countBits) + 1;
            }
        }
    }
}
