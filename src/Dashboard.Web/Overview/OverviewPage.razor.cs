using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Overview;

/// <summary>The start page: figures, trend, what drove the change, segments, campaigns.</summary>
public sealed partial class OverviewPage
{
    private static readonly KeyValuePair<string, string>[] Steps = [new("day", "Day"), new("week", "Week"), new("month", "Month")];
    private static readonly KeyValuePair<string, string>[] Dimensions = [new("segment", "Segment"), new("country", "Country"), new("category", "Category")];
    private static readonly KeyValuePair<string, string>[] Sizes = [new("customers", "Customers"), new("revenue", "Revenue")];

    /// <summary>Step of the trend.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? StepName { get; set; }

    /// <summary>Dimension by which the change is taken apart.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? ByName { get; set; }

    /// <summary>What the areas of the treemap show.</summary>
    [SupplyParameterFromQuery(Name = "size")]
    public string? SizeName { get; set; }

    private Dimension By => ByName switch { "country" => Dimension.Country, "category" => Dimension.Category, _ => Dimension.Segment };

    private bool ByRevenue => SizeName == "revenue";

    private TreemapSpec Treemap => OverviewCharts.Segments(Result!, ByRevenue);

    private string? Against => Result is { IsComparable: true } ? ScopeText.Against(Scope.Comparison, Result.Receipt.Range) : null;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<OverviewResult> Request() => new OverviewRequest(Scope, OverviewText.Step(StepName));

    private string Export(string what, string extension) => Urls.Export(what, extension, Scope, new KeyValuePair<string, string?>("step", StepName));

    private void Go(Scope scope, string? step = null, string? by = null, string? size = null) => Navigation.NavigateTo(Urls.Build(
        "/", scope, new KeyValuePair<string, string?>("step", step ?? StepName), new("by", by ?? ByName), new("size", size ?? SizeName)));

    private void OpenPiece(ChartMark mark)
    {
        var days = Result!.Trend[mark.Point].Days;
        Go(Scope with { Range = new RangeChoice(null, days.From, days.To) });
    }

    private void OpenDriver(ChartMark mark)
    {
        if (OverviewCharts.DriverTable(Result!, By, Scope).Rows[mark.Point][0].Href is { } href)
            Navigation.NavigateTo(href);
    }

    private void OpenSegment(ChartMark mark)
    {
        if (OverviewCharts.GroupOf(Result!, Treemap, mark.Point) is { } group)
            Navigation.NavigateTo(Urls.Segment(group.Slug(), Scope));
    }
}
