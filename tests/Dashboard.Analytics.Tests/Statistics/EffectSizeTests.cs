using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class EffectSizeTests
{
    [Fact]
    public void HedgesG_ByHand_IsTheCorrectedD()
    {
        // Means 2 and 4, both variances 1, 3 observations each: d = 2, correction 1 − 3 ÷ 15 = 0.8.
        var g = Means.HedgesG(new Summary(3, 2, 1), new Summary(3, 4, 1))!;

        Assert.Equal(1.6, g.Value, 12);
        Assert.Equal(Math.Sqrt((6 / 9.0) + (1.6 * 1.6 / 12)), g.StandardError, 12);
        Assert.Null(Means.HedgesG(new Summary(3, 2, 0), new Summary(3, 2, 0)));
    }

    [Fact]
    public void Ratio_ByHand_HasKatzInterval()
    {
        // 20 of 100 against 10 of 100: log 2 ± 1.96 √(1/20 − 1/100 + 1/10 − 1/100).
        var ratio = Proportions.Ratio(10, 100, 20, 100)!;

        Assert.Equal(2, ratio.Value, 12);
        Assert.Equal(Math.Exp(Math.Log(2) - (1.959963985 * Math.Sqrt(0.13))), ratio.Interval.Low, 8);
        Assert.Equal(Math.Exp(Math.Log(2) + (1.959963985 * Math.Sqrt(0.13))), ratio.Interval.High, 8);
        Assert.Null(Proportions.Ratio(0, 10, 3, 10));
    }

    [Fact]
    public void CohenH_OfCounts_IsThatOfTheShares()
    {
        var h = Proportions.CohenH(40, 100, 50, 100);

        Assert.Equal(0.2013579, h.Value, 7);
        Assert.Equal(Math.Sqrt(0.02), h.StandardError, 12);
        Assert.Equal(Math.PI, Proportions.CohenH(0, 3, 3, 3).Interval.High);
    }
}
