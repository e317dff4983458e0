using Dashboard.Analytics.Classification;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Classification;

public class ClassifierMetricsTests
{
    private static readonly double[] Chances = [.1, .4, .35, .8, .35, .9, .05, .6];
    private static readonly byte[] Labels = [0, 0, 1, 1, 0, 1, 0, 1];

    [Fact]
    public void Of_EightRowsWithATie_EqualsScikitLearn()
    {
        var metrics = ClassifierMetrics.Of(Chances, Labels);

        Assert.Equal(.90625, metrics.Auc!.Value, 1e-12);
        Assert.Equal(.9166667, metrics.AveragePrecision!.Value, 5e-8);
        Assert.Equal(.3734268, metrics.LogLoss!.Value, 5e-8);
        Assert.Equal(.1159375, metrics.Brier!.Value, 1e-12);
        Assert.Equal(.5, metrics.Observed);
    }

    [Fact]
    public void Ndcg_SixRelevances_EqualsThePublishedNumbers()
    {
        Assert.Equal(.9608082, ClassifierMetrics.Ndcg([3, 2, 3, 0, 1, 2]), 5e-8);
        Assert.Equal(.9777814, ClassifierMetrics.Ndcg([3, 2, 3, 0, 1, 2], 3), 5e-8);
        Assert.Equal(1, ClassifierMetrics.Ndcg([0, 0]));
    }

    [Fact]
    public void Of_RandomRows_AucIsTheShareOfPairsInOrder() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var rows = random.Next(1, 80);
            double[] chances = [.. Enumerable.Range(0, rows).Select(_ => random.Next(12) / 12.0)];
            byte[] labels = [.. Enumerable.Range(0, rows).Select(_ => (byte)random.Next(2))];
            var (won, pairs) = (0.0, 0);
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < rows; j++)
                {
                    if (labels[i] != 1 || labels[j] != 0)
                        continue;
                    pairs++;
                    won += chances[i] > chances[j] ? 1 : chances[i] == chances[j] ? 0.5 : 0;
                }
            }

            var metrics = ClassifierMetrics.Of(chances, labels);
            if (pairs == 0)
                Assert.Null(metrics.Auc);
            else
                Assert.Equal(won / pairs, metrics.Auc!.Value, 1e-12);
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ProbabilitiesThatAreRightTooSureOrTooHigh_ShowsInTheCalibration()
    {
        var random = new Random(3);
        double[] odds = [.. Enumerable.Range(0, 60_000).Select(_ => (random.NextDouble() * 6) - 4)];
        byte[] labels = [.. odds.Select(o => (byte)(random.NextDouble() < Sigmoid(o) ? 1 : 0))];

        var right = ClassifierMetrics.Of([.. odds.Select(Sigmoid)], labels);
        var sure = ClassifierMetrics.Of([.. odds.Select(o => Sigmoid(2 * o))], labels);
        var high = ClassifierMetrics.Of([.. odds.Select(o => Sigmoid(o + 1))], labels);

        Assert.Equal(1, right.CalibrationSlope!.Value, 0.03);
        Assert.Equal(0, right.CalibrationIntercept!.Value, 0.03);
        Assert.Equal(0.5, sure.CalibrationSlope!.Value, 0.02);
        Assert.Equal(-1, high.CalibrationIntercept!.Value, 0.03);
    }

    [Fact]
    public void Of_OneClassOrNoRow_LeavesOutWhatHasNoMeaning()
    {
        var one = ClassifierMetrics.Of([.3, .6], [1, 1]);
        Assert.Null(one.Auc);
        Assert.Null(one.CalibrationSlope);
        Assert.Equal(1, one.AveragePrecision);
        var none = ClassifierMetrics.Of([], []);
        Assert.Null(none.LogLoss);
        Assert.Null(none.Observed);
    }

    [Fact]
    public void Bands_Deciles_HoldAllRowsAndTheLiftByHand()
    {
        var bands = ScoreBands.Of(Chances, Labels, 4, highestFirst: true);

        Assert.Equal([2, 2, 2, 2], bands.Select(b => b.Rows));
        Assert.Equal([2, 1, 1, 0], bands.Select(b => b.Positives));
        Assert.Equal([2.0, 1.0, 1.0, 0.0], bands.Select(b => b.Lift));
        Assert.Equal([.5, .75, 1, 1], bands.Select(b => b.Gain));
        Assert.Equal((.8, .9), (bands[0].Low, bands[0].High));
        Assert.Equal(8, ScoreBands.Of(Chances, Labels, 10, highestFirst: false).Count);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
