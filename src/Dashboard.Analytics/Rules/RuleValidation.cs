using System.Globalization;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>
/// What the author of a rule should know before using it: errors (what doesn't exist, circles of segments, days out of order), and warnings (values that
/// nobody has, conditions that can never hold or always do).
/// </summary>
public static class RuleValidation
{
    /// <summary>The errors of a rule, or, where there is none, its warnings; empty when there is nothing to say.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="snapshot">The data and the segments.</param>
    /// <param name="asOfDay">Day number on which the rule is asked.</param>
    /// <param name="segmentName">Name of the segment as which the rule is to be saved, so that it is not made to refer to itself; null for none.</param>
    /// <param name="cancellationToken">Looked at between conditions.</param>
    public static IReadOnlyList<RuleIssue> Of(Rule rule, Snapshot snapshot, int asOfDay, string? segmentName, CancellationToken cancellationToken)
    {
        try
        {
            rule.CheckSize();
        }
        catch (RuleException e)
        {
            return [new RuleIssue(IsError: true, e.Message, rule)];
        }

        if (segmentName is not null && Circle(rule, snapshot, segmentName) is { } circle)
            return [circle];
        var errors = RuleErrors.Of(snapshot, rule).ToList();
        if (errors.Count > 0)
            return errors;
        var known = RuleMembers.Of(snapshot, new Everyone(), asOfDay, cancellationToken);
        return known.Any() ? [.. rule.Nodes().SelectMany(node => Warnings(snapshot, node, asOfDay, known, cancellationToken))] : [];
    }

    private static RuleIssue? Circle(Rule rule, Snapshot snapshot, string name)
    {
        var saved = snapshot.With(snapshot.Segments.With(new SavedSegment(name, rule)));
        foreach (var reference in rule.Nodes().OfType<SegmentRule>())
        {
            if (SegmentReferences.Circle(saved, new SegmentRule(name)) is { } message)
                return new RuleIssue(IsError: true, message, reference);
        }

        return null;
    }

    private static IEnumerable<RuleIssue> Warnings(Snapshot snapshot, Rule node, int asOfDay, Bitmap known, CancellationToken cancellationToken)
    {
        var specific = node is RuleCondition condition ? Specific(snapshot, condition, asOfDay).ToList() : [];
        foreach (var issue in specific)
            yield return issue;
        if (specific.Count > 0 || node is Everyone)
            yield break;
        var members = RuleMembers.Of(snapshot, node, asOfDay, cancellationToken);
        if (!members.Any() && (node is RuleCondition || node.Children.All(c => RuleMembers.Of(snapshot, c, asOfDay, cancellationToken).Any())))
            yield return Warning(node is RuleCondition ? "No customer meets this condition." : "No customer meets this group of conditions, though each of them is met by some.");
        else if (Bitmap.CountBoth(members, known) == known.Count() && node is not Not)
            yield return Warning("Every customer meets this.");

        RuleIssue Warning(string message) => new(IsError: false, message, node);
    }

    private static IEnumerable<RuleIssue> Specific(Snapshot snapshot, RuleCondition condition, int asOfDay) => condition switch
    {
        FieldRule rule => OfField(snapshot, rule, asOfDay),
        ActivityRule rule => OfNumber(rule, rule.Test, 0, rule.Activity.Measure == ActivityMeasure.DiscountShare ? 1 : null, rule.Activity.Measure is ActivityMeasure.Revenue or ActivityMeasure.AverageOrder or ActivityMeasure.Items)
            .Concat(OfWindow(rule, rule.Activity.Window, asOfDay))
            .Concat(rule.Activity.Filters.SelectMany(f => OfFilter(rule, f, DocumentTexts(snapshot, f.Field)))),
        ResponsesRule rule => OfNumber(rule, rule.Test, 0, null, canBeLess: false)
            .Concat(OfWindow(rule, rule.Responses.Window, asOfDay))
            .Concat(OfStep(snapshot, rule, rule.Responses.Step, Enumerable.Range(0, snapshot.Campaigns.Count)))
            .Concat(rule.Responses.Filters.SelectMany(f => OfFilter(rule, f, [.. Enumerable.Range(0, snapshot.Campaigns.Count).Select(c => ContactResponses.Text(snapshot.Campaigns, c, f.Field)).OfType<string>()]))),
        CampaignRule rule => OfStep(snapshot, rule, rule.Step, ContactResponses.Campaigns(snapshot, rule.Campaign)),
        _ => [],
    };

    private static IEnumerable<RuleIssue> OfField(Snapshot snapshot, FieldRule rule, int asOfDay)
    {
        var field = RuleFields.Find(rule.Field)!;
        var column = field.Column(snapshot, rule.Argument ?? "", asOfDay);
        if (rule.Argument is not null && FieldColumns.Named(field.Arguments(snapshot), rule.Argument) is null)
        {
            var nearest = Spelling.Nearest(rule.Argument, field.Arguments(snapshot));
            return [new RuleIssue(IsError: false, $"The data has no {field.Argument} {RuleText.Quoted(rule.Argument)}.{Spelling.DidYouMean(nearest)}", rule, nearest)];
        }

        if (field.Kind == RuleFieldKind.Number)
            return OfNumber(rule, rule.Test, field.Least, field.Most, field.Least is null);
        return column is CodedColumn coded && field.Choices.Count == 0 ? OfTexts(rule, rule.Test, coded.Values, "No customer has") : [];
    }

    // Texts that must equal one that exists.
    private static IEnumerable<RuleIssue> OfTexts(RuleCondition condition, RuleTest test, IReadOnlyList<string> values, string message)
    {
        if (test is not (InTest or CompareTest { By: RuleOperator.Equal or RuleOperator.NotEqual }))
            return [];
        return RuleTests.Values(test).OfType<TextValue>().Where(v => !values.Contains(v.Text, StringComparer.OrdinalIgnoreCase)).Select(value =>
        {
            var nearest = Spelling.Nearest(value.Text, values);
            return new RuleIssue(IsError: false, $"{message} {value}.{Spelling.DidYouMean(nearest)}", condition, nearest);
        });
    }

    private static IEnumerable<RuleIssue> OfFilter(RuleCondition condition, RuleFilter filter, IReadOnlyList<string> values) =>
        OfTexts(condition, filter.Test, values, $"There is no {filter.Field.Replace('_', ' ')}");

    private static string[] DocumentTexts(Snapshot snapshot, string field) => field switch
    {
        "category" => snapshot.Products.Category.Values,
        "brand" => snapshot.Products.Brand.Values,
        "product" => snapshot.Products.Keys,
        "product_name" => snapshot.Products.Names,
        "channel" => snapshot.Orders.Channel.Values,
        _ => snapshot.Orders.Country.Values,
    };

    // Numbers outside what a value can be.
    private static IEnumerable<RuleIssue> OfNumber(RuleCondition condition, RuleTest test, decimal? least, decimal? most, bool canBeLess)
    {
        if (canBeLess)
            least = null;
        var (low, high) = test switch
        {
            CompareTest { By: RuleOperator.Less, Value: NumberValue v } => (decimal.MinValue, v.Number - 0.0001m),
            CompareTest { By: RuleOperator.AtMost, Value: NumberValue v } => (decimal.MinValue, v.Number),
            CompareTest { By: RuleOperator.More, Value: NumberValue v } => (v.Number + 0.0001m, decimal.MaxValue),
            CompareTest { By: RuleOperator.AtLeast, Value: NumberValue v } => (v.Number, decimal.MaxValue),
            CompareTest { By: RuleOperator.Equal, Value: NumberValue v } => (v.Number, v.Number),
            BetweenTest { Least: NumberValue a, Most: NumberValue b } => (a.Number, b.Number),
            _ => (decimal.MinValue, decimal.MaxValue),
        };
        if (high < least || low > most)
            return [new RuleIssue(IsError: false, string.Create(CultureInfo.InvariantCulture, $"This can never hold: the number is {(most is null ? $"at least {least}" : $"{least} to {most}")}."), condition)];
        return test is not KnownTest && low <= (least ?? decimal.MinValue) && high >= (most ?? decimal.MaxValue) && (least is not null || most is not null) && test is not (InTest or CompareTest { By: RuleOperator.NotEqual })
            ? [new RuleIssue(IsError: false, "This always holds where the number is known.", condition)]
            : [];
    }

    private static IEnumerable<RuleIssue> OfWindow(RuleCondition condition, RuleWindow window, int asOfDay) => window.Range(asOfDay) is null
        ? [new RuleIssue(IsError: false, $"The window \"{window}\" has no day up to {RulePhrases.Text(DateOnly.FromDayNumber(asOfDay))}.", condition)]
        : [];

    private static IEnumerable<RuleIssue> OfStep(Snapshot snapshot, RuleCondition condition, ResponseStep step, IEnumerable<int> campaigns)
    {
        if (step is ResponseStep.Received or ResponseStep.Control)
            return [];
        var flag = ContactResponses.FlagOf(step);
        return campaigns.Any(c => snapshot.Contacts.Known.Span[snapshot.Campaigns.FirstContact[c]..snapshot.Campaigns.FirstContact[c + 1]].ContainsFlag(flag))
            ? []
            : [new RuleIssue(IsError: false, $"The data doesn't say who {RuleText.Name(step)}.", condition)];
    }

    private static bool ContainsFlag(this ReadOnlySpan<ContactFlags> known, ContactFlags flag)
    {
        foreach (var flags in known)
        {
            if ((flags & flag) != ContactFlags.None)
                return true;
        }

        return false;
    }
}
