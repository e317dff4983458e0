using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>Sums up the features of clusters beside everybody.</summary>
internal sealed class ClusterProfile
{
    private readonly FeatureTable table;
    private readonly RowMatrix rows;
    private readonly ClusterAssignment assignment;

    public ClusterProfile(FeatureTable table, RowMatrix rows, ClusterAssignment assignment)
    {
        (this.table, this.rows, this.assignment) = (table, rows, assignment);
        var sizes = assignment.Sizes();
        var (clusters, features) = (sizes.Length, table.Features.Length);
        Means = [.. sizes.Select(_ => new double?[features])];
        Differences = [.. sizes.Select(_ => new double[features])];
        Everybody = new double?[features];
        for (var feature = 0; feature < features; feature++)
        {
            var (sums, counts) = (new double[clusters], new int[clusters]);
            for (var row = 0; row < rows.Rows; row++)
            {
                var cluster = assignment.Labels[row];
                Differences[cluster][feature] += rows[row, feature] / (double)sizes[cluster];
                if (float.IsNaN(table.Raw[feature][row]))
                    continue;
                sums[cluster] += table.Raw[feature][row];
                counts[cluster]++;
            }

            for (var cluster = 0; cluster < clusters; cluster++)
                Means[cluster][feature] = counts[cluster] == 0 ? null : sums[cluster] / counts[cluster];
            Everybody[feature] = counts.Sum() == 0 ? null : sums.Sum() / counts.Sum();
        }
    }

    /// <summary>Means of the clusters in original units, cluster by feature.</summary>
    public double?[][] Means { get; }

    /// <summary>Means of the clusters in scaled features, whose mean over everybody is 0.</summary>
    public double[][] Differences { get; }

    /// <summary>Means of everybody in original units.</summary>
    public double?[] Everybody { get; }

    /// <summary>Mean probability of the members of a cluster; null for k-means and for a cluster without members.</summary>
    public double? Membership(int cluster)
    {
        if (assignment.Memberships is null)
            return null;
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < assignment.Labels.Length; row++)
        {
            if (assignment.Labels[row] == cluster)
                (sum, count) = (sum + assignment.MembershipOf(row, cluster), count + 1);
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>Sampled customers.</summary>
    public ClusterPoint[] Points(Snapshot snapshot, PrincipalComponents components, int most) =>
    [
        .. new SeededRandom(1, -4).Sample(rows.Rows, most).Select(row => new ClusterPoint(
            snapshot.Customers.Keys[table.Customers[row]]!,
            assignment.Labels[row],
            components.Project(rows, row, 0),
            rows.Columns > 1 ? components.Project(rows, row, 1) : 0,
            [.. table.Raw.Select(column => column[row])])),
    ];
}
