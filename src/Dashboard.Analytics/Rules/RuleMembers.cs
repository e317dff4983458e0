using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>
/// The customers that a rule means as of a day. Only those known by then belong to any rule (a document or a sign-up until then, or neither at all), so
/// <c>not</c> is the complement among them. Every condition is kept by itself, so that editing one part of a rule computes that part alone.
/// </summary>
public static class RuleMembers
{
    /// <summary>The customers of a rule.</summary>
    /// <param name="snapshot">The data, and the segments that the rule may refer to.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="asOfDay">Day number on which the rule is asked: what happened later doesn't count.</param>
    /// <param name="cancellationToken">Looked at between conditions.</param>
    /// <returns>A set of customers that is shared and must not be changed.</returns>
    /// <exception cref="RuleException">The rule can't be used on this data: it refers to what doesn't exist, or to itself.</exception>
    public static Bitmap Of(Snapshot snapshot, Rule rule, int asOfDay, CancellationToken cancellationToken)
    {
        var key = (nameof(RuleMembers), rule, asOfDay);
        if (snapshot.TryMemo<Bitmap>(key, out var kept))
            return kept;
        RuleErrors.Check(snapshot, rule);
        // Not computed within the memo: who waits for the same rule must not be stopped when this caller gives up.
        var members = Evaluate(snapshot, rule, asOfDay, cancellationToken) & CustomerMembers.KnownBy(snapshot, asOfDay);
        return snapshot.Memo(key, () => members);
    }

    /// <summary>The customers of one or more of some rules, given as texts, as filters have them.</summary>
    /// <exception cref="RuleException">A text can't be read or used.</exception>
    internal static Bitmap OfAny(Snapshot snapshot, IEnumerable<string> texts, int asOfDay) =>
        texts.Select(t => Of(snapshot, RuleText.Parse(t), asOfDay, CancellationToken.None)).Aggregate((a, b) => a | b);

    /// <summary>The customers who meet a rule that was checked, those not known yet among them.</summary>
    internal static Bitmap Evaluate(Snapshot snapshot, Rule rule, int asOfDay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return rule switch
        {
            AllOf all => all.Parts.Select(Part).Aggregate((a, b) => a & b),
            AnyOf any => any.Parts.Select(Part).Aggregate((a, b) => a | b),
            Not not => ~Part(not.Part),
            SegmentRule segment => Part(snapshot.Segments.Segment(segment.Name)!.Rule),
            Everyone => CustomerMembers.KnownBy(snapshot, asOfDay),
            _ => snapshot.Memo((nameof(Evaluate), rule, asOfDay), () => OfCondition(snapshot, rule, asOfDay)),
        };

        Bitmap Part(Rule part) => Evaluate(snapshot, part, asOfDay, cancellationToken);
    }

    private static Bitmap OfValues(Snapshot snapshot, (FieldColumn? Column, RuleTest Test) values) => FieldMembers.Of(values.Column, values.Test, snapshot.Customers.Count);

    private static Bitmap OfCondition(Snapshot snapshot, Rule condition, int asOfDay) => condition switch
    {
        CampaignRule rule => ContactResponses.Members(snapshot, rule, asOfDay),
        ListRule rule => ListMembers.Of(snapshot, snapshot.Segments.List(rule.Name)!),
        _ => OfValues(snapshot, RuleValues.Of(snapshot, condition, asOfDay)),
    };
}

/// <summary>The values that a condition tests.</summary>
internal static class RuleValues
{
    /// <summary>The values of every customer and the test, for conditions that test a value. The column is null when nobody has one.</summary>
    public static (FieldColumn? Column, RuleTest Test) Of(Snapshot snapshot, Rule condition, int asOfDay) => condition switch
    {
        FieldRule rule => (RuleFields.Find(rule.Field)!.Column(snapshot, rule.Argument ?? "", asOfDay), rule.Test),
        ActivityRule { Activity.Measure: ActivityMeasure.Bought } rule => (ActivityValues.Of(snapshot, rule.Activity, asOfDay), new CompareTest(RuleOperator.AtLeast, new NumberValue(1))),
        ActivityRule rule => (ActivityValues.Of(snapshot, rule.Activity, asOfDay), rule.Test),
        ResponsesRule rule => (ContactResponses.Counts(snapshot, rule.Responses, asOfDay), rule.Test),
        _ => throw new ArgumentException("This condition tests no value.", nameof(condition)),
    };
}
