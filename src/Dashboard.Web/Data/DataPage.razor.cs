using Dashboard.Analytics.Data;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Data;

/// <summary>Imports and their reports, freshness, data quality with the rows behind it, the shop's settings.</summary>
public sealed partial class DataPage
{
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000];

    private SampleOptions sample = new();
    private DescribeResult? totals;
    private IReadOnlyList<PastImport> imports = [];
    private ShopSettings settings = new();
    private DateOnly today;

    /// <summary>Id of the issue whose rows are shown.</summary>
    [SupplyParameterFromQuery(Name = "issue")]
    public string? IssueId { get; set; }

    /// <summary>Page of those rows, from 1.</summary>
    [SupplyParameterFromQuery(Name = "rows")]
    public int RowsPage { get; set; }

    [Inject]
    private ImportService Imports { get; set; } = null!;

    [Inject]
    private ShopSettingsService Shop { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private QualityIssue? Issue => QualityIssue.Parse(IssueId);

    private string Heading => Result?.Score is { } score ? $"Data quality {Formats.Percent(score, 0)}" : "Data";

    /// <inheritdoc/>
    protected override IAnalysis<QualityResult> Request()
    {
        today = DataEndpoints.Today(Shop, Time.GetUtcNow());
        return new QualityRequest(today);
    }

    /// <inheritdoc/>
    protected override async Task OnResultAsync(QualityResult result)
    {
        totals = await Analyses.RunAsync(new DescribeRequest(), CancellationToken.None);
        imports = await Imports.ListAsync(CancellationToken.None);
        settings = Shop.Current();
    }
}
