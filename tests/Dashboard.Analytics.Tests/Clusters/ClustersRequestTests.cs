using System.Text.Json;
using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Clusters;

public class ClustersRequestTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_CustomerByHand_EveryFeature()
    {
        // Three orders on two days: Wednesday 1 January (two) and Saturday 11 January 2025; one return of 5.
        var shop = new TestShop();
        shop.Product("Mug", "Kitchen");
        shop.Product("Pot", "Kitchen");
        shop.Product("Rose", "Garden");
        shop.Order("a", "2025-01-01", 10, "Mug").Order("a", "2025-01-01", 20, "Pot").Order("a", "2025-01-11", 30, "Rose").Return("a", "2025-01-12", 6, "Rose").Order("b", "2025-01-20", 40);
        var snapshot = shop.Build();
        string[] keys =
        [
            "days-since-last-order", "orders", "revenue", "average-order", "tenure", "days-between-orders", "return-rate", "items-per-order", "products", "categories", "item-price",
            "discount-share", "discounted-orders", "weekend-share", "saturday-share", "category:Kitchen", "category:Garden", "age", "open-rate", "category:Gone",
        ];

        var columns = CustomerFeatures.Read(snapshot, TestShop.Day("2025-01-21"), keys, [0, 1], Token);

        float[] a = [10, 3, 54, 20, 20, 10, 0.1f, 1, 3, 2, 20, 0, 0, 1 / 3f, 1 / 3f, 0.5f, 0.5f, float.NaN, float.NaN, 0];
        for (var i = 0; i < keys.Length; i++)
            Assert.Equal(a[i], columns[i][0]);
        // The second customer's order names no goods, and there is one only.
        Assert.Equal([1, 40, 40], [columns[0][1], columns[2][1], columns[3][1]]);
        Assert.All(new[] { 5, 7, 8, 9, 10, 11, 12, 15 }, i => Assert.Equal(float.NaN, columns[i][1]));
        Assert.Contains("no feature named", Assert.Throws<ArgumentException>(() => CustomerFeatures.Read(snapshot, 1, ["nonsense"], [0], Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PlantedKinds_AreRecovered()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var snapshot = PlantedShop.Build(seed, 300);
            foreach (var method in new[] { ClusterMethod.KMeans, seed == 1 ? ClusterMethod.MixtureFull : ClusterMethod.MixtureDiagonal })
            {
                var result = new ClustersRequest(All)
                {
                    Method = method,
                    Seed = seed,
                    Features = new FeatureChoices(new[] { "days-since-last-order", "orders", "average-order" }.Select(key => new FeatureChoice(key))),
                }.Run(snapshot, Token);

                Assert.Equal(PlantedShop.Kinds, result.Count!.Proposed);
                Assert.InRange(AdjustedRand.Of(result.Assignment!.Labels, [.. result.Assignment.Customers.Select(c => c % PlantedShop.Kinds)]), 0.9, 1);
                Assert.Equal("very stable", result.Stability!.Word);
                Assert.Equal(300, result.Clusters.Sum(c => c.Customers));
                Assert.Equal(result.Clusters.Count, result.Clusters.Select(c => c.ProposedName).Distinct().Count());
                Assert.Equal(result.Clusters.Sum(c => c.RevenueE4), snapshot.Orders.AmountE4.Sum());
                Assert.Equal(method == ClusterMethod.KMeans, result.Clusters[0].Membership is null);
            }
        }
    }

    [Fact]
    public void Run_RandomShops_ReconcilesAndScoresTheSameCustomersAlike()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var snapshot = TestShop.Random(seed, 120);
            var request = new ClustersRequest(All)
            {
                K = 3,
                Seed = seed,
                Method = (ClusterMethod)(seed % 3),
                Missing = seed % 2 == 0 ? MissingValues.Median : MissingValues.LeaveOut,
                Features = new FeatureChoices(new[] { "days-since-last-order", "orders", "average-order", "age", "category:Kitchen" }.Select(key => new FeatureChoice(key))),
            };

            var result = request.Run(snapshot, Token);

            Assert.Equal(snapshot.Customers.Count, result.Receipt.RowsUsed + result.Receipt.LeftOut.Sum(l => l.Rows));
            if (result.NotEnough is not null)
                continue;
            Assert.Equal(result.Receipt.RowsUsed, result.Clusters.Sum(c => c.Customers));
            Assert.Equal(result.Clusters.Select(c => c.Customers).OrderDescending(), result.Clusters.Select(c => c.Customers));
            for (var feature = 0; feature < result.Features.Count; feature++)
                Assert.Equal(0, result.Clusters.Sum(c => c.Customers * c.Values[feature].Difference) / result.Receipt.RowsUsed, 1e-4);
            var again = JsonSerializer.Deserialize<ClusterModel>(JsonSerializer.Serialize(result.Model))!.Assign(snapshot, snapshot.LastDay, Token);
            Assert.Equal(result.Assignment!.Cluster, again.Cluster);
            Assert.Equal(result.Assignment.Labels.Count(l => l == 1), again.Members(1).Count());
        }
    }

    [Fact]
    public async Task Run_OneThreadOrMany_EqualToTheLastBit()
    {
        var request = new ClustersRequest(All) { Seed = 5 };

        var many = request.Run(PlantedShop.Build(4, 400), Token);
        var one = await Task.Factory.StartNew(
            () => request.Run(PlantedShop.Build(4, 400), Token), Token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler);

        Assert.Equal(many.Model!.Centres, one.Model!.Centres);
        Assert.Equal(many.Assignment!.Cluster, one.Assignment!.Cluster);
        Assert.Equal(many.Count!.Rows, one.Count!.Rows);
        Assert.Equal((many.Stability, many.Silhouette!.Mean, many.Receipt.Details[^1]), (one.Stability, one.Silhouette!.Mean, one.Receipt.Details[^1]));
    }

    [Fact]
    public void Run_ConstantFeatureAndFewCustomers_SaySo()
    {
        var snapshot = PlantedShop.Build(1, 90);
        var result = new ClustersRequest(All) { K = 3, Features = new FeatureChoices(new FeatureChoice("orders"), new FeatureChoice("return-rate")) }.Run(snapshot, Token);

        Assert.Contains(result.Reports, r => r is { Feature.Key: "return-rate", Used: false } && r.Reason.Contains("same for everybody", StringComparison.Ordinal));
        Assert.Single(result.Features);
        Assert.Equal(30, new ClustersRequest(All).Run(PlantedShop.Build(1, 20), Token).NotEnough!.Needed);
        Assert.NotNull(new ClustersRequest(All) { Features = new FeatureChoices(new FeatureChoice("return-rate")) }.Run(snapshot, Token).NotEnough);
        Assert.Throws<ArgumentException>(() => new ClustersRequest(All) { K = 1 }.Run(snapshot, Token));
        Assert.Throws<ArgumentException>(() => new FeatureChoices());
        Assert.Equal(new ClustersRequest(All), new ClustersRequest(All) { Features = new FeatureChoices(FeatureCatalogue.Proposed.Select(k => new FeatureChoice(k))) });
    }

    [Fact]
    public void Run_Progress_RisesToOneAndCancelStops()
    {
        var told = new Told();
        var snapshot = PlantedShop.Build(2, 120);
        new ClustersRequest(All).Run(snapshot, told, Token);

        Assert.Equal(told.Shares.Order(), told.Shares);
        Assert.Equal(1, told.Shares[^1]);
        Assert.Throws<OperationCanceledException>(() => new ClustersRequest(All) { Seed = 2 }.Run(snapshot, new CancellationToken(true)));
    }

    private sealed class Told : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value) => Shares.Add(value);
    }
}
