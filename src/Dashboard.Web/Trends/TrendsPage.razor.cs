using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Trends;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Trends;

/// <summary>Any metric over time: compared, smoothed, taken apart, forecast; then cohorts and notes.</summary>
public sealed partial class TrendsPage
{
    private static readonly RangeChoice AllTime = new("all");

    private IReadOnlyList<Annotation> notes = [];

    /// <summary>Key of the metric.</summary>
    [SupplyParameterFromQuery(Name = "metric")]
    public string? MetricKey { get; set; }

    /// <summary>Step.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? StepName { get; set; }

    /// <summary>Dimension of the breakdown.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? ByName { get; set; }

    /// <summary>"off" for no forecast.</summary>
    [SupplyParameterFromQuery(Name = "forecast")]
    public string? ForecastName { get; set; }

    /// <summary>Steps to forecast.</summary>
    [SupplyParameterFromQuery(Name = "horizon")]
    public string? HorizonText { get; set; }

    /// <summary>Pieces in the moving average.</summary>
    [SupplyParameterFromQuery(Name = "average")]
    public string? AverageText { get; set; }

    /// <summary>What the cohorts show; kept when something else changes.</summary>
    [SupplyParameterFromQuery(Name = "cohorts")]
    public string? CohortsName { get; set; }

    [Inject]
    private AnnotationService Annotations { get; set; } = null!;

    private TrendQuery Query => new(MetricKey, StepName, ByName, ForecastName, HorizonText, AverageText);

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<TrendResult> Request() => Query.Request(Scope);

    /// <inheritdoc/>
    protected override Task OnResultAsync(TrendResult result) => LoadNotesAsync();

    private async Task LoadNotesAsync() => notes = await Annotations.ListAsync(null, CancellationToken.None);

    private string Address(TrendQuery query, Scope scope) => Urls.Trends(scope, query.Parameters().Append(new("cohorts", CohortsName)));

    private void Go(TrendQuery query) => Navigation.NavigateTo(Address(query, Scope));

    // The metric stands in the path of a file and not in its query.
    private string Export(string part, string extension) => Urls.Export(
        $"trend/{TrendMetrics.Of(Query.MetricValue).Key}{part}", extension, Scope, Query.Parameters().Where(p => p.Key != "metric"));

    private string Filtered(Condition condition) =>
        Address(Query with { By = null }, Scope with { Filter = Scope.Filter.Only(condition.Dimension, condition.Value) });

    private void Open(ChartMark mark)
    {
        // Periods that are forecast have no days to open.
        if (mark.Point >= Result!.Buckets.Count)
            return;
        var days = Result.Buckets[mark.Point].Days;
        Navigation.NavigateTo(Urls.Overview(Scope with { Range = new RangeChoice(null, days.From, days.To) }));
    }
}
