using System.Text.Json;
using Dashboard.Analytics.Classification;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Classification;

public class CalibrationTests
{
    [Fact]
    public void Isotonic_ValuesThatFall_ArePooledByHand()
    {
        // 1, then 3 and 2 pool to 2.5, then 4; 5 at 6 and 3 at 7 pool to 4 and join the 4 before.
        var fit = IsotonicRegression.Fit([1, 2, 3, 5, 6, 7], [1.0, 3, 2, 4, 5, 3]);

        Assert.Equal([1.0, 2, 3, 5, 7], fit.At);
        Assert.Equal([1.0, 2.5, 2.5, 4, 4], fit.Values);
        Assert.Equal(1, fit.Apply(-10));
        Assert.Equal(1.75, fit.Apply(1.5));
        Assert.Equal(3.25, fit.Apply(4));
        Assert.Equal(4, fit.Apply(99));
    }

    [Fact]
    public void Isotonic_RandomRows_RisesAndKeepsTheSumAndBeatsOtherRisingSteps() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var rows = random.Next(1, 60);
            double[] scores = [.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(20))];
            double[] targets = [.. scores.Select(s => (s / 20) + random.NextDouble())];
            var fit = IsotonicRegression.Fit(scores, targets);
            var fitted = scores.Select(fit.Apply).ToArray();
            Assert.Equal(targets.Sum(), fitted.Sum(), 1e-9);
            Assert.True(fit.Values.Zip(fit.Values.Skip(1), (a, b) => a <= b).All(r => r));
            double Error(IEnumerable<double> values) => values.Zip(targets, (v, t) => (v - t) * (v - t)).Sum();
            for (var other = 0; other < 10; other++)
            {
                var (at, step) = (random.Next(20), random.NextDouble() * 0.3);
                Assert.True(Error(fitted) <= Error(scores.Zip(fitted, (s, f) => s >= at ? f + step : f)) + 1e-9);
                Assert.True(Error(fitted) <= Error(scores.Zip(fitted, (s, f) => s < at ? f - step : f)) + 1e-9);
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Platt_OddsThatWereStretchedAndMoved_AreMadeStraight()
    {
        var random = new Random(12);
        double[] truth = [.. Enumerable.Range(0, 40_000).Select(_ => (random.NextDouble() * 5) - 3)];
        byte[] labels = [.. truth.Select(o => (byte)(random.NextDouble() < 1 / (1 + Math.Exp(-o)) ? 1 : 0))];
        double[] wrong = [.. truth.Select(o => (o * 2) + 1)];

        var platt = PlattScaling.Fit(wrong, labels);

        Assert.Equal(0.5, platt.Slope, 0.02);
        Assert.Equal(-0.5, platt.Intercept, 0.04);
        var metrics = ClassifierMetrics.Of([.. wrong.Select(platt.Apply)], labels);
        Assert.Equal(1, metrics.CalibrationSlope!.Value, 1e-3);
    }

    [Fact]
    public void Platt_EqualMarginsOrNoRow_GivesTheShareOrLeavesAsIs()
    {
        Assert.Equal(2 / 5.0, PlattScaling.Fit([1, 1, 1], [1, 0, 0]).Apply(1), 1e-9);
        Assert.Same(PlattScaling.Identity, PlattScaling.Fit([], []));
    }

    [Fact]
    public void Isotonic_Labels_StayAwayFromZeroAndOne()
    {
        var fit = IsotonicRegression.Fit([1.0, 2, 3, 4], new byte[] { 0, 0, 1, 1 });
        Assert.Equal([.1, .1, .9, .9], fit.Values);
    }

    [Fact]
    public void Calibration_WrittenAsJson_ComesBackAsItself()
    {
        Calibration[] all = [new PlattScaling(0.7, -0.1), IsotonicRegression.Fit([1.0, 2, 3], new byte[] { 0, 1, 1 })];
        var read = JsonSerializer.Deserialize<Calibration[]>(JsonSerializer.Serialize(all))!;
        Assert.Equal(all[0], read[0]);
        Assert.Equal(all[1].Apply(1.4), read[1].Apply(1.4));
    }
}
