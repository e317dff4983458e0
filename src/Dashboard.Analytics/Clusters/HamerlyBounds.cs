using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Spares rows whose nearest centre cannot have changed. The gap between a row's distances to the second-nearest and the nearest centre shrinks by no more than the nearest centre and
/// the others have moved since (Hamerly 2010, with the upper and the lower bound kept as their difference). Instead of lowering every gap in every pass, the movement is summed for each cluster,
/// and a gap is remembered with the sum at its time, so that a pass only reads one number of a row that it spares.
/// A margin for the rounding of single precision keeps the result equal to that of <see cref="LloydRun"/> to the last bit: a row is spared only where the computed scores cannot tie or swap.
/// </summary>
internal sealed class HamerlyBounds
{
    private const int Block = RowMatrix.BlockRows;

    // Where no more rows of a block are to be looked at, one by one is faster than the whole block.
    private const int FewRows = 3;

    private readonly RowMatrix rows;
    private readonly double roundingFactor;
    private readonly double reach;
    private readonly float[] norms;

    // A row is spared while this exceeds the movement of its cluster.
    private readonly float[] limits;
    private readonly double[] movement;

    public HamerlyBounds(RowMatrix rows, double[] centres, int clusters)
    {
        this.rows = rows;
        movement = new double[clusters];
        limits = new float[rows.Blocks * Block];
        Array.Fill(limits, float.PositiveInfinity);
        limits.AsSpan(0, rows.Rows).Fill(float.NegativeInfinity);
        norms = new float[rows.Blocks * Block];
        Partitions.Run(
            rows.Rows,
            (from, to) =>
            {
                for (var row = from; row < to; row++)
                {
                    var square = 0.0;
                    for (var column = 0; column < rows.Columns; column++)
                        square += (double)rows[row, column] * rows[row, column];
                    norms[row] = (float)Math.Sqrt(square);
                }
            },
            CancellationToken.None);

        // A mean of rows is no longer than the longest row, so this bounds every centre to come. A score is a chain of columns + 1 rounded steps.
        reach = 1.001 * Math.Max(norms.Max(), new CentreTable(centres, rows.Columns).LargestNorm);
        roundingFactor = (rows.Columns + 4) * Math.Pow(2, -22);
    }

    /// <summary>Has a row looked at in the next pass.</summary>
    public void Forget(int row) => limits[row] = float.NegativeInfinity;

    /// <summary>Takes in how far the centres moved, as single precision sees them.</summary>
    public void Move(double[] before, double[] after)
    {
        var moved = new double[movement.Length];
        for (var cluster = 0; cluster < moved.Length; cluster++)
        {
            for (var column = 0; column < rows.Columns; column++)
            {
                var difference = (double)(float)after[(cluster * rows.Columns) + column] - (float)before[(cluster * rows.Columns) + column];
                moved[cluster] += difference * difference;
            }

            moved[cluster] = Math.Sqrt(moved[cluster]) * (1 + 1e-12);
        }

        for (var cluster = 0; cluster < moved.Length; cluster++)
        {
            var others = 0.0;
            for (var other = 0; other < moved.Length; other++)
                others = other == cluster ? others : Math.Max(others, moved[other]);
            movement[cluster] += moved[cluster] + others;
        }
    }

    /// <summary>Assigns each row to the nearest centre, as <see cref="LloydRun.Pass"/> does.</summary>
    public ClusterSums Pass(double[] centres, ClusterLabels labels, CancellationToken cancellationToken)
    {
        var table = new CentreTable(centres, rows.Columns);
        var all = new ClusterSums(table.Count, rows.Columns);
        foreach (var part in Partitions.Compute(rows.Rows, (from, to) => Part(table, labels.Values, from, to), cancellationToken))
            all.Add(part);
        return all;
    }

    private ClusterSums Part(CentreTable table, int[] labels, int from, int to)
    {
        var changes = new ClusterSums(table.Count, rows.Columns);
        ref var values = ref MemoryMarshal.GetReference(rows.Values);
        for (var block = from / Block; block * Block < to; block++)
        {
            var doubtful = 0u;
            var begin = block * Block;
            for (var row = 0; row < Block && begin + row < to; row++)
                doubtful |= labels[begin + row] < 0 || limits[begin + row] <= movement[labels[begin + row]] ? 1u << row : 0;
            if (doubtful == 0)
                continue;
            ref var first = ref Unsafe.Add(ref values, (nint)block * rows.Columns * Block);
            if (BitOperations.PopCount(doubtful) <= FewRows)
            {
                changes.Scored += BitOperations.PopCount(doubtful);
                for (; doubtful != 0; doubtful &= doubtful - 1)
                {
                    var row = BitOperations.TrailingZeroCount(doubtful);
                    var now = table.FindTwoOfRow(ref Unsafe.Add(ref first, row), out var best, out var second);
                    Set(changes, ref Unsafe.Add(ref first, row), labels, begin + row, now, best, second);
                }

                continue;
            }

            changes.Scored += Math.Min(Block, to - begin);
            table.FindTwo(ref first, out var nearest);
            for (var row = 0; row < Block && begin + row < to; row++)
            {
                var (now, best, second) = row < 8
                    ? (nearest.Index0[row], nearest.Best0[row], nearest.Second0[row])
                    : (nearest.Index1[row - 8], nearest.Best1[row - 8], nearest.Second1[row - 8]);
                Set(changes, ref Unsafe.Add(ref first, row), labels, begin + row, now, best, second);
            }
        }

        return changes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(ClusterSums changes, ref float first, int[] labels, int row, int now, float best, float second)
    {
        if (labels[row] != now)
        {
            changes.Move(ref first, labels[row], now);
            labels[row] = now;
        }

        // ‖x − c‖² = ‖x‖² − 2·score, each within this of what it is exactly.
        var norm = (double)norms[row];
        var rounding = roundingFactor * (norm + reach) * (norm + reach);
        var near = Math.Sqrt(Math.Max(0, (norm * norm) - (2.0 * best)) + rounding);
        var far = Math.Sqrt(Math.Max(0, (norm * norm) - (2.0 * second) - rounding));
        limits[row] = MathF.BitDecrement((float)(far - near - Math.Sqrt(2 * rounding) + movement[now]));
    }
}
