using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Customers;

/// <summary>Everything of one customer: recorded, computed and predicted facts apart, timeline, products, campaigns.</summary>
public sealed partial class CustomerPage
{
    /// <summary>The shop's own id, from the address.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    private KeyValuePair<string, string>[] Crumbs => [new("Customers", Urls.Customers(Scope))];

    /// <inheritdoc/>
    protected override IAnalysis<CustomerResult> Request() => new CustomerRequest(Urls.KeyOf(Key), Scope);

    private static double? Change(long now, long? before) => before is > 0 ? (double)(now - before.Value) / before.Value : null;

    private string? Against(CustomerProfile profile) => profile.Before is null ? null : ScopeText.Against(Scope.Comparison, profile.InRange.Range);

    private string Export(string extension) => Urls.Export($"customer/{Uri.EscapeDataString(Urls.KeyOf(Key))}", extension, Scope);
}
