using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Components;

namespace Dashboard.Web.Overview;

/// <summary>The Overview in words: what happened, what drove it, and how each figure is called and explained.</summary>
public static class OverviewText
{
    /// <summary>What happened to revenue and what drove it, in a sentence that serves as a title.</summary>
    public static string Headline(OverviewResult result)
    {
        var revenue = Formats.MoneyShort(result.Current.RevenueE4, result.Receipt.Currency);
        if (result is not { Previous: { } previous, IsComparable: true })
            return $"Revenue {revenue}";
        if (previous.RevenueE4 <= 0)
            return $"Revenue {revenue}; there was none in the period compared with";
        var change = (result.Current.RevenueE4 - previous.RevenueE4) / (double)previous.RevenueE4;
        if (Math.Abs(change) < 0.0005)
            return $"Revenue unchanged at {revenue}";
        return $"Revenue {(change > 0 ? "up" : "down")} {Formats.Percent(Math.Abs(change))}, {Driver(result.Drivers?.Lead, result.Receipt.Groups)}";
    }

    /// <summary>When revenue was highest, of the whole pieces of the trend.</summary>
    public static string Best(OverviewResult result)
    {
        var best = result.Trend.Where(p => p.IsWhole).MaxBy(p => p.RevenueE4);
        return best is null || best.RevenueE4 <= 0
            ? $"Revenue {By(result.Step)}"
            : $"Best {result.Step.ToString().ToLowerInvariant()}: {(result.Step == TimeStep.Month ? Formats.Month(best.Days.From) : Formats.Dates(best.Days.From, best.Days.To))}, {Formats.MoneyShort(best.RevenueE4, result.Receipt.Currency)}";
    }

    /// <summary>A caution about the comparison, or null when it is fair.</summary>
    public static string? Caution(OverviewResult result) => result switch
    {
        { Previous: null } or { ComparisonCoverage: 1 } => null,
        { IsComparable: false } => $"The data covers {Formats.Percent(result.ComparisonCoverage, 0)} of the days compared with, so no changes are shown. Choose a shorter range, or no comparison.",
        _ => $"The data covers {Formats.Percent(result.ComparisonCoverage, 0)} of the days compared with, so changes look somewhat larger than they are.",
    };

    /// <summary>Who is meant by a group, as part of a sentence: "Loyal customers", "Champions".</summary>
    /// <param name="group">The group.</param>
    /// <param name="names">What the shop calls the groups; a name of its own stands as it is.</param>
    public static string People(RfmGroup group, RfmNames names) =>
        group is RfmGroup.Champions or RfmGroup.Prospects || names.Name(group) != group.Name() ? names.Name(group) : $"{group.Name()} customers";

    /// <summary>Name of a figure.</summary>
    public static string Label(OverviewMetric metric) => metric switch
    {
        OverviewMetric.AverageOrderValue => "Average order value",
        OverviewMetric.ActiveCustomers => "Active customers",
        OverviewMetric.NewCustomers => "New customers",
        OverviewMetric.ReturningCustomers => "Returning customers",
        OverviewMetric.RepeatRate => "Repeat rate",
        OverviewMetric.RevenueAtRisk => "Revenue at risk",
        _ => metric.ToString(),
    };

    /// <summary>Definition of a figure.</summary>
    public static string Explanation(OverviewMetric metric) => metric switch
    {
        OverviewMetric.Revenue => "Amount of all documents of the range, returns subtracted, customers without an id included.",
        OverviewMetric.Orders => "Documents that sell something. Returns and adjustments are no orders.",
        OverviewMetric.AverageOrderValue => "Revenue divided by orders.",
        OverviewMetric.ActiveCustomers => "Different customers with at least one order in the range.",
        OverviewMetric.NewCustomers => "Active customers whose very first order lies in the range.",
        OverviewMetric.ReturningCustomers => "Active customers who had ordered before the range began.",
        OverviewMetric.RepeatRate => "Share of the active customers who had ordered at least twice by the end of the range.",
        _ => "Revenue of the last 365 days of customers who have been silent for more than 1.5 times their own typical gap between orders. Only customers who ordered on two or more days have a rhythm.",
    };

    /// <summary>A value of a figure as text.</summary>
    public static string Value(OverviewMetric metric, double? value, string currency) => value is not { } v ? Formats.Missing : metric switch
    {
        OverviewMetric.Revenue or OverviewMetric.RevenueAtRisk => Formats.MoneyShort((long)Math.Round(v), currency),
        OverviewMetric.AverageOrderValue => Formats.Money(v / 10_000, currency),
        OverviewMetric.RepeatRate => Formats.Percent(v),
        _ => Formats.Integer((long)v),
    };

    /// <summary>The size of a change where it is not a percentage, else null.</summary>
    public static string? Change(OverviewKpi kpi) => kpi is { Metric: OverviewMetric.RepeatRate, Change: { } points } ? Formats.Points(Math.Abs(points)).TrimStart('+') : null;

    /// <summary>What a figure rests on, and for revenue at risk how many customers it is.</summary>
    public static string Sentence(OverviewKpi kpi, OverviewResult result) => kpi.Metric == OverviewMetric.RevenueAtRisk
        ? $"{Formats.Count(result.Current.CustomersAtRisk, "customer")} of {Formats.Integer(kpi.N)} with a rhythm"
        : $"from {Formats.Integer(kpi.N)} {kpi.NIs}";

    /// <summary>Which way is good.</summary>
    public static Better Better(OverviewKpi kpi) => kpi.HigherIsBetter ? Components.Better.Up : Components.Better.Down;

    /// <summary>Where the rows behind a figure are.</summary>
    public static string Href(OverviewMetric metric, Scope scope) => metric switch
    {
        OverviewMetric.Revenue or OverviewMetric.Orders or OverviewMetric.AverageOrderValue => Urls.Trends(scope, new KeyValuePair<string, string?>("metric", Slug(metric))),
        _ => Urls.Customers(scope, new KeyValuePair<string, string?>("who", metric switch
        {
            OverviewMetric.NewCustomers => "new",
            OverviewMetric.ReturningCustomers => "returning",
            OverviewMetric.RepeatRate => "repeat",
            OverviewMetric.RevenueAtRisk => "at-risk",
            _ => "active",
        })),
    };

    /// <summary>The step that the address names, or null.</summary>
    public static TimeStep? Step(string? name) => Enum.TryParse<TimeStep>(name, ignoreCase: true, out var step) && Enum.IsDefined(step) ? step : null;

    /// <summary>A step as part of a subtitle: "by week".</summary>
    public static string By(TimeStep step) => $"by {step.ToString().ToLowerInvariant()}";

    private static string Driver(ChangeLead? lead, RfmNames names) => lead switch
    {
        { Segment: { } segment, Country: { } country } => $"driven by {People(segment, names)} in {country}",
        { Segment: { } segment } => $"driven by {People(segment, names)}",
        { Country: { } country } => $"driven by {country}",
        { Category: { } category } => $"driven by {category}",
        _ => "spread over many segments, countries and categories",
    };

    private static string Slug(OverviewMetric metric) => metric == OverviewMetric.AverageOrderValue ? "average-order-value" : metric.ToString().ToLowerInvariant();
}
