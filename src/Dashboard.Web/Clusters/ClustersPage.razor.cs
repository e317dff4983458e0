using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Clusters;

/// <summary>Clusters of customers: what they rest on, how many, how far apart, how stable, what sets them apart, and who is in them.</summary>
public sealed partial class ClustersPage
{
    private static readonly Dictionary<int, string> None = [];

    /// <summary>Features.</summary>
    [SupplyParameterFromQuery(Name = "x")]
    public string[]? FeatureTexts { get; set; }

    /// <summary>Method.</summary>
    [SupplyParameterFromQuery(Name = "method")]
    public string? MethodName { get; set; }

    /// <summary>Number of clusters.</summary>
    [SupplyParameterFromQuery(Name = "k")]
    public string? Number { get; set; }

    /// <summary>Seed.</summary>
    [SupplyParameterFromQuery(Name = "seed")]
    public string? SeedText { get; set; }

    /// <summary>"out" when customers without a value are left out.</summary>
    [SupplyParameterFromQuery(Name = "missing")]
    public string? MissingText { get; set; }

    /// <summary>Feature across the scatter.</summary>
    [SupplyParameterFromQuery(Name = "across")]
    public string? Across { get; set; }

    /// <summary>Feature upwards.</summary>
    [SupplyParameterFromQuery(Name = "up")]
    public string? Up { get; set; }

    /// <summary>Cluster whose members are listed.</summary>
    [SupplyParameterFromQuery(Name = "cluster")]
    public string? ClusterNumber { get; set; }

    /// <summary>Names given.</summary>
    [SupplyParameterFromQuery(Name = "n")]
    public string[]? NameTexts { get; set; }

    /// <inheritdoc/>
    protected override bool NeedsCircuit => true;

    private ClusterQuery Query => ClusterQuery.Parse(
        name => name switch { "method" => MethodName, "k" => Number, "seed" => SeedText, "missing" => MissingText, "across" => Across, "up" => Up, _ => ClusterNumber },
        name => (name == "x" ? FeatureTexts : NameTexts) ?? []);

    private IReadOnlyList<ClusterFeature> Catalogue { get; set; } = [];

    private bool Found => State == PageState.Result && Result?.NotEnough is null;

    private IReadOnlyList<string> Names => Query.NamesOf(Result!);

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    private string ProgressText => Progress switch { null or < 0.05 => "reading features", < 0.5 => "trying numbers of clusters", < 0.7 => "finding clusters", _ => "drawing customers anew to see how stable they are" };

    private string Subtitle => $"{ClustersRequest.MethodText(Query.Method)} on {Formats.Count(Result!.Receipt.RowsUsed, "customer")} with an order until {Formats.Date(Result.Receipt.Range.To)}; a bar lists the members";

    private string ScatterTitle => Query is { Across: null, Up: null } && Result!.Components!.Shares.Length > 1
        ? $"The plane on which they differ most holds {Formats.Percent(Result.Components.Shares[0] + Result.Components.Shares[1], 0)} of the variance"
        : "Sampled customers by two of their features";

    /// <inheritdoc/>
    protected override IAnalysis<ClustersResult> Request() => Query.Request(Scope);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && Catalogue.Count == 0)
            Catalogue = await Analyses.RunAsync(new FeaturesRequest(), CancellationToken.None);
        await base.OnParametersSetAsync();
    }

    private static string? Text(object? value) => value is string { Length: > 0 } text ? text : null;

    private void Go(ClusterQuery query) => Navigation.NavigateTo(Urls.Clusters(Scope, query.Parameters()));

    private string MembersOf(int cluster) => Urls.Clusters(Scope, (Query with { Cluster = cluster }).Parameters());

    private string Export(string what, string extension) => Urls.Export(what, extension, Scope, Query.Parameters());

    private void OpenCluster(ChartMark mark) => Go(Query with { Cluster = mark.Point });

    private void OpenRow(ChartMark mark) => Go(Query with { Cluster = mark.Series });

    private void OpenCustomer(ChartMark mark)
    {
        var points = ClusterCharts.Scatter(Result!, Names, Query.Across, Query.Up).Points;
        if (mark.Point < points.Count)
            Navigation.NavigateTo(Urls.Customer(points[mark.Point].Name, Scope));
    }
}
