using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Tests.Clusters;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Classification;

public class LogisticRegressionTests
{
    // Columns are single precision, so values with decimals are given as whole numbers of their last digit.
    private static readonly (float[] Columns, byte Class)[] Spector =
    [
        ([266, 20, 0], 0), ([289, 22, 0], 0), ([328, 24, 0], 0), ([292, 12, 0], 0), ([400, 21, 0], 1), ([286, 17, 0], 0), ([276, 17, 0], 0), ([287, 21, 0], 0),
        ([303, 25, 0], 0), ([392, 29, 0], 1), ([263, 20, 0], 0), ([332, 23, 0], 0), ([357, 23, 0], 0), ([326, 25, 0], 1), ([353, 26, 0], 0), ([274, 19, 0], 0),
        ([275, 25, 0], 0), ([283, 19, 0], 0), ([312, 23, 1], 0), ([316, 25, 1], 1), ([206, 22, 1], 0), ([362, 28, 1], 1), ([289, 14, 1], 0), ([351, 26, 1], 0),
        ([354, 24, 1], 1), ([283, 27, 1], 1), ([339, 17, 1], 1), ([267, 24, 1], 0), ([365, 21, 1], 1), ([400, 23, 1], 1), ([310, 21, 1], 0), ([239, 19, 1], 1),
    ];

    // Weight in pounds and horse power; manual transmission.
    private static readonly (float[] Columns, byte Class)[] Cars =
    [
        ([2620, 110], 1), ([2875, 110], 1), ([2320, 93], 1), ([3215, 110], 0), ([3440, 175], 0), ([3460, 105], 0), ([3570, 245], 0), ([3190, 62], 0),
        ([3150, 95], 0), ([3440, 123], 0), ([3440, 123], 0), ([4070, 180], 0), ([3730, 180], 0), ([3780, 180], 0), ([5250, 205], 0), ([5424, 215], 0),
        ([5345, 230], 0), ([2200, 66], 1), ([1615, 52], 1), ([1835, 65], 1), ([2465, 97], 0), ([3520, 150], 0), ([3435, 150], 0), ([3840, 245], 0),
        ([3845, 175], 0), ([1935, 66], 1), ([2140, 91], 1), ([1513, 113], 1), ([3170, 264], 1), ([2770, 175], 1), ([3570, 335], 1), ([2780, 109], 1),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Fit_Spector_EqualsGreene()
    {
        var fit = Fit(Spector, new LogisticOptions());

        Near(-13.021347, fit.Intercept);
        Near(2.826113, fit.Coefficients[0] * 100);
        Near(.095158, fit.Coefficients[1], 6e-6);
        Near(2.378688, fit.Coefficients[2]);
        Near(4.931324, fit.StandardErrors[0]);
        Near(1.262941, fit.StandardErrors[1] * 100);
        Near(.141554, fit.StandardErrors[2], 4e-6);
        Near(1.064564, fit.StandardErrors[3]);
        Near(-12.889634, fit.LogLikelihood);
        Near(.374038, fit.McFadden, 2e-6);
        Assert.Equal(LogisticStop.Converged, fit.Stopped);
    }

    [Fact]
    public void Fit_CarsThatAreNearlySeparated_EqualsR()
    {
        var fit = Fit(Cars, new LogisticOptions());

        Near(18.866299, fit.Intercept);
        Near(-8.083475, fit.Coefficients[0] * 1000);
        Near(.036256, fit.Coefficients[1], 2e-5);
        Near(-5.029555, fit.LogLikelihood);
        Near(16.059110, fit.Aic);
        Assert.Equal(LogisticStop.Converged, fit.Stopped);
    }

    [Fact]
    public void Fit_Infert_EqualsR()
    {
        // Cases and controls by induced and spontaneous abortions before.
        (int Induced, int Spontaneous, int Cases, int Controls)[] cells =
            [(0, 0, 7, 60), (0, 1, 22, 25), (0, 2, 18, 11), (1, 0, 12, 33), (1, 1, 5, 11), (1, 2, 6, 1), (2, 0, 9, 20), (2, 1, 4, 4)];
        var rows = cells.SelectMany(c => Enumerable.Repeat((new float[] { c.Spontaneous, c.Induced }, (byte)1), c.Cases)
            .Concat(Enumerable.Repeat((new float[] { c.Spontaneous, c.Induced }, (byte)0), c.Controls))).ToArray();

        var fit = Fit(rows, new LogisticOptions());

        Near(-1.707860, fit.Intercept);
        Near(1.197205, fit.Coefficients[0]);
        Near(.418129, fit.Coefficients[1], 2e-6);
        Near(-139.805989, fit.LogLikelihood);
    }

    [Fact]
    public void Fit_BreastCancerWithPenalty_EqualsScikitLearn()
    {
        if (ReferenceSets.BreastCancer() is not { } set)
            return;
        var rows = FeatureMatrix.OfColumns([.. set.Scaled().Columns.Select(c => Array.ConvertAll(c, v => (float)v))]);
        byte[] labels = [.. set.Classes.Select(c => (byte)c)];

        var fit = LogisticRegression.Fit(rows, labels, new LogisticOptions { Penalty = 1 }, Token);
        var metrics = ClassifierMetrics.Of(fit.Probabilities(rows, Token), labels);

        // scikit-learn 1.2.1 with solver newton-cholesky; its default, lbfgs, stops some 3e-4 before the optimum, at .214566, -.363171 … and 18.195277.
        Near(.21450272, fit.Intercept, 3e-6);
        Near(.214566, fit.Intercept, 4e-4);
        double[] first = [-.36309253, -.38767544, -.35106212, -.4356098, -.1618311];
        double[] usual = [-.363171, -.387703, -.351114, -.435559, -.161765];
        for (var i = 0; i < first.Length; i++)
        {
            Near(first[i], fit.Coefficients[i], 3e-6);
            Near(usual[i], fit.Coefficients[i], 5e-4);
        }

        Near(18.195314370, fit.Coefficients.Sum(Math.Abs));
        Near(.05339185750, metrics.LogLoss!.Value);
        Near(.05339204, metrics.LogLoss!.Value, 5e-6);
        Near(.99744992, metrics.Auc!.Value, 1e-7);
        Near(.01279967379, metrics.Brier!.Value);
        Near(.99827290, metrics.AveragePrecision!.Value, 1e-6);

        // The columns already have a standard deviation of 1, so scaling the penalty changes nothing.
        var scaled = LogisticRegression.Fit(rows, labels, new LogisticOptions { Penalty = 1, PenaliseScaled = true }, Token);
        Near(fit.Coefficients[0], scaled.Coefficients[0], 1e-5);
    }

    [Fact]
    public void Sums_RandomRows_HaveTheDerivativesOfFiniteDifferences()
    {
        var random = new Random(4);
        var (rows, labels) = Made(random, 700, 5, 1);
        var scale = ColumnScale.Of(rows, Token);
        double[] weights = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() - 0.5)];
        var sums = LogisticSums.Of(rows, labels, scale, weights, Token);
        const double Step = 1e-5;
        for (var i = 0; i < weights.Length; i++)
        {
            var (up, down) = (At(i, Step), At(i, -Step));
            Assert.Equal((up.LogLikelihood - down.LogLikelihood) / (2 * Step), sums.Gradient[i], 1e-5);
            for (var j = 0; j <= i; j++)
                Assert.Equal(-(up.Gradient[j] - down.Gradient[j]) / (2 * Step), sums.Information[(i * weights.Length) + j], 1e-4);
        }

        LogisticSums At(int index, double step)
        {
            var moved = (double[])weights.Clone();
            moved[index] += step;
            return LogisticSums.Of(rows, labels, scale, moved, Token);
        }
    }

    [Fact]
    public void Fit_RandomRows_LeavesNoGradientAndTheMeanOfTheClass() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var (rows, labels) = Made(random, random.Next(40, 900), random.Next(1, 7), random.NextDouble());
            if (labels.Distinct().Count() < 2)
                return true;
            var fit = LogisticRegression.Fit(rows, labels, new LogisticOptions { Penalty = 0.5 }, CancellationToken.None);
            var chances = fit.Probabilities(rows, CancellationToken.None);
            Assert.Equal(labels.Sum(l => (double)l), chances.Sum(), 1e-4);
            for (var column = 0; column < rows.Columns; column++)
            {
                var gradient = -0.5 * fit.Coefficients[column];
                for (var row = 0; row < rows.Rows; row++)
                    gradient += (labels[row] - chances[row]) * rows[row, column];
                Assert.Equal(0, gradient, 1e-3);
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Fit_OneThreadOrMany_EqualToTheLastBit()
    {
        var (rows, labels) = Made(new Random(8), 60_000, 6, 1);
        var many = LogisticRegression.Fit(rows, labels, new LogisticOptions(), Token);
        var one = await Task.Factory.StartNew(
            () => LogisticRegression.Fit(rows, labels, new LogisticOptions(), Token), Token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler);

        Assert.Equal(many.Coefficients, one.Coefficients);
        Assert.Equal(many.Intercept, one.Intercept);
        Assert.Equal(many.StandardErrors, one.StandardErrors);
    }

    [Fact]
    public void Fit_ClassesThatAreSeparated_SaysSoAndStaysFinite()
    {
        var fit = Fit([.. Enumerable.Range(0, 40).Select(i => (new float[] { i }, (byte)(i < 20 ? 0 : 1)))], new LogisticOptions());

        Assert.Equal(LogisticStop.Separated, fit.Stopped);
        Assert.True(double.IsFinite(fit.Intercept) && double.IsFinite(fit.Coefficients[0]));
        Assert.InRange(fit.LogLikelihood, -1e-3, 0);
        var penalised = Fit([.. Enumerable.Range(0, 40).Select(i => (new float[] { i }, (byte)(i < 20 ? 0 : 1)))], new LogisticOptions { Penalty = 1 });
        Assert.Equal(LogisticStop.Converged, penalised.Stopped);
    }

    [Fact]
    public void Fit_ConstantAndRepeatedFeatures_AreLeftOut()
    {
        var random = new Random(2);
        var (rows, labels) = Made(random, 400, 2, 1);
        var (a, b) = (rows.Column(0).ToArray(), rows.Column(1).ToArray());
        var doubled = Array.ConvertAll(a, v => (2 * v) + 1);
        var alone = LogisticRegression.Fit(rows, labels, new LogisticOptions(), Token);

        var fit = LogisticRegression.Fit(FeatureMatrix.OfColumns(a, Enumerable.Repeat(7f, a.Length).ToArray(), b, doubled), labels, new LogisticOptions(), Token);

        Assert.Equal([1, 3], fit.LeftOut);
        Assert.True(double.IsNaN(fit.StandardErrors[2]));
        Near(alone.Coefficients[0], fit.Coefficients[0], 1e-5);
        Near(alone.Coefficients[1], fit.Coefficients[2], 1e-5);
    }

    [Fact]
    public void Fit_RowsThatCannotBeLearnedFrom_NamesTheReason()
    {
        Assert.Contains("Both classes", Assert.Throws<ArgumentException>(() => Fit([([1], 1)], new LogisticOptions())).Message);
        Assert.Contains("Both classes", Assert.Throws<ArgumentException>(() => Fit([([1], 0), ([2], 0)], new LogisticOptions())).Message);
        Assert.Contains("missing", Assert.Throws<ArgumentException>(() => Fit([([float.NaN], 0), ([2], 1)], new LogisticOptions())).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit([([1], 0), ([2], 1)], new LogisticOptions { Penalty = -1 }));
    }

    private static LogisticFit Fit((float[] Columns, byte Class)[] rows, LogisticOptions options) => LogisticRegression.Fit(
        FeatureMatrix.OfRows(rows.SelectMany(r => r.Columns).ToArray(), rows[0].Columns.Length), rows.Select(r => r.Class).ToArray(), options, Token);

    private static (FeatureMatrix Rows, byte[] Labels) Made(Random random, int rows, int columns, double signal)
    {
        var all = new float[columns][];
        for (var column = 0; column < columns; column++)
            all[column] = [.. Enumerable.Range(0, rows).Select(_ => (float)((random.NextDouble() - 0.5) * 4))];
        var labels = new byte[rows];
        for (var row = 0; row < rows; row++)
            labels[row] = (byte)(random.NextDouble() < 1 / (1 + Math.Exp(-signal * all.Sum(c => c[row]))) ? 1 : 0);
        return (FeatureMatrix.OfColumns(all), labels);
    }

    private static void Near(double expected, double actual, double relative = 1e-6) => Assert.Equal(expected, actual, relative * Math.Abs(expected));
}
