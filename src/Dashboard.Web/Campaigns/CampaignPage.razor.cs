using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Campaigns;

/// <summary>One campaign: funnel, attributed beside incremental results, groups, days, customers.</summary>
public sealed partial class CampaignPage
{
    private static readonly KeyValuePair<string, string>[] Dimensions = [.. CampaignRequest.Dimensions.Select(d => new KeyValuePair<string, string>(ScopeQuery.Name(d), ScopeText.Name(d)))];
    private static readonly KeyValuePair<string, string>[] Measures = [new("conversions", "Effect on conversions"), new("revenue", "Effect on revenue")];

    /// <summary>Key of the campaign.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    private string CampaignKey => Urls.KeyOf(Key);

    /// <summary>Dimension of the breakdown.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? ByName { get; set; }

    /// <summary>What effects of the breakdown are on.</summary>
    [SupplyParameterFromQuery(Name = "measure")]
    public string? MeasureName { get; set; }

    /// <summary>Where outcomes are taken from.</summary>
    [SupplyParameterFromQuery(Name = "outcome")]
    public string? OutcomeName { get; set; }

    /// <summary>Days between click and order.</summary>
    [SupplyParameterFromQuery(Name = "click")]
    public string? ClickDays { get; set; }

    /// <summary>Days between contact and outcome.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public string? OutcomeDays { get; set; }

    /// <summary>Arm of the customers listed.</summary>
    [SupplyParameterFromQuery(Name = "arm")]
    public string? ArmName { get; set; }

    /// <summary>Step of the customers listed.</summary>
    [SupplyParameterFromQuery(Name = "did")]
    public string? DidName { get; set; }

    /// <summary>Text that the customers listed contain.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    public string? FindText { get; set; }

    private CampaignView View => CampaignView.Parse(ByName, MeasureName, CampaignView.ParseRules(OutcomeName, ClickDays, OutcomeDays), ArmName, DidName, FindText);

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    private string? Lead => Result?.Campaign is not { } campaign ? null
        : string.Join(" · ", new[] { campaign.Channel, campaign.Goal, campaign.Offer, CampaignWords.Dates(campaign) }.Where(part => !string.IsNullOrEmpty(part)));

    private string TimelineTitle => Result!.Timeline is [.., { TreatedShare: { } treated } last]
        ? $"{Formats.Percent(treated, 2)} had ordered {Formats.Days(last.Day)} after the contact" + (last.ControlShare is { } control ? $", {Formats.Percent(control, 2)} of those held out" : "")
        : "Orders by days since the contact";

    /// <inheritdoc/>
    protected override IAnalysis<CampaignResult> Request() => new CampaignRequest(CampaignKey, Scope, View.By, View.Rules);

    private static string? SplitSentence(SplitCheck? split) => split is null ? null
        : $"{Formats.Percent(split.ControlShare)} of all" + (split is { ExpectedShare: { } expected, IsMismatch: false } ? $", in line with a {Formats.Percent(expected, 0)} split" : "");

    private static Dimension DimensionOf(string name) => CampaignRequest.Dimensions.First(d => ScopeQuery.Name(d) == name);

    private string ResultsSubtitle(CampaignSummary campaign) => campaign.ConversionEffect is null
        ? CampaignWords.Outcome(campaign, Result!.Rules) + ". Incremental results need a control group."
        : CampaignWords.Attributed(campaign, Result!.Rules, Result.Receipt.Currency) + " " + CampaignWords.Outcome(campaign, Result.Rules) + ".";

    private void Go(CampaignView view) => Navigation.NavigateTo(Urls.Campaign(CampaignKey, Scope, view.Parameters));

    private string Open(string? arm, string? did) =>
        Urls.Campaign(CampaignKey, Scope, (View with { Contacts = CampaignView.With(new ContactFilter(Control: arm switch { "treated" => false, "held-out" => true, _ => null }), did) }).Parameters) + "#contacts";

    private string OpenTreated(string? did) => Open("treated", did);

    // A group that stands for several values has no address.
    private string? OpenGroup(string? value) => value is null ? null : Urls.Campaign(CampaignKey, Scope with { Filter = Scope.Filter.Only(View.By, value) }, View.Parameters);

    private void OpenGroup(ChartMark mark)
    {
        if (OpenGroup(Result!.Breakdown!.Groups[mark.Point].Value) is { } address)
            Navigation.NavigateTo(address);
    }

    private void OpenStep(ChartMark mark)
    {
        var step = CampaignCharts.StepOf(Result!, mark.Point);
        Navigation.NavigateTo(Open("treated", step == CampaignStep.Sent ? null : step.ToString().ToLowerInvariant()));
    }

    private string Export(string part, string extension) => Urls.Export($"campaign/{Uri.EscapeDataString(CampaignKey)}{part}", extension, Scope, View.Parameters);
}
