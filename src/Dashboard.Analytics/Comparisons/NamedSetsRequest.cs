using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>The sets of customers that have a name: what a menu offers beside the RFM groups.</summary>
public sealed record NamedSetsRequest : IAnalysis<NamedSets>
{
    /// <inheritdoc/>
    public NamedSets Run(Snapshot snapshot, CancellationToken cancellationToken) => new(
        [.. snapshot.Segments.Segments.Select(s => s.Name).Order(StringComparer.OrdinalIgnoreCase)],
        [.. snapshot.Segments.Lists.Select(l => l.Name).Order(StringComparer.OrdinalIgnoreCase)],
        [.. snapshot.Segments.Clusters.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).SelectMany(c => c.Clusters.Select(cluster => new NamedCluster(c.Name, cluster)))]);
}

/// <summary>Names of sets, in the order of the alphabet.</summary>
/// <param name="Segments">Saved segments.</param>
/// <param name="Lists">Manual lists.</param>
/// <param name="Clusters">Clusters of saved models.</param>
public sealed record NamedSets(IReadOnlyList<string> Segments, IReadOnlyList<string> Lists, IReadOnlyList<NamedCluster> Clusters);

/// <summary>A cluster of a saved model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Cluster">Name of the cluster.</param>
public sealed record NamedCluster(string Model, string Cluster);
