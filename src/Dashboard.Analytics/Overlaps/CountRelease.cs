using System.Numerics;
using Dashboard.Analytics.Privacy;

namespace Dashboard.Analytics.Overlaps;

/// <summary>
/// Which counts of an overlap may leave the shop, so that no combination of 1 to k − 1 people can be read, nor be worked out from the sizes of the sets, of their pairs, and of everybody, which stand beside it.
/// Combinations that are not shown on their own are joined into one row, so that the sum stays exact.
/// </summary>
/// <remarks>
/// What stands beside is a system of linear equations for the joined combinations; one of them can be worked out exactly when its unit vector lies in the row space of the system, which its reduced echelon form shows.
/// More are joined, smallest first, until none can and until what is left of each equation is nobody or at least k people. Where even that is not enough (two sets: both, either and everybody say all),
/// the sizes of the pairs are withheld, then those of the sets.
/// Complementary suppression: Hundepool et al., Statistical Disclosure Control (2012), sections 4.3 and 4.4.
/// </remarks>
public sealed record CountRelease
{
    /// <summary>Patterns of the combinations that share one row, ascending; pattern 0 is none of the sets.</summary>
    public required IReadOnlyList<int> Joined { get; init; }

    /// <summary>Customers of those.</summary>
    public required int JoinedCustomers { get; init; }

    /// <summary>Whether the sizes of sets may be shown that are not small themselves.</summary>
    public required bool ShowsSets { get; init; }

    /// <summary>Whether the sizes of pairs may be shown that are not small themselves.</summary>
    public required bool ShowsPairs { get; init; }

    /// <summary>Patterns whose inclusive count may be shown, those of single sets (their sizes, with those who may be contacted) and of pairs among them.</summary>
    public required IReadOnlySet<int> Inclusive { get; init; }

    /// <summary>Whether the exclusive count of a pattern may be shown.</summary>
    public bool Shows(int pattern) => !Joined.Contains(pattern);

    /// <summary>Decides.</summary>
    /// <param name="least">People that a count needs; 1 shows all.</param>
    /// <param name="sets">Number of sets.</param>
    /// <param name="counts">By pattern the customers in exactly its sets; first all, then those of them who may be contacted by each channel, of whom and of whose rest none may be small either.</param>
    internal static CountRelease Of(int least, int sets, IReadOnlyList<int[]> counts)
    {
        int[][] all = [.. counts, .. counts.Skip(1).Select(c => counts[0].Zip(c, (whole, part) => whole - part).ToArray())];
        HashSet<int> joined = [];
        foreach (var most in (int[])[2, 1, 0])
        {
            var known = Shown(least, sets, all, most);
            joined = Join(least, all, known, isLast: most == 0, out var isSafe);
            if (isSafe || most == 0)
                return Made(most, known);
        }

        throw new InvalidOperationException("The last attempt is always taken.");

        CountRelease Made(int most, IReadOnlyList<int> known) => new()
        {
            Joined = [.. joined.Order()],
            JoinedCustomers = joined.Sum(p => counts[0][p]),
            ShowsSets = most >= 1,
            ShowsPairs = most >= 2,
            // What follows from counts that are shown anyway: those of the equations, and sums of combinations none of which is joined.
            Inclusive = Enumerable.Range(1, counts[0].Length - 1).Where(p => known.Contains(p) || !joined.Any(j => (j & p) == p)).ToHashSet(),
        };
    }

    // Patterns whose inclusive counts stand in the file: everybody always, sets and pairs without those that are small.
    private static IReadOnlyList<int> Shown(int least, int sets, int[][] counts, int most) =>
    [
        .. Enumerable.Range(0, 1 << sets).Where(p => p == 0 || (BitOperations.PopCount((uint)p) <= most && counts.All(count => !SmallGroups.IsSmall(Sum(count, Enumerable.Range(0, count.Length).Where(q => (q & p) == p)), least)))),
    ];

    private static HashSet<int> Join(int least, int[][] counts, IReadOnlyList<int> known, bool isLast, out bool isSafe)
    {
        var joined = Enumerable.Range(0, counts[0].Length).Where(p => counts.Any(count => SmallGroups.IsSmall(count[p], least))).ToHashSet();
        var left = new Queue<int>(Enumerable.Range(0, counts[0].Length).Where(p => !joined.Contains(p) && counts[0][p] > 0).OrderBy(p => counts[0][p]).ThenBy(p => p));
        for (var step = 1; ; step *= 2)
        {
            isSafe = IsSafe(least, counts, known, joined);
            if (isSafe || left.Count == 0)
                return joined;
            // Twice as many each time, so that thousands of combinations take a dozen rounds.
            for (var i = 0; i < (isLast ? 1 : step) && left.Count > 0; i++)
                joined.Add(left.Dequeue());
        }
    }

    private static bool IsSafe(int least, int[][] counts, IReadOnlyList<int> known, HashSet<int> joined)
    {
        if (joined.Count == 0)
            return true;
        int[] columns = [.. joined.Order()];
        foreach (var pattern in known)
        {
            var parts = columns.Where(p => (p & pattern) == pattern).ToList();
            if (counts.Any(count => SmallGroups.IsSmall(Sum(count, parts), least)))
                return false;
        }

        var system = known.Select(pattern => columns.Select(p => (p & pattern) == pattern ? 1.0 : 0).ToArray()).ToArray();
        return !Determines(system);
    }

    /// <summary>Whether a system of equations fixes one of its unknowns: brings it to reduced echelon form and looks for a row with one unknown.</summary>
    internal static bool Determines(double[][] rows)
    {
        const double Zero = 1e-9;
        var (next, columns) = (0, rows.Length == 0 ? 0 : rows[0].Length);
        for (var column = 0; column < columns && next < rows.Length; column++)
        {
            var pivot = Enumerable.Range(next, rows.Length - next).MaxBy(r => Math.Abs(rows[r][column]));
            if (Math.Abs(rows[pivot][column]) < Zero)
                continue;
            (rows[next], rows[pivot]) = (rows[pivot], rows[next]);
            var (row, by) = (rows[next], rows[next][column]);
            for (var c = column; c < columns; c++)
                row[c] /= by;
            foreach (var other in rows)
            {
                if (ReferenceEquals(other, row) || Math.Abs(other[column]) < Zero)
                    continue;
                var times = other[column];
                for (var c = column; c < columns; c++)
                    other[c] -= times * row[c];
            }

            next++;
        }

        return rows.Take(next).Any(row => row.Count(value => Math.Abs(value) > Zero) == 1);
    }

    private static int Sum(int[] count, IEnumerable<int> patterns)
    {
        var sum = 0;
        foreach (var pattern in patterns)
            sum += count[pattern];
        return sum;
    }
}
