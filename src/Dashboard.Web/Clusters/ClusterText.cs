using Dashboard.Analytics.Clusters;

namespace Dashboard.Web.Clusters;

/// <summary>Clusters in words.</summary>
public static class ClusterText
{
    /// <summary>How many there are, and which is the largest.</summary>
    public static string Finding(ClustersResult result, IReadOnlyList<string> names) =>
        $"{Formats.Count(result.Clusters.Count, "cluster")}; the largest, {names[0]}, holds {Formats.Percent(result.Clusters[0].Share, 0)}";

    /// <summary>What the criteria say.</summary>
    public static string Number(ClusterCount count) =>
        $"{Formats.Count(count.Proposed, "cluster")} proposed: silhouette {count.BySilhouette}, gap statistic {count.ByGap}, BIC {count.ByBic}";

    /// <summary>The stability as a title.</summary>
    public static string Stability(ClusterStability stability) =>
        $"{char.ToUpperInvariant(stability.Word[0])}{stability.Word[1..]}: adjusted Rand index {Formats.Number(stability.Mean, 2)}";

    /// <summary>What the stability rests on.</summary>
    public static string StabilityRange(ClusterStability stability) =>
        $"95 % of {Formats.Integer(stability.Resamples)} resamples of {Formats.Count(stability.Rows, "customer")} lie between {Formats.Number(stability.Interval.Low, 2)} and {Formats.Number(stability.Interval.High, 2)}; 1 is the same clusters every time, 0 is chance.";

    /// <summary>How far apart the clusters lie.</summary>
    public static string Silhouette(double? silhouette) => silhouette switch
    {
        null => "Silhouette not known",
        >= 0.5 => $"Clearly apart: mean silhouette {Formats.Number(silhouette.Value, 2)}",
        >= 0.25 => $"Apart, with borders that overlap: mean silhouette {Formats.Number(silhouette.Value, 2)}",
        _ => $"Hardly apart: mean silhouette {Formats.Number(silhouette.Value, 2)}",
    };

    /// <summary>A value of a feature in its unit.</summary>
    public static string Value(ClusterFeature feature, double? value, string currency) => value is not { } v ? Formats.Missing : feature.Unit switch
    {
        FeatureUnit.Money => Formats.Money(v, currency),
        FeatureUnit.Share => Formats.Percent(v),
        _ => Formats.Number(v, Math.Abs(v) >= 100 || v == Math.Round(v) ? 0 : 1),
    };

    /// <summary>The largest differences of a cluster in words: "Orders 12.1 (everybody 3.4), …".</summary>
    public static string Differences(ClustersResult result, ClusterRow cluster, int most = 3) => string.Join(
        "; ",
        cluster.Ranked.Take(most).Select(f =>
            $"{result.Features[f].Name} {Value(result.Features[f], cluster.Values[f].Mean, result.Receipt.Currency)} (everybody {Value(result.Features[f], result.Everybody[f], result.Receipt.Currency)})"));
}
