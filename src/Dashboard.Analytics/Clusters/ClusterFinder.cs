namespace Dashboard.Analytics.Clusters;

/// <summary>Finds clusters by any method, the largest first.</summary>
internal static class ClusterFinder
{
    /// <summary>
    /// Added to the variances of mixtures of scaled features, a tenth of a standard deviation: many customers share one value (no discount, one order, a filled-in median), and a component that shrinks
    /// to them would make the likelihood as large as one likes.
    /// </summary>
    public const double LeastVariance = 0.01;

    // From so many distances a pass on, bounds spare more than they cost.
    private const int BoundsPay = 128;

    /// <summary>Finds clusters.</summary>
    /// <param name="rows">Scaled rows.</param>
    /// <param name="method">The method.</param>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="starts">Starts of k-means; a mixture takes a third of them.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    public static FoundClusters Find(RowMatrix rows, ClusterMethod method, int k, int seed, int starts, CancellationToken cancellationToken)
    {
        if (method == ClusterMethod.KMeans)
        {
            var fit = KMeans.Fit(rows, new KMeansOptions(k) { Starts = starts, Seed = seed, Bounded = k * rows.Columns >= BoundsPay }, cancellationToken);
            var order = Order(fit.Sizes);
            return new FoundClusters(method, rows.Columns, Picked(fit.Centres, order, rows.Columns), null, Renumbered(fit.Labels, order), fit.Iterations, fit.Stopped);
        }

        var shape = method == ClusterMethod.MixtureFull ? CovarianceShape.Full : CovarianceShape.Diagonal;
        var mixture = GaussianMixture.Fit(
            rows, new MixtureOptions(k, shape) { Starts = Math.Max(1, starts / 3), Seed = seed, Tolerance = 1e-6, MostIterations = 300, Regularisation = LeastVariance }, cancellationToken);
        var sizes = new int[k];
        foreach (var label in mixture.Labels)
            sizes[label]++;
        var bySize = Order(sizes);
        var (p, width) = (mixture.Parameters, mixture.Parameters.Covariances.Length / k);
        var parameters = p with { Weights = Picked(p.Weights, bySize, 1), Means = Picked(p.Means, bySize, p.Columns), Covariances = Picked(p.Covariances, bySize, width) };
        return new FoundClusters(method, rows.Columns, parameters.Means, parameters, Renumbered(mixture.Labels, bySize), mixture.Iterations, mixture.Stopped);
    }

    private static int[] Order(int[] sizes) => [.. Enumerable.Range(0, sizes.Length).OrderByDescending(c => sizes[c]).ThenBy(c => c)];

    private static double[] Picked(double[] values, int[] order, int width) => [.. order.SelectMany(c => values.Skip(c * width).Take(width))];

    private static int[] Renumbered(int[] labels, int[] order)
    {
        var number = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            number[order[i]] = i;
        return Array.ConvertAll(labels, label => number[label]);
    }
}

/// <summary>Clusters found by any method.</summary>
internal sealed record FoundClusters(ClusterMethod Method, int Columns, double[] Centres, MixtureParameters? Mixture, int[] Labels, int Iterations, StopReason Stopped)
{
    /// <summary>The cluster of each row.</summary>
    public int[] Assign(RowMatrix rows, CancellationToken cancellationToken) =>
        Mixture is null ? KMeans.Assign(rows, Centres, cancellationToken) : GaussianMixture.Assign(rows, Mixture, cancellationToken).Labels;

    /// <summary>The model that scores customers, without names.</summary>
    public ClusterModel Model(IReadOnlyList<FeatureScale> scales, MissingValues missing) =>
        new() { Method = Method, Features = scales, Missing = missing, Centres = Centres, Mixture = Mixture, Names = [] };
}
