using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>What makes a rule unusable on a snapshot.</summary>
internal static class RuleErrors
{
    /// <summary>Refuses a rule that can't be used.</summary>
    /// <exception cref="RuleException">Why it can't.</exception>
    public static void Check(Snapshot snapshot, Rule rule)
    {
        if (OfRule(snapshot, rule) is { } issue)
            throw new RuleException(issue.Message) { Suggestion = issue.Suggestion };
    }

    /// <summary>The first reason why a rule can't be used; null when there is none.</summary>
    public static RuleIssue? OfRule(Snapshot snapshot, Rule rule) => Of(snapshot, rule).FirstOrDefault();

    /// <summary>Every reason why a rule can't be used, in the order of its conditions.</summary>
    public static IEnumerable<RuleIssue> Of(Snapshot snapshot, Rule rule)
    {
        rule.CheckSize();
        foreach (var condition in rule.Nodes().OfType<RuleCondition>())
        {
            if (OfCondition(snapshot, condition) is { } issue)
                yield return issue;
            else if (condition is SegmentRule segment && SegmentReferences.Problem(snapshot, segment) is { } problem)
                yield return new RuleIssue(IsError: true, problem, condition);
        }
    }

    /// <summary>The first reason why one condition can't be used, whatever a segment that it names leads to; null when there is none.</summary>
    internal static RuleIssue? OfCondition(Snapshot snapshot, RuleCondition condition) => RuleShape.Of(condition).FirstOrDefault() ?? Missing(snapshot, condition);

    private static RuleIssue? Missing(Snapshot snapshot, RuleCondition condition)
    {
        var catalog = snapshot.Segments;
        return condition switch
        {
            SegmentRule rule when catalog.Segment(rule.Name) is null => Unknown("segment", rule.Name, catalog.Segments.Select(s => s.Name)),
            ListRule rule when catalog.List(rule.Name) is null => Unknown("list", rule.Name, catalog.Lists.Select(l => l.Name)),
            CampaignRule rule when !ContactResponses.Campaigns(snapshot, rule.Campaign).Any() => Unknown("campaign", rule.Campaign, snapshot.Campaigns.Names.Concat(snapshot.Campaigns.Keys)),
            FieldRule { Field: "cluster", Argument: { } model } when catalog.Cluster(model) is null => Unknown("cluster model", model, catalog.Clusters.Select(c => c.Name)),
            FieldRule { Field: var field } when PredictedFields.Missing(snapshot, field) is { } lacking => new RuleIssue(IsError: true, lacking, condition),
            FieldRule { Field: "rfm.group_on", Argument: { } day } when FieldColumns.DayOf(day) is null =>
                new RuleIssue(IsError: true, $"{RuleText.Quoted(day)} is no day. Write it as \"2025-06-30\".", condition),
            _ => null,
        };

        RuleIssue Unknown(string kind, string name, IEnumerable<string> names)
        {
            var nearest = Spelling.Nearest(name, names);
            return new RuleIssue(IsError: true, $"There is no {kind} named {RuleText.Quoted(name)}.{Spelling.DidYouMean(nearest)}", condition, nearest);
        }
    }
}

/// <summary>Whether a condition is one that the text could say: a form can make others.</summary>
internal static class RuleShape
{
    public static IEnumerable<RuleIssue> Of(RuleCondition condition)
    {
        switch (condition)
        {
            case FieldRule rule when RuleFields.Find(rule.Field) is not { } field:
                var nearest = Spelling.Nearest(rule.Field, RuleFields.All.Select(f => f.Name));
                return [new RuleIssue(IsError: true, $"There is no field {rule.Field}.{Spelling.DidYouMean(nearest)}", condition, nearest)];
            case FieldRule rule when RuleFields.Find(rule.Field) is { } field:
                return (field.Argument is null) != (rule.Argument is null)
                    ? [new RuleIssue(IsError: true, field.Argument is null ? $"{field.Name} has nothing in parentheses." : $"{field.Name} needs the {field.Argument}.", condition)]
                    : OfTest(condition, field.Name, field.Kind, rule.Test, field.Choices);
            case ActivityRule rule:
                var measure = ActivityMeasures.Of(rule.Activity.Measure);
                return OfTest(condition, measure.Name, measure.Kind, rule.Test, []).Concat(OfFilters(condition, rule.Activity.Filters, ofContacts: false)).Concat(OfWindow(condition, rule.Activity.Window));
            case ResponsesRule rule:
                return OfTest(condition, "responses", RuleFieldKind.Number, rule.Test, []).Concat(OfFilters(condition, rule.Responses.Filters, ofContacts: true)).Concat(OfWindow(condition, rule.Responses.Window));
            default:
                return [];
        }
    }

    private static IEnumerable<RuleIssue> OfFilters(RuleCondition condition, RuleList<RuleFilter> filters, bool ofContacts) => filters.SelectMany(filter =>
        RuleFilters.Find(filter.Field, ofContacts) is { } field
            ? OfTest(condition, field.Name, field.Kind, filter.Test, [])
            : [new RuleIssue(IsError: true, $"Nothing can be counted by {filter.Field}.", condition)]);

    private static IEnumerable<RuleIssue> OfWindow(RuleCondition condition, RuleWindow window) => window is BetweenWindow between && between.From > between.To
        ? [new RuleIssue(IsError: true, $"The window \"{window}\" is the wrong way round: the earlier day comes first.", condition)]
        : [];

    private static IEnumerable<RuleIssue> OfTest(RuleCondition condition, string name, RuleFieldKind kind, RuleTest test, IReadOnlyList<string> choices)
    {
        var values = RuleTests.Values(test);
        if (!RuleTests.Takes(kind, test))
        {
            yield return new RuleIssue(IsError: true, kind == RuleFieldKind.Flag ? $"{name} is yes or no and takes no operator." : $"{name} takes {RuleTests.Operators(kind)}.", condition);
            yield break;
        }

        if (test is InTest && values.Count == 0)
            yield return new RuleIssue(IsError: true, $"{name} needs at least one value.", condition);
        foreach (var value in values)
        {
            if (!Fits(value, kind, test))
                yield return new RuleIssue(IsError: true, $"{name} can't be compared with {value}.", condition);
            else if (choices.Count > 0 && value is TextValue text && !choices.Contains(text.Text, StringComparer.OrdinalIgnoreCase))
                yield return new RuleIssue(IsError: true, $"{name} is one of {string.Join(", ", choices)}, and never {value}.", condition, Spelling.Nearest(text.Text, choices));
        }

        if (test is not BetweenTest ends)
            yield break;
        if (ends.Least.GetType() != ends.Most.GetType())
            yield return new RuleIssue(IsError: true, "Both ends must be numbers, or both days.", condition);
        else if (ends is { Least: NumberValue least, Most: NumberValue most } && least.E4 > most.E4)
            yield return new RuleIssue(IsError: true, $"{name} can't be between {least} and {most}: the smaller number comes first.", condition);
        else if (ends is { Least: DayValue from, Most: DayValue to } && from.Day > to.Day)
            yield return new RuleIssue(IsError: true, $"{name} can't be between {from} and {to}: the earlier day comes first.", condition);
    }

    private static bool Fits(RuleValue value, RuleFieldKind kind, RuleTest test) => (kind, value) switch
    {
        (RuleFieldKind.Text or RuleFieldKind.Choice, TextValue) or (RuleFieldKind.Number, NumberValue) or (RuleFieldKind.Day, DayValue) => true,
        (RuleFieldKind.Free, TextValue) => test is InTest or CompareTest { By: RuleOperator.Equal or RuleOperator.NotEqual or RuleOperator.Contains or RuleOperator.StartsWith },
        (RuleFieldKind.Free, _) => test is not CompareTest { By: RuleOperator.Contains or RuleOperator.StartsWith },
        _ => false,
    };
}
