using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Clusters;
using Dashboard.Analytics.Tests.Rules;

namespace Dashboard.Analytics.Tests.Overlaps;

public sealed class SoftOverlapRequestTests
{
    private static readonly Scope AllTime = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_KMeansBesideAMixture_AddsUpToTheExpectedSizes()
    {
        var shop = Shop();

        var result = new SoftOverlapRequest(AllTime, "hard", "Soft").Run(shop, Token);

        Assert.Equal(("Hard", "Soft", 300), (result.First, result.Second, result.Customers));
        Assert.Equal(["Hard", "Soft"], result.Models);
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(result.Cells[row][0].First, result.Cells[row].Sum(c => c.Both.Value), 2);
            Assert.Equal(Math.Round(result.Cells[row][0].First), result.Cells[row][0].First, 6);
        }

        Assert.Equal(300, result.Cells.Sum(row => row.Sum(c => c.Both.Value)), 2);
        // Both find the planted kinds, so that each row has a column of its own.
        Assert.All(result.Cells, row => Assert.InRange(row.Max(c => c.Jaccard!.Value), 0.9, 1));
    }

    [Fact]
    public void Run_OneClusteringOverItself_IsCertainForKMeansOnly()
    {
        var shop = Shop();

        var hard = new SoftOverlapRequest(AllTime, "Hard", "Hard").Run(shop, Token);
        var soft = new SoftOverlapRequest(AllTime, "Soft", "Soft").Run(shop, Token);

        Assert.All(Enumerable.Range(0, 3), r => Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(r == c, hard.Cells[r][c].Both.Value > 0)));
        Assert.Contains(soft.Cells.SelectMany((row, r) => row.Where((_, c) => c != r)), c => c.Both.Value > 0);
    }

    [Fact]
    public void Run_NothingSaved_SaysSo()
    {
        var result = new SoftOverlapRequest(AllTime).Run(PlantedShop.Build(1, 30), Token);

        Assert.Empty(result.Models);
        Assert.Null(result.First);
        Assert.Empty(result.Cells);
    }

    [Fact]
    public void Run_ClusteringOfCodesAlone_PlacesForCertain()
    {
        var shop = RuleShop.Random(3, 120);
        var model = shop.Segments.Clusters[0];

        var result = new SoftOverlapRequest(AllTime, model.Name).Run(shop, Token);

        Assert.Equal(result.First, result.Second);
        Assert.All(result.Cells.SelectMany(row => row), c => Assert.Equal(0, c.Both.StandardError));
    }

    private static Snapshot Shop()
    {
        var shop = PlantedShop.Build(2, 300);
        return RuleShop.With(shop, [], clusters: [Saved("Hard", ClusterMethod.KMeans), Saved("Soft", ClusterMethod.MixtureFull)]);

        Clustering Saved(string name, ClusterMethod method)
        {
            var model = new ClustersRequest(AllTime) { K = 3, Method = method }.Run(shop, Token).Model!;
            return new Clustering(name, ["A", "B", "C"], model.CodesOf) { Assign = (s, day) => model.Assign(s, DateOnly.FromDayNumber(day), Token) };
        }
    }
}
