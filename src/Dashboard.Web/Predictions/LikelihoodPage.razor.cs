using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Predictions;

/// <summary>Who may leave or buy, and what an offer to those above a threshold would cost and bring.</summary>
public sealed partial class LikelihoodPage
{
    private static readonly KeyValuePair<string, string>[] Kinds = [new(nameof(ModelKind.Churn), "Churn"), new(nameof(ModelKind.Purchase), "Purchase")];

    /// <summary>Churn or purchase.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    public string? Of { get; set; }

    /// <summary>Threshold in percent.</summary>
    [SupplyParameterFromQuery(Name = "t")]
    public string? ThresholdText { get; set; }

    /// <summary>Cost of the offer for one customer.</summary>
    [SupplyParameterFromQuery(Name = "cost")]
    public string? CostText { get; set; }

    /// <summary>Effect of the offer in percent.</summary>
    [SupplyParameterFromQuery(Name = "effect")]
    public string? EffectText { get; set; }

    private LikelihoodQuery? Query { get; set; }

    private bool HasCustomers => Result is { Customers: > 0 };

    private string Currency => Result!.Receipt.Currency;

    private string? Rule => LikelihoodText.Rule(Result!, Scope);

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<LikelihoodResult> Request()
    {
        Query = LikelihoodQuery.Parse(Of, ThresholdText, CostText, EffectText);
        return Query.Request(Scope);
    }

    private void Change(LikelihoodQuery query) => Navigation.NavigateTo(Urls.Likelihood(Scope, query.Parameters()));

    private void Choose(string kind) => Change(LikelihoodQuery.UsualOf(Enum.Parse<ModelKind>(kind)) with { Cost = Query!.Cost, Effect = Query.Effect });

    private void UseBar(ChartMark mark) => Change(Query! with { Threshold = (int)Math.Round(Result!.Bars[mark.Point].From * LikelihoodRequest.Steps) });

    private string Export(string extension, string? part = null) => Urls.Export(part is null ? "likelihood" : $"likelihood/{part}", extension, Scope, Query!.Parameters());
}
