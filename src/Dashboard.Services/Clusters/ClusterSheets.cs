using Dashboard.Analytics.Clusters;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Clusters;

/// <summary>Clusters as sheets: sizes, profile, features, the number of clusters, sampled points, members.</summary>
public static class ClusterSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["clusters", "profile", "features", "number", "points"];

    /// <summary>All sheets but the members.</summary>
    /// <param name="result">The clusters.</param>
    /// <param name="names">Their names.</param>
    public static IReadOnlyList<Sheet> All(ClustersResult result, IReadOnlyList<string> names) => [.. Parts.Select(part => Part(result, names, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(ClustersResult result, IReadOnlyList<string> names, string part) => part switch
    {
        "clusters" => Sizes(result, names),
        "profile" => Profile(result, names),
        "features" => Features(result),
        "number" => Number(result),
        "points" => Points(result, names),
        _ => null,
    };

    /// <summary>A row a cluster.</summary>
    public static Sheet Sizes(ClustersResult result, IReadOnlyList<string> names) => Sheet.Of(
        "Clusters",
        [
            new("Cluster", CellKind.Text) { Width = 40 }, new("Proposed name", CellKind.Text) { Width = 40 }, new("Customers", CellKind.Integer), new("Share", CellKind.Percent),
            new("Revenue until then", CellKind.Money), new("Silhouette", CellKind.Number) { Decimals = 3 }, new("Mean membership", CellKind.Percent),
            .. result.ConsentChannels.Select(c => new SheetColumn($"Contactable by {c}", CellKind.Integer)),
        ],
        result.Clusters,
        (row, cluster) =>
        {
            row.Text(names[cluster.Number]);
            row.Text(cluster.ProposedName);
            row.Integer(cluster.Customers);
            row.Percent(cluster.Share);
            row.Money(cluster.RevenueE4);
            row.Number(cluster.Silhouette);
            row.Percent(cluster.Membership);
            foreach (var count in cluster.Contactable)
                row.Integer(count);
        });

    /// <summary>A row a cluster and feature: mean, mean of everybody, difference in standard deviations, its place among the differences.</summary>
    public static Sheet Profile(ClustersResult result, IReadOnlyList<string> names) => Sheet.Of(
        "Profile",
        [
            new("Cluster", CellKind.Text) { Width = 40 }, new("Feature", CellKind.Text) { Width = 30 }, new("Unit", CellKind.Text), new("Mean", CellKind.Number) { Decimals = 3 },
            new("Mean of everybody", CellKind.Number) { Decimals = 3 }, new("Difference in standard deviations", CellKind.Number) { Decimals = 2 }, new("Place", CellKind.Integer),
        ],
        result.Clusters.SelectMany(cluster => cluster.Ranked.Select((feature, place) => (cluster, feature, place))),
        (row, item) =>
        {
            row.Text(names[item.cluster.Number]);
            row.Text(result.Features[item.feature].Name);
            row.Text(result.Features[item.feature].Unit.ToString());
            row.Number(item.cluster.Values[item.feature].Mean);
            row.Number(result.Everybody[item.feature]);
            row.Number(item.cluster.Values[item.feature].Difference);
            row.Integer(item.place + 1);
        });

    /// <summary>A row a chosen feature: what was done to it and why.</summary>
    public static Sheet Features(ClustersResult result) => Sheet.Of(
        "Features",
        [
            new("Feature", CellKind.Text) { Width = 30 }, new("Definition", CellKind.Text) { Width = 60 }, new("Used", CellKind.Boolean), new("Transform", CellKind.Text), new("Proposed", CellKind.Text),
            new("Reason", CellKind.Text) { Width = 60 }, new("Customers without a value", CellKind.Integer), new("Set to a percentile", CellKind.Integer),
        ],
        result.Reports,
        (row, report) =>
        {
            row.Text(report.Feature.Name);
            row.Text(report.Feature.Definition);
            row.Boolean(report.Used);
            row.Text(report.Transform.ToString());
            row.Text(report.Proposed.ToString());
            row.Text(report.Reason);
            row.Integer(report.Missing);
            row.Integer(report.Clipped);
        });

    /// <summary>A row a number of clusters with the three criteria.</summary>
    public static Sheet Number(ClustersResult result) => Sheet.Of(
        "Number of clusters",
        [
            new("Clusters", CellKind.Integer), new("Silhouette", CellKind.Number) { Decimals = 4 }, new("Gap", CellKind.Number) { Decimals = 4 }, new("Standard error of the gap", CellKind.Number) { Decimals = 4 },
            new("BIC", CellKind.Number) { Decimals = 1 }, new("Sum of squares", CellKind.Number) { Decimals = 1 }, new("Proposed", CellKind.Boolean),
        ],
        result.Count?.Rows ?? [],
        (row, count) =>
        {
            row.Integer(count.K);
            row.Number(count.Silhouette);
            row.Number(count.Gap);
            row.Number(count.GapError);
            row.Number(count.Bic);
            row.Number(count.Inertia);
            row.Boolean(count.K == result.Count!.Proposed);
        });

    /// <summary>The sampled customers that the scatter shows.</summary>
    public static Sheet Points(ClustersResult result, IReadOnlyList<string> names) => Sheet.Of(
        "Sampled customers",
        [
            new("Customer", CellKind.Text), new("Cluster", CellKind.Text) { Width = 40 }, new("First component", CellKind.Number) { Decimals = 3 }, new("Second component", CellKind.Number) { Decimals = 3 },
            .. result.Features.Select(f => new SheetColumn(f.Name, CellKind.Number) { Decimals = 3 }),
        ],
        result.Points,
        (row, point) =>
        {
            row.Text(point.Key);
            row.Text(names[point.Cluster]);
            row.Number(point.First);
            row.Number(point.Second);
            foreach (var value in point.Values)
                row.Number(float.IsNaN(value) ? null : value);
        });

    /// <summary>A row a member: id, name, cluster, membership, features.</summary>
    public static Sheet Members(ClusterMembers members, IReadOnlyList<string> names) => Sheet.Of(
        "Members",
        [
            new("Customer", CellKind.Text), new("Name", CellKind.Text), new("Cluster", CellKind.Text) { Width = 40 }, new("Membership", CellKind.Percent),
            .. members.Result.Features.Select(f => new SheetColumn(f.Name, CellKind.Number) { Decimals = 3 }),
        ],
        members.Rows,
        (row, member) =>
        {
            row.Text(member.Key);
            row.Text(member.Name);
            row.Text(names[member.Cluster]);
            row.Percent(member.Membership);
            foreach (var value in member.Values)
                row.Number(value);
        });
}
