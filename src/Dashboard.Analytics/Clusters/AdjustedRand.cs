namespace Dashboard.Analytics.Clusters;

/// <summary>
/// How far two partitions of the same rows agree, corrected for chance: 1 when they are the same whatever the numbers of their clusters, about 0 when they have nothing to do with each other
/// (Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985).
/// </summary>
public static class AdjustedRand
{
    /// <summary>The adjusted Rand index of two partitions.</summary>
    /// <param name="left">Cluster of each row, 0 or more.</param>
    /// <param name="right">Cluster of each row in the other partition.</param>
    /// <returns>At most 1; 1 also when both partitions are trivial in the same way, as for fewer than two rows.</returns>
    /// <exception cref="ArgumentException">The partitions are of different numbers of rows.</exception>
    public static double Of(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        if (left.Length != right.Length)
            throw new ArgumentException(FormattableString.Invariant($"Partitions of {left.Length} and of {right.Length} rows can't be compared."), nameof(right));
        if (left.Length < 2)
            return 1;
        var (rows, columns) = (Most(left) + 1, Most(right) + 1);
        var table = new long[rows, columns];
        var (rowSums, columnSums) = (new long[rows], new long[columns]);
        for (var i = 0; i < left.Length; i++)
        {
            table[left[i], right[i]]++;
            rowSums[left[i]]++;
            columnSums[right[i]]++;
        }

        var together = 0.0;
        foreach (var count in table)
            together += Pairs(count);
        var (inLeft, inRight) = (rowSums.Sum(Pairs), columnSums.Sum(Pairs));
        var expected = inLeft * inRight / Pairs(left.Length);
        var most = (inLeft + inRight) / 2;
        return most - expected == 0 ? 1 : (together - expected) / (most - expected);
    }

    private static double Pairs(long count) => count * (count - 1) / 2.0;

    private static int Most(ReadOnlySpan<int> labels)
    {
        var most = 0;
        foreach (var label in labels)
            most = Math.Max(most, label);
        return most;
    }
}
