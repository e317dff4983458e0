using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Predictions;

/// <summary>What customers are expected to bring: in all, by group, by tier, one by one.</summary>
public sealed partial class LifetimePage
{
    /// <summary>Days ahead; nothing for a year.</summary>
    [SupplyParameterFromQuery(Name = "h")]
    public string? HorizonText { get; set; }

    /// <summary>What groups are shown: nothing for segments, "country", "acquisition" or "cohort".</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? ByText { get; set; }

    /// <summary>Yearly discount: "0.1".</summary>
    [SupplyParameterFromQuery(Name = "discount")]
    public string? DiscountText { get; set; }

    private LifetimeQuery Query => LifetimeQuery.Parse(HorizonText, ByText, DiscountText);

    private string Currency => Result!.Receipt.Currency;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<LifetimeValueResult> Request() => Query.Request(Scope);

    private void Go(LifetimeQuery query) => Navigation.NavigateTo(Urls.Predictions(Scope, query.Parameters()));

    private string Export(string? part, string extension) => Urls.Export(part is null ? "predictions" : $"predictions/{part}", extension, Scope, Query.Parameters());

    private string? GroupLink(string? value) => value is null || Query.By == ValueBreakdown.Cohort ? null : Urls.Predictions(Scope with { Filter = Scope.Filter.Only(Dimension(Query.By), value) }, Query.Parameters());

    private void OpenGroup(ChartMark mark)
    {
        if (mark.Point >= 0 && mark.Point < Result!.Groups.Count && GroupLink(Result.Groups[mark.Point].Value) is { } address)
            Navigation.NavigateTo(address);
    }

    private static Dimension Dimension(ValueBreakdown by) => by switch
    {
        ValueBreakdown.Country => Analytics.Scopes.Dimension.Country,
        ValueBreakdown.Acquisition => Analytics.Scopes.Dimension.Acquisition,
        _ => Analytics.Scopes.Dimension.Segment,
    };
}
