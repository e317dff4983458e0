namespace Dashboard.Analytics.Clusters;

/// <summary>How well a number of clusters does, by three criteria that do not see each other.</summary>
/// <param name="K">Number of clusters.</param>
/// <param name="Inertia">Sum of squares within the clusters, on the sample.</param>
/// <param name="Silhouette">Mean silhouette, larger is better; null for one cluster.</param>
/// <param name="Gap">Gap statistic, larger is better.</param>
/// <param name="GapError">Standard error of the gap.</param>
/// <param name="Bic">Bayesian information criterion of a Gaussian mixture of so many components, smaller is better.</param>
public sealed record ClusterCountRow(int K, double Inertia, double? Silhouette, double Gap, double GapError, double Bic);

/// <summary>Numbers of clusters side by side, and the one proposed.</summary>
public sealed record ClusterCount
{
    /// <summary>A row a number of clusters, from 1 on.</summary>
    public required IReadOnlyList<ClusterCountRow> Rows { get; init; }

    /// <summary>The number with the largest silhouette.</summary>
    public required int BySilhouette { get; init; }

    /// <summary>The first number whose gap is within one standard error of the next one's; 1 says that the data shows no clusters.</summary>
    public required int ByGap { get; init; }

    /// <summary>The number with the least information criterion.</summary>
    public required int ByBic { get; init; }

    /// <summary>The number proposed, at least 2.</summary>
    public required int Proposed { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Customers that the criteria rest on.</summary>
    public required int SampleRows { get; init; }

    /// <summary>Most clusters tried.</summary>
    public const int Most = 10;

    private const int MostRows = 2_000;
    private const int MostCounted = 10_000;
    private const int References = 10;
    private const int Starts = 4;

    /// <summary>Tries numbers of clusters on a seeded sample of at most 2,000 rows.</summary>
    /// <param name="data">The customers, at least 4.</param>
    /// <param name="method">The method: the information criterion is that of its own mixture, for k-means of one with diagonal covariances.</param>
    /// <param name="seed">Seed of sample, starts and reference sets.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    internal static ClusterCount Of(ClusterData data, ClusterMethod method, int seed, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var rows = data.Rows;
        var counts = data.Counts?.Take(new SeededRandom(seed, -1).Sample(rows.Rows, MostCounted));
        var sample = rows.Rows <= MostRows ? rows : rows.Take(new SeededRandom(seed, -1).Sample(rows.Rows, MostRows));
        var components = PrincipalComponents.Of(sample);
        RowMatrix[] references = [.. Enumerable.Range(0, References).Select(i => GapStatistic.Reference(sample, components, new SeededRandom(seed, -100 - i)))];
        var most = Math.Clamp(sample.Rows / 2, 1, Most);
        var table = new ClusterCountRow[most];
        for (var k = 1; k <= most; k++)
        {
            var options = new KMeansOptions(k) { Starts = Starts, Seed = seed };
            var fit = KMeans.Fit(sample, options, cancellationToken);
            var (gap, error) = GapStatistic.Of(fit.Inertia, Array.ConvertAll(references, r => KMeans.Fit(r, options, cancellationToken).Inertia));
            table[k - 1] = new ClusterCountRow(
                k,
                fit.Inertia,
                Clusters.Silhouette.Of(sample, fit.Labels, k, cancellationToken).Mean,
                gap,
                error,
                Bic(sample, counts, k));
            progress?.Report((double)k / most);
        }

        return Propose(table, counts?.Rows ?? sample.Rows, method == ClusterMethod.LatentClasses);

        double Bic(RowMatrix some, CountTable? counted, int k)
        {
            if (counted is not null)
                return CountMixture.Fit(counted, k, Starts, seed, cancellationToken).Bic;
            var shape = method == ClusterMethod.MixtureFull ? CovarianceShape.Full : CovarianceShape.Diagonal;
            return GaussianMixture.Fit(some, new MixtureOptions(k, shape) { Starts = 2, Seed = seed, Tolerance = 1e-5, MostIterations = 200, Regularisation = ClusterFinder.LeastVariance }, cancellationToken).Bic;
        }
    }

    /// <summary>Proposes a number from the table: the one that two criteria agree on, else the silhouette's; for latent classes the information criterion's.</summary>
    internal static ClusterCount Propose(IReadOnlyList<ClusterCountRow> table, int sampleRows, bool ofCounts = false)
    {
        var silhouette = table.Where(r => r.Silhouette is not null).OrderByDescending(r => r.Silhouette).ThenBy(r => r.K).FirstOrDefault()?.K ?? 1;
        var bic = table.MinBy(r => r.Bic)!.K;
        var gap = table.Take(table.Count - 1).Where((r, i) => r.Gap >= table[i + 1].Gap - table[i + 1].GapError).Select(r => r.K).FirstOrDefault(table[^1].K);
        var (proposed, reason) =
            ofCounts ? (bic, "The information criterion of latent classes decides: the other two look at distances, of which these classes know nothing.")
            : silhouette == gap || silhouette == bic ? (silhouette, silhouette == gap && gap == bic ? "All three criteria agree." : $"The silhouette and {(silhouette == gap ? "the gap statistic" : "the information criterion")} agree.")
            : gap == bic && gap > 1 ? (gap, "The gap statistic and the information criterion agree.")
            : (silhouette, "The criteria disagree, so the silhouette decides: its clusters lie farthest apart.");
        if (gap == 1 && !ofCounts)
            reason += " The gap statistic finds no clusters at all: take them as a way to divide customers, not as kinds that exist by themselves.";
        return new ClusterCount { Rows = table, BySilhouette = silhouette, ByGap = gap, ByBic = bic, Proposed = Math.Max(2, proposed), Reason = reason, SampleRows = sampleRows };
    }
}
