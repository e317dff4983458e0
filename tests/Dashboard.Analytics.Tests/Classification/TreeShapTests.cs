using System.Numerics;
using Dashboard.Analytics.Classification;

namespace Dashboard.Analytics.Tests.Classification;

public class TreeShapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 3, 4)]
    [InlineData(2, 5, 16)]
    [InlineData(3, 7, 31)]
    [InlineData(4, 2, 31)]
    public void Of_SmallModels_EqualsShapleyValuesByBruteForce(int seed, int columns, int leaves)
    {
        var (rows, labels) = BoostedTreesTests.Made(new Random(seed), 800, columns, 0.1, 50);
        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions { MostTrees = 6, MostLeaves = leaves, LeastRowsInLeaf = 5 }, null, null, Token);
        var shap = new TreeShap(model);
        var margins = model.Margins(rows, Token);
        var row = new float[columns];
        for (var i = 0; i < 60; i++)
        {
            rows.CopyRow(i, row);
            var values = shap.Of(row);
            Assert.Equal(margins[i], shap.Expected + values.Sum(), 1e-9);
            for (var feature = 0; feature < columns; feature++)
                Assert.Equal(Shapley(model, row, feature), values[feature], 1e-9);
        }
    }

    [Fact]
    public void Of_ManyTrees_AddsUpToTheMargin()
    {
        var (rows, labels) = BoostedTreesTests.Made(new Random(11), 5_000, 15, 0.05, 2_000);
        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions { MostTrees = 60 }, null, null, Token);
        var shap = new TreeShap(model);
        var margins = model.Margins(rows, Token);
        var row = new float[15];
        for (var i = 0; i < 200; i++)
        {
            rows.CopyRow(i, row);
            Assert.Equal(margins[i], shap.Expected + shap.Of(row).Sum(), 1e-8);
        }
    }

    // Mean over all orders in which features become known: over all sets without the feature, weighted by how many orders begin with them.
    private static double Shapley(BoostedModel model, float[] row, int feature)
    {
        var (n, sum) = (row.Length, 0.0);
        for (var set = 0; set < 1 << n; set++)
        {
            if ((set >> feature & 1) == 1)
                continue;
            var size = BitOperations.PopCount((uint)set);
            sum += Factorial(size) * Factorial(n - size - 1) / Factorial(n) * (Known(set | 1 << feature) - Known(set));
        }

        return sum;

        double Known(int set) => model.Trees.Sum(t => Expected(t, 0, row, set));
    }

    private static double Expected(BoostedTree tree, int node, float[] row, int known)
    {
        if (tree.Feature[node] < 0)
            return tree.Value[node];
        if ((known >> tree.Feature[node] & 1) == 1)
            return Expected(tree, tree.Next(node, row[tree.Feature[node]]), row, known);
        var left = tree.Left[node];
        return ((Expected(tree, left, row, known) * tree.Cover[left]) + (Expected(tree, left + 1, row, known) * tree.Cover[left + 1])) / tree.Cover[node];
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
