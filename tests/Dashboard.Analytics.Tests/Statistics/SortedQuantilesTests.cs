using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public class SortedQuantilesTests
{
    /// <summary>By hand: four values, position 3 × 0.25 = 0.75, so 1 + 0.75 × (3 − 1).</summary>
    [Fact]
    public void Type7_ByHand_Interpolates()
    {
        Assert.Equal(2.5, SortedQuantiles.Type7([1, 3, 5, 11], 0.25));
        Assert.Equal(4, SortedQuantiles.Type7([1, 3, 5, 11], 0.5));
        Assert.Equal((1, 11), (SortedQuantiles.Type7([1, 3, 5, 11], 0), SortedQuantiles.Type7([1, 3, 5, 11], 1)));
    }

    [Fact]
    public void Type7_NoneOneOrBadProbability_IsNanTheValueOrRefused()
    {
        Assert.True(double.IsNaN(SortedQuantiles.Type7([], 0.5)));
        Assert.Equal(7, SortedQuantiles.Type7([7], 0.3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SortedQuantiles.Type7([7], 1.1));
    }
}
