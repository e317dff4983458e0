using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// First and second derivatives of the log loss of each row. Splits are sought on roundings of them: both, and a count of 1, lie in the bits of one whole number, so that one addition adds all three up, exactly and in any
/// order, for <see cref="BlockRows"/> rows before a field could run over. Up or down is rounded by how the row falls in a sequence that fills the unit interval evenly, so that sums are not off to one side (as Shi et al.
/// 2022, "Quantized training of gradient boosting decision trees", round at random). What a leaf answers rests on the derivatives as they are.
/// </summary>
internal sealed class RowGradients
{
    /// <summary>Most rows.</summary>
    public const int MostRows = (1 << 24) - 1;

    // A sum over all rows holds its count here; what is above is the second derivative.
    private const int CountBits = 24;
    private const int MostBlockBits = 12;

    private readonly int blockBits;
    private readonly int firstShift;
    private readonly double firstScale;
    private readonly double secondScale;
    private readonly double[] chances;

    /// <summary>Room for rows.</summary>
    public RowGradients(int rows)
    {
        // Fewer rows leave more bits to each.
        blockBits = Math.Clamp(BitOperations.Log2((uint)rows) + 1, 2, MostBlockBits);
        var bits = 64 - (3 * blockBits);
        var firstBits = (bits + 4) / 2;
        firstShift = 64 - blockBits - firstBits;

        // First derivatives lie within 1 and take a sign, second ones lie within 1/4; both may be rounded up.
        firstScale = Math.ScaleB(1, firstBits - 1);
        secondScale = 4 * (Math.ScaleB(1, bits - firstBits) - 2);
        Packed = new long[rows];
        chances = new double[rows];
    }

    /// <summary>As many rows can be added up before they must be unpacked.</summary>
    public int BlockRows => (1 << blockBits) - 1;

    /// <summary>A number for each row.</summary>
    public long[] Packed { get; }

    /// <summary>Sum of all rounded first derivatives.</summary>
    public long AllFirst { get; private set; }

    /// <summary>Sum of all rounded second derivatives, and the number of rows.</summary>
    public long AllSecond { get; private set; }

    /// <summary>Computes them.</summary>
    /// <param name="margins">Log odds of each row.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="tree">Number of the tree that they are for: each rounds differently.</param>
    /// <param name="cancellationToken">Polled.</param>
    public void Fill(double[] margins, ReadOnlyMemory<byte> labels, int tree, CancellationToken cancellationToken)
    {
        (AllFirst, AllSecond) = (0, 0);
        foreach (var (first, second) in Partitions.Compute(margins.Length, (from, to) => Fill(margins, labels.Span, tree, from, to), cancellationToken))
            (AllFirst, AllSecond) = (AllFirst + first, AllSecond + second);
    }

    /// <summary>Number of rows in a sum.</summary>
    public static int Count(long second) => (int)(second & ((1L << CountBits) - 1));

    /// <summary>The first derivative that a sum stands for.</summary>
    public double First(long first) => first / firstScale;

    /// <summary>The second derivative that a sum stands for.</summary>
    public double Second(long second) => (second >> CountBits) / secondScale;

    /// <summary>Unpacks sums of a block of rows and adds them to sums of all; the block starts again at 0.</summary>
    /// <param name="packed">Sums of a block.</param>
    /// <param name="firsts">Sums of first derivatives.</param>
    /// <param name="seconds">Sums of second derivatives and counts.</param>
    /// <param name="length">Number of sums.</param>
    /// <param name="fresh">Whether what the sums of all were does not matter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Unpack(ref long packed, ref long firsts, ref long seconds, int length, bool fresh)
    {
        var counts = (1L << blockBits) - 1;
        var rest = (1L << firstShift) - 1 - counts;
        var shift = CountBits - blockBits;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector<long>.Count)
        {
            var sums = Vector.LoadUnsafe(ref packed, i);
            Vector<long>.Zero.StoreUnsafe(ref packed, i);
            var first = Vector.ShiftRightArithmetic(sums, firstShift);
            var second = Vector.ShiftLeft(sums & new Vector<long>(rest), shift) + (sums & new Vector<long>(counts));
            if (!fresh)
            {
                first += Vector.LoadUnsafe(ref firsts, i);
                second += Vector.LoadUnsafe(ref seconds, i);
            }

            first.StoreUnsafe(ref firsts, i);
            second.StoreUnsafe(ref seconds, i);
        }
    }

    /// <summary>Sums of the derivatives as they are, first and second, of each leaf. The parts of the rows are fixed and added in their order.</summary>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="leafOf">The leaf of each row.</param>
    /// <param name="leaves">Number of leaves.</param>
    public double[] Sums(ReadOnlyMemory<byte> labels, ushort[] leafOf, int leaves)
    {
        var all = new double[2 * leaves];
        foreach (var part in Partitions.Compute(
            chances.Length,
            (from, to) =>
            {
                var sums = new double[2 * leaves];
                var known = labels.Span;
                for (var row = from; row < to; row++)
                {
                    var (p, at) = (chances[row], 2 * leafOf[row]);
                    sums[at] += p - known[row];
                    sums[at + 1] += p * (1 - p);
                }

                return sums;
            },
            CancellationToken.None))
        {
            for (var i = 0; i < all.Length; i++)
                all[i] += part[i];
        }

        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long First, long Second) Fill(double[] margins, ReadOnlySpan<byte> labels, int tree, int from, int to)
    {
        const int Tile = 512;
        var (allFirst, allSecond) = (0L, 0L);

        // Multiples of irrational numbers fill the unit interval evenly (Weyl): the fractions of the golden ratio, of the roots of 2 and of 3.
        var (firstStart, secondStart) = ((uint)tree * 0xBB67AE85u, (uint)tree * 0x9E3779B9u);
        var unit = Math.ScaleB(1, -32);
        for (var tile = from; tile < to; tile += Tile)
        {
            var known = labels.Slice(tile, Math.Min(Tile, to - tile));
            var chance = chances.AsSpan(tile, known.Length);
            var packed = Packed.AsSpan(tile, known.Length);
            TensorPrimitives.Sigmoid<double>(margins.AsSpan(tile, known.Length), chance);
            for (var i = 0; i < known.Length; i++)
            {
                var p = chance[i];
                var row = (uint)(tile + i);
                var first = (long)(((p - known[i]) * firstScale) + firstScale + (((row * 0x9E3779B9u) + firstStart) * unit)) - (long)firstScale;
                var second = (long)((p * (1 - p) * secondScale) + (((row * 0x6A09E667u) + secondStart) * unit));
                packed[i] = (first << firstShift) + (second << blockBits) + 1;
                allFirst += first;
                allSecond += (second << CountBits) + 1;
            }
        }

        return (allFirst, allSecond);
    }
}
