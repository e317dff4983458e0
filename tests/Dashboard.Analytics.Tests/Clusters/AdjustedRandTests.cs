using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Tests.Clusters;

public class AdjustedRandTests
{
    [Fact]
    public void Of_TableByHand_EqualsTheFormula()
    {
        // Table [2 1; 0 3]: pairs together 1 + 3 = 4; of the left 3 + 3, of the right 1 + 6; expected 6 × 7 ÷ 15 = 2.8; (4 − 2.8) ÷ (6.5 − 2.8).
        Assert.Equal(1.2 / 3.7, AdjustedRand.Of([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]), 1e-12);
        Assert.Equal(AdjustedRand.Of([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]), AdjustedRand.Of([0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1]), 1e-12);
    }

    [Fact]
    public void Of_SamePartitionWithOtherNumbers_IsOne()
    {
        Assert.Equal(1, AdjustedRand.Of([0, 0, 1, 2, 2], [2, 2, 0, 1, 1]));
        Assert.Equal(1, AdjustedRand.Of([0, 0, 0], [0, 0, 0]));
        Assert.Equal(1, AdjustedRand.Of([], []));
        Assert.Throws<ArgumentException>(() => AdjustedRand.Of([0], [0, 1]));
    }

    [Fact]
    public void Of_UnrelatedPartitions_IsNearZero()
    {
        var random = new Random(1);
        var (left, right) = (Enumerable.Range(0, 20_000).Select(_ => random.Next(5)).ToArray(), Enumerable.Range(0, 20_000).Select(_ => random.Next(4)).ToArray());

        Assert.Equal(0, AdjustedRand.Of(left, right), 1e-3);
    }
}
