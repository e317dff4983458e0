using Dashboard.Analytics.Lifetimes;

namespace Dashboard.Analytics.Tests.Lifetimes;

/// <summary>Fader and Hardie 2007, tables 1 and 2: 1,000 customers each.</summary>
public sealed class ContractModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.704077, 1.182043, -1680.26519, new[] { 1, .631, .468, .382, .326, .289, .262, .241 }, new[] { .2201, .2044, .1912, .1799, .1700 })]
    [InlineData(0.668088, 3.806095, -1611.15815, new[] { 1, .869, .743, .653, .593, .551, .517, .491 }, new[] { .4604, .4358, .4142, .3951, .3780 })]
    public void Fit_FaderAndHardie2007_EqualsTheTables(double alpha, double beta, double likelihood, double[] survival, double[] projected)
    {
        var fit = ShiftedBetaGeometric.Fit([.. survival.Select(share => Math.Round(1000 * share))], Token);
        Assert.True(fit.Fit!.Converged, fit.Fit.StopReason);
        Assert.Equal(likelihood, fit.Fit.LogLikelihood, 1e-4);
        Assert.Equal(alpha, fit.Model!.A, 1e-4 * alpha);
        Assert.Equal(beta, fit.Model.B, 1e-4 * beta);
        Assert.All(projected.Select((share, i) => (share, i)), pair => Assert.Equal(pair.share, fit.Model.Survival(8 + pair.i), 6e-5));
    }

    [Fact]
    public void Survival_IsTheProductOfRetention()
    {
        var model = new ShiftedBetaGeometric(0.7, 1.2);
        Assert.Equal(1, model.Survival(0), 1e-14);
        Assert.Equal(model.Retention(1) * model.Retention(2) * model.Retention(3), model.Survival(3), 1e-12);
        Assert.True(model.Retention(9) > model.Retention(1), "those who stay are the loyal ones");
        Assert.Equal(Enumerable.Range(0, 4000).Sum(t => Math.Pow(1.1, -t) * model.Survival(t + 2) / model.Survival(2)), model.ResidualLifetime(2, 0.1), 1e-8);
    }

    [Fact]
    public void Fit_NobodyLeftOrTooFewPeriods_SaysWhatIsMissing()
    {
        Assert.Equal(0, ShiftedBetaGeometric.Fit([100, 100, 100], Token).Missing!.Have);
        Assert.Equal(2, ShiftedBetaGeometric.Fit([100, 60], Token).Missing!.Needed);
        Assert.Throws<ArgumentException>(() => ShiftedBetaGeometric.Fit([100, 60, 61], Token));
    }

    [Fact]
    public void Bernoulli_Expectations_ComeFromTheProbabilities()
    {
        var model = new BetaGeometricBernoulli(1.204, 0.750, 0.657, 2.783);
        var total = 0.0;
        for (var orders = 0; orders <= 6; orders++)
        {
            for (var last = orders == 0 ? 0 : orders; last <= (orders == 0 ? 0 : 6); last++)
                total += Ways(orders, last) * Math.Exp(model.LogLikelihood(orders, last, 6));
        }

        Assert.Equal(1, total, 1e-12);
        Assert.InRange(model.ProbabilityAlive(0, 0, 6), 0.05, 0.3);
        Assert.True(model.ProbabilityAlive(6, 6, 6) > 0.85);
        Assert.True(model.ExpectedOrders(6, 6, 6, 5) > model.ExpectedOrders(6, 6, 6, 4));
        Assert.Equal(3.75, model.ExpectedOrders(6, 6, 6, 5), 0.01);
        Assert.Equal(0.07, model.ExpectedOrders(0, 0, 6, 5), 0.005);
    }

    // Ways to place all but the last order before it.
    private static double Ways(int orders, int last)
    {
        if (orders == 0)
            return 1;
        var ways = 1.0;
        for (var i = 0; i < orders - 1; i++)
            ways = ways * (last - 1 - i) / (i + 1);
        return ways;
    }
}
