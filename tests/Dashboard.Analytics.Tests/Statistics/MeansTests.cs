using System.Globalization;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public class MeansTests
{
    /// <summary>Student's sleep data (1908), extra hours with two drugs; R's <c>t.test(extra ~ group)</c> prints first − second.</summary>
    private static readonly Summary Drug1 = Summary.Of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);

    private static readonly Summary Drug2 = Summary.Of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);

    [Fact]
    public void Welch_Sleep_EqualsR()
    {
        var test = Means.WelchTest(Drug2, Drug1);
        var difference = Means.WelchDifference(Drug2, Drug1);

        Assert.Equal(-1.860813467, test.Statistic, 1e-9);
        Assert.Equal(17.77647352, test.DegreesOfFreedom, 1e-8);
        Assert.Equal(0.07939414, test.PValue, 1e-8);
        Assert.Equal(-3.3654832, difference.Interval.Low, 1e-7);
        Assert.Equal(0.2054832, difference.Interval.High, 1e-7);
        Assert.Equal(20, difference.Count);
    }

    /// <summary>Spend a customer in Hillstrom's e-mail test against no mail, from the file.</summary>
    [Fact]
    public void WelchDifference_HillstromSpend_EqualsPublished()
    {
        if (SharedData.Find("hillstrom-email", "hillstrom.csv") is not { } file)
            return;
        // The first columns hold a comma within quotes, so columns are counted from the end.
        var spend = File.ReadLines(file).Skip(1).Select(line => line.Split(','))
            .ToLookup(c => c[^4], c => double.Parse(c[^1], CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Summary.Of(g.ToArray()), StringComparer.Ordinal);
        var mens = Means.WelchDifference(spend["No E-Mail"], spend["Mens E-Mail"]);
        var womens = Means.WelchDifference(spend["No E-Mail"], spend["Womens E-Mail"]);

        Assert.Equal((0.769827, 0.485144, 1.054510), RoundedQuantileInterval(mens));
        Assert.Equal((0.424412, 0.168960, 0.679865), RoundedQuantileInterval(womens));
        Assert.Equal(0.485144, mens.Interval.Low, 1e-5);
        Assert.Equal(0.679865, womens.Interval.High, 1e-5);
        Assert.Equal(64_000 + 21_306, mens.Count + womens.Count);
    }

    /// <summary>A share is the mean of zeros and ones; the published t of Hillstrom's visits comes from their sample variances.</summary>
    [Theory]
    [InlineData(3894, 21307, 0.076590, 0.003386, 22.620)]
    [InlineData(3238, 21387, 0.045233, 0.003234, 13.985)]
    public void WelchTest_HillstromVisits_EqualsPublished(long visits, long count, double difference, double error, double t)
    {
        var (none, mail) = (OfShare(2262, 21306), OfShare(visits, count));

        Assert.Equal(t, Math.Round(Means.WelchTest(none, mail).Statistic, 3));
        Assert.Equal(difference, Math.Round(Means.WelchDifference(none, mail).Value, 6));
        Assert.Equal(error, Math.Round(Means.WelchDifference(none, mail).StandardError, 6));
    }

    private static Summary OfShare(long successes, long trials)
    {
        var p = (double)successes / trials;
        return new(trials, p, p * (1 - p) * trials / (trials - 1));
    }

    /// <summary>The published ends are those of 1.96 standard errors; Welch's own quantile, at 36,671 and 40,065 degrees of freedom, moves the sixth decimal.</summary>
    private static (double, double, double) RoundedQuantileInterval(Estimate e) =>
        (Math.Round(e.Value, 6), Math.Round(e.Value - 1.96 * e.StandardError, 6), Math.Round(e.Value + 1.96 * e.StandardError, 6));

    [Fact]
    public void Mean_ByHand_GivesStudentsInterval()
    {
        // 1, 2, 3: mean 2, standard error 1/√3, t(0.975; 2) = 4.302653.
        var mean = Means.Mean(Summary.Of([1, 2, 3]));

        Assert.Equal(2, mean.Value);
        Assert.Equal(2 - 4.302653 / Math.Sqrt(3), mean.Interval.Low, 1e-6);
    }

    [Fact]
    public void CohenD_ByHand_IsDifferenceOverPooledSpread() =>
        Assert.Equal(2, Means.CohenD(new Summary(5, 1, 4), new Summary(5, 5, 4)));

    /// <summary>Every value that Fieller's interval holds is one that a z test of second − ratio × first doesn't reject, and its ends are where it just does.</summary>
    [Fact]
    public void Lift_Ends_SolveFiellersEquation()
    {
        Summary first = new(400, 5, 90), second = new(300, 6, 120);

        var lift = Means.Lift(first, second);

        foreach (var ratio in new[] { lift.Interval.Low + 1, lift.Interval.High + 1 })
        {
            var z = (6 - ratio * 5) / Math.Sqrt(120.0 / 300 + ratio * ratio * 90 / 400);
            Assert.Equal(1.959964, Math.Abs(z), 1e-6);
        }

        Assert.Equal(0.2, lift.Value, 1e-12);
        Assert.True(lift.Interval.High - lift.Value > lift.Value - lift.Interval.Low);
        Assert.True(double.IsInfinity(Means.Lift(new Summary(10, 0.1, 90), second).Interval.High));
    }

    /// <summary>R's <c>poisson.test(10)</c>: 4.795389 to 18.39036; and none counted: 0 to −ln 0.025.</summary>
    [Fact]
    public void PoissonRate_TenAndNone_EqualsR()
    {
        var ten = Means.PoissonRate(10, 2);

        Assert.Equal(4.795389 / 2, ten.Low, 1e-6);
        Assert.Equal(18.39036 / 2, ten.High, 1e-5);
        Assert.Equal(-Math.Log(0.025), Means.PoissonRate(0, 1).High, 1e-9);
        Assert.Equal(0, Means.PoissonRate(0, 1).Low);
    }

    [Fact]
    public void EffectiveCount_EqualAndLopsided_IsKishs()
    {
        Assert.Equal(4, Means.EffectiveCount([2, 2, 2, 2]));
        Assert.Equal(1, Means.EffectiveCount([5, 0, 0]));
        Assert.Equal(36.0 / 14, Means.EffectiveCount([1, 2, 3]), 1e-12);
        Assert.Equal(0, Means.EffectiveCount([]));
    }

    [Fact]
    public void Summary_NoneAndOne_HasNoSpread()
    {
        Assert.True(double.IsNaN(Summary.Of([]).Mean) && double.IsNaN(Summary.Of([4]).Variance));
        Assert.Contains("two observations", Assert.Throws<ArgumentException>(() => Means.Mean(Summary.Of([4]))).Message);
        Assert.Equal(1, Means.WelchTest(new Summary(3, 1, 0), new Summary(3, 1, 0)).PValue);
    }
}
