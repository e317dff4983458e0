using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Segments;

/// <summary>What the picker of a condition offers, and the condition that each choice begins as: always one that can be counted at once.</summary>
public static class ConditionKinds
{
    private const string Field = "field:";
    private const string Count = "count:";

    /// <summary>An entry of the picker.</summary>
    /// <param name="Key">Its value.</param>
    /// <param name="Label">What it says.</param>
    /// <param name="Group">The heading above it.</param>
    public sealed record Entry(string Key, string Label, string Group);

    /// <summary>The entries; those of which the data has nothing (no attribute, no saved segment) are left out.</summary>
    /// <param name="vocabulary">What the data has.</param>
    public static IReadOnlyList<Entry> Entries(RuleVocabulary vocabulary) =>
    [
        .. vocabulary.Segments.Count > 0 ? [new Entry("segment", "In segment", "Segments and lists")] : Array.Empty<Entry>(),
        .. vocabulary.Lists.Count > 0 ? [new Entry("list", "On list", "Segments and lists")] : Array.Empty<Entry>(),
        .. ActivityMeasures.All.Select(m => new Entry(Count + m.Name, m.Label, "What they did in a time")),
        .. vocabulary.Campaigns.Count > 0 ? [new Entry("responses", "Responses to campaigns", "Campaigns"), new Entry("campaign", "Response to one campaign", "Campaigns")] : Array.Empty<Entry>(),
        .. RuleFields.All.Where(f => f.Argument is null || vocabulary.Arguments[f.Name].Count > 0).Select(f => new Entry(Field + f.Name, f.Label, f.Subject)),
    ];

    /// <summary>The entry of a condition; null for everyone.</summary>
    public static string? KeyOf(Rule condition) => condition switch
    {
        FieldRule rule => Field + rule.Field,
        ActivityRule rule => Count + ActivityMeasures.Of(rule.Activity.Measure).Name,
        ResponsesRule => "responses",
        CampaignRule => "campaign",
        SegmentRule => "segment",
        ListRule => "list",
        _ => null,
    };

    /// <summary>The condition that an entry begins as.</summary>
    /// <exception cref="ArgumentException">There is no such entry.</exception>
    public static Rule New(string key, RuleVocabulary vocabulary)
    {
        if (key.StartsWith(Field, StringComparison.Ordinal) && RuleFields.Find(key[Field.Length..]) is { } field)
        {
            var argument = field.Argument is null ? null : vocabulary.Arguments[field.Name].Count > 0 ? vocabulary.Arguments[field.Name][0] : "";
            return new FieldRule(field.Name, argument, TestOf(field, argument, vocabulary));
        }

        if (key.StartsWith(Count, StringComparison.Ordinal) && ActivityMeasures.Find(key[Count.Length..]) is { } measure)
            return new ActivityRule(new Activity(measure.Measure, new LastWindow(90, WindowUnit.Days), []), measure.Kind == RuleFieldKind.Flag ? new FlagTest() : AtLeast(LeastOf(measure.Measure)));
        return key switch
        {
            "segment" => new SegmentRule(vocabulary.Segments.Count > 0 ? vocabulary.Segments[0] : ""),
            "list" => new ListRule(vocabulary.Lists.Count > 0 ? vocabulary.Lists[0] : ""),
            "campaign" => new CampaignRule(vocabulary.Campaigns.Count > 0 ? vocabulary.Campaigns[0] : "", ResponseStep.Clicked),
            "responses" => new ResponsesRule(new Responses(ResponseStep.Opened, new LastWindow(90, WindowUnit.Days), []), AtLeast(1)),
            _ => throw new ArgumentException($"There is no condition '{key}'.", nameof(key)),
        };
    }

    /// <summary>The test that a field begins with.</summary>
    public static RuleTest TestOf(RuleField field, string? argument, RuleVocabulary vocabulary) => field.Kind switch
    {
        RuleFieldKind.Flag => new FlagTest(),
        RuleFieldKind.Number => AtLeast(field.Name switch { "age" => 18, "days_since_last_order" => 90, "tenure_days" => 365, "days_since_signup" => 30, "rfm.r" or "rfm.f" or "rfm.m" => 4, _ => 1 }),
        RuleFieldKind.Day => new CompareTest(RuleOperator.AtLeast, new DayValue(vocabulary.LastDay.AddDays(-89))),
        _ => vocabulary.Fields.TryGetValue((field.Name, argument ?? ""), out var values) && values.Count > 0
            ? new CompareTest(RuleOperator.Equal, new TextValue(values[0]))
            : field.Choices.Count > 0 ? new CompareTest(RuleOperator.Equal, new TextValue(field.Choices[0]))
            : new KnownTest(IsKnown: true),
    };

    private static decimal LeastOf(ActivityMeasure measure) => measure switch
    {
        ActivityMeasure.Revenue => 100,
        ActivityMeasure.AverageOrder => 50,
        ActivityMeasure.DiscountShare => 0.1m,
        ActivityMeasure.Categories or ActivityMeasure.Products => 2,
        _ => 1,
    };

    private static CompareTest AtLeast(decimal number) => new(RuleOperator.AtLeast, new NumberValue(number));
}
