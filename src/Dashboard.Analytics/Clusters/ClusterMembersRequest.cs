using System.Collections;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>Who is in a cluster, or in any of them: a page of the list, or all as an export reads them one after the other.</summary>
/// <param name="Clusters">The clusters.</param>
/// <param name="Cluster">Number of the cluster; null for all customers who were clustered.</param>
/// <param name="Skip">Members passed over.</param>
/// <param name="Take">Most members listed.</param>
public sealed record ClusterMembersRequest(ClustersRequest Clusters, int? Cluster, int Skip = 0, int Take = int.MaxValue) : IAnalysis<ClusterMembers>
{
    /// <inheritdoc/>
    public ClusterMembers Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var result = Clusters.Run(snapshot, cancellationToken);
        if (result.Assignment is not { } assignment || result.Model is not { } model)
            return new ClusterMembers(result, 0, []);
        int[] rows = [.. Enumerable.Range(0, assignment.Customers.Length).Where(row => Cluster is null || assignment.Labels[row] == Cluster)];
        var wanted = rows.AsSpan(Math.Min(Skip, rows.Length), Math.Min(Take, rows.Length - Math.Min(Skip, rows.Length))).ToArray();
        var values = CustomerFeatures.Read(
            snapshot, snapshot.Resolve(Clusters.Scope.Range).To.DayNumber, [.. model.Features.Select(f => f.Key)], Array.ConvertAll(wanted, row => assignment.Customers[row]), cancellationToken);
        return new ClusterMembers(result, rows.Length, new Rows(snapshot, assignment, wanted, values));
    }

    // Made one at a time, so that a million members need no room of their own.
    private sealed class Rows(Snapshot snapshot, ClusterAssignment assignment, int[] rows, float[][] values) : IReadOnlyList<ClusterMember>
    {
        public int Count => rows.Length;

        public ClusterMember this[int index]
        {
            get
            {
                var (row, customer) = (rows[index], assignment.Customers[rows[index]]);
                return new ClusterMember(
                    snapshot.Customers.Keys[customer]!,
                    snapshot.Customers.Names[customer],
                    assignment.Labels[row],
                    assignment.Memberships is null ? null : assignment.MembershipOf(row, assignment.Labels[row]),
                    Array.ConvertAll(values, column => float.IsNaN(column[index]) ? null : (float?)column[index]));
            }
        }

        public IEnumerator<ClusterMember> GetEnumerator()
        {
            for (var i = 0; i < rows.Length; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Members of clusters.</summary>
/// <param name="Result">The clusters.</param>
/// <param name="Count">How many members there are, listed or not.</param>
/// <param name="Rows">Those listed, by the order of customers.</param>
public sealed record ClusterMembers(ClustersResult Result, int Count, IReadOnlyList<ClusterMember> Rows);

/// <summary>A member of a cluster.</summary>
/// <param name="Key">The customer.</param>
/// <param name="Name">Name, null when unknown.</param>
/// <param name="Cluster">Number of the cluster.</param>
/// <param name="Membership">Probability of that cluster; null for k-means.</param>
/// <param name="Values">Values of <see cref="ClustersResult.Features"/>, null where missing.</param>
public sealed record ClusterMember(string Key, string? Name, int Cluster, float? Membership, IReadOnlyList<float?> Values);
