using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Privacy;
using MathNet.Numerics.LinearAlgebra;

namespace Dashboard.Analytics.Tests.Overlaps;

public sealed class CountReleaseTests
{
    [Fact]
    public void Of_NothingSmall_ShowsAll()
    {
        var release = CountRelease.Of(10, 2, [[40, 30, 20, 10]]);

        Assert.Empty(release.Joined);
        Assert.True(release.ShowsSets && release.ShowsPairs);
        Assert.Equal([1, 2, 3], release.Inclusive.Order());
    }

    [Fact]
    public void Of_TwoSets_WithholdsTheirPair()
    {
        // 3 are in the first set alone. Sizes, both and everybody would give every count away, so both is withheld and all four are one row.
        var release = CountRelease.Of(10, 2, [[400, 3, 200, 100]]);

        Assert.Equal([0, 1, 2, 3], release.Joined);
        Assert.Equal(703, release.JoinedCustomers);
        Assert.True(release.ShowsSets);
        Assert.False(release.ShowsPairs);
        Assert.Equal([1, 2], release.Inclusive.Order());
    }

    [Fact]
    public void Of_KOfOne_ShowsAll() => Assert.Empty(CountRelease.Of(1, 2, [[1, 1, 1, 1]]).Joined);

    [Fact]
    public void Of_RandomShops_GivesNoSmallCountAway()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var sets = 2 + (seed % 4);
            var customers = Enumerable.Range(0, 1 << sets).Select(_ => random.Next(4) switch { 0 => 0, 1 => random.Next(1, 12), _ => random.Next(10, 400) }).ToArray();
            var reached = customers.Select(c => random.Next(c + 1)).ToArray();
            foreach (var counts in (int[][][])[[customers], [customers, reached]])
            {
                var release = CountRelease.Of(10, sets, counts);

                Assert.Equal(release.JoinedCustomers, release.Joined.Sum(p => customers[p]));
                Assert.DoesNotContain(Enumerable.Range(0, customers.Length), p => release.Shows(p) && SmallGroups.IsSmall(customers[p], 10));
                if (customers.Sum() >= 10)
                    Assert.False(SmallGroups.IsSmall(release.JoinedCustomers, 10), $"Seed {seed}: the joined row has {release.JoinedCustomers} people.");
                AssertNotWorkedOut(customers, sets, release, seed);
            }
        }
    }

    [Fact]
    public void Of_TwelveSets_IsDone()
    {
        var random = new Random(1);
        var counts = Enumerable.Range(0, 4096).Select(_ => random.Next(3) == 0 ? random.Next(1, 60) : 0).ToArray();

        var release = CountRelease.Of(10, 12, [counts]);

        Assert.True(release.ShowsPairs);
        Assert.Equal(counts.Sum(), release.JoinedCustomers + Enumerable.Range(0, 4096).Where(release.Shows).Sum(p => counts[p]));
    }

    [Fact]
    public void Determines_Rows_SeesWhatTheyFix()
    {
        Assert.True(CountRelease.Determines([[1, 0], [1, 1]]));
        Assert.True(CountRelease.Determines([[1, 1], [1, 1], [0, 1]]));
        Assert.True(CountRelease.Determines([[1, 1, 1], [0, 1, 1]]));
        Assert.False(CountRelease.Determines([[1, 1]]));
        Assert.False(CountRelease.Determines([[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]));
    }

    // What a reader knows: everybody, every count that is not joined, and the inclusive counts that are shown, sizes of sets and pairs among them. Ranks, not the echelon form of the code.
    private static void AssertNotWorkedOut(int[] customers, int sets, CountRelease release, int seed)
    {
        if (release.Joined.Count == 0)
            return;
        int[] hidden = [.. release.Joined];
        int[] known = [.. Enumerable.Range(0, 1 << sets).Where(p => p == 0 || release.Inclusive.Contains(p))];
        var system = Matrix<double>.Build.Dense(known.Length, hidden.Length, (r, c) => (hidden[c] & known[r]) == known[r] ? 1 : 0);
        var rank = system.Rank();
        for (var i = 0; i < hidden.Length; i++)
        {
            var with = system.Stack(Matrix<double>.Build.Dense(1, hidden.Length, (_, c) => c == i ? 1 : 0));
            Assert.False(SmallGroups.IsSmall(customers[hidden[i]], 10) && with.Rank() == rank && customers.Sum() >= 20, $"Seed {seed}: pattern {hidden[i]} with {customers[hidden[i]]} people can be worked out.");
        }
    }
}
