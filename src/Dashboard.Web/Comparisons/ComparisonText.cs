using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Web.Comparisons;

/// <summary>Differences in words. Nothing is said that is not in the result.</summary>
public static class ComparisonText
{
    /// <summary>What a difference is of: "Country: Germany".</summary>
    public static string Name(Difference difference) => difference.Level is { } level ? $"{difference.Fact}: {level}" : difference.Fact;

    /// <summary>A share, mean or median of a fact.</summary>
    public static string Value(FactUnit unit, double value, string currency) => unit switch
    {
        FactUnit.Money => Formats.Money(value / 10_000, currency),
        FactUnit.Days => $"{Formats.Number(value)} days",
        FactUnit.Years => $"{Formats.Number(value)} years",
        FactUnit.Number => Formats.Number(value, 2),
        _ => Formats.Percent(value),
    };

    /// <summary>A difference with its sign: "+12.3 pts", "−€4.20".</summary>
    public static string Gap(FactUnit unit, double gap, string currency) => unit is FactUnit.Share or FactUnit.Fraction
        ? Formats.Points(gap)
        : $"{(gap > 0 ? "+" : gap < 0 ? "−" : "")}{Value(unit, Math.Abs(gap), currency)}";

    /// <summary>A difference with its interval.</summary>
    public static string GapWithInterval(Difference difference, string currency) =>
        $"{Gap(difference.Unit, difference.Gap.Value, currency)} ({Range(difference, currency)}, 95% interval)";

    /// <summary>The interval of a difference.</summary>
    public static string Range(Difference difference, string currency) =>
        $"{Gap(difference.Unit, difference.Gap.Interval.Low, currency)} to {Gap(difference.Unit, difference.Gap.Interval.High, currency)}";

    /// <summary>How many people a difference rests on: "1,234 of 2,000".</summary>
    public static string Sample(int count, int known, bool isShare) => isShare ? $"{Formats.Integer(count)} of {Formats.Integer(known)}" : Formats.Integer(known);

    /// <summary>What one sees of a trait: share or, for skewed numbers, median; of the set and of everybody it is compared within.</summary>
    public static (double Own, double Both, string What) Shown(Difference trait) => trait switch
    {
        { Unit: FactUnit.Share } => (trait.A, trait.Both, "share"),
        { Measure: EffectMeasure.Superiority, Medians: { } medians } when medians.A != medians.Both => (medians.A, medians.Both, "median"),
        _ => (trait.A, trait.Both, "mean"),
    };

    /// <summary>A trait as a sentence: what is so, against what, how sure, of how many.</summary>
    /// <param name="trait">The difference.</param>
    /// <param name="other">What the second set is called, in the middle of a sentence.</param>
    /// <param name="currency">Currency of amounts.</param>
    public static string Evidence(Difference trait, string other, string currency)
    {
        var isShare = trait.Unit == FactUnit.Share;
        var text = $"{(isShare ? "" : "Mean ")}{GapWithInterval(trait, currency)} against {other}; n = {Sample(trait.CountA, trait.KnownA, isShare)}, against {Sample(trait.CountB, trait.KnownB, isShare)}.";
        if (trait.Ratio is { Value: >= 1.1 or <= 0.9 } ratio)
            text += $" {Formats.Number(ratio.Value)} times as many ({Formats.Number(ratio.Interval.Low)} to {Formats.Number(ratio.Interval.High)}).";
        if (trait is { Measure: EffectMeasure.Superiority, Superiority: { } higher })
            text += $" Higher than a random other in {Formats.Percent(higher.Value, 0)} of pairs ({Formats.Percent(higher.Interval.Low, 0)} to {Formats.Percent(higher.Interval.High, 0)}).";
        return text;
    }

    /// <summary>The size of an effect as a word, by Cohen's conventions.</summary>
    public static string Size(Estimate effect) => Math.Abs(effect.Value) switch
    {
        >= 0.8 => "large",
        >= 0.5 => "medium",
        >= 0.2 => "small",
        >= SetDifferences.LeastNotable => "slight",
        _ => "negligible",
    };

    /// <summary>What was found, as a title.</summary>
    public static string Finding(ComparisonResult result, string a, string b)
    {
        var significant = result.Differences.Significant.ToList();
        if (significant.Count == 0)
            return $"No difference between {Inner(a)} and {Inner(b)} can be told from chance";
        var lead = ComparisonCharts.Findings(result)[0];
        var beside = result.Asked.Contains(lead.Subject) ? "" : result.Asked.Count > 0 ? " beside what the rule asks for" : "";
        return $"{Formats.Count(significant.Count, "significant difference")}; the largest{beside}: {Lower(Name(lead))}, {(lead.Effect.Value > 0 ? "more" : "less")} with {Inner(a)}";
    }

    /// <summary>How the tests were counted.</summary>
    public static string Tests(SetDifferences found) =>
        $"{Formats.Count(found.Tested.Count, "difference")} tested, {Formats.Integer(found.Significant.Count())} significant after Benjamini–Hochberg correction at {Formats.Percent(SetDifferences.FalseDiscoveries, 0)}";

    /// <summary>A name within a sentence: "everybody else".</summary>
    public static string Inner(string name) => name is "Everybody else" or "Everybody" or "These customers" or "First set" or "Second set" ? Lower(name) : name;

    private static string Lower(string text) => text.Length == 0 || (text.Length > 1 && char.IsUpper(text[1])) ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
