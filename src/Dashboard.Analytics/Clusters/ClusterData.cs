namespace Dashboard.Analytics.Clusters;

/// <summary>Customers as the methods see them: scaled features, and for latent classes their counts.</summary>
/// <param name="Rows">Scaled features.</param>
/// <param name="Counts">Counts of the same customers; null for methods that do not count.</param>
internal sealed record ClusterData(RowMatrix Rows, CountTable? Counts)
{
    /// <summary>Some of the customers, in the order asked for; one may be taken several times.</summary>
    public ClusterData Take(ReadOnlySpan<int> rows) => new(Rows.Take(rows), Counts?.Take(rows));
}
