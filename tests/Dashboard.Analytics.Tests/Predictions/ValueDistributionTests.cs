using Dashboard.Analytics.Predictions;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class ValueDistributionTests
{
    [Fact]
    public void Of_FourBins_SplitsEvenly()
    {
        var distribution = ValueDistribution.Of([8, 7, 6, 5, 4, 3, 2, 1, float.NaN], 4);

        Assert.Equal([3.0, 5, 7], distribution.Edges);
        Assert.Equal([2L, 2, 2, 2, 1], distribution.Counts);
        Assert.Equal(9, distribution.Total);
    }

    [Fact]
    public void Of_ManyEqualValues_HasFewerBins()
    {
        var distribution = ValueDistribution.Of([0, 0, 0, 0, 0, 0, 0, 0, 1, 2], 5);

        Assert.Equal([1.0], distribution.Edges);
        Assert.Equal([8L, 2, 0], distribution.Counts);
    }

    [Fact]
    public void Of_Nothing_IsEmpty()
    {
        var nothing = ValueDistribution.Of([]);

        Assert.Empty(nothing.Edges);
        Assert.Equal(0, nothing.Total);
        Assert.Equal(0, nothing.StabilityIndex(nothing));
    }

    [Fact]
    public void StabilityIndex_WorkedByHand()
    {
        var before = new ValueDistribution([5], [50, 50, 0]);
        var after = new ValueDistribution([5], [80, 20, 0]);

        // (0.8 − 0.5) ln(0.8 / 0.5) + (0.2 − 0.5) ln(0.2 / 0.5)
        Assert.Equal((0.3 * Math.Log(1.6)) - (0.3 * Math.Log(0.4)), before.StabilityIndex(after), 12);
    }

    [Fact]
    public void StabilityIndex_OtherBins_Refuses() =>
        Assert.Throws<ArgumentException>(() => new ValueDistribution([5], [1, 1, 0]).StabilityIndex(new ValueDistribution([], [1, 0])));

    [Fact]
    public void StabilityIndex_IsNeverNegative_AndZeroOfItself() => Prop.ForAll<int[], int[]>((a, b) =>
    {
        var before = ValueDistribution.Of([.. a.Select(x => (float)x)], 6);
        var later = before.Over([.. b.Select(x => (float)x)]);

        Assert.Equal(a.Length, before.Total);
        Assert.Equal(b.Length, later.Total);
        Assert.Equal(0, before.StabilityIndex(before));
        // With half a value in an empty bin the shares need not add up to one, so a small negative value is possible only where bins are empty.
        if (!later.Counts.Contains(0) && !before.Counts.Contains(0))
            Assert.True(before.StabilityIndex(later) >= 0);
    }).QuickCheckThrowOnFailure();
}
