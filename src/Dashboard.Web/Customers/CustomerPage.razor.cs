using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Audit;
using Dashboard.Services.Privacy;
using Dashboard.Web.Access;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Customers;

/// <summary>Everything of one customer: recorded, computed and predicted facts apart, timeline, products, campaigns.</summary>
public sealed partial class CustomerPage
{
    /// <summary>The shop's own id, from the address.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    private string? noted;

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private PersonSubjects Subjects { get; set; } = null!;

    private KeyValuePair<string, string>[] Crumbs => [new("Customers", Urls.Customers(Scope))];

    /// <inheritdoc/>
    protected override IAnalysis<CustomerResult> Request() => new CustomerRequest(Urls.KeyOf(Key), Scope);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Who looked at whom is noted once a look, and by a pseudonym.
        if (Result is not CustomerProfile || noted == Key)
            return;
        noted = Key;
        await Acts.NoteAsync(new AuditEntry("person.see", Subjects.Of(Urls.KeyOf(Key))));
    }

    private static double? Change(long now, long? before) => before is > 0 ? (double)(now - before.Value) / before.Value : null;

    private string? Against(CustomerProfile profile) => profile.Before is null ? null : ScopeText.Against(Scope.Comparison, profile.InRange.Range);

    private string Export(string extension) => Urls.Export($"customer/{Uri.EscapeDataString(Urls.KeyOf(Key))}", extension, Scope);
}
