using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>
/// What rules can refer to by name: saved segments, manual lists, cluster models. It is part of the snapshot; names are told apart whatever their case.
/// </summary>
public sealed class SegmentCatalog
{
    private readonly Dictionary<string, SavedSegment> segments = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CustomerList> lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Clustering> clusters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a catalog.</summary>
    /// <param name="segments">Saved segments.</param>
    /// <param name="lists">Manual lists.</param>
    /// <param name="clusters">Cluster models.</param>
    /// <exception cref="ArgumentException">Two of a kind have the same name.</exception>
    public SegmentCatalog(IEnumerable<SavedSegment> segments, IEnumerable<CustomerList> lists, IEnumerable<Clustering>? clusters = null)
    {
        (Segments, Lists, Clusters) = ([.. segments], [.. lists], [.. clusters ?? []]);
        foreach (var segment in Segments)
            this.segments.Add(segment.Name, segment);
        foreach (var list in Lists)
            this.lists.Add(list.Name, list);
        foreach (var model in Clusters)
            this.clusters.Add(model.Name, model);
    }

    /// <summary>A catalog of nothing.</summary>
    public static SegmentCatalog Empty { get; } = new([], []);

    /// <summary>Saved segments, in the order given.</summary>
    public IReadOnlyList<SavedSegment> Segments { get; }

    /// <summary>Manual lists, in the order given.</summary>
    public IReadOnlyList<CustomerList> Lists { get; }

    /// <summary>Cluster models, in the order given.</summary>
    public IReadOnlyList<Clustering> Clusters { get; }

    /// <summary>A segment by name, or null.</summary>
    public SavedSegment? Segment(string name) => segments.GetValueOrDefault(name);

    /// <summary>This catalog with one segment as it will be when it is saved, so that what would go wrong then is found before.</summary>
    /// <param name="segment">The segment; one of its name is replaced.</param>
    public SegmentCatalog With(SavedSegment segment) =>
        new([.. Segments.Where(s => !string.Equals(s.Name, segment.Name, StringComparison.OrdinalIgnoreCase)), segment], Lists, Clusters);

    /// <summary>A list by name, or null.</summary>
    public CustomerList? List(string name) => lists.GetValueOrDefault(name);

    /// <summary>A cluster model by name, or null.</summary>
    public Clustering? Cluster(string name) => clusters.GetValueOrDefault(name);
}

/// <summary>A rule that was saved under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rule">The rule.</param>
public sealed record SavedSegment(string Name, Rule Rule);

/// <summary>Customers that were picked or imported by hand.</summary>
/// <param name="Name">The name.</param>
/// <param name="Keys">Keys of the customers; those that no customer has are passed over.</param>
public sealed record CustomerList(string Name, IReadOnlyList<string> Keys);

/// <summary>A saved clustering: it puts any customer into one of its clusters, those that came after it was made as well.</summary>
/// <param name="Name">The name.</param>
/// <param name="Clusters">Names of the clusters.</param>
/// <param name="CodesOf">A cluster index for each customer as of a day number, −1 for those it can't place.</param>
public sealed record Clustering(string Name, IReadOnlyList<string> Clusters, Func<Snapshot, int, Codes> CodesOf)
{
    /// <summary>Puts the customers into the clusters as of a day number, with their probabilities; null where only <see cref="CodesOf"/> is known.</summary>
    public Func<Snapshot, int, ClusterAssignment>? Assign { get; init; }

    /// <summary>The customers in the clusters as of a day number; for certain where no probabilities are known.</summary>
    public ClusterAssignment AssignmentOf(Snapshot snapshot, int asOfDay)
    {
        if (Assign is { } assign)
            return assign(snapshot, asOfDay);
        var codes = CodesOf(snapshot, asOfDay);
        int[] placed = [.. Enumerable.Range(0, codes.Length).Where(customer => codes[customer] >= 0)];
        return new ClusterAssignment([.. Enumerable.Range(0, codes.Length).Select(customer => (short)codes[customer])], Clusters.Count)
        {
            Customers = placed,
            Labels = Array.ConvertAll(placed, customer => codes[customer]),
        };
    }
}
