using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Statistics;
using Dashboard.Web.Charts;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Campaigns;

/// <summary>The charts and tables of one campaign. A number that stands for customers links to their list through <c>open</c>.</summary>
public static class CampaignCharts
{
    private static readonly string[] StepNames = ["Sent", "Delivered", "Opened", "Clicked", "Converted"];

    /// <summary>The recorded steps; those that are not recorded are named by <see cref="NotRecorded"/>.</summary>
    public static FunnelSpec Funnel(CampaignResult result) => new()
    {
        Label = "Funnel of treated customers",
        ValueName = "Customers",
        Steps =
        [
            .. Recorded(result).Select(s => new Charts.FunnelStep(
                StepNames[(int)s.Step],
                s.Response.Count,
                s.OfSent is { } interval && s.Step != CampaignStep.Sent ? $"{Formats.Percent(s.Response.Share!.Value, 2)} of those known, 95% interval {CampaignWords.PercentRange(interval, 2)}" : null,
                OfPrevious: s.Previous is null ? null : s.AfterPrevious.Share)),
        ],
        Height = Math.Max(1, Recorded(result).Count) * 52,
    };

    /// <summary>The step of a mark of <see cref="Funnel"/>.</summary>
    public static CampaignStep StepOf(CampaignResult result, int point) => Recorded(result)[point].Step;

    /// <summary>Steps that the file does not record: "Not recorded: delivered, opened." Null when all are.</summary>
    public static string? NotRecorded(CampaignResult result)
    {
        var missing = result.Funnel.Where(s => !s.Response.IsRecorded).Select(s => StepNames[(int)s.Step].ToLowerInvariant()).ToList();
        return missing.Count == 0 ? null : $"Not recorded: {string.Join(", ", missing)}.";
    }

    /// <summary>All five steps with rates and intervals.</summary>
    public static TableModel FunnelTable(CampaignResult result, Func<string?, string> open) => new(
        "Funnel of treated customers",
        [new("Step"), new("Customers", true), new("Known of", true), new("Rate of sent", true), new("95% interval", true), new("Rate of previous", true), new("95% interval", true)],
        [.. result.Funnel.Select(s => (IReadOnlyList<TableCell>)(s.Response.IsRecorded
            ? [
                new(StepNames[(int)s.Step], (int)s.Step),
                new(Formats.Integer(s.Response.Count), s.Response.Count, open(s.Step == CampaignStep.Sent ? null : s.Step.ToString().ToLowerInvariant())),
                new(Formats.Integer(s.Response.Known), s.Response.Known),
                new(Formats.Percent(s.Response.Share!.Value, 2), s.Response.Share),
                new(s.OfSent is { } sent ? CampaignWords.PercentRange(sent, 2) : "", s.OfSent?.Low),
                new(s.AfterPrevious.Share is { } share ? $"{Formats.Percent(share, 2)} of {Formats.Integer(s.AfterPrevious.Known)}" : "", s.AfterPrevious.Share),
                new(s.OfPrevious is { } previous ? CampaignWords.PercentRange(previous, 2) : "", s.OfPrevious?.Low),
            ]
            : [new(StepNames[(int)s.Step], (int)s.Step), new(CampaignWords.NotRecorded), new(""), new(""), new(""), new(""), new("")]))]);

    /// <summary>Attributed beside incremental: both columns, whatever is known.</summary>
    public static TableModel Results(CampaignSummary campaign, string currency, Func<string?, string> open)
    {
        var (conversions, revenue) = (campaign.ConversionEffect?.Total, campaign.RevenueEffect?.Total);
        var credited = campaign.Attributed;
        return new TableModel(
            "Attributed beside incremental results",
            [new("Result"), new("After contact", true), new("Attributed: last click", true), new("Incremental: against control", true), new("95% interval", true)],
            [
                [
                    new("Conversions"), campaign.Converted.IsRecorded ? new(Formats.Integer(campaign.Converted.Count), campaign.Converted.Count, open("converted")) : Unknown,
                    credited.Conversions is { } count ? new(Formats.Integer(count), count, open("attributed")) : Unknown,
                    .. Pair(conversions, v => Formats.Number(v, 0), CampaignWords.CountRange),
                ],
                [
                    new("Revenue"), Money(campaign.RevenueE4, currency), Money(credited.RevenueE4, currency),
                    .. Pair(revenue, v => CampaignWords.Money(v, currency), i => CampaignWords.MoneyRange(i, currency) + CampaignWords.Rough(campaign.RevenueEffect)),
                ],
                [
                    new("Cost per conversion"), campaign.CostPerConversion is { } each ? new(CampaignWords.Money(each, currency), each) : Unknown,
                    campaign.CostE4 is { } cost && credited.Conversions is > 0 and { } orders ? new(CampaignWords.Money(cost / 1e4 / orders, currency), cost / 1e4 / orders) : Unknown,
                    .. Pair(campaign.CostPerIncrementalConversion, v => CampaignWords.Money(v, currency), i => CampaignWords.MoneyRange(i, currency)),
                ],
                [
                    new("Return on cost"), new(""), campaign.AttributedRoi is { } roi ? new(Formats.Percent(roi, 0), roi) : Unknown,
                    .. Pair(campaign.IncrementalRoi, v => Formats.Percent(v, 0), i => CampaignWords.PercentRange(i, 0) + CampaignWords.Rough(campaign.RevenueEffect)),
                ],
            ]);
    }

    /// <summary>Treated against held-out customers: rates, difference, interval, p value.</summary>
    public static TableModel Effects(CampaignSummary campaign, string currency)
    {
        var effects = new[] { campaign.ClickEffect, campaign.ConversionEffect, campaign.RevenueEffect }.OfType<Effect>();
        return new TableModel(
            "Treated against held-out customers",
            [new("Measure"), new("Treated", true), new("Held out", true), new("Difference", true), new("95% interval", true), new("p value", true)],
            [.. effects.Select(e => (IReadOnlyList<TableCell>)[
                new(e.Measure switch { EffectMeasure.Clicks => "Clicked or visited", EffectMeasure.Conversions => "Converted", _ => "Revenue per customer" }),
                new($"{Level(e, e.TreatedMean, currency)} of {Formats.Integer(e.Treated)}", e.TreatedMean), new($"{Level(e, e.ControlMean, currency)} of {Formats.Integer(e.Control)}", e.ControlMean),
                new(Change(e, e.Difference.Value, currency), e.Difference.Value),
                new(Range(e, currency), e.Difference.Interval.Low),
                new(CampaignWords.P(e.PValue), e.PValue)])]);
    }

    /// <summary>Effect by group, or the conversion rate where there is no control group.</summary>
    public static IntervalSpec Groups(CampaignResult result, bool byRevenue)
    {
        var breakdown = result.Breakdown!;
        var effects = HasEffects(breakdown);
        return new IntervalSpec
        {
            Label = $"{GroupValue(effects, byRevenue)} by {ScopeText.Name(breakdown.Dimension).ToLowerInvariant()}",
            ValueName = GroupValue(effects, byRevenue),
            AxisName = ScopeText.Name(breakdown.Dimension),
            Format = effects && byRevenue ? ValueFormat.Money(result.Receipt.Currency) : new ValueFormat("percent", Digits: 2),
            Rows = [.. breakdown.Groups.Select(g => Row(g, effects, byRevenue))],
        };
    }

    /// <summary>The groups with their rates and effects; a group leads to the campaign filtered by it.</summary>
    public static TableModel GroupTable(CampaignResult result, Func<string?, string?> open)
    {
        var (breakdown, currency) = (result.Breakdown!, result.Receipt.Currency);
        return new TableModel(
            $"Results by {ScopeText.Name(breakdown.Dimension).ToLowerInvariant()}",
            [
                new(ScopeText.Name(breakdown.Dimension)), new("Treated", true), new("Held out", true), new("Delivered", true), new("Opened", true), new("Clicked", true), new("Converted", true),
                new("Effect on conversion", true), new("95% interval", true), new("Adjusted p", true), new("Effect on revenue per customer", true), new("95% interval", true), new("Adjusted p", true),
            ],
            [.. breakdown.Groups.Select(g => (IReadOnlyList<TableCell>)[
                new(g.Label, Href: open(g.Value), Color: breakdown.Dimension == Dimension.Segment && RfmGroups.Find(g.Value) is { } group ? ChartColors.Rfm(group) : null),
                new(Formats.Integer(g.Treated), g.Treated), new(Formats.Integer(g.Control), g.Control), Rate(g.Delivered), Rate(g.Opened), Rate(g.Clicked), Rate(g.Converted),
                .. Cells(g.ConversionEffect, currency), .. Cells(g.RevenueEffect, currency)])]);
    }

    /// <summary>Share of treated and of held-out customers who have ordered, by days since the contact.</summary>
    public static LineSpec Timeline(CampaignResult result)
    {
        var series = new List<LineSeries> { new("Treated", [.. result.Timeline.Select(d => d.TreatedShare)]) };
        if (result.Campaign!.Control > 0)
            series.Add(new("Held out", [.. result.Timeline.Select(d => d.ControlShare)], LineRole.Comparison, ChartColors.Muted));
        return new LineSpec
        {
            Label = "Share of customers who have ordered, by days since the contact",
            ValueName = "Have ordered",
            AxisName = "Day",
            Format = new ValueFormat("percent", Digits: 2),
            Labels = [.. result.Timeline.Select(d => $"Day {Formats.Integer(d.Day)}")],
            Series = series,
        };
    }

    /// <summary>Whether some group has a control group to compare with.</summary>
    public static bool HasEffects(CampaignBreakdown breakdown) => breakdown.Groups.Any(g => g.ConversionEffect is not null);

    internal static TableCell Unknown => new("not known");

    internal static TableCell Money(long? amountE4, string currency) => amountE4 is { } amount ? new(Formats.Money(amount, currency), amount) : Unknown;

    internal static TableCell Rate(Response response) => response.Share is { } share ? new(Formats.Percent(share), share) : new(CampaignWords.NotRecorded);

    internal static TableCell[] Pair(Estimate? estimate, Func<double, string> value, Func<Interval, string> range) =>
        estimate is { } known ? [new(value(known.Value), known.Value), new(range(known.Interval), known.Interval.Low)] : [Unknown, new("")];

    private static IReadOnlyList<Analytics.Campaigns.FunnelStep> Recorded(CampaignResult result) => [.. result.Funnel.Where(s => s.Response.IsRecorded)];

    private static string GroupValue(bool effects, bool byRevenue) => (effects, byRevenue) switch
    {
        (false, _) => "Conversion rate",
        (_, true) => "Effect on revenue per customer",
        _ => "Effect on conversion rate",
    };

    private static IntervalRow Row(CampaignGroup group, bool effects, bool byRevenue)
    {
        var size = $"{Formats.Integer(group.Treated)} treated, {Formats.Integer(group.Control)} held out";
        if (!effects)
            return new IntervalRow(group.Label, group.Converted.Share, group.ConvertedInterval?.Low, group.ConvertedInterval?.High, size);
        var effect = byRevenue ? group.RevenueEffect : group.ConversionEffect;
        var interval = effect?.Difference.Interval;
        var found = effect switch { null => "", { StandsOut: true } => ". Stands out", { IsRough: true } => ". Rough: few buyers", _ => ". Does not stand out" };
        return new IntervalRow(group.Label, effect?.Difference.Value, interval?.Low, interval?.High, size + found, effect?.StandsOut == true ? "series-1" : ChartColors.Muted);
    }

    private static TableCell[] Cells(Effect? effect, string currency) => effect is null
        ? [Unknown, new(""), new("")]
        : [
            new(Change(effect, effect.Difference.Value, currency), effect.Difference.Value),
            new(Range(effect, currency), effect.Difference.Interval.Low),
            effect.AdjustedPValue is { } p ? new(CampaignWords.P(p) + (effect.StandsOut ? " stands out" : ""), p) : new(""),
        ];

    private static string Level(Effect effect, double value, string currency) => effect.Measure == EffectMeasure.Revenue ? Formats.Money(value, currency) : Formats.Percent(value, 2);

    private static string Range(Effect effect, string currency) =>
        Formats.Range(Change(effect, effect.Difference.Interval.Low, currency), Change(effect, effect.Difference.Interval.High, currency)) + CampaignWords.Rough(effect);

    private static string Change(Effect effect, double value, string currency) => effect.Measure == EffectMeasure.Revenue ? Formats.Money(value, currency) : Formats.Points(value, 2);
}
