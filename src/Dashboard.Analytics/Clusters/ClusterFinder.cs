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
    /// <param name="data">The customers; with counts for latent classes.</param>
    /// <param name="method">The method.</param>
    /// <param name="k">How many, at least 1.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="starts">Starts of k-means; a mixture takes a third of them.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    public static FoundClusters Find(ClusterData data, ClusterMethod method, int k, int seed, int starts, CancellationToken cancellationToken)
    {
        var rows = data.Rows;
        if (method == ClusterMethod.LatentClasses)
            return FindClasses(data, k, seed, starts, cancellationToken);
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

    private static FoundClusters FindClasses(ClusterData data, int k, int seed, int starts, CancellationToken cancellationToken)
    {
        var fit = CountMixture.Fit(data.Counts!, k, Math.Max(2, starts), seed, cancellationToken);
        var labels = Memberships.Likeliest(CountMixture.Memberships(data.Counts!, fit.Parameters, cancellationToken), k);
        var sizes = new int[k];
        foreach (var label in labels)
            sizes[label]++;
        var order = Order(sizes);
        var classes = fit.Parameters with { Weights = Picked(fit.Parameters.Weights, order, 1), Shares = Picked(fit.Parameters.Shares, order, fit.Parameters.Shares.Length / k) };
        labels = Renumbered(labels, order);
        return new FoundClusters(ClusterMethod.LatentClasses, data.Rows.Columns, Means(data.Rows, labels, k), null, labels, fit.Iterations, fit.Stopped) { Classes = classes };
    }

    // Means of the clusters in scaled features, zeros for one that nobody most probably belongs to.
    private static double[] Means(RowMatrix rows, int[] labels, int k)
    {
        var (sums, sizes) = (new double[k * rows.Columns], new int[k]);
        for (var row = 0; row < rows.Rows; row++)
        {
            sizes[labels[row]]++;
            for (var column = 0; column < rows.Columns; column++)
                sums[(labels[row] * rows.Columns) + column] += rows[row, column];
        }

        for (var i = 0; i < sums.Length; i++)
            sums[i] /= Math.Max(1, sizes[i / rows.Columns]);
        return sums;
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
    /// <summary>The latent classes; null for other methods.</summary>
    public CountMixtureParameters? Classes { get; init; }

    /// <summary>The cluster of each row.</summary>
    public int[] Assign(ClusterData data, CancellationToken cancellationToken) =>
        Classes is not null ? Memberships.Likeliest(CountMixture.Memberships(data.Counts!, Classes, cancellationToken), Classes.Classes)
        : Mixture is null ? KMeans.Assign(data.Rows, Centres, cancellationToken)
        : GaussianMixture.Assign(data.Rows, Mixture, cancellationToken).Labels;

    /// <summary>The model that scores customers, without names.</summary>
    public ClusterModel Model(IReadOnlyList<FeatureScale> scales, MissingValues missing) =>
        new() { Method = Method, Features = scales, Missing = missing, Centres = Centres, Mixture = Mixture, Classes = Classes, Names = [] };
}
