using Dashboard.Analytics.Privacy;

namespace Dashboard.Analytics.Tests.Privacy;

public sealed class SmallGroupsTests
{
    [Fact]
    public void Joined_OneSmallGroup_TakesTheNextSmallestWithIt() =>
        Assert.Equal([false, true, true, false], Joined(10, [40, 12, 3, 25]));

    [Fact]
    public void Joined_SmallGroupsThatAreEnoughTogether_StayAmongThemselves() =>
        Assert.Equal([false, true, true, false], Joined(10, [40, 6, 7, 12]));

    [Fact]
    public void Joined_NoSmallGroup_JoinsNone() => Assert.Equal([false, false, false], Joined(10, [10, 0, 25]));

    [Fact]
    public void Joined_EmptyGroups_AreNotSmall() => Assert.Equal([false, true, true], Joined(10, [0, 9, 30]));

    [Fact]
    public void Joined_UnknownLast_OnlyWhenOthersAreNotEnough()
    {
        Assert.Equal([true, true, false], SmallGroups.Joined(10, [0, 1], 2, [4, 6, 11]));
        Assert.Equal([true, false, true], SmallGroups.Joined(10, [0], 2, [4, 0, 11]));
    }

    [Fact]
    public void Joined_GroupWhoseRestIsSmall_IsJoinedToo() =>
        // 50 of 53 people of the first group meet a filter: beside the breakdown of everybody, that would show 3.
        Assert.Equal([true, true, false], SmallGroups.Joined(10, [0, 1, 2], -1, [50, 60, 70], [3, 40, 40]));

    [Fact]
    public void Joined_LeastOfOne_ShowsEverything() => Assert.DoesNotContain(true, Joined(1, [1, 2, 3]));

    [Fact]
    public void Joined_AnyCounts_ShowNoSmallGroupAndGiveNoneAway()
    {
        var random = new Random(5);
        for (var run = 0; run < 2000; run++)
        {
            var counts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(4) == 0 ? 0 : random.Next(1, 40)).ToArray();
            var least = random.Next(1, 15);
            var joined = Joined(least, counts);

            Assert.DoesNotContain(Enumerable.Range(0, counts.Length), g => !joined[g] && SmallGroups.IsSmall(counts[g], least));
            var together = counts.Where((_, g) => joined[g]).Sum();
            Assert.True(together == 0 || together >= Math.Min(least, counts.Sum()));
            if (joined.Contains(true) && counts.Count(c => c > 0) > 1)
                Assert.True(counts.Where((c, g) => joined[g] && c > 0).Count() > 1, "A group alone is given away by the total.");
        }
    }

    private static bool[] Joined(int least, int[] counts) => SmallGroups.Joined(least, [.. Enumerable.Range(0, counts.Length)], -1, counts);
}
