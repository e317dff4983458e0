using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Statistics;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Campaigns;

/// <summary>What campaigns brought, in plain words.</summary>
public static class CampaignWords
{
    /// <summary>What stands where a file does not say.</summary>
    public const string NotRecorded = "not recorded";

    /// <summary>How to hold customers out.</summary>
    public const string HowToHoldOut =
        "Next time draw 10 % of the audience at random before sending, do not contact them, and import them as contacts of the campaign with control = yes.";

    /// <summary>An amount that is an estimate: no decimals from 1,000 on.</summary>
    public static string Money(double amount, string currency) => Formats.Money(amount, currency, Math.Abs(amount) >= 1000 ? 0 : null);

    /// <summary>The interval of an amount: "£10,337 – £22,468".</summary>
    public static string MoneyRange(Interval interval, string currency) => Formats.Range(Money(interval.Low, currency), double.IsPositiveInfinity(interval.High) ? "no upper limit" : Money(interval.High, currency));

    /// <summary>The interval of a count: "107 – 184".</summary>
    public static string CountRange(Interval interval) => Formats.Range(Formats.Number(interval.Low, 0), Formats.Number(interval.High, 0));

    /// <summary>The interval of a share or a return: "12.1% – 14.0%".</summary>
    public static string PercentRange(Interval interval, int digits = 1) => Formats.Range(Formats.Percent(interval.Low, digits), Formats.Percent(interval.High, digits));

    /// <summary>A count with its rate, or that it is not recorded.</summary>
    public static string Of(Response response) => response.Share is { } share ? $"{Formats.Integer(response.Count)} ({Formats.Percent(share)})" : NotRecorded;

    /// <summary>" (rough)" after the interval of an effect that rests on few buyers.</summary>
    public static string Rough(Effect? effect) => effect is { IsRough: true } ? " (rough)" : "";

    /// <summary>What rough means, or null when nothing is.</summary>
    public static string? RoughNote(IEnumerable<Effect?> effects) => effects.Any(e => e is { IsRough: true })
        ? $"Rough: fewer than {Formats.Integer(Effect.FewBuyers)} buyers in one arm. Revenue differs so much from buyer to buyer that the interval is then probably too short."
        : null;

    /// <summary>What the campaign brought about, with its interval; or why that cannot be known.</summary>
    public static string Incremental(CampaignSummary campaign)
    {
        if (campaign.Control == 0)
            return "Nobody was held out, so nothing can be said about what would have happened without this campaign. " + HowToHoldOut;
        if (campaign.ConversionEffect is not { } effect)
            return "Customers were held out, but nothing tells what they and the treated did afterwards. Import orders of the weeks after the campaign, or contacts with the columns converted and revenue.";
        var total = effect.Total;
        var range = $"({Formats.Number(total.Interval.Low, 0)} to {Formats.Number(total.Interval.High, 0)})";
        var after = $"Of {Formats.Count(campaign.Converted.Count, "conversion")} after contact, ";
        return (effect.IsClear, total.Value) switch
        {
            (true, > 0) => $"{after}about {Formats.Number(total.Value, 0)} {range} would not have happened without it.",
            (true, _) => $"There were about {Formats.Number(-total.Value, 0)} conversions fewer ({Formats.Number(-total.Interval.High, 0)} to {Formats.Number(-total.Interval.Low, 0)}) than there would have been without it.",
            (_, > 0) => $"{after}about {Formats.Number(total.Value, 0)} {range} would not have happened without it; it may as well have changed nothing.",
            _ => $"{after}none can be credited to it: the difference to those held out is {Formats.Number(total.Value, 0)} {range}, and it may as well have changed nothing.",
        };
    }

    /// <summary>What last clicks credit the campaign with.</summary>
    public static string Attributed(CampaignSummary campaign, CampaignRules rules, string currency) => campaign.Attributed switch
    {
        { Source: AttributionSource.Orders, Conversions: { } orders, RevenueE4: { } revenue } =>
            $"Last clicks within {Formats.Days(rules.AttributionDays)} before the order credit it with {Formats.Count(orders, "order")} worth {Formats.Money(revenue, currency)}; some of these would have come anyway.",
        { Source: AttributionSource.RecordedOutcome, Conversions: { } buyers } =>
            $"No orders follow the contacts, so the recorded outcome of those who clicked is credited: {Formats.Count(buyers, "conversion")}. Clicks of other campaigns are not considered.",
        _ => "Clicks are not recorded, or nothing tells what followed them, so no order can be credited to this campaign.",
    };

    /// <summary>Where the outcome comes from.</summary>
    public static string Outcome(CampaignSummary campaign, CampaignRules rules) => campaign.Outcome switch
    {
        OutcomeSource.Recorded => "Outcome as the contact file recorded it",
        OutcomeSource.Orders => $"Outcome: orders within {Formats.Days(rules.OutcomeDays)} of the contact",
        _ => "The outcome is not known",
    };

    /// <summary>The finding of the funnel.</summary>
    public static string Funnel(CampaignSummary campaign)
    {
        var parts = new List<string>();
        if (campaign.Opened.Share is { } opened)
            parts.Add($"{Formats.Percent(opened)} opened");
        if (campaign.Clicked.Share is { } clicked)
            parts.Add($"{Formats.Percent(clicked)} clicked");
        if (campaign.Converted.Share is { } converted)
            parts.Add($"{Formats.Percent(converted, 2)} converted");
        return parts.Count == 0 ? $"Sent to {Formats.Count(campaign.Treated, "customer")}; nothing further is recorded" : $"Of {Formats.Count(campaign.Treated, "customer")} contacted, {Join(parts)}";
    }

    /// <summary>The finding of the breakdown: which groups stand out.</summary>
    public static string Groups(CampaignBreakdown breakdown, bool byRevenue)
    {
        var effects = breakdown.Groups.Select(g => (g.Label, Effect: byRevenue ? g.RevenueEffect : g.ConversionEffect)).Where(g => g.Effect is not null).ToList();
        var name = ScopeText.Name(breakdown.Dimension).ToLowerInvariant();
        if (effects.Count == 0)
            return $"Conversion rate by {name}";
        var found = effects.Where(e => e.Effect!.StandsOut).OrderByDescending(e => Math.Abs(e.Effect!.Difference.Value)).Select(e => e.Label).ToList();
        return found.Count switch
        {
            0 => $"By {name}, no group stands out",
            <= 3 => $"By {name}, the effect stands out in {Join(found)}",
            _ => $"By {name}, the effect stands out in {Join([.. found.Take(3)])} and {Formats.Count(found.Count - 3, "more group")}",
        };
    }

    /// <summary>What the breakdown's intervals mean.</summary>
    public static string GroupsNote(CampaignBreakdown breakdown) =>
        "Groups are those of the day before the campaign's start. "
        + (breakdown.Groups.FirstOrDefault(g => g.Value is null) is { } few ? $"{Formats.Count(few.Values, "value")} of too few people to be shown alone share one group of {Formats.Count(few.Treated + few.Control, "customer")}. " : "")
        + (breakdown.Groups.Count < 2 ? "" : $"{Formats.Count(breakdown.Groups.Count, "group")} are looked at together, so an effect stands out only when its p value, adjusted after Benjamini and Hochberg, is 5% or less.");

    /// <summary>The finding of the list.</summary>
    public static string List(CampaignTotals totals, string currency)
    {
        var attributed = totals.AttributedRevenueE4 is { } credited ? $"last clicks credit them with {Money(credited / 1e4, currency)}" : "no order can be credited to their clicks";
        return totals.IncrementalRevenue is { } revenue
            ? revenue.Interval.Contains(0)
                ? $"What campaigns brought beyond what would have come anyway lies between {Money(revenue.Interval.Low, currency)} and {Money(revenue.Interval.High, currency)}; {attributed}"
                : $"Campaigns brought about {Money(revenue.Value, currency)} ({MoneyRange(revenue.Interval, currency)}) that would not have come anyway; {attributed}"
            : $"What campaigns brought about is not known without control groups; {attributed}";
    }

    /// <summary>A mismatch of the split, in words.</summary>
    public static string Split(SplitCheck split) =>
        $"{Formats.Percent(split.ControlShare, 2)} were held out where {Formats.Percent(split.ExpectedShare ?? 0)} {(split.IsPlanned ? "were planned" : "would be usual")}; by chance that happens less than once in 2,000 campaigns. "
        + "Customers of one arm may be missing from the file, or were not drawn at random: the effect may be biased.";

    /// <summary>First and last day, or that they are not known.</summary>
    public static string Dates(CampaignSummary campaign) => campaign is { Start: { } start, End: { } end } ? Formats.Dates(start, end) : "No dates";

    /// <summary>A p value: "p = 0.012", "p &lt; 0.0001".</summary>
    public static string P(double value) => value < 0.0001 ? "< 0.0001" : Formats.Number(value, value < 0.01 ? 4 : 3);

    private static string Join(List<string> words) => words.Count < 2 ? string.Concat(words) : string.Join(", ", words.SkipLast(1)) + " and " + words[^1];
}
