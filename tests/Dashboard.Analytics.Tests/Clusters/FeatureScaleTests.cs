using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Tests.Clusters;

public class FeatureScaleTests
{
    [Fact]
    public void Fit_ValuesByHand_ScalesFillsAndRestores()
    {
        // 1, 3, missing, 8: the median 3 stands for the missing one; mean 15 ÷ 4, squares 26.75.
        var scale = FeatureScale.Fit("x", [1, 3, float.NaN, 8], FeatureTransform.None)!;

        Assert.Equal((3, 3.75), (scale.Fill, scale.Mean));
        Assert.Equal(Math.Sqrt(26.75 / 4), scale.Deviation, 1e-12);
        Assert.Equal(scale.Apply(3), scale.Apply(double.NaN));
        Assert.Equal(8, scale.Restore(scale.Apply(8)), 1e-5);
        Assert.Null(FeatureScale.Fit("x", [2, 2, float.NaN], FeatureTransform.None));
        Assert.Null(FeatureScale.Fit("x", [float.NaN], FeatureTransform.None));
    }

    [Fact]
    public void Fit_LogAndWinsorised_ClipsAtThePercentiles()
    {
        float[] values = [.. Enumerable.Range(0, 101).Select(i => (float)i), 100_000];
        var scale = FeatureScale.Fit("x", values, FeatureTransform.Log | FeatureTransform.Winsorise)!;

        Assert.Equal(Math.Log(1 + 1.01), scale.Low, 1e-6);
        Assert.True(scale.Clips(100_000) && scale.Clips(0) && !scale.Clips(50) && !scale.Clips(double.NaN));
        Assert.Equal(scale.Apply(100_000), scale.Apply(1e9));
        Assert.Equal(-7, scale.Restore((-Math.Log(8) - scale.Mean) / scale.Deviation), 1e-9);
    }

    [Fact]
    public void Propose_Shapes_SaysWhy()
    {
        float[] skewed = [.. Enumerable.Range(1, 500).Select(i => (float)Math.Exp(i / 100.0))];
        float[] even = [.. Enumerable.Range(1, 500).Select(i => (float)i)];
        float[] outlier = [.. even, 100_000];

        Assert.Equal(FeatureTransform.Log, FeatureScale.Propose(FeatureUnit.Money, skewed).Transform);
        Assert.Contains("skewed to the right", FeatureScale.Propose(FeatureUnit.Money, skewed).Reason, StringComparison.Ordinal);
        Assert.Equal(FeatureTransform.None, FeatureScale.Propose(FeatureUnit.Share, even).Transform);
        Assert.True(FeatureScale.Propose(FeatureUnit.Years, outlier).Transform == FeatureTransform.Winsorise);
        Assert.Equal(FeatureTransform.None, FeatureScale.Propose(FeatureUnit.Money, [float.NaN]).Transform);
    }
}
