using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

/// <summary>Numbers of R 4.2.2 and statsmodels 0.13.5, to the digits printed.</summary>
public class ProportionsTests
{
    [Fact]
    public void OneShare_TenOfHundred_EqualsPublished()
    {
        var wilson = Proportions.Wilson(10, 100);
        var exact = Proportions.ClopperPearson(10, 100);

        Assert.Equal((0.0552291, 0.1743657), (Math.Round(wilson.Low, 7), Math.Round(wilson.High, 7)));
        Assert.Equal((0.0490047, 0.1762226), (Math.Round(exact.Low, 7), Math.Round(exact.High, 7)));
    }

    [Fact]
    public void TwoShares_TenAndTwelveAndAHalfPercent_EqualsPublished()
    {
        var z = Proportions.PooledZTest(200, 2000, 250, 2000);
        var wald = Proportions.WaldDifference(200, 2000, 250, 2000);
        var newcombe = Proportions.Newcombe(200, 2000, 250, 2000);

        Assert.Equal(2.501955417, z.Statistic, 1e-9);
        Assert.Equal(0.012350948, z.PValue, 1e-9);
        Assert.Equal(6.259780908, z.Statistic * z.Statistic, 1e-9);
        Assert.Equal((0.005431, 0.044569), (Math.Round(wald.Interval.Low, 6), Math.Round(wald.Interval.High, 6)));
        Assert.Equal((0.005410, 0.044624), (Math.Round(newcombe.Low, 6), Math.Round(newcombe.High, 6)));
    }

    /// <summary>Hillstrom's e-mail test: visits and conversions of the men's and women's mail against no mail.</summary>
    [Theory]
    [InlineData(3894, 21307, 2262, 0.076590, 0.003386)]
    [InlineData(3238, 21387, 2262, 0.045233, 0.003234)]
    [InlineData(267, 21307, 122, 0.006805, 0.000921)]
    [InlineData(189, 21387, 122, 0.003111, 0.000823)]
    public void WaldDifference_Hillstrom_EqualsPublished(long successes, long trials, long control, double difference, double error)
    {
        var d = Proportions.WaldDifference(control, 21306, successes, trials);

        Assert.Equal(difference, Math.Round(d.Value, 6));
        Assert.Equal(error, Math.Round(d.StandardError, 6));
        Assert.Equal(trials + 21306, d.Count);
    }

    [Fact]
    public void PooledZTest_HillstromMens_EqualsPublished() =>
        Assert.Equal(22.486041, Proportions.PooledZTest(2262, 21306, 3894, 21307).Statistic, 1e-6);

    [Fact]
    public void CohenH_HalfAndFourTenths_EqualsPublished() => Assert.Equal(0.2013579, Proportions.CohenH(0.4, 0.5), 1e-7);

    [Fact]
    public void Intervals_NoneAndAll_StayWithinTheirRange()
    {
        foreach (var interval in new[] { Proportions.Wilson(0, 5), Proportions.ClopperPearson(0, 5), Proportions.Wilson(5, 5), Proportions.ClopperPearson(5, 5) })
            Assert.True(interval is { Low: >= 0, High: <= 1 } && interval.Low < interval.High);
        Assert.Equal(0, Proportions.Wilson(0, 5).Low);
        Assert.Equal(1, Proportions.ClopperPearson(5, 5).High);
        // By hand: with no success the exact upper end is 1 − (alpha/2)^(1/n).
        Assert.Equal(1 - Math.Pow(0.025, 0.2), Proportions.ClopperPearson(0, 5).High, 1e-10);
        Assert.Equal(1, Proportions.PooledZTest(0, 5, 0, 9).PValue);
    }

    /// <summary>Turning success into failure mirrors every interval, and swapping groups mirrors a difference.</summary>
    [Fact]
    public void Intervals_Mirrored_Mirror()
    {
        for (var n = 1; n <= 40; n += 3)
        {
            for (var x = 0; x <= n; x++)
            {
                Assert.Equal(Proportions.Wilson(x, n).Low, 1 - Proportions.Wilson(n - x, n).High, 1e-12);
                Assert.Equal(Proportions.ClopperPearson(x, n).Low, 1 - Proportions.ClopperPearson(n - x, n).High, 1e-9);
                Assert.Equal(Proportions.Newcombe(x, n, 3, 10).Low, -Proportions.Newcombe(3, 10, x, n).High, 1e-12);
                Assert.True(Proportions.ClopperPearson(x, n).Contains((double)x / n));
            }
        }
    }

    [Fact]
    public void Wilson_BadArguments_NamesThem()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportions.Wilson(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportions.Wilson(0, 0));
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => Proportions.Wilson(1, 2, 95)).Message);
    }
}
