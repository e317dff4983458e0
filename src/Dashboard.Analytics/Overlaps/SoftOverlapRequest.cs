using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overlaps;

/// <summary>
/// Two saved clusterings laid over each other, or one over itself: how many customers each pair of clusters is expected to share, where each belongs with a probability. A clustering by k-means puts
/// everybody into one cluster for certain.
/// </summary>
/// <param name="Scope">When and whom; customers are put into the clusters on the last day of the range.</param>
/// <param name="First">Name of the clustering whose clusters are the rows; null, or of none, for the first.</param>
/// <param name="Second">Name of the clustering whose clusters are the columns; null, or of none, for another than the first, else the same.</param>
public sealed record SoftOverlapRequest(Scope Scope, string? First = null, string? Second = null) : IAnalysis<SoftOverlapResult>, IScoped
{
    /// <inheritdoc/>
    public SoftOverlapResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var models = snapshot.Segments.Clusters;
        var asOf = snapshot.Resolve(Scope.Range).To;
        var everybody = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var rows = snapshot.Segments.Cluster(First ?? "") ?? (models.Count > 0 ? models[0] : null);
        var columns = snapshot.Segments.Cluster(Second ?? "") ?? models.FirstOrDefault(m => m != rows) ?? rows;
        var (first, second) = (Side(rows), columns == rows ? null : Side(columns));
        second ??= first;
        var cells = first is null || second is null
            ? []
            : Enumerable.Range(0, rows!.Clusters.Count).Select(row =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (IReadOnlyList<SoftOverlap>)[.. second.Select(column => SoftOverlap.Of(first[row], column))];
            }).ToArray();
        return new SoftOverlapResult
        {
            Models = [.. models.Select(m => m.Name)],
            First = rows?.Name,
            Second = columns?.Name,
            Rows = rows?.Clusters ?? [],
            Columns = columns?.Clusters ?? [],
            Cells = cells,
            Customers = cells.Length == 0 ? 0 : cells[0][0].Customers,
            SmallestGroup = snapshot.Settings.SmallestGroup,
            Receipt = ReceiptOf(snapshot, rows, columns, cells.Length == 0 ? 0 : cells[0][0].Customers),
        };

        // A column of probabilities for each cluster; NaN for those who are not placed or whom the filter leaves out.
        float[][]? Side(Clustering? model)
        {
            if (model is null)
                return null;
            var assignment = model.AssignmentOf(snapshot, asOf.DayNumber);
            cancellationToken.ThrowIfCancellationRequested();
            return [.. Enumerable.Range(0, model.Clusters.Count).Select(cluster =>
            {
                var column = assignment.ColumnOf(cluster);
                for (var customer = 0; customer < column.Length; customer++)
                {
                    if (!everybody[customer])
                        column[customer] = float.NaN;
                }

                return column;
            })];
        }
    }

    private Receipt ReceiptOf(Snapshot snapshot, Clustering? rows, Clustering? columns, int customers) => Receipt.For(
        snapshot,
        Scope,
        "Customers whom both clusterings place on the last day of the range. Shared: the sum over customers of the product of their probabilities to belong to the one and to the other cluster (Zadeh 1965), "
        + "with the interval of that number of customers. Jaccard: shared by expected customers of either. Lift: shared by those of independent clusters of these sizes.",
        customers,
        "customers") with
    {
        Details =
        [
            new("Rows", rows?.Name ?? "no clustering is saved"),
            new("Columns", columns?.Name ?? "no clustering is saved"),
            new("Interval", string.Create(CultureInfo.InvariantCulture, $"{OverlapRequest.Level:P0}, normal approximation of the Poisson binomial distribution")),
        ],
    };
}

/// <summary>Two clusterings laid over each other.</summary>
public sealed record SoftOverlapResult
{
    /// <summary>Names of all saved clusterings.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The clustering of the rows; null when none is saved.</summary>
    public required string? First { get; init; }

    /// <summary>The clustering of the columns; null when none is saved.</summary>
    public required string? Second { get; init; }

    /// <summary>Clusters of the first.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>Clusters of the second.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What each pair shares, by row, then column; none without customers or clusterings.</summary>
    public required IReadOnlyList<IReadOnlyList<SoftOverlap>> Cells { get; init; }

    /// <summary>Customers whom both place.</summary>
    public required int Customers { get; init; }

    /// <summary>Customers that a count in a file needs.</summary>
    public required int SmallestGroup { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}
