using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Tables;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Campaigns;

/// <summary>The customers of a campaign: filtered by the address, paged by the server.</summary>
public sealed partial class CampaignContacts
{
    private ServerGrid<CampaignContact>? grid;
    private CampaignContactsRequest? shown;
    private (int Listed, int All)? counts;

    /// <summary>Key of the campaign.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>Whom.</summary>
    [Parameter, EditorRequired]
    public required Scope Scope { get; set; }

    /// <summary>What the address says.</summary>
    [Parameter, EditorRequired]
    public required CampaignView View { get; set; }

    /// <summary>Currency of the amounts.</summary>
    [Parameter, EditorRequired]
    public required string Currency { get; set; }

    /// <summary>Address of the list as a workbook.</summary>
    [Parameter]
    public string? XlsxUrl { get; set; }

    /// <summary>Address of the list as CSV.</summary>
    [Parameter]
    public string? CsvUrl { get; set; }

    /// <summary>Another list was asked for.</summary>
    [Parameter]
    public EventCallback<CampaignView> OnChange { get; set; }

    [Inject]
    private AnalysisService Analyses { get; set; } = null!;

    private CampaignContactsRequest Request => new(Key, Scope, View.Contacts, View.Rules);

    private string Title => counts is not { } known ? "Customers of the campaign"
        : known.Listed == known.All ? Formats.Count(known.All, "customer")
        : $"{Formats.Integer(known.Listed)} of {Formats.Count(known.All, "customer")}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Request == shown)
            return;
        var again = shown is not null;
        shown = Request;
        var result = await Analyses.RunAsync(shown, CancellationToken.None);
        counts = (result.Rows.Count, result.Customers);
        if (again && grid is not null)
            await grid.ReloadAsync();
    }

    private static string Said(bool? value) => value switch { true => "Yes", false => "No", _ => "–" };

    private string Money(long? amountE4) => amountE4 is { } amount ? Formats.Money(amount, Currency) : "–";

    private Task ChooseAsync(ContactFilter filter) =>
        OnChange.InvokeAsync(View with { Contacts = filter with { Search = string.IsNullOrWhiteSpace(filter.Search) ? null : filter.Search.Trim() } });

    private async Task<GridRows<CampaignContact>> LoadAsync(GridRequest page, CancellationToken cancellationToken)
    {
        var rows = (await Analyses.RunAsync(Request, cancellationToken)).Rows;
        var first = Math.Min(page.Skip, rows.Count);
        return new GridRows<CampaignContact>([.. Enumerable.Range(first, Math.Min(page.Take, rows.Count - first)).Select(i => rows[i])], rows.Count);
    }
}
