namespace Dashboard.Analytics.Privacy;

/// <summary>
/// Which groups of a breakdown are too small to be shown on their own. A group with 1 to k − 1 people is put together with others into one group of at least k, so that the
/// breakdown still adds up to its total and the total does not give the small group away.
/// </summary>
/// <remarks>
/// Minimum frequency with complementary suppression: Hundepool et al., Statistical Disclosure Control (2012), chapter 4. Groups are put together rather than left out, which keeps sums exact.
/// </remarks>
public static class SmallGroups
{
    /// <summary>Whether a number of people is too small to be shown: 1 to <paramref name="least"/> − 1. Nobody is not small.</summary>
    public static bool IsSmall(int people, int least) => people > 0 && people < least;

    /// <summary>The groups that are shown as one.</summary>
    /// <param name="least">People that a group needs to be shown on its own; 1 shows every group.</param>
    /// <param name="shown">Groups that may be joined, by their index; those left out stay as they are.</param>
    /// <param name="lastResort">A group that is joined only when all others are not enough, such as Unknown; −1 for none.</param>
    /// <param name="counts">
    /// Numbers of people by group. The first are those of the breakdown; further ones are what a reader could work out beside it (the same people before, those whom a filter leaves out),
    /// and none of them may be small either.
    /// </param>
    /// <returns>A flag a group; those that are true are one group, which is nobody, or at least <paramref name="least"/> in every count while there are as many.</returns>
    public static bool[] Joined(int least, IReadOnlyList<int> shown, int lastResort, params IReadOnlyList<int[]> counts)
    {
        var joined = new bool[counts[0].Length];
        foreach (var group in shown)
            joined[group] = group != lastResort && counts.Any(count => IsSmall(count[group], least));
        var left = new Queue<int>(shown.Where(g => g != lastResort && !joined[g] && counts[0][g] > 0).OrderBy(g => counts[0][g]).ThenBy(g => g));
        if (lastResort >= 0)
            left.Enqueue(lastResort);
        while (left.Count > 0 && counts.Any(count => IsSmall(SumOf(count), least)))
            joined[left.Dequeue()] = true;
        return joined;

        int SumOf(int[] count)
        {
            var sum = 0;
            for (var group = 0; group < joined.Length; group++)
                sum += joined[group] ? count[group] : 0;
            return sum;
        }
    }
}
