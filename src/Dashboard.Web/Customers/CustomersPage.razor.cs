using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Customers;

/// <summary>The customers of a scope: search, sort, choose columns, export, open one.</summary>
public sealed partial class CustomersPage
{
    private const int TypingPauseMs = 250;

    private CancellationTokenSource? typing;

    /// <summary>What is looked for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    /// <summary>Slug of the column sorted by.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortName { get; set; }

    /// <summary>"asc" or "desc".</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string? OrderName { get; set; }

    /// <summary>Which customers.</summary>
    [SupplyParameterFromQuery(Name = "who")]
    public string? WhoName { get; set; }

    /// <summary>Age bands tried.</summary>
    [SupplyParameterFromQuery(Name = "bands")]
    public string? BandsText { get; set; }

    /// <summary>Slugs of the columns shown.</summary>
    [SupplyParameterFromQuery(Name = "cols")]
    public string? ColumnsText { get; set; }

    private CustomerQuery Query => CustomerQuery.Parse(SearchText, SortName, OrderName, WhoName, BandsText, ColumnsText);

    private IReadOnlyList<string> Channels => [.. Result!.Consents.Select(c => c.Channel)];

    // Files hold all that is recorded, and of predictions those that are shown.
    private IEnumerable<KeyValuePair<string, string?>> Files => Result is null ? Query.Parameters() : Query.Parameters().Append(new("predicted", string.Join(',', Columns.SelectMany(c => c.InFiles)) is { Length: > 0 } names ? names : null));

    private IReadOnlyList<ListColumn> Columns => ListColumns.Chosen(ColumnsText, Result!.Rows.Any(r => r.Name is not null), Channels);

    private IReadOnlyList<KeyValuePair<string, string>> Whos => CustomerText.Whos.Any(w => w.Key == (CustomerQuery.Text(Query.Who) ?? ""))
        ? CustomerText.Whos
        : [.. CustomerText.Whos, new(CustomerQuery.Text(Query.Who)!, Query.Who == Population.Repeat ? "Repeat" : "Active, by own country")];

    // A search, and who is at risk or new, are no rule; those customers can be saved by their keys as a list.
    private string? SegmentRule => Query is { Search: null, Bands: null, Who: Population.Everyone or Population.Active or Population.ActiveResidents } && Result is { } result
        ? FilterRule.TextOf(Scope.Filter, Scope.Range, result.Receipt.Range, active: Query.Who != Population.Everyone)
        : null;

    private bool IsEmptyShop => Result is { Members: 0, KnownLater: 0 } && Scope.Filter.IsEmpty && Query.Who == Population.Everyone;

    /// <inheritdoc/>
    protected override IAnalysis<CustomerListResult> Request() => Query.Request(Scope, 0, 50);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        typing?.Cancel();
        typing?.Dispose();
        typing = null;
        base.Dispose(disposing);
    }

    private async Task SearchAsync(ChangeEventArgs e)
    {
        typing?.Cancel();
        typing?.Dispose();
        var mine = typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(TypingPauseMs, mine.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        // Letters typed one after the other are one step back.
        var search = e.Value as string;
        var query = Query with { Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim() };
        Navigation.NavigateTo(Urls.Customers(Scope, query.Parameters()), replace: Query.Search is not null);
    }

    private void Go(CustomerQuery query) => Navigation.NavigateTo(Urls.Customers(Scope, query.Parameters()));

    private void Toggle(ListColumn column)
    {
        var slugs = Columns.Select(c => c.Slug).ToList();
        if (!slugs.Remove(column.Slug))
            slugs.Add(column.Slug);
        Go(Query with { Columns = string.Join(',', slugs) });
    }
}
