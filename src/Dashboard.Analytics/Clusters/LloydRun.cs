using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Clusters;

/// <summary>One start of k-means: assign each row to the nearest centre, move each centre to the mean of its rows, until nothing changes.</summary>
internal sealed class LloydRun(RowMatrix rows, double[] centres, KMeansOptions options)
{
    private const int Block = RowMatrix.BlockRows;

    private readonly int clusters = options.Clusters;
    private readonly int columns = rows.Columns;
    private readonly ClusterLabels labels = new(rows.Blocks);
    private readonly ClusterSums sums = new(options.Clusters, rows.Columns);

    public KMeansFit Run(CancellationToken cancellationToken)
    {
        var bounds = options.Bounded ? new HamerlyBounds(rows, centres, clusters) : null;
        var stopped = StopReason.MostIterations;
        var (iteration, passes) = (0, 0);
        while (iteration < options.MostIterations && stopped == StopReason.MostIterations)
        {
            iteration++;
            Assign(bounds, cancellationToken);
            passes++;
            FillEmpty(bounds, cancellationToken);
            if (sums.Changed == 0)
            {
                stopped = StopReason.Converged;
                break;
            }

            var shift = MoveCentres(bounds);
            if (options.Tolerance > 0 && shift <= options.Tolerance)
                stopped = StopReason.WithinTolerance;
        }

        // The centres moved once more after the last assignment, unless nothing changed.
        if (stopped != StopReason.Converged)
        {
            Assign(bounds, cancellationToken);
            passes++;
        }

        return new KMeansFit
        {
            Centres = centres,
            Labels = labels.ToArray(rows.Rows),
            Sizes = [.. sums.Counts],
            Inertia = Inertia(cancellationToken),
            Iterations = iteration,
            Stopped = stopped,
            ScoredShare = bounds is null || rows.Rows == 0 ? 1 : (double)sums.Scored / rows.Rows / passes,
        };
    }

    /// <summary>Assigns each row to the nearest centre.</summary>
    /// <returns>What changed against the labels before.</returns>
    public static ClusterSums Pass(RowMatrix rows, CentreTable table, ClusterLabels labels, CancellationToken cancellationToken)
    {
        var all = new ClusterSums(table.Count, rows.Columns);
        foreach (var part in Partitions.Compute(rows.Rows, (from, to) => Part(rows, table, labels.Values, from, to), cancellationToken))
            all.Add(part);
        return all;
    }

    private static ClusterSums Part(RowMatrix rows, CentreTable table, int[] labels, int from, int to)
    {
        var changes = new ClusterSums(table.Count, rows.Columns);
        ref var values = ref MemoryMarshal.GetReference(rows.Values);
        ref var label = ref MemoryMarshal.GetArrayDataReference(labels);
        var size = rows.Columns * Block;
        for (var block = from / Block; block * Block < to; block++)
        {
            ref var first = ref Unsafe.Add(ref values, (nint)block * size);
            table.Find(ref first, out var nearest);
            ref var old = ref Unsafe.Add(ref label, block * Block);
            var same = Vector256.Equals(nearest.Index0, Vector256.LoadUnsafe(ref old)).ExtractMostSignificantBits()
                | (Vector256.Equals(nearest.Index1, Vector256.LoadUnsafe(ref old, 8)).ExtractMostSignificantBits() << 8);
            var changed = ~same & ((1u << Math.Min(Block, to - (block * Block))) - 1);
            for (; changed != 0; changed &= changed - 1)
            {
                var row = System.Numerics.BitOperations.TrailingZeroCount(changed);
                var now = row < 8 ? nearest.Index0[row] : nearest.Index1[row - 8];
                changes.Move(ref Unsafe.Add(ref first, row), Unsafe.Add(ref old, row), now);
                Unsafe.Add(ref old, row) = now;
            }
        }

        return changes;
    }

    private void Assign(HamerlyBounds? bounds, CancellationToken cancellationToken)
    {
        sums.ForgetChanges();
        sums.Add(bounds is null ? Pass(rows, new CentreTable(centres, columns), labels, cancellationToken) : bounds.Pass(centres, labels, cancellationToken));
    }

    private double MoveCentres(HamerlyBounds? bounds)
    {
        var (before, shift) = ((double[])centres.Clone(), 0.0);
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            for (var column = 0; column < columns && sums.Counts[cluster] > 0; column++)
            {
                var i = (cluster * columns) + column;
                centres[i] = sums.Sums[i] / sums.Counts[cluster];
                shift += (centres[i] - before[i]) * (centres[i] - before[i]);
            }
        }

        bounds?.Move(before, centres);
        return shift;
    }

    // A cluster without rows takes the row that lies farthest from the centre of its own cluster, as scikit-learn does.
    private void FillEmpty(HamerlyBounds? bounds, CancellationToken cancellationToken)
    {
        var empty = Enumerable.Range(0, clusters).Where(c => sums.Counts[c] == 0).ToArray();
        if (empty.Length == 0)
            return;
        var far = Partitions.Compute(rows.Rows, (from, to) => Farthest(from, to, empty.Length), cancellationToken)
            .SelectMany(part => part).OrderByDescending(r => r.Squared).ThenBy(r => r.Row).Where(r => r.Squared > 0);
        var next = 0;
        foreach (var (row, _) in far)
        {
            if (next == empty.Length)
                return;
            if (sums.Counts[labels.Values[row]] < 2)
                continue;
            sums.Move(ref Unsafe.Add(ref MemoryMarshal.GetReference(rows.Values), ((nint)(row / Block) * columns * Block) + (row % Block)), labels.Values[row], empty[next]);
            labels.Values[row] = empty[next++];
            bounds?.Forget(row);
        }
    }

    private List<(int Row, double Squared)> Farthest(int from, int to, int most)
    {
        var far = new PriorityQueue<int, (double Squared, int Row)>();
        for (var row = from; row < to; row++)
        {
            far.Enqueue(row, (Squared(row), -row));
            if (far.Count > 2 * most)
                far.Dequeue();
        }

        return [.. far.UnorderedItems.Select(item => (item.Element, item.Priority.Squared))];
    }

    private double Squared(int row)
    {
        var sum = 0.0;
        for (var column = 0; column < columns; column++)
        {
            var difference = rows[row, column] - centres[(labels.Values[row] * columns) + column];
            sum += difference * difference;
        }

        return sum;
    }

    private double Inertia(CancellationToken cancellationToken) => Partitions.Compute(
        rows.Rows,
        (from, to) =>
        {
            var sum = 0.0;
            ref var values = ref MemoryMarshal.GetReference(rows.Values);
            for (var row = from; row < to; row++)
            {
                ref var first = ref Unsafe.Add(ref values, ((nint)(row / Block) * columns * Block) + (row % Block));
                var centre = centres.AsSpan(labels.Values[row] * columns, columns);
                for (var column = 0; column < centre.Length; column++)
                {
                    var difference = Unsafe.Add(ref first, column * Block) - centre[column];
                    sum += difference * difference;
                }
            }

            return sum;
        },
        cancellationToken).Sum();
}
