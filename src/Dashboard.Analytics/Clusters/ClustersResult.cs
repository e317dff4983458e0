using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>A feature of a cluster beside everybody.</summary>
/// <param name="Mean">Mean of the members with a value, in the feature's own unit; null when none has one.</param>
/// <param name="Difference">Mean of the members less that of everybody, in standard deviations of the scaled feature.</param>
public sealed record ClusterValue(double? Mean, double Difference);

/// <summary>One cluster.</summary>
public sealed record ClusterRow
{
    /// <summary>Its number, from 0; the largest cluster is 0.</summary>
    public required int Number { get; init; }

    /// <summary>The name proposed from its largest differences.</summary>
    public required string ProposedName { get; init; }

    /// <summary>Members.</summary>
    public required int Customers { get; init; }

    /// <summary>Share of the clustered customers, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Revenue of the members until the end of the range, in ten-thousandths.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>Mean silhouette of its members on the sample, −1 to 1; null when none is in it.</summary>
    public required double? Silhouette { get; init; }

    /// <summary>Mean probability of the members to belong to it; null for k-means.</summary>
    public required double? Membership { get; init; }

    /// <summary>Its values, one for each of <see cref="ClustersResult.Features"/>.</summary>
    public required IReadOnlyList<ClusterValue> Values { get; init; }

    /// <summary>Indices of features, the one with the largest difference first.</summary>
    public required IReadOnlyList<int> Ranked { get; init; }

    /// <summary>Members who granted consent, one count for each of <see cref="ClustersResult.ConsentChannels"/>.</summary>
    public required IReadOnlyList<int> Contactable { get; init; }
}

/// <summary>A customer on the plane of the first two principal components.</summary>
/// <param name="Key">The customer.</param>
/// <param name="Cluster">Number of the cluster.</param>
/// <param name="First">First component.</param>
/// <param name="Second">Second component; 0 with one feature.</param>
/// <param name="Values">Values of <see cref="ClustersResult.Features"/>, NaN where missing.</param>
public sealed record ClusterPoint(string Key, int Cluster, double First, double Second, IReadOnlyList<float> Values);

/// <summary>Clusters of customers.</summary>
public sealed record ClustersResult
{
    /// <summary>What the data lacks; when set, there are no clusters and only <see cref="Reports"/> and <see cref="Receipt"/> mean something.</summary>
    public NotEnoughData? NotEnough { get; init; }

    /// <summary>The fitted model: it scores customers of later data.</summary>
    public required ClusterModel? Model { get; init; }

    /// <summary>Which customer is in which cluster.</summary>
    public required ClusterAssignment? Assignment { get; init; }

    /// <summary>The clusters, largest first.</summary>
    public required IReadOnlyList<ClusterRow> Clusters { get; init; }

    /// <summary>The features that the clusters rest on.</summary>
    public required IReadOnlyList<ClusterFeature> Features { get; init; }

    /// <summary>Means of all clustered customers, one for each of <see cref="Features"/>, in their own units.</summary>
    public required IReadOnlyList<double?> Everybody { get; init; }

    /// <summary>What became of each chosen feature.</summary>
    public required IReadOnlyList<FeatureReport> Reports { get; init; }

    /// <summary>Numbers of clusters side by side.</summary>
    public required ClusterCount? Count { get; init; }

    /// <summary>How far the clusters come back when the data is drawn anew.</summary>
    public required ClusterStability? Stability { get; init; }

    /// <summary>Silhouettes on a sample.</summary>
    public required Silhouette? Silhouette { get; init; }

    /// <summary>Sampled customers to draw.</summary>
    public required IReadOnlyList<ClusterPoint> Points { get; init; }

    /// <summary>Directions in which the scaled features vary most.</summary>
    public required PrincipalComponents? Components { get; init; }

    /// <summary>Channels that consent is asked for.</summary>
    public required IReadOnlyList<string> ConsentChannels { get; init; }

    /// <summary>Passes of the start that was kept.</summary>
    public required int Iterations { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason Stopped { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }
}
