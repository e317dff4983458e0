using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Campaigns;

/// <summary>The list of campaigns as a chart and a table: attributed and incremental revenue side by side.</summary>
public static class CampaignListCharts
{
    /// <summary>How many campaigns the chart has room for; the table has all.</summary>
    public const int MostInChart = 16;

    /// <summary>The campaigns of <see cref="Chart"/>, newest first.</summary>
    public static IReadOnlyList<CampaignSummary> InChart(CampaignsResult result) =>
        [.. result.Campaigns.Where(c => c.RevenueEffect is not null || c.Attributed.RevenueE4 is not null).Take(MostInChart)];

    /// <summary>Incremental revenue with its interval, and attributed revenue beside it.</summary>
    public static IntervalSpec Chart(CampaignsResult result) => new()
    {
        Label = "Incremental and attributed revenue by campaign",
        ValueName = "Incremental revenue",
        OtherName = "Attributed revenue",
        AxisName = "Campaign",
        Format = ValueFormat.Money(result.Receipt.Currency),
        Rows =
        [
            .. InChart(result).Select(c => new IntervalRow(
                c.Name,
                c.RevenueEffect?.Total.Value,
                c.RevenueEffect?.Total.Interval.Low,
                c.RevenueEffect?.Total.Interval.High,
                $"{Formats.Integer(c.Treated)} treated, {Formats.Integer(c.Control)} held out{CampaignWords.Rough(c.RevenueEffect)}",
                Other: c.Attributed.RevenueE4 / 1e4)),
        ],
    };

    /// <summary>All campaigns; each leads to its page.</summary>
    public static TableModel Table(CampaignsResult result, Scope scope, IReadOnlyList<KeyValuePair<string, string?>> rules)
    {
        var currency = result.Receipt.Currency;
        return new TableModel("Campaigns", [.. Columns.Select((title, i) => new TableColumn(title, i > 1))], [.. result.Campaigns.Select(Row)]) { Total = Total(result.Totals, currency) };

        IReadOnlyList<TableCell> Row(CampaignSummary c) =>
        [
            new(c.Name, Href: Urls.Campaign(c.Key, scope, rules)), new(c.Channel ?? "Unknown"), c.Start is { } start ? new(Formats.Date(start), start.DayNumber) : new("No date"),
            Count(c, c.Treated, "treated", null), Count(c, c.Control, "held-out", null),
            CampaignCharts.Rate(c.Delivered), CampaignCharts.Rate(c.Opened), CampaignCharts.Rate(c.Clicked),
            c.Converted.Share is { } share ? new($"{Formats.Integer(c.Converted.Count)} ({Formats.Percent(share, 2)})", share, Contacts(c, "treated", "converted")) : new(CampaignWords.NotRecorded),
            CampaignCharts.Money(c.CostE4, currency), c.CostPerConversion is { } each ? new(CampaignWords.Money(each, currency), each) : CampaignCharts.Unknown,
            c.Attributed.RevenueE4 is { } credited ? new(Formats.Money(credited, currency), credited, Contacts(c, "treated", "attributed")) : CampaignCharts.Unknown,
            .. CampaignCharts.Pair(c.RevenueEffect?.Total, v => CampaignWords.Money(v, currency), i => CampaignWords.MoneyRange(i, currency) + CampaignWords.Rough(c.RevenueEffect)),
            c.AttributedRoi is { } roi ? new(Formats.Percent(roi, 0), roi) : CampaignCharts.Unknown,
            .. CampaignCharts.Pair(c.IncrementalRoi, v => Formats.Percent(v, 0), i => CampaignWords.PercentRange(i, 0) + CampaignWords.Rough(c.RevenueEffect)),
        ];

        TableCell Count(CampaignSummary c, long count, string arm, string? did) => new(Formats.Integer(count), count, count == 0 ? null : Contacts(c, arm, did));

        string Contacts(CampaignSummary c, string arm, string? did) =>
            Urls.Campaign(c.Key, scope, rules.Append(new("arm", arm)).Append(new("did", did))) + "#contacts";
    }

    private static IReadOnlyList<string> Columns { get; } =
    [
        "Campaign", "Channel", "Began", "Treated", "Held out", "Delivered", "Opened", "Clicked", "Converted", "Cost", "Cost per conversion", "Attributed revenue", "Incremental revenue",
        "95% interval", "Return, attributed", "Return, incremental", "95% interval",
    ];

    private static TableCell[] Total(CampaignTotals t, string currency) =>
    [
        new("All"), new(""), new(""), new(Formats.Integer(t.Treated)), new(Formats.Integer(t.Control)),
        CampaignCharts.Rate(t.Delivered), CampaignCharts.Rate(t.Opened), CampaignCharts.Rate(t.Clicked), new(CampaignWords.Of(t.Converted)), CampaignCharts.Money(t.CostE4, currency), new(""),
        CampaignCharts.Money(t.AttributedRevenueE4, currency),
        .. CampaignCharts.Pair(t.IncrementalRevenue, v => CampaignWords.Money(v, currency), i => CampaignWords.MoneyRange(i, currency)),
        t.AttributedRoi is { } roi ? new(Formats.Percent(roi, 0)) : CampaignCharts.Unknown,
        .. CampaignCharts.Pair(t.IncrementalRoi, v => Formats.Percent(v, 0), i => CampaignWords.PercentRange(i, 0)),
    ];
}
