using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Tests.Clusters;

public class ClusterCountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Of_FourSeparatedBlobs_AllCriteriaFindFour()
    {
        var random = new Random(3);
        float[] x = new float[800], y = new float[800];
        for (var i = 0; i < 800; i++)
            (x[i], y[i]) = ((i % 2 * 10) + Normal(random), (i / 2 % 2 * 10) + Normal(random));

        var count = ClusterCount.Of(new ClusterData(RowMatrix.OfColumns(x, y), null), ClusterMethod.MixtureFull, 1, null, Token);

        Assert.Equal((4, 4, 4, 4), (count.BySilhouette, count.ByGap, count.ByBic, count.Proposed));
        Assert.Equal(ClusterCount.Most, count.Rows.Count);
        Assert.Equal("All three criteria agree.", count.Reason);
    }

    [Fact]
    public void Of_EvenlySpreadRows_GapFindsNone()
    {
        var random = new Random(4);
        var columns = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble()).ToArray()).ToArray();

        var count = ClusterCount.Of(new ClusterData(RowMatrix.OfColumns(columns), null), ClusterMethod.KMeans, 1, null, Token);

        Assert.Equal(1, count.ByGap);
        Assert.InRange(count.Proposed, 2, ClusterCount.Most);
        Assert.Contains("finds no clusters", count.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_TwoAgree_TakesTheirs()
    {
        Assert.Equal(2, ClusterCount.Propose(Table(silhouette: 2, gap: 2, bic: 4), 10).Proposed);
        Assert.Equal(3, ClusterCount.Propose(Table(silhouette: 2, gap: 3, bic: 3), 10).Proposed);
        Assert.Equal(2, ClusterCount.Propose(Table(silhouette: 2, gap: 3, bic: 4), 10).Proposed);
        Assert.Equal(2, ClusterCount.Propose(Table(silhouette: 2, gap: 1, bic: 1), 10).Proposed);
    }

    [Fact]
    public void Stability_SeparatedAndNone_DifferInWord()
    {
        Assert.Equal("very stable", Stability(KMeansTests.Blobs(9, 600, 3, 3, 0.3, 0, false), 3).Word);
        var random = new Random(4);
        var spread = RowMatrix.OfColumns([.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 300).Select(_ => (float)random.NextDouble()).ToArray())]);
        var loose = Stability(spread, 6);
        Assert.Contains(loose.Word, new[] { "loose", "unstable" });
        Assert.True(loose.Interval.Low <= loose.Mean && loose.Mean <= loose.Interval.High);
    }

    private static ClusterStability Stability(RowMatrix rows, int k) => ClusterStability.Of(
        new ClusterData(rows, null),
        KMeans.Fit(rows, new KMeansOptions(k), Token).Labels,
        (drawn, sample, draw) => KMeans.Assign(sample.Rows, KMeans.Fit(drawn.Rows, new KMeansOptions(k) { Seed = draw, Starts = 2 }, Token).Centres, Token),
        1,
        null,
        Token);

    private static ClusterCountRow[] Table(int silhouette, int gap, int bic) =>
        [.. Enumerable.Range(1, 5).Select(k => new ClusterCountRow(k, 10 - k, k == 1 ? null : k == silhouette ? 0.9 : 0.1, k <= gap ? k : gap - 1, 0.1, k == bic ? 0 : 10))];

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
