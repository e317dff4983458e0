using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Campaigns;

/// <summary>All campaigns of the range, with attributed and incremental revenue side by side.</summary>
public sealed partial class CampaignsPage
{
    /// <summary>Where outcomes are taken from.</summary>
    [SupplyParameterFromQuery(Name = "outcome")]
    public string? OutcomeName { get; set; }

    /// <summary>Days between click and order.</summary>
    [SupplyParameterFromQuery(Name = "click")]
    public string? ClickDays { get; set; }

    /// <summary>Days between contact and outcome.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public string? OutcomeDays { get; set; }

    private CampaignRules Rules => CampaignView.ParseRules(OutcomeName, ClickDays, OutcomeDays);

    private KeyValuePair<string, string?>[] RuleParameters => [.. (CampaignView.Default with { Rules = Rules }).RuleParameters];

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    private string ListHref => Urls.Campaigns(Scope, RuleParameters) + "#list";

    private string? Against => Result is { Before: not null } ? ScopeText.Against(Scope.Comparison, Result.Receipt.Range) : null;

    private string ChartTitle
    {
        get
        {
            var measured = Result!.Campaigns.Count(c => c.RevenueEffect is not null);
            var clear = Result.Campaigns.Count(c => c.RevenueEffect is { StandsOut: true, Difference.Value: > 0 });
            return measured == 0
                ? "Without control groups only attributed revenue is known"
                : $"{Formats.Integer(clear)} of {Formats.Count(measured, "measured campaign")} clearly brought revenue that would not have come anyway";
        }
    }

    private string More => Result!.Campaigns.Count > CampaignListCharts.MostInChart ? $"; the newest {CampaignListCharts.MostInChart}, all in the table below" : "";

    private string ListSubtitle => "Those that overlap the range, each with all of its contacts, newest first"
        + (Result!.WithoutDates > 0 ? $"; {Formats.Count(Result.WithoutDates, "campaign")} without any date always listed, so there is no comparison" : "");

    /// <inheritdoc/>
    protected override IAnalysis<CampaignsResult> Request() => new CampaignsRequest(Scope, Rules);

    private static string? IncrementalSentence(CampaignTotals totals, CampaignTotals? before, string currency)
    {
        var roi = totals.IncrementalRoi is { } known ? $"Return on cost {Formats.Percent(known.Value, 0)} ({CampaignWords.PercentRange(known.Interval, 0)})" : null;
        var missing = totals.WithoutControl > 0 ? $"{Formats.Count(totals.WithoutControl, "campaign")} without control group not included" : null;
        var shared = totals.SharesControl ? "campaigns share their control group, so the interval is wider" : null;
        var then = before?.IncrementalRevenue is { } earlier ? $"{CampaignWords.MoneyRange(earlier.Interval, currency)} in the period before" : null;
        var parts = new[] { roi, then, missing, shared }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private double? Change(Func<CampaignTotals, double?> of) =>
        Result!.Before is { } before && of(before) is { } then and not 0 && of(Result.Totals) is { } now ? (now - then) / Math.Abs(then) : null;

    private string Export(string extension) => Urls.Export("campaigns", extension, Scope, RuleParameters);

    private void Open(ChartMark mark) => Navigation.NavigateTo(Urls.Campaign(CampaignListCharts.InChart(Result!)[mark.Point].Key, Scope, RuleParameters));
}
