using System.Globalization;
using Dashboard.Analytics.Data;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Snapshots;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Data;

/// <summary>The rows behind one issue of data quality, page by page.</summary>
public sealed partial class QualityRows
{
    private const int PageSize = 25;

    private QualityRowsResult? found;
    private (QualityRowsRequest Request, long Version)? shown;
    private string? problem;

    /// <summary>The issue.</summary>
    [Parameter, EditorRequired]
    public required QualityIssue Issue { get; set; }

    /// <summary>Today.</summary>
    [Parameter, EditorRequired]
    public required DateOnly AsOf { get; set; }

    /// <summary>The page, from 1.</summary>
    [Parameter, EditorRequired]
    public required int PageNumber { get; set; }

    /// <summary>Version of the data that the screen shows: new data, new rows.</summary>
    [Parameter, EditorRequired]
    public required long DataVersion { get; set; }

    [Inject]
    private AnalysisService Analyses { get; set; } = null!;

    private int First => (PageNumber - 1) * PageSize;

    private string KeyTitle => Issue.Subject switch
    {
        QualitySubject.Customers or QualitySubject.Contacts => "Customer id",
        QualitySubject.Products => "Product id",
        QualitySubject.Campaigns => "Campaign",
        _ => "Document",
    };

    private string AboutTitle => Issue.Subject switch
    {
        QualitySubject.Orders => "Date",
        QualitySubject.Lines => "Product",
        QualitySubject.Contacts => "Campaign",
        _ => "Name",
    };

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var request = new QualityRowsRequest(Issue, AsOf, First, PageSize);
        if (shown == (request, DataVersion))
            return;
        shown = (request, DataVersion);
        try
        {
            var rows = await Analyses.RunAsync(request, CancellationToken.None);
            if (shown == (request, DataVersion))
                (found, problem) = (rows, null);
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
        }
    }

    private string Page(int page) =>
        Urls.Data(Scope.Default, new KeyValuePair<string, string?>("issue", Issue.Id), new KeyValuePair<string, string?>("rows", page.ToString(CultureInfo.InvariantCulture))) + "#issue";
}
