using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>How clusters are found.</summary>
public enum ClusterMethod
{
    /// <summary>k-means: compact clusters of like extent; every customer belongs to one.</summary>
    KMeans,

    /// <summary>Gaussian mixture with full covariances: ellipsoids of any direction; membership is a probability.</summary>
    MixtureFull,

    /// <summary>Gaussian mixture with diagonal covariances: ellipsoids along the features; membership is a probability.</summary>
    MixtureDiagonal,

    /// <summary>
    /// Latent classes: shares are taken as the counts behind them, so that customers with few orders, who show little, weigh little; numbers by the bin in which they lie. Membership is a probability.
    /// </summary>
    LatentClasses,
}

/// <summary>What becomes of customers without a value of some feature.</summary>
public enum MissingValues
{
    /// <summary>They get the median of the customers with one.</summary>
    Median,

    /// <summary>They are left out.</summary>
    LeaveOut,
}

/// <summary>
/// A fitted clustering: all that is needed to put the customers of any later state of the shop into the same clusters. It holds numbers and names only, so that it can be stored as JSON.
/// </summary>
public sealed record ClusterModel
{
    /// <summary>Method.</summary>
    public required ClusterMethod Method { get; init; }

    /// <summary>The features with their fitted scales, in the order of the columns.</summary>
    public required IReadOnlyList<FeatureScale> Features { get; init; }

    /// <summary>What becomes of customers without a value.</summary>
    public required MissingValues Missing { get; init; }

    /// <summary>Centres of k-means, or means of the mixture, cluster after cluster, in scaled features.</summary>
    public required double[] Centres { get; init; }

    /// <summary>The mixture, null for k-means.</summary>
    public MixtureParameters? Mixture { get; init; }

    /// <summary>The latent classes; null for other methods.</summary>
    public CountMixtureParameters? Classes { get; init; }

    /// <summary>Names of the clusters.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Number of clusters.</summary>
    public int Clusters => Centres.Length / Features.Count;

    /// <summary>
    /// Puts the customers of a snapshot into the clusters: those with an order until the day, and a value of every feature where missing ones are left out.
    /// </summary>
    /// <param name="snapshot">The data, of now or of later.</param>
    /// <param name="asOf">The last day that counts.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <exception cref="ArgumentException">The model names a feature that this version does not know.</exception>
    public ClusterAssignment Assign(Snapshot snapshot, DateOnly asOf, CancellationToken cancellationToken)
    {
        var customers = CustomerFeatures.WithOrder(snapshot, asOf.DayNumber).ToArray();
        var raw = CustomerFeatures.Read(snapshot, asOf.DayNumber, [.. Features.Select(f => f.Key)], customers, cancellationToken);
        var known = Missing == MissingValues.Median ? null : FeatureTable.Complete(raw, customers.Length);
        if (known is not null)
            (customers, raw) = FeatureTable.Take(customers, raw, known);
        var counts = Classes is null ? null : CountReader.Read(snapshot, asOf.DayNumber, Classes.Blocks, customers, cancellationToken);
        return Assign(snapshot.Customers.Count, customers, new ClusterData(FeatureTable.Scaled(raw, Features, customers.Length), counts), cancellationToken);
    }

    /// <summary>The cluster of each customer as of a day number, computed once and kept with the snapshot; −1 for those that belong to none.</summary>
    public Codes CodesOf(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(ClusterModel), this, asOfDay), () =>
        Codes.Of(Array.ConvertAll(Assign(snapshot, DateOnly.FromDayNumber(asOfDay), CancellationToken.None).Cluster, c => (int)c), Clusters));

    /// <summary>Puts prepared rows into the clusters.</summary>
    internal ClusterAssignment Assign(int count, int[] customers, ClusterData data, CancellationToken cancellationToken)
    {
        var memberships = Classes is not null ? CountMixture.Memberships(data.Counts!, Classes, cancellationToken)
            : Mixture is not null ? GaussianMixture.Memberships(data.Rows, Mixture, cancellationToken)
            : null;
        var labels = memberships is null ? KMeans.Assign(data.Rows, Centres, cancellationToken) : Memberships.Likeliest(memberships, Clusters);
        var clusters = new short[count];
        Array.Fill(clusters, ClusterAssignment.None);
        for (var row = 0; row < customers.Length; row++)
            clusters[customers[row]] = (short)labels[row];
        return new ClusterAssignment(clusters, Clusters) { Customers = customers, Labels = labels, Memberships = memberships };
    }
}

/// <summary>Which cluster each customer of a snapshot belongs to.</summary>
/// <param name="Cluster">Number of the cluster of each customer; <see cref="None"/> for those who belong to none.</param>
/// <param name="Clusters">Number of clusters.</param>
public sealed record ClusterAssignment(short[] Cluster, int Clusters)
{
    /// <summary>Stands for no cluster.</summary>
    public const short None = -1;

    /// <summary>The customers who belong to one, ascending.</summary>
    public required int[] Customers { get; init; }

    /// <summary>The cluster of each of <see cref="Customers"/>.</summary>
    public required int[] Labels { get; init; }

    /// <summary>The probability of each cluster for each of <see cref="Customers"/>, customer after customer; null for k-means.</summary>
    public float[]? Memberships { get; init; }

    /// <summary>The probability of one of <see cref="Customers"/> to belong to a cluster; 1 or 0 for k-means.</summary>
    /// <param name="row">Index in <see cref="Customers"/>.</param>
    /// <param name="cluster">Number of the cluster, from 0.</param>
    public float MembershipOf(int row, int cluster) => Memberships is null ? (Labels[row] == cluster ? 1 : 0) : Memberships[(row * Clusters) + cluster];

    /// <summary>The probability of every customer of the snapshot to belong to a cluster; NaN for those who belong to none.</summary>
    /// <param name="cluster">Number of the cluster, from 0.</param>
    public float[] ColumnOf(int cluster)
    {
        var column = new float[Cluster.Length];
        Array.Fill(column, float.NaN);
        for (var row = 0; row < Customers.Length; row++)
            column[Customers[row]] = MembershipOf(row, cluster);
        return column;
    }

    /// <summary>The members of a cluster.</summary>
    /// <param name="cluster">Its number, from 0.</param>
    public Bitmap Members(int cluster)
    {
        var members = new Bitmap(Cluster.Length);
        for (var row = 0; row < Customers.Length; row++)
        {
            if (Labels[row] == cluster)
                members.Add(Customers[row]);
        }

        return members;
    }

    /// <summary>Customers of each cluster.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Clusters];
        foreach (var label in Labels)
            sizes[label]++;
        return sizes;
    }
}
