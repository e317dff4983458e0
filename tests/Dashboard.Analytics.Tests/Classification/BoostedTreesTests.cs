using System.Text.Json;
using Dashboard.Analytics.Classification;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Classification;

public class BoostedTreesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Fit_OneSplit_EqualsTheLeavesByHand()
    {
        // Of six rows at 1 one is of class 1, of four at 2 three are: log odds start at log(4/6); a leaf is −Σ(p − y) / Σ p(1 − p), and p is 0.4 in every row.
        var rows = FeatureMatrix.OfColumns([1, 1, 1, 1, 1, 1, 2, 2, 2, 2]);
        byte[] labels = [1, 0, 0, 0, 0, 0, 1, 1, 1, 0];

        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions { MostTrees = 1, MostLeaves = 2, LeastRowsInLeaf = 1, LearningRate = 1 }, null, null, Token);

        var tree = Assert.Single(model.Trees);
        Assert.Equal(Math.Log(4 / 6.0), model.Start, 1e-12);
        Assert.Equal(1.5f, tree.Threshold[0]);
        Assert.Equal([10, 6, 4], tree.Cover);
        Assert.Equal((1 - (6 * 0.4)) / (6 * 0.24), tree.Value[1], 1e-9);
        Assert.Equal((3 - (4 * 0.4)) / (4 * 0.24), tree.Value[2], 1e-9);
        Assert.Equal(model.Start + tree.Value[2], model.Margins(rows, Token)[9], 1e-12);
    }

    [Fact]
    public void Fit_FirstSplit_EqualsTheBestOfAllByBruteForce() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var (rows, labels) = Made(random, random.Next(20, 200), random.Next(1, 11), missing: seed % 2 == 0 ? 0.2 : 0, values: random.Next(2, 40));
            if (labels.Distinct().Count() < 2)
                return true;
            var model = BoostedTrees.Fit(rows, labels, new BoostingOptions { MostTrees = 1, MostLeaves = 2, LeastRowsInLeaf = 3, Penalty = 1 }, null, null, CancellationToken.None);
            var best = BestGain(rows, labels, 3, 1);
            if (model.Trees.Length == 0)
            {
                Assert.True(best < 1e-6);
                return true;
            }

            var tree = model.Trees[0];
            var left = Enumerable.Range(0, rows.Rows).Select(r => tree.Next(0, rows[r, tree.Feature[0]]) == 1).ToArray();

            // Splits are sought on rounded derivatives: of two that are this close either will do.
            Assert.Equal(best, Gain(labels, left, 1), 1e-4);
            Assert.Equal(left.Count(l => l), tree.Cover[1]);
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fit_AnyRows_EveryLeafIsTheNewtonStepOfItsRows()
    {
        var (rows, labels) = Made(new Random(3), 3_000, 9, 0.1, 300);
        var options = new BoostingOptions { MostTrees = 3, MostLeaves = 12, LeastRowsInLeaf = 15 };
        var model = BoostedTrees.Fit(rows, labels, options, null, null, Token);
        var margins = Enumerable.Repeat(model.Start, rows.Rows).ToArray();
        var row = new float[rows.Columns];
        foreach (var tree in model.Trees)
        {
            var (first, second, count) = (new double[tree.Nodes], new double[tree.Nodes], new int[tree.Nodes]);
            var leaf = new int[rows.Rows];
            for (var i = 0; i < rows.Rows; i++)
            {
                rows.CopyRow(i, row);
                leaf[i] = tree.LeafOf(row);
                var p = 1 / (1 + Math.Exp(-margins[i]));
                first[leaf[i]] += p - labels[i];
                second[leaf[i]] += p * (1 - p);
                count[leaf[i]]++;
            }

            Assert.Equal(12, tree.Leaves);
            for (var node = 0; node < tree.Nodes; node++)
            {
                if (tree.Feature[node] >= 0)
                    continue;
                Assert.Equal(count[node], tree.Cover[node]);
                Assert.True(count[node] >= 15);
                Assert.Equal(-0.1 * first[node] / second[node], tree.Value[node], 1e-7);
            }

            for (var i = 0; i < rows.Rows; i++)
                margins[i] += tree.Value[leaf[i]];
        }

        var fast = model.Margins(rows, Token);
        for (var i = 0; i < rows.Rows; i++)
            Assert.Equal(margins[i], fast[i], 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(70)]
    public void Fit_AnyNumberOfFeatures_LeavesHoldTheRowsThatWalkIntoThem(int columns)
    {
        // Rows of several blocks, in which a sum would run over if it were not unpacked in time.
        var (rows, labels) = Made(new Random(columns), 20_000, columns, 0.1, 700);
        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions { MostTrees = 3 }, null, null, Token);
        var row = new float[columns];
        foreach (var tree in model.Trees)
        {
            var count = new int[tree.Nodes];
            for (var i = 0; i < rows.Rows; i++)
            {
                rows.CopyRow(i, row);
                count[tree.LeafOf(row)]++;
            }

            for (var node = 0; node < tree.Nodes; node++)
                Assert.True(tree.Feature[node] >= 0 || (count[node] == tree.Cover[node] && count[node] >= 20));
        }

        // The first split of that many rows, found by counting them.
        var first = model.Trees[0];
        var left = Enumerable.Range(0, rows.Rows).Select(r => first.Next(0, rows[r, first.Feature[0]]) == first.Left[0]).ToArray();
        var best = 0.0;
        for (var column = 0; column < columns; column++)
        {
            var values = rows.Column(column).ToArray();
            for (var cut = 0.05f; cut < 1; cut += 0.05f)
                best = Math.Max(best, Gain(labels, Array.ConvertAll(values, v => v <= cut), 0));
        }

        Assert.True(Gain(labels, left, 0) >= best - 0.01);
    }

    [Fact]
    public async Task Fit_OneThreadOrMany_EqualToTheLastBit()
    {
        var (rows, labels) = Made(new Random(5), 70_000, 11, 0.05, 100_000);
        var options = new BoostingOptions { MostTrees = 8 };
        var many = BoostedTrees.Fit(rows, labels, options, null, null, Token);
        var one = await Task.Factory.StartNew(
            () => BoostedTrees.Fit(rows, labels, options, null, null, Token), Token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler);

        Assert.Equal(JsonSerializer.Serialize(many), JsonSerializer.Serialize(one));
        var read = JsonSerializer.Deserialize<BoostedModel>(JsonSerializer.Serialize(many))!;
        Assert.Equal(many.Margins(rows, Token), read.Margins(rows, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Fit_Monotone_OnlyMovesThatWay(int direction)
    {
        // The first feature pulls both ways in the data.
        var random = new Random(6);
        var x = Enumerable.Range(0, 4_000).Select(_ => (float)((random.NextDouble() * 6) - 3)).ToArray();
        var z = Enumerable.Range(0, 4_000).Select(_ => (float)random.NextDouble()).ToArray();
        byte[] labels = [.. x.Zip(z, (a, b) => (byte)(random.NextDouble() < 1 / (1 + Math.Exp(-(Math.Sin(a * 2) + b - 0.5))) ? 1 : 0))];
        var options = new BoostingOptions { MostTrees = 30, Monotone = [direction, 0] };
        var model = BoostedTrees.Fit(FeatureMatrix.OfColumns(x, z), labels, options, null, null, Token);

        foreach (var other in new[] { 0.1f, 0.5f, 0.9f })
        {
            float[] grid = [.. Enumerable.Range(0, 200).Select(i => -3 + (i * 0.03f))];
            var margins = model.Margins(FeatureMatrix.OfColumns(grid, Enumerable.Repeat(other, grid.Length).ToArray()), Token);
            for (var i = 1; i < margins.Length; i++)
                Assert.True(direction * (margins[i] - margins[i - 1]) >= -1e-12);
        }

        Assert.NotEmpty(model.Trees);
    }

    [Fact]
    public void Fit_MissingValuesThatMatter_LearnTheirDirection()
    {
        var random = new Random(7);
        var x = Enumerable.Range(0, 2_000).Select(i => i % 4 == 0 ? float.NaN : (float)random.NextDouble()).ToArray();
        byte[] labels = [.. x.Select(v => (byte)(random.NextDouble() < (float.IsNaN(v) ? 0.9 : v > 0.7 ? 0.6 : 0.1) ? 1 : 0))];
        var model = BoostedTrees.Fit(FeatureMatrix.OfColumns(x), labels, new BoostingOptions { MostTrees = 60, MostLeaves = 4 }, null, null, Token);

        var chances = model.Probabilities(FeatureMatrix.OfColumns([float.NaN, 0.2f, 0.9f]), Token);
        Assert.InRange(chances[0], 0.84, 0.96);
        Assert.InRange(chances[1], 0.05, 0.17);
        Assert.InRange(chances[2], 0.5, 0.7);
    }

    [Fact]
    public void Fit_EarlyStopping_KeepsTheTreesWithTheLeastLossOnTheCheck()
    {
        var (rows, labels) = Made(new Random(9), 1_500, 6, 0, 1_000);
        var (others, answers) = Made(new Random(10), 1_500, 6, 0, 1_000);
        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions { MostTrees = 400, LearningRate = 0.3, Patience = 15 }, new BoostingCheck(others, answers), null, Token);

        Assert.InRange(model.Trees.Length, 1, 399);
        Assert.Equal(model.Trees.Length + 15, model.GrownTrees);
        Assert.Equal(model.CheckLosses.Min(), model.CheckLosses[model.Trees.Length]);
        Assert.Equal(model.CheckLosses.Min(), ClassifierMetrics.Of(model.Probabilities(others, Token), answers).LogLoss!.Value, 1e-9);
    }

    [Fact]
    public void Fit_FeaturesWithoutInformation_GivesNoTreesAndTheShare()
    {
        float[] constant = [.. Enumerable.Repeat(3f, 50)];
        float[] missing = [.. Enumerable.Repeat(float.NaN, 50)];
        byte[] labels = [.. Enumerable.Range(0, 50).Select(i => (byte)(i % 5 == 0 ? 1 : 0))];
        var rows = FeatureMatrix.OfColumns(constant, missing);
        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions(), null, null, Token);

        Assert.Empty(model.Trees);
        Assert.All(model.Probabilities(rows, Token), p => Assert.Equal(0.2, p, 1e-12));
        Assert.Equal([0.0, 0.0], new TreeShap(model).Of([3, float.NaN]));
    }

    [Fact]
    public void Fit_RowsThatCannotBeLearnedFrom_NamesTheReason()
    {
        Assert.Contains("Both classes", Assert.Throws<ArgumentException>(() => BoostedTrees.Fit(FeatureMatrix.OfColumns([1]), new byte[] { 1 }, new BoostingOptions(), null, null, Token)).Message);
        Assert.Throws<ArgumentException>(() => BoostedTrees.Fit(FeatureMatrix.OfColumns([1, 2]), new byte[] { 1 }, new BoostingOptions(), null, null, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoostedTrees.Fit(FeatureMatrix.OfColumns([1, 2]), new byte[] { 1, 0 }, new BoostingOptions { LearningRate = 0 }, null, null, Token));
        Assert.Throws<ArgumentException>(() => FeatureMatrix.OfColumns([float.PositiveInfinity]));
    }

    [Fact]
    public void Fit_Cancelled_Stops()
    {
        var (rows, labels) = Made(new Random(1), 500, 3, 0, 100);
        using var source = new CancellationTokenSource();
        var seen = new List<double>();
        var progress = new Inline(share =>
        {
            seen.Add(share);
            source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => BoostedTrees.Fit(rows, labels, new BoostingOptions(), null, progress, source.Token));
        Assert.Equal([0.01], seen);
    }

    internal static (FeatureMatrix Rows, byte[] Labels) Made(Random random, int rows, int columns, double missing, int values)
    {
        var all = new float[columns][];
        for (var column = 0; column < columns; column++)
            all[column] = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < missing ? float.NaN : (float)random.Next(values) / values)];
        var labels = new byte[rows];
        for (var row = 0; row < rows; row++)
        {
            var score = all.Select((c, i) => float.IsNaN(c[row]) ? 0.3 : (i % 2 == 0 ? 2 : -1.5) * (c[row] - 0.5)).Sum();
            labels[row] = (byte)(random.NextDouble() < 1 / (1 + Math.Exp(-score)) ? 1 : 0);
        }

        return (FeatureMatrix.OfColumns(all), labels);
    }

    private static double BestGain(FeatureMatrix rows, byte[] labels, int least, double penalty)
    {
        var best = 0.0;
        for (var column = 0; column < rows.Columns; column++)
        {
            var values = rows.Column(column).ToArray();
            foreach (var cut in values.Where(v => !float.IsNaN(v)).Distinct())
            {
                foreach (var missingLeft in new[] { true, false })
                {
                    var left = Array.ConvertAll(values, v => float.IsNaN(v) ? missingLeft : v <= cut);
                    if (left.Count(l => l) >= least && left.Count(l => !l) >= least)
                        best = Math.Max(best, Gain(labels, left, penalty));
                }
            }
        }

        return best;
    }

    private static double Gain(byte[] labels, bool[] left, double penalty)
    {
        var share = labels.Average(l => (double)l);
        double G(Func<int, bool> at) => Enumerable.Range(0, labels.Length).Where(at).Sum(i => share - labels[i]);
        double H(Func<int, bool> at) => (Enumerable.Range(0, labels.Length).Count(at) * share * (1 - share)) + penalty;
        return (G(i => left[i]) * G(i => left[i]) / H(i => left[i])) + (G(i => !left[i]) * G(i => !left[i]) / H(i => !left[i])) - (G(_ => true) * G(_ => true) / H(_ => true));
    }

    private sealed class Inline(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
