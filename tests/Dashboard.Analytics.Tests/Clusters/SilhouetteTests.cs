using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Tests.Clusters;

public class SilhouetteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Of_FourPointsByHand_EqualsTheFormula()
    {
        // 0 and 2 against 10 and 12: a = 2 everywhere, b = 11, 9, 9, 11.
        var silhouette = Silhouette.Of(RowMatrix.OfColumns([0f, 2, 10, 12]), [0, 0, 1, 1], 2, Token);

        Assert.Equal(((9 / 11.0) + (7 / 9.0)) / 2, silhouette.Mean!.Value, 1e-7);
        Assert.Equal(silhouette.Mean.Value, silhouette.ByCluster[1]!.Value, 1e-7);
    }

    [Fact]
    public void Of_OneClusterOrLoners_SaysSo()
    {
        Assert.Null(Silhouette.Of(RowMatrix.OfColumns([0f, 2]), [1, 1], 3, Token).Mean);
        var loner = Silhouette.Of(RowMatrix.OfColumns([0f, 2, 10]), [0, 0, 1], 3, Token);
        Assert.Equal((0.0, (double?)null), (loner.ByCluster[1], loner.ByCluster[2]));
    }

    [Fact]
    public void Of_RandomRows_EqualsTheNaiveDefinition()
    {
        var rows = KMeansTests.Blobs(2, 150, 3, 4, 1, 0, false);
        var fit = KMeans.Fit(rows, new KMeansOptions(4), Token);
        var sum = 0.0;
        for (var i = 0; i < rows.Rows; i++)
        {
            var means = Enumerable.Range(0, 4).Select(c =>
            {
                var others = Enumerable.Range(0, rows.Rows).Where(j => j != i && fit.Labels[j] == c).ToList();
                return others.Count == 0 ? double.NaN : others.Average(j => Math.Sqrt(Enumerable.Range(0, 3).Sum(d => Math.Pow(rows[i, d] - rows[j, d], 2))));
            }).ToArray();
            var (a, b) = (means[fit.Labels[i]], means.Where((_, c) => c != fit.Labels[i]).Min());
            sum += double.IsNaN(a) ? 0 : (b - a) / Math.Max(a, b);
        }

        Assert.Equal(sum / rows.Rows, Silhouette.Of(rows, fit.Labels, 4, Token).Mean!.Value, 1e-6);
    }
}
