using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Starting centres by k-means++: each further centre is a row drawn with a probability proportional to its squared distance from the centres so far (Arthur and Vassilvitskii, "k-means++: The
/// Advantages of Careful Seeding", SODA 2007). Of 2 + ln k candidates the one that leaves the least sum of squares is taken, the greedy variant of their section 7.
/// </summary>
internal static class KMeansSeeding
{
    private const int Block = RowMatrix.BlockRows;

    /// <summary>Chooses centres.</summary>
    /// <returns>Centres row after row.</returns>
    public static double[] Choose(RowMatrix rows, int clusters, SeededRandom random, CancellationToken cancellationToken)
    {
        var columns = rows.Columns;
        var centres = new double[clusters * columns];
        var row = new float[columns];
        var nearest = new float[rows.Blocks * Block];
        Array.Fill(nearest, float.PositiveInfinity, 0, rows.Rows);

        Copy(random.Below(rows.Rows), 0);
        var parts = Narrow(rows, row, nearest, cancellationToken);
        var trials = 2 + (int)Math.Log(clusters);
        var candidates = new float[trials][];
        for (var centre = 1; centre < clusters; centre++)
        {
            var chosen = new int[trials];
            for (var trial = 0; trial < trials; trial++)
            {
                chosen[trial] = Draw(parts, nearest, random.Uniform());
                candidates[trial] = new float[columns];
                rows.CopyRow(chosen[trial], candidates[trial]);
            }

            var sums = Sums(rows, candidates, nearest, cancellationToken);
            Copy(chosen[Array.IndexOf(sums, sums.Min())], centre);
            parts = Narrow(rows, row, nearest, cancellationToken);
        }

        return centres;

        void Copy(int from, int centre)
        {
            rows.CopyRow(from, row);
            for (var column = 0; column < columns; column++)
                centres[(centre * columns) + column] = row[column];
        }
    }

    // A row by the place of a number between 0 and 1 in the running sum of the squared distances.
    private static int Draw((int From, int To, double Sum)[] parts, float[] nearest, double place)
    {
        var wanted = place * parts.Sum(p => p.Sum);
        var last = parts[0].From;
        foreach (var (from, to, sum) in parts)
        {
            if (sum <= 0)
                continue;
            if (wanted >= sum)
            {
                wanted -= sum;
                last = to - 1;
                continue;
            }

            var running = 0.0;
            for (var row = from; row < to; row++)
            {
                running += nearest[row];
                if (running > wanted)
                    return row;
            }

            return to - 1;
        }

        return last;
    }

    // Lowers the squared distance of each row to the nearest centre by one more centre, and sums them by part.
    private static (int From, int To, double Sum)[] Narrow(RowMatrix rows, float[] centre, float[] nearest, CancellationToken cancellationToken) => Partitions.Compute(
        rows.Rows,
        (from, to) =>
        {
            var sum = 0.0;
            ref var distances = ref MemoryMarshal.GetArrayDataReference(nearest);
            ref var values = ref MemoryMarshal.GetReference(rows.Values);
            for (var block = from / Block; block * Block < to; block++)
            {
                Squared(ref Unsafe.Add(ref values, block * rows.Columns * Block), centre, out var d0, out var d1);
                d0 = Vector256.Min(d0, Vector256.LoadUnsafe(ref distances, (nuint)(block * Block)));
                d1 = Vector256.Min(d1, Vector256.LoadUnsafe(ref distances, (nuint)((block * Block) + 8)));
                d0.StoreUnsafe(ref distances, (nuint)(block * Block));
                d1.StoreUnsafe(ref distances, (nuint)((block * Block) + 8));
                sum += Sum(d0) + Sum(d1);
            }

            return (from, to, sum);
        },
        cancellationToken);

    // What the sum of squared distances would be with each of some candidates.
    private static double[] Sums(RowMatrix rows, float[][] candidates, float[] nearest, CancellationToken cancellationToken)
    {
        var parts = Partitions.Compute(
            rows.Rows,
            (from, to) =>
            {
                var sums = new double[candidates.Length];
                ref var distances = ref MemoryMarshal.GetArrayDataReference(nearest);
                ref var values = ref MemoryMarshal.GetReference(rows.Values);
                for (var block = from / Block; block * Block < to; block++)
                {
                    var near0 = Vector256.LoadUnsafe(ref distances, (nuint)(block * Block));
                    var near1 = Vector256.LoadUnsafe(ref distances, (nuint)((block * Block) + 8));
                    for (var candidate = 0; candidate < candidates.Length; candidate++)
                    {
                        Squared(ref Unsafe.Add(ref values, block * rows.Columns * Block), candidates[candidate], out var d0, out var d1);
                        sums[candidate] += Sum(Vector256.Min(d0, near0)) + Sum(Vector256.Min(d1, near1));
                    }
                }

                return sums;
            },
            cancellationToken);
        var all = new double[candidates.Length];
        foreach (var part in parts)
        {
            for (var candidate = 0; candidate < all.Length; candidate++)
                all[candidate] += part[candidate];
        }

        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Squared(ref float block, float[] centre, out Vector256<float> d0, out Vector256<float> d1)
    {
        (d0, d1) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var column = 0; column < centre.Length; column++)
        {
            var c = Vector256.Create(centre[column]);
            var x0 = Vector256.LoadUnsafe(ref block, (nuint)(column * Block)) - c;
            var x1 = Vector256.LoadUnsafe(ref block, (nuint)((column * Block) + 8)) - c;
            d0 = Vector256.FusedMultiplyAdd(x0, x0, d0);
            d1 = Vector256.FusedMultiplyAdd(x1, x1, d1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<float> values)
    {
        var (low, high) = Vector256.Widen(values);
        return Vector256.Sum(low + high);
    }
}
