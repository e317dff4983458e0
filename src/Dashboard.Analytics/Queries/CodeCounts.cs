using System.Numerics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>Counts the rows of each code of a dictionary-encoded column.</summary>
public static class CodeCounts
{
    /// <summary>Counts the rows of a set.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="values">Number of distinct values; every code is below it.</param>
    /// <param name="rows">The rows to count, or null for all.</param>
    /// <returns>One count a code, and a last one for unknown.</returns>
    public static int[] Of(Codes codes, int values, Bitmap? rows = null)
    {
        var shifted = codes.Bytes is { } bytes ? Of(bytes, values, rows) : codes.Shorts is { } shorts ? Of(shorts, values, rows) : Of(codes.Ints!, values, rows);
        return [.. shifted.AsSpan(1), shifted[0]];
    }

    // Unknown, −1, is entry 0.
    private static int[] Of<T>(Column<T> codes, int values, Bitmap? rows)
        where T : unmanaged, IBinaryInteger<T> => Partitions.Accumulate(
        codes.Length,
        () => new int[values + 1],
        (counts, from, to) =>
        {
            var all = codes.Span;
            if (rows is not null)
            {
                foreach (var row in rows.Between(from, to))
                    counts[int.CreateTruncating(all[row]) + 1]++;
                return;
            }

            foreach (var code in all[from..to])
                counts[int.CreateTruncating(code) + 1]++;
        },
        (sum, more) =>
        {
            for (var i = 0; i < sum.Length; i++)
                sum[i] += more[i];
        },
        CancellationToken.None);
}
