using System.Globalization;
using Dashboard.Analytics.Clusters;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Clusters;

/// <summary>The charts and tables of clusters.</summary>
public static class ClusterCharts
{
    /// <summary>Customers by cluster.</summary>
    public static BarSpec Sizes(ClustersResult result, IReadOnlyList<string> names) => new()
    {
        Label = "Customers by cluster",
        ValueName = "Customers",
        AxisName = "Cluster",
        Labels = names,
        Series = [new("Customers", [.. result.Clusters.Select(c => (double?)c.Customers)])],
        PointColors = [.. result.Clusters.Select(c => ChartColors.Series(c.Number))],
        Notes = [.. result.Clusters.Select(c => ClusterText.Differences(result, c, 2))],
        Horizontal = true,
        Height = 60 + (40 * names.Count),
    };

    /// <summary>A row a cluster with all that is known of it.</summary>
    public static TableModel Table(ClustersResult result, IReadOnlyList<string> names, Func<int, string> members)
    {
        var soft = result.Clusters.Any(c => c.Membership is not null);
        TableColumn[] membership = soft ? [new("Mean membership", true)] : [];
        return new TableModel(
            "Clusters",
            [
                new("Cluster"), new("Customers", true), new("Share", true), new("Revenue until then", true), new("Silhouette", true), .. membership,
                .. result.Features.Select(f => new TableColumn(f.Name, true)), .. result.ConsentChannels.Select(c => new TableColumn($"Contactable by {c}", true)),
            ],
            [.. result.Clusters.Select(c => (IReadOnlyList<TableCell>)[
                new(names[c.Number], Href: members(c.Number), Color: ChartColors.Series(c.Number)), Count(c.Customers), new(Formats.Percent(c.Share), c.Share),
                new(Formats.Money(c.RevenueE4, result.Receipt.Currency), c.RevenueE4), Number(c.Silhouette, 2),
                .. soft ? [new TableCell(c.Membership is { } m ? Formats.Percent(m) : Formats.Missing, c.Membership)] : Array.Empty<TableCell>(),
                .. result.Features.Select((f, i) => new TableCell(ClusterText.Value(f, c.Values[i].Mean, result.Receipt.Currency), c.Values[i].Mean)),
                .. c.Contactable.Select(count => Count(count))])])
        {
            Total =
            [
                new("Everybody"), Count(result.Assignment!.Customers.Length), new(Formats.Percent(1), 1), new(Formats.Money(result.Clusters.Sum(c => c.RevenueE4), result.Receipt.Currency)), Number(result.Silhouette?.Mean, 2),
                .. soft ? [new TableCell("")] : Array.Empty<TableCell>(),
                .. result.Features.Select((f, i) => new TableCell(ClusterText.Value(f, result.Everybody[i], result.Receipt.Currency))),
                .. result.ConsentChannels.Select((_, channel) => Count(result.Clusters.Sum(c => c.Contactable[channel]))),
            ],
        };
    }

    /// <summary>How far each cluster lies from everybody in each feature, in standard deviations.</summary>
    public static HeatmapSpec Profile(ClustersResult result, IReadOnlyList<string> names) => new()
    {
        Label = "Difference from everybody in standard deviations, clusters by features",
        ValueName = "Standard deviations from everybody",
        AxisName = "Cluster",
        Format = ValueFormat.Number(1),
        Rows = names,
        Columns = [.. result.Features.Select(f => f.Name)],
        Values = [.. result.Clusters.Select(c => (IReadOnlyList<double?>)[.. c.Values.Select(v => (double?)v.Difference)])],
        Notes = [.. result.Clusters.Select(c => (IReadOnlyList<string>)[.. c.Values.Select((v, i) =>
            $"{ClusterText.Value(result.Features[i], v.Mean, result.Receipt.Currency)}; everybody {ClusterText.Value(result.Features[i], result.Everybody[i], result.Receipt.Currency)}")])],
        Scale = HeatScale.Deviations,
        Center = 0,
    };

    /// <summary>Sampled customers by two features, or on the plane of the first two principal components.</summary>
    public static ScatterSpec Scatter(ClustersResult result, IReadOnlyList<string> names, string? across, string? up)
    {
        var (x, y) = (Axis(result, across, 0), Axis(result, up, 1));
        return new ScatterSpec
        {
            Label = $"{Formats.Count(result.Points.Count, "sampled customer")} by {x.Axis.Name} and {y.Axis.Name}",
            ValueName = "Customers",
            AxisName = "Customer",
            X = x.Axis,
            Y = y.Axis,
            Groups = [.. names.Select((name, i) => new ScatterGroup(name, ChartColors.Series(i)))],
            Points = [.. result.Points.Select(p => new ScatterPoint(p.Key, x.Of(p), y.Of(p), p.Cluster)).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))],
            Height = 420,
        };
    }

    /// <summary>The three criteria, each by the number of clusters.</summary>
    public static IReadOnlyList<(string Title, string Definition, LineSpec Spec)> Criteria(ClusterCount count) =>
    [
        ($"Silhouette: {count.BySilhouette}", "How much nearer to the own cluster than to the next; larger is better", Line(count, "Silhouette", r => r.Silhouette, count.BySilhouette, 2)),
        ($"Gap statistic: {count.ByGap}", "How much tighter than rows without clusters; the first within one standard error of the next", Line(count, "Gap", r => r.Gap, count.ByGap, 2)),
        ($"BIC: {count.ByBic}", "Likelihood of a mixture less a charge for its parameters; smaller is better", Line(count, "BIC", r => r.Bic, count.ByBic, 0)),
    ];

    /// <summary>The criteria as one table.</summary>
    public static TableModel CriteriaTable(ClusterCount count) => new(
        "Criteria by number of clusters",
        [new("Clusters", true), new("Silhouette", true), new("Gap", true), new("Standard error of the gap", true), new("BIC", true), new("Sum of squares", true)],
        [.. count.Rows.Select(r => (IReadOnlyList<TableCell>)[new(Formats.Integer(r.K), r.K), Number(r.Silhouette, 3), Number(r.Gap, 3), Number(r.GapError, 3), Number(r.Bic, 0), Number(r.Inertia, 0)])]);

    /// <summary>What was done to each chosen feature.</summary>
    public static TableModel Features(ClustersResult result) => new(
        "Features",
        [new("Feature"), new("Used as"), new("Proposed"), new("Why"), new("Without a value", true), new("Set to a percentile", true)],
        [.. result.Reports.Select(r => (IReadOnlyList<TableCell>)[
            new(r.Feature.Name), new(r.Used ? ClusterQuery.NameOf(r.Transform) : "not used"), new(ClusterQuery.NameOf(r.Proposed)), new(r.Reason), Count(r.Missing), Count(r.Clipped)])]);

    private static LineSpec Line(ClusterCount count, string name, Func<ClusterCountRow, double?> value, int best, int digits) => new()
    {
        Label = $"{name} by number of clusters",
        ValueName = name,
        AxisName = "Clusters",
        Format = ValueFormat.Number(digits),
        Labels = [.. count.Rows.Select(r => r.K.ToString(CultureInfo.CurrentCulture))],
        Series = [new(name, [.. count.Rows.Select(value)])],
        Annotations = [new(best - 1, best.ToString(CultureInfo.CurrentCulture))],
        FromZero = false,
        Height = 200,
    };

    private static (ScatterAxis Axis, Func<ClusterPoint, double> Of) Axis(ClustersResult result, string? key, int component)
    {
        var feature = result.Features.ToList().FindIndex(f => f.Key == key);
        if (feature < 0)
            return (new ScatterAxis(component == 0 ? "First component" : "Second component", ValueFormat.Number(1)), p => component == 0 ? p.First : p.Second);
        var format = result.Features[feature].Unit switch
        {
            FeatureUnit.Money => ValueFormat.Money(result.Receipt.Currency),
            FeatureUnit.Share => ValueFormat.Percent,
            _ => ValueFormat.Number(1),
        };
        var log = result.Model!.Features[feature].Transform.HasFlag(FeatureTransform.Log);
        return (new ScatterAxis(result.Features[feature].Name, format, log), p => p.Values[feature]);
    }

    private static TableCell Count(int count) => new(Formats.Integer(count), count);

    private static TableCell Number(double? value, int digits) => value is { } v ? new(Formats.Number(v, digits), v) : new(Formats.Missing);
}
