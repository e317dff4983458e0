using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// How much nearer each row is to its own cluster than to the next: (b − a) ÷ max(a, b), with a the mean distance to the other rows of its cluster and b the least mean distance to the rows of
/// another cluster; 0 for a row alone in its cluster (Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987). Exact: all pairs of rows.
/// </summary>
public sealed record Silhouette
{
    /// <summary>Mean over all rows, −1 to 1; null with fewer than two clusters that have rows.</summary>
    public required double? Mean { get; init; }

    /// <summary>Mean of each cluster's rows; null for one without rows.</summary>
    public required IReadOnlyList<double?> ByCluster { get; init; }

    /// <summary>Rows that it rests on.</summary>
    public required int Rows { get; init; }

    /// <summary>Computes the silhouettes of all rows.</summary>
    /// <param name="rows">The rows; the work grows with the square of their number.</param>
    /// <param name="labels">Cluster of each row.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public static Silhouette Of(RowMatrix rows, ReadOnlySpan<int> labels, int clusters, CancellationToken cancellationToken)
    {
        var own = labels.ToArray();
        var sizes = new int[clusters];
        foreach (var label in own)
            sizes[label]++;
        var nothing = new Silhouette { Mean = null, ByCluster = new double?[clusters], Rows = rows.Rows };
        if (sizes.Count(s => s > 0) < 2)
            return nothing;

        // Every row has its own result, so that the threads may take them in any order.
        var widths = new double[rows.Rows];
        var options = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, rows.Blocks, options, block =>
        {
            var sums = new double[clusters];
            for (var row = block * RowMatrix.BlockRows; row < Math.Min(rows.Rows, (block + 1) * RowMatrix.BlockRows); row++)
                widths[row] = Width(rows, own, sizes, row, sums);
        });

        var byCluster = new double[clusters];
        for (var row = 0; row < widths.Length; row++)
            byCluster[own[row]] += widths[row];
        return nothing with
        {
            Mean = byCluster.Sum() / rows.Rows,
            ByCluster = [.. byCluster.Select((sum, cluster) => sizes[cluster] == 0 ? (double?)null : sum / sizes[cluster])],
        };
    }

    private static double Width(RowMatrix rows, int[] labels, int[] sizes, int row, double[] sums)
    {
        if (sizes[labels[row]] < 2)
            return 0;
        Array.Clear(sums);
        var x = new float[rows.Columns];
        rows.CopyRow(row, x);
        Span<float> distances = stackalloc float[RowMatrix.BlockRows];
        ref var values = ref MemoryMarshal.GetReference(rows.Values);
        for (var block = 0; block < rows.Blocks; block++)
        {
            Distances(ref Unsafe.Add(ref values, (nint)block * rows.Columns * RowMatrix.BlockRows), x, distances);
            var from = block * RowMatrix.BlockRows;
            for (var other = from; other < Math.Min(rows.Rows, from + RowMatrix.BlockRows); other++)
                sums[labels[other]] += distances[other - from];
        }

        var within = sums[labels[row]] / (sizes[labels[row]] - 1);
        var nearest = double.PositiveInfinity;
        for (var cluster = 0; cluster < sums.Length; cluster++)
        {
            if (cluster != labels[row] && sizes[cluster] > 0)
                nearest = Math.Min(nearest, sums[cluster] / sizes[cluster]);
        }

        var larger = Math.Max(within, nearest);
        return larger == 0 ? 0 : (nearest - within) / larger;
    }

    private static void Distances(ref float block, float[] x, Span<float> distances)
    {
        var (d0, d1) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var column = 0; column < x.Length; column++)
        {
            var c = Vector256.Create(x[column]);
            var x0 = Vector256.LoadUnsafe(ref block, (nuint)(column * RowMatrix.BlockRows)) - c;
            var x1 = Vector256.LoadUnsafe(ref block, (nuint)((column * RowMatrix.BlockRows) + 8)) - c;
            d0 = Vector256.FusedMultiplyAdd(x0, x0, d0);
            d1 = Vector256.FusedMultiplyAdd(x1, x1, d1);
        }

        ref var first = ref MemoryMarshal.GetReference(distances);
        Vector256.Sqrt(d0).StoreUnsafe(ref first);
        Vector256.Sqrt(d1).StoreUnsafe(ref first, 8);
    }
}
