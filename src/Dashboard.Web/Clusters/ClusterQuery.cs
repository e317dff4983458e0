using System.Globalization;
using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Clusters;

/// <summary>
/// The state of the Clusters page as its address has it: <c>x=orders~l&amp;x=age&amp;method=full&amp;k=5&amp;seed=2&amp;missing=out&amp;across=orders&amp;up=age&amp;cluster=2&amp;n=1:Regulars</c>.
/// </summary>
public sealed record ClusterQuery
{
    /// <summary>Largest seed.</summary>
    public const int MostSeed = 999_999;

    private static readonly (FeatureTransform Transform, string Code, string Name)[] Transforms =
    [
        (FeatureTransform.None, "n", "as it is"), (FeatureTransform.Log, "l", "log"), (FeatureTransform.Winsorise, "w", "winsorised"), (FeatureTransform.Log | FeatureTransform.Winsorise, "lw", "log, winsorised"),
    ];

    private static readonly (ClusterMethod Method, string Code)[] Methods =
        [(ClusterMethod.KMeans, "k-means"), (ClusterMethod.MixtureFull, "full"), (ClusterMethod.MixtureDiagonal, "diagonal"), (ClusterMethod.LatentClasses, "classes")];

    /// <summary>The features.</summary>
    public FeatureChoices Features { get; init; } = FeatureChoices.Proposed;

    /// <summary>The method.</summary>
    public ClusterMethod Method { get; init; }

    /// <summary>Number of clusters; null for the one proposed.</summary>
    public int? K { get; init; }

    /// <summary>The seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What becomes of customers without a value.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Feature across the scatter; null for the first principal component.</summary>
    public string? Across { get; init; }

    /// <summary>Feature upwards; null for the second principal component.</summary>
    public string? Up { get; init; }

    /// <summary>Cluster whose members are listed, from 0; null for all.</summary>
    public int? Cluster { get; init; }

    /// <summary>Names given to clusters, by number from 0.</summary>
    public IReadOnlyDictionary<int, string> Names { get; init; } = new Dictionary<int, string>();

    /// <summary>Codes and names of the methods, for menus.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> MethodOptions { get; } = [.. Methods.Select(m => KeyValuePair.Create(m.Code, ClustersRequest.MethodText(m.Method)))];

    /// <summary>Codes and names of the transforms, for menus.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> TransformOptions { get; } = [.. Transforms.Select(t => KeyValuePair.Create(t.Code, t.Name))];

    /// <summary>The code of the method.</summary>
    public string MethodCode => Methods.Single(m => m.Method == Method).Code;

    /// <summary>Name of a transform.</summary>
    public static string NameOf(FeatureTransform transform) => Transforms.Single(t => t.Transform == transform).Name;

    /// <summary>Code of a transform; null for what is proposed.</summary>
    public static string? CodeOf(FeatureTransform? transform) => transform is { } t ? Transforms.Single(x => x.Transform == t).Code : null;

    /// <summary>A transform by its code; null for what is proposed.</summary>
    public static FeatureTransform? TransformOf(string? code) => Array.Find(Transforms, t => t.Code == code) is { Code: not null } found ? found.Transform : null;

    /// <summary>A method by its code; k-means when there is none.</summary>
    public static ClusterMethod MethodOf(string? code) => Array.Find(Methods, m => m.Code == code).Method;

    /// <summary>Reads an address; what cannot be read falls back to the default.</summary>
    /// <param name="value">The first value of a parameter, or null.</param>
    /// <param name="values">All values of a parameter.</param>
    public static ClusterQuery Parse(Func<string, string?> value, Func<string, IEnumerable<string?>> values)
    {
        var chosen = values("x").OfType<string>().Where(x => x.Length > 0).Select(Choice).DistinctBy(c => c.Key).Take(FeatureChoices.Most).ToList();
        var names = new Dictionary<int, string>();
        foreach (var name in values("n").OfType<string>())
        {
            if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && Number(name[..at], 1, ClustersRequest.MostClusters) is { } number && name.Length > at + 1)
                names[number - 1] = name[(at + 1)..];
        }

        return new ClusterQuery
        {
            Features = chosen.Count == 0 ? FeatureChoices.Proposed : new FeatureChoices(chosen),
            Method = MethodOf(value("method")),
            K = Number(value("k"), 2, ClustersRequest.MostClusters),
            Seed = Number(value("seed"), 1, MostSeed) ?? 1,
            Missing = value("missing") == "out" ? MissingValues.LeaveOut : MissingValues.Median,
            Across = value("across"),
            Up = value("up"),
            Cluster = Number(value("cluster"), 1, ClustersRequest.MostClusters) - 1,
            Names = names,
        };
    }

    /// <summary>The request that the address means.</summary>
    public ClustersRequest Request(Scope scope) =>
        new(scope with { Comparison = Comparison.None }) { Features = Features, Method = Method, K = K, Seed = Seed, Missing = Missing };

    /// <summary>The parameters of an address; those that say nothing new are left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters() =>
    [
        .. Features.Equals(FeatureChoices.Proposed) ? [] : Features.All.Select(c => KeyValuePair.Create("x", (string?)(CodeOf(c.Transform) is { } code ? $"{c.Key}~{code}" : c.Key))),
        new("method", Method == ClusterMethod.KMeans ? null : MethodCode),
        new("k", K?.ToString(CultureInfo.InvariantCulture)),
        new("seed", Seed == 1 ? null : Seed.ToString(CultureInfo.InvariantCulture)),
        new("missing", Missing == MissingValues.LeaveOut ? "out" : null),
        new("across", Across),
        new("up", Up),
        new("cluster", (Cluster + 1)?.ToString(CultureInfo.InvariantCulture)),
        .. Names.OrderBy(n => n.Key).Select(n => KeyValuePair.Create("n", (string?)string.Create(CultureInfo.InvariantCulture, $"{n.Key + 1}:{n.Value}"))),
    ];

    /// <summary>The names of the clusters of a result: those given, else those proposed.</summary>
    public IReadOnlyList<string> NamesOf(ClustersResult result) => [.. result.Clusters.Select(c => Names.GetValueOrDefault(c.Number) ?? c.ProposedName)];

    private static FeatureChoice Choice(string text) =>
        text.LastIndexOf('~') is > 0 and var at && TransformOf(text[(at + 1)..]) is { } transform ? new FeatureChoice(text[..at], transform) : new FeatureChoice(text);

    private static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
