using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class SuperiorityTests
{
    // The pain scores of Brunner and Munzel 2000, as the manual of R's lawstat has them.
    private static readonly RankedValues Treatment = RankedValuesTests.Of(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1);
    private static readonly RankedValues Control = RankedValuesTests.Of(3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4);

    [Fact]
    public void OfAndTest_PainScores_AreThePublishedNumbers()
    {
        var estimate = Superiority.Of(new RankedPair(Control, Treatment));
        var test = Superiority.Test(new RankedPair(Control, Treatment));

        Assert.Equal(0.788961, estimate.Value, 6);
        Assert.Equal(0.5952169, estimate.Interval.Low, 7);
        Assert.Equal(0.9827052, estimate.Interval.High, 7);
        Assert.Equal(3.1374674823, test.Statistic, 9);
        Assert.Equal(17.682842, test.DegreesOfFreedom, 5);
        Assert.Equal(0.0057862086, test.PValue, 9);
    }

    [Fact]
    public void Of_RandomGroups_IsTheShareOfPairs()
    {
        var random = new Random(11);
        for (var run = 0; run < 100; run++)
        {
            var (a, b) = (Draw(), Draw());
            var pairs = a.Average(x => b.Average(y => x > y ? 1.0 : x == y ? 0.5 : 0));

            Assert.Equal(pairs, Superiority.Of(Pair(a, b)).Value, 10);
            Assert.Equal(1 - pairs, Superiority.Of(Pair(b, a)).Value, 10);
        }

        long[] Draw() => [.. Enumerable.Range(0, random.Next(2, 40)).Select(_ => random.NextInt64(-20, 20) * (random.Next(3) == 0 ? 100_000 : 1))];
    }

    [Fact]
    public void Of_OneGroupWhollyAbove_HasWilsonsInterval()
    {
        var groups = Pair([10, 11, 12, 13], [1, 2, 3, 4, 5]);

        var estimate = Superiority.Of(groups);

        Assert.Equal(1, estimate.Value);
        Assert.Equal(Proportions.Wilson(4, 4), estimate.Interval);
        // Mann–Whitney: (1 − ½) ÷ √(10 ÷ (12 × 20)) = 2.449.
        Assert.Equal(Math.Sqrt(6), Superiority.Test(groups).Statistic, 10);
    }

    [Fact]
    public void Test_AllEqual_IsOne()
    {
        Assert.Equal(1, Superiority.Test(Pair([3, 3], [3, 3, 3])).PValue);
        Assert.Equal(0.5, Superiority.Of(Pair([3, 3], [3, 3, 3])).Value);
    }

    [Fact]
    public void AsCohenD_OfOneStandardDeviation_IsOne()
    {
        // Two normal distributions one standard deviation apart: Φ(1 ÷ √2).
        Assert.Equal(1, Superiority.AsCohenD(0.7602499389), 8);
        Assert.Equal(0, Superiority.AsCohenD(0.5), 12);
    }

    private static RankedPair Pair(long[] first, long[] second) => new(RankedValuesTests.Of(first), RankedValuesTests.Of(second));
}
