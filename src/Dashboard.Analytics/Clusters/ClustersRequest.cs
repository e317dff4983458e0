using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Clusters of the customers that a scope leaves and that have an order until the end of its range. Features rest on all orders until then; the filter decides who is clustered.
/// </summary>
/// <param name="Scope">Whom and until when; the comparison does not matter.</param>
public sealed record ClustersRequest(Scope Scope) : ILongAnalysis<ClustersResult>
{
    /// <summary>Fewest customers that clusters are looked for among.</summary>
    public const int LeastCustomers = 30;

    /// <summary>Most clusters that may be asked for.</summary>
    public const int MostClusters = 20;

    private const int MostPoints = 900;
    private const int SilhouetteRows = 4_000;

    /// <summary>The features.</summary>
    public FeatureChoices Features { get; init; } = FeatureChoices.Proposed;

    /// <summary>The method.</summary>
    public ClusterMethod Method { get; init; }

    /// <summary>Number of clusters, 2 to <see cref="MostClusters"/>; null for the one proposed.</summary>
    public int? K { get; init; }

    /// <summary>Seed of starts, samples and draws.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What becomes of customers without a value.</summary>
    public MissingValues Missing { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A feature is unknown, or the number of clusters is out of its range.</exception>
    public ClustersResult Run(Snapshot snapshot, CancellationToken cancellationToken) => Run(snapshot, null, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A feature is unknown, or the number of clusters is out of its range.</exception>
    public ClustersResult Run(Snapshot snapshot, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (K is < 2 or > MostClusters)
            throw new ArgumentException(FormattableString.Invariant($"The number of clusters lies between 2 and {MostClusters}; {K} is asked for."));
        while (true)
        {
            try
            {
                return snapshot.Memo(this, () => Compute(snapshot, new Stages(progress), cancellationToken));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Somebody else began it and gave up.
            }
        }
    }

    private ClustersResult Compute(Snapshot snapshot, Stages stages, CancellationToken cancellationToken)
    {
        var asOf = snapshot.Resolve(Scope.Range).To;
        var members = CustomerMembers.Of(snapshot, Scope, Population.Everyone);
        var buyers = members.Flags & CustomerFeatures.WithOrder(snapshot, asOf.DayNumber);
        var table = FeatureTable.Of(snapshot, asOf.DayNumber, Features, Missing, buyers.ToArray(), cancellationToken);
        stages.Reached(0.05);
        var receipt = MakeReceipt(snapshot, table, members, members.Count - buyers.Count());
        if (table.Rows is not { } rows || rows.Rows < LeastCustomers)
            return Nothing(table, receipt);

        var counts = Method == ClusterMethod.LatentClasses
            ? CountReader.Read(snapshot, asOf.DayNumber, CountReader.Blocks(snapshot, table.Features, table.Raw, asOf.DayNumber), table.Customers, cancellationToken)
            : null;
        var data = new ClusterData(rows, counts);
        var count = ClusterCount.Of(data, Method, Seed, stages.Part(0.05, 0.5), cancellationToken);
        var k = K ?? count.Proposed;
        var found = ClusterFinder.Find(data, Method, k, Seed, rows.Rows <= 100_000 ? 10 : 4, cancellationToken);
        stages.Reached(0.7);
        var stability = ClusterStability.Of(data, found.Labels, Again, Seed, stages.Part(0.7, 0.95), cancellationToken);

        var model = found.Model(table.Scales, Missing);
        var assignment = model.Assign(snapshot.Customers.Count, table.Customers, data, cancellationToken);
        var sampled = new SeededRandom(Seed, -3).Sample(rows.Rows, SilhouetteRows);
        var silhouette = Silhouette.Of(rows.Take(sampled), Array.ConvertAll(sampled, row => assignment.Labels[row]), k, cancellationToken);
        stages.Reached(1);
        return Describe(snapshot, table, rows, model, assignment, silhouette, asOf) with
        {
            Count = count,
            Stability = stability,
            Iterations = found.Iterations,
            Stopped = found.Stopped,
            Receipt = receipt with { Details = [.. receipt.Details, .. Details(found, count, stability, sampled.Length, k)] },
        };

        int[] Again(ClusterData drawn, ClusterData sample, int draw) =>
            ClusterFinder.Find(drawn, Method, k, unchecked((Seed * 7919) + draw), 3, cancellationToken).Assign(sample, cancellationToken);
    }

    private static ClustersResult Describe(
        Snapshot snapshot, FeatureTable table, RowMatrix rows, ClusterModel model, ClusterAssignment assignment, Silhouette silhouette, DateOnly asOf)
    {
        var sizes = assignment.Sizes();
        var profile = new ClusterProfile(table, rows, assignment);
        var names = ClusterNames.Propose(table.Features, profile.Differences);
        var channels = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).ToArray();
        var revenue = new long[sizes.Length];
        var scores = RfmScores.Of(snapshot, asOf.DayNumber);
        for (var row = 0; row < assignment.Customers.Length; row++)
            revenue[assignment.Labels[row]] += scores.MoneyE4[assignment.Customers[row]];
        var components = PrincipalComponents.Of(rows);
        return new ClustersResult
        {
            Model = model with { Names = names },
            Assignment = assignment,
            Clusters = [.. Enumerable.Range(0, sizes.Length).Select(Row)],
            Features = table.Features,
            Everybody = profile.Everybody,
            Reports = table.Reports,
            Count = null,
            Stability = null,
            Silhouette = silhouette,
            Points = profile.Points(snapshot, components, MostPoints),
            Components = components,
            ConsentChannels = channels,
            Iterations = 0,
            Stopped = StopReason.Converged,
            Receipt = null!,
        };

        ClusterRow Row(int cluster)
        {
            var people = assignment.Members(cluster);
            return new ClusterRow
            {
                Number = cluster,
                ProposedName = names[cluster],
                Customers = sizes[cluster],
                Share = (double)sizes[cluster] / assignment.Customers.Length,
                RevenueE4 = revenue[cluster],
                Silhouette = silhouette.ByCluster[cluster],
                Membership = profile.Membership(cluster),
                Values = [.. table.Features.Select((_, f) => new ClusterValue(profile.Means[cluster][f], profile.Differences[cluster][f]))],
                Ranked = [.. Enumerable.Range(0, table.Features.Length).OrderByDescending(f => Math.Abs(profile.Differences[cluster][f])).ThenBy(f => f)],
                Contactable = [.. channels.Select(channel => Bitmap.CountBoth(people, snapshot.ConsentTo(channel)))],
            };
        }
    }

    private static ClustersResult Nothing(FeatureTable table, Receipt receipt) => new()
    {
        NotEnough = table.Features.Length == 0 && table.Customers.Length >= LeastCustomers
            ? new NotEnoughData("clusters", "features that differ between customers", 1, 0)
            : new NotEnoughData("clusters", "customers with an order", LeastCustomers, table.Customers.Length),
        Model = null,
        Assignment = null,
        Clusters = [],
        Features = table.Features,
        Everybody = [],
        Reports = table.Reports,
        Count = null,
        Stability = null,
        Silhouette = null,
        Points = [],
        Components = null,
        ConsentChannels = [],
        Iterations = 0,
        Stopped = StopReason.Converged,
        Receipt = receipt,
    };

    private Receipt MakeReceipt(Snapshot snapshot, FeatureTable table, CustomerMembers members, int withoutOrder)
    {
        List<LeftOut> leftOut = [];
        if (members.KnownLater > 0)
            leftOut.Add(new LeftOut(members.KnownLater, "not known yet at the end of the range"));
        if (withoutOrder > 0)
            leftOut.Add(new LeftOut(withoutOrder, "without an order until the end of the range"));
        return Receipt.For(
            snapshot,
            Scope with { Comparison = Comparison.None },
            "Clusters of customers with an order until the end of the range, by features that rest on all their orders until then; the filter decides who is clustered. "
            + "Features are transformed as the table says, then scaled to mean 0 and standard deviation 1.",
            table.Customers.Length,
            "customers") with
        {
            LeftOut = [.. leftOut, .. table.LeftOut],
            Details =
            [
                new("Method", MethodText(Method)),
                new("Seed", Seed.ToString(CultureInfo.InvariantCulture)),
                new("Features", string.Join(", ", table.Reports.Where(r => r.Used).Select(r => r.Feature.Name + TransformText(r.Transform)))),
                new("Missing values", Missing == MissingValues.LeaveOut ? "customers without a value are left out"
                    : Method == ClusterMethod.LatentClasses ? "nothing is counted for who lacks a value; the profile shows means of those with one"
                    : "the median of the customers with a value: " + Filled(table)),
            ],
        };
    }

    private IEnumerable<KeyValuePair<string, string>> Details(FoundClusters found, ClusterCount count, ClusterStability stability, int silhouetteRows, int k)
    {
        var invariant = CultureInfo.InvariantCulture;
        yield return new("Number of clusters", K is null ? string.Create(invariant, $"{k}, as proposed: {count.Reason}") : string.Create(invariant, $"{k}, as chosen; {count.Proposed} are proposed"));
        yield return new("Criteria for the number", string.Create(invariant, $"on {count.SampleRows:#,0} customers drawn by the seed"));
        yield return new("Ended", string.Create(invariant, $"after {found.Iterations} passes: {StoppedText(found.Stopped)}"));
        yield return new("Silhouette", string.Create(invariant, $"exact over all pairs of {silhouetteRows:#,0} customers drawn by the seed"));
        yield return new("Stability", string.Create(
            invariant, $"adjusted Rand index {stability.Mean:0.00}, 95 % of {stability.Resamples} resamples of {stability.Rows:#,0} customers from {stability.Interval.Low:0.00} to {stability.Interval.High:0.00}"));
    }

    private static string Filled(FeatureTable table) => table.Reports.Where(r => r.Missing > 0).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Feature.Name} {r.Missing:#,0}")).ToArray() is { Length: > 0 } filled
        ? string.Join(", ", filled)
        : "nobody lacks one";

    /// <summary>The name of a method.</summary>
    public static string MethodText(ClusterMethod method) => method switch
    {
        ClusterMethod.MixtureFull => "Gaussian mixture, full covariances",
        ClusterMethod.MixtureDiagonal => "Gaussian mixture, diagonal covariances",
        ClusterMethod.LatentClasses => "Latent classes",
        _ => "k-means",
    };

    private static string StoppedText(StopReason reason) => reason switch
    {
        StopReason.Converged => "no customer changed cluster any more",
        StopReason.WithinTolerance => "the likelihood rose no more",
        _ => "the most passes were reached",
    };

    private static string TransformText(FeatureTransform transform) => transform switch
    {
        FeatureTransform.Log => " (log)",
        FeatureTransform.Winsorise => " (winsorised)",
        FeatureTransform.Log | FeatureTransform.Winsorise => " (log, winsorised)",
        _ => "",
    };

    // Turns the shares of parts into the share of the whole.
    private sealed class Stages(IProgress<double>? progress)
    {
        public void Reached(double share) => progress?.Report(share);

        public IProgress<double>? Part(double from, double to) => progress is null ? null : new Span(progress, from, to);

        private sealed class Span(IProgress<double> whole, double from, double to) : IProgress<double>
        {
            public void Report(double value) => whole.Report(from + ((to - from) * value));
        }
    }
}
