using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Predictions;

/// <summary>How long contracts last, and how many of now will still be there.</summary>
public sealed partial class ContractsPage
{
    /// <summary>Attribute of the start.</summary>
    [SupplyParameterFromQuery(Name = "start")]
    public string? StartName { get; set; }

    /// <summary>Attribute of the end.</summary>
    [SupplyParameterFromQuery(Name = "end")]
    public string? EndName { get; set; }

    /// <summary>How often contracts are renewed.</summary>
    [SupplyParameterFromQuery(Name = "every")]
    public string? Every { get; set; }

    /// <summary>Yearly discount in percent.</summary>
    [SupplyParameterFromQuery(Name = "discount")]
    public string? DiscountText { get; set; }

    /// <summary>A pasted table.</summary>
    [SupplyParameterFromQuery(Name = "table")]
    public string? TableText { get; set; }

    private string pasted = "";

    private ContractQuery? Query { get; set; }

    private bool HasModel => Result is { Missing: null };

    private string Currency => Result!.Receipt.Currency;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<ContractResult> Request()
    {
        pasted = (TableText ?? "").Replace('|', '\n');
        Query = ContractQuery.Parse(StartName, EndName, Every, DiscountText, TableText);
        return Query.Request(Scope);
    }

    private void Go(ContractQuery query) => Navigation.NavigateTo(Urls.Contracts(Scope, query.Parameters()));

    private string Export(string extension, string? part = null) => Urls.Export(part is null ? "contracts" : $"contracts/{part}", extension, Scope, Query!.Parameters());
}
