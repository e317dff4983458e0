using Dashboard.Analytics.Lifetimes;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Lifetimes;

/// <summary>Gradients against differences, and likelihoods against the sums over all numbers of orders.</summary>
public sealed class LikelihoodGradientTests
{
    [Fact]
    public void CountModels_Gradient_EqualsDifferences()
    {
        int[] orders = [0, 0, 1, 2, 2, 17, 132, 750, 40, 1];
        double[] last = [0, 0, 1.71, 30.43, 38.86, 36, 200, 180, 5, 39];
        double[] age = [38.86, 3, 38.86, 38.86, 38.86, 39, 200, 200, 90, 39];
        var rows = PurchaseRows.Of(orders, last, age);
        var points = Gen.Choose(-200, 300).Select(n => n / 100.0).ArrayOf(4);
        Prop.ForAll(points.ToArbitrary(), point =>
        {
            Check(new BetaGeometricLikelihood(rows, false, default).Evaluate, point);
            Check(new BetaGeometricLikelihood(rows, true, default).Evaluate, point);
            Check(new ParetoNbdLikelihood(rows, default).Evaluate, point);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void OtherModels_Gradient_EqualsDifferences()
    {
        var spend = new GammaGammaLikelihood([1, 2, 2, 40, 300], [35, 4.5, 90, 33, 31], default);
        var points = Gen.Choose(-200, 300).Select(n => n / 100.0).ArrayOf(4);
        Prop.ForAll(points.ToArbitrary(), point =>
        {
            Check(spend.Evaluate, point[..3]);
            Check((log, gradient) => ShiftedBetaGeometric.Evaluate([369, 163, 86], 382, log, gradient), point[..2]);
            Check((log, gradient) => BetaGeometricBernoulli.Evaluate([(0, 0, 6, 34), (3, 5, 6, 7), (6, 6, 6, 4), (1, 2, 6, 9)], log, gradient), point);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(CountModelKind.BgNbd)]
    [InlineData(CountModelKind.MbgNbd)]
    [InlineData(CountModelKind.ParetoNbd)]
    public void CountModels_ManyCustomersOfOneRow_CountAsMany(CountModelKind kind)
    {
        double[] values = [0.4, 5, 0.7, 3];
        var one = CountModelTests.Likelihood(kind, values, [2], [10], [30]);
        Assert.Equal(3 * one, CountModelTests.Likelihood(kind, values, [2, 2, 2], [10, 10, 10], [30, 30, 30]), 1e-9);
        Assert.Equal(1, PurchaseRows.Of([2, 2, 2], [10, 10, 10], [30, 30, 30]).Length);
    }

    /// <summary>A history's likelihood against a sum over the times of leaving in small steps.</summary>
    [Theory]
    [InlineData(3, 20, 30, 0.4, 5, 0.7, 60)]
    [InlineData(0, 0, 30, 0.4, 50, 1.7, 2)]
    [InlineData(12, 1, 90, 3, 1, 0.3, 200)]
    public void ParetoNbd_Likelihood_EqualsTheSumOverTimesOfLeaving(int x, double last, double age, double r, double alpha, double s, double beta)
    {
        const int steps = 2_000_000;
        var sum = Math.Pow(alpha + age, -r - x) * Math.Pow(beta + age, -s);
        for (var i = 0; i < steps; i++)
        {
            var time = last + ((age - last) * (i + 0.5) / steps);
            sum += s * Math.Pow(alpha + time, -r - x) * Math.Pow(beta + time, -s - 1) * (age - last) / steps;
        }

        var expected = Math.Log(sum) + (r * Math.Log(alpha)) + (s * Math.Log(beta)) + Enumerable.Range(0, x).Sum(i => Math.Log(r + i));
        Assert.Equal(expected, CountModelTests.Likelihood(CountModelKind.ParetoNbd, [r, alpha, s, beta], [x], [last], [age]), 1e-8);
    }

    private static void Check(LogDensity density, double[] point)
    {
        const double h = 1e-5;
        var (gradient, unused) = (new double[point.Length], new double[point.Length]);
        var value = density(point, gradient);
        Assert.True(double.IsFinite(value));
        for (var i = 0; i < point.Length; i++)
        {
            var (up, down) = ((double[])point.Clone(), (double[])point.Clone());
            (up[i], down[i]) = (up[i] + h, down[i] - h);
            var slope = (density(up, unused) - density(down, unused)) / (2 * h);
            Assert.Equal(slope, gradient[i], 1e-5 * (1 + Math.Abs(slope)) + 1e-10 * Math.Abs(value) / h);
        }
    }
}
