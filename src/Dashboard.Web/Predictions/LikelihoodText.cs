using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Web.Predictions;

/// <summary>Words of the likelihood page.</summary>
public static class LikelihoodText
{
    /// <summary>The name of a likelihood within a sentence.</summary>
    public static string Name(ModelKind kind) => kind == ModelKind.Churn ? "churn risk" : "purchase likelihood";

    /// <summary>The same as a heading.</summary>
    public static string Title(ModelKind kind) => kind == ModelKind.Churn ? "Churn risk" : "Purchase likelihood";

    /// <summary>What the event is, as a verb.</summary>
    public static string Verb(ModelKind kind) => kind == ModelKind.Churn ? "leave" : "buy";

    /// <summary>Whom the offer reaches rightly.</summary>
    public static string CaughtTitle(ModelKind kind) => kind == ModelKind.Churn ? "Churners caught" : "Buyers reached";

    /// <summary>What the offer brings.</summary>
    public static string SavedTitle(ModelKind kind) => kind == ModelKind.Churn ? "Value saved" : "Value won";

    /// <summary>What the effect of the offer is.</summary>
    public static string EffectTitle(ModelKind kind) => kind == ModelKind.Churn ? "Kept by the offer" : "More purchases by the offer";

    /// <summary>The finding of the page.</summary>
    public static string Headline(LikelihoodResult result)
    {
        var expected = result.Curve[0].Caught;
        return result.Kind == ModelKind.Churn
            ? $"{Formats.Number(expected, 0)} of {Formats.Count(result.Customers, "customer")} may not order within {Formats.Days(result.HorizonDays)}"
            : $"{Formats.Number(expected, 0)} of {Formats.Count(result.Customers, "customer")} may order within {Formats.Days(result.HorizonDays)}";
    }

    /// <summary>What the controls of the offer are about.</summary>
    public static string OfferTitle(LikelihoodResult result) => $"What an offer to {Formats.Count(result.Chosen!.Targeted, "customer")} would cost and bring";

    /// <summary>The finding of the distribution.</summary>
    public static string DistributionTitle(LikelihoodResult result) =>
        $"{Formats.Count(result.Chosen!.Targeted, "customer")} with a {Name(result.Kind)} of {Formats.Percent(result.Chosen.Threshold / 100.0, 0)} or more";

    /// <summary>What the distribution is.</summary>
    public static string DistributionSubtitle(LikelihoodResult result) => result.Kind == ModelKind.Churn
        ? $"Probability of no order within {Formats.Days(result.HorizonDays)} after {Formats.Date(result.AsOf)}, customers with an order until then"
        : $"Probability of an order within {Formats.Days(result.HorizonDays)} after {Formats.Date(result.AsOf)}, customers with an order until then";

    /// <summary>The finding of the curve.</summary>
    public static string NetTitle(LikelihoodResult result) => result.Best is { Net: > 0 } best
        ? $"Most value at a threshold of {Formats.Percent(best.Threshold / 100.0, 0)}: {Formats.MoneyShort((long)(best.Net * 1e4), result.Receipt.Currency)}"
        : "At this cost and effect the offer brings less than it costs";

    /// <summary>What the curve is.</summary>
    public static string NetSubtitle(LikelihoodResult result) =>
        $"{SavedTitle(result.Kind)} less the cost of the offer, by threshold, with a 95 % interval by simulation; the effect of the offer is taken as given";

    /// <summary>What the effect must be.</summary>
    public static string BreakEven(LikelihoodResult result) => result.BreakEvenEffect is { } effect
        ? effect <= 1
            ? $"The offer pays for itself from an effect of {Formats.Percent(effect)} on. A control group measures what it really is."
            : "At this cost the offer can't pay for itself, whatever its effect."
        : "Nothing is at stake above this threshold.";

    /// <summary>Who may be contacted.</summary>
    public static string Contactable(LikelihoodResult result) => result.Contactable.Count == 0
        ? $"of {Formats.Count(result.Customers, "customer")}"
        : $"contactable: {string.Join(", ", result.Contactable.Select(c => $"{Formats.Integer(c.Customers)} by {c.Channel}"))}";

    /// <summary>An interval in words.</summary>
    public static string Range(Interval interval, Func<double, string> text) => Formats.Range(text(interval.Low), text(interval.High));

    /// <summary>Reasons side by side.</summary>
    public static string Reasons(IReadOnlyList<LikelihoodReason>? reasons) => reasons is { Count: > 0 } ? string.Join("; ", reasons.Select(r => r.Text)) : Formats.Missing;

    /// <summary>The rule of the customers above the threshold, with what the page is filtered by; null where a filter can't be part of a rule.</summary>
    public static string? Rule(LikelihoodResult result, Scope scope)
    {
        var field = result.Kind == ModelKind.Churn ? "churn_risk" : "purchase_likelihood";
        var own = string.Create(CultureInfo.InvariantCulture, $"{field} >= {result.Chosen!.Threshold / 100.0:0.##}");
        if (scope.Filter.Conditions.Count == 0)
            return own;
        return FilterRule.TextOf(scope.Filter, scope.Range, result.Receipt.Range) is { } filter ? $"({filter}) and {own}" : null;
    }

    /// <summary>Address of a decision about the customers above the threshold, with a control that the assumed effect needs; where no control would show it, the usual one is proposed there.</summary>
    public static string Decision(LikelihoodResult result, string rule, double effect)
    {
        var chosen = result.Chosen!;
        var (orders, invariant) = (result.Kind == ModelKind.Churn ? chosen.FalseAlarms : chosen.Caught, CultureInfo.InvariantCulture);
        var (share, more) = chosen.Targeted == 0 ? (0, 0) : (orders / chosen.Targeted, effect * chosen.Caught / chosen.Targeted);
        return Urls.NewDecision(
            rule,
            null,
            new("effect", chosen.Net.ToString("0", invariant)),
            new("rate", share.ToString("0.####", invariant)),
            new("least", more > 0 ? more.ToString("0.####", invariant) : null),
            new("control", ControlSize.ShareFor(chosen.Targeted, share, more)?.ToString("0.##", invariant)),
            new("days", result.HorizonDays.ToString(invariant)),
            new("run", result.Run?.ToString(invariant)));
    }
}
