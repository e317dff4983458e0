namespace Dashboard.Analytics.Queries;

/// <summary>
/// Splits rows into fixed parts that both cores work on. The parts depend on the number of rows alone and are merged in their order, so that
/// a result is the same on one core and on many.
/// </summary>
public static class Partitions
{
    private const int MostParts = 32;
    private const int LeastRows = 16_384;

    /// <summary>Computes a result for each part.</summary>
    /// <typeparam name="T">Result of a part.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="compute">Computes a part from its first row up to, and without, its last.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <returns>The results in the order of the rows; one, of an empty part, when there is no row.</returns>
    public static T[] Compute<T>(int rows, Func<int, int, T> compute, CancellationToken cancellationToken) => Compute(rows, MostParts, compute, cancellationToken);

    /// <summary>Computes a result for each of a few parts, where a result is large.</summary>
    /// <typeparam name="T">Result of a part.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="most">Most parts, at least 1.</param>
    /// <param name="compute">Computes a part from its first row up to, and without, its last.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <returns>The results in the order of the rows; one, of an empty part, when there is no row.</returns>
    public static T[] Compute<T>(int rows, int most, Func<int, int, T> compute, CancellationToken cancellationToken)
    {
        var parts = Bounds(rows, Math.Min(most, MostParts));
        var results = new T[parts.Length - 1];
        if (results.Length == 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results[0] = compute(parts[0], parts[1]);
            return results;
        }

        // On the caller's scheduler, so that a caller can keep the work on fewer cores.
        var options = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, results.Length, options, part => results[part] = compute(parts[part], parts[part + 1]));
        return results;
    }

    /// <summary>Does something for each part.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="work">Works on a part from its first row up to, and without, its last; parts are multiples of 64 rows, so that no two share a word of a <see cref="Bitmap"/>.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static void Run(int rows, Action<int, int> work, CancellationToken cancellationToken) => Compute(
        rows,
        (from, to) =>
        {
            work(from, to);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Adds up over all parts in as few accumulators as there are threads at work, for sums that are the same in whatever order the parts are added:
    /// whole numbers and sets.
    /// </summary>
    /// <typeparam name="T">An accumulator.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="make">Makes an empty accumulator.</param>
    /// <param name="add">Adds a part, from its first row up to, and without, its last.</param>
    /// <param name="merge">Adds the second accumulator to the first.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <returns>The sum over all rows.</returns>
    public static T Accumulate<T>(int rows, Func<T> make, Action<T, int, int> add, Action<T, T> merge, CancellationToken cancellationToken)
        where T : class
    {
        T? sum = null;
        foreach (var part in Accumulators.Fill(rows, make, add, cancellationToken))
        {
            if (sum is null)
                sum = part;
            else
                merge(sum, part);
        }

        return sum!;
    }

    private static int[] Bounds(int rows, int most)
    {
        var parts = Math.Clamp(rows / LeastRows, 1, most);
        var bounds = new int[parts + 1];
        for (var part = 1; part < parts; part++)
            bounds[part] = (int)((long)rows * part / parts / Bitmap.WordBits * Bitmap.WordBits);
        bounds[parts] = rows;
        return bounds;
    }
}
