using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Tables;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Customers;

/// <summary>A list of customers.</summary>
public sealed partial class CustomerTable
{
    private ServerGrid<CustomerListRow>? grid;
    private CustomerListRequest? shown;

    /// <summary>Whom and when.</summary>
    [Parameter, EditorRequired]
    public required Scope Scope { get; set; }

    /// <summary>Search, order, population and bands.</summary>
    [Parameter, EditorRequired]
    public required CustomerQuery Query { get; set; }

    /// <summary>Columns shown.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ListColumn> Columns { get; set; }

    /// <summary>Currency of the amounts.</summary>
    [Parameter, EditorRequired]
    public required string Currency { get; set; }

    /// <summary>Path of the page that the headings lead back to.</summary>
    [Parameter]
    public string Path { get; set; } = "/customers";

    /// <summary>The page's address with another order, where it holds more than the list; null for <see cref="Path"/> and the list's own parameters.</summary>
    [Parameter]
    public Func<CustomerQuery, string>? Address { get; set; }

    /// <summary>What the list is of.</summary>
    [Parameter]
    public string Label { get; set; } = "Customers";

    /// <summary>Height in pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 620;

    /// <summary>What stands where there are no rows.</summary>
    [Parameter]
    public string EmptyText { get; set; } = "Nobody matches. Remove a filter or widen the search.";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var asked = Query.Request(Scope, 0, 0) with { Predicted = IsPredicted };
        var changed = shown is not null && shown != asked;
        shown = asked;
        if (changed && grid is not null)
            await grid.ReloadAsync();
    }

    private async Task<GridRows<CustomerListRow>> LoadAsync(GridRequest request, CancellationToken cancellationToken)
    {
        var result = await Analyses.RunAsync(Query.Request(Scope, request.Skip, Math.Min(request.Take, 1000)) with { Predicted = IsPredicted }, cancellationToken);
        return new GridRows<CustomerListRow>(result.Rows, result.Total);
    }

    // Predictions take their time, and are asked for where a column shows them.
    private bool IsPredicted => Columns.Any(c => c.IsPredicted);

    private string AddressOf(CustomerQuery query) => Address?.Invoke(query) ?? Urls.Build(Path, Scope, query.Parameters());

    private string Mark(ListColumn column) => Query.SortOrDefault != column.Sort ? "" : Query.DescendingOrDefault ? " ↓" : " ↑";

    private string Said(ListColumn column) => Query.SortOrDefault != column.Sort ? "" : Query.DescendingOrDefault ? ", sorted, largest first" : ", sorted, smallest first";
}
