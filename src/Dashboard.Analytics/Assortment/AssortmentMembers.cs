using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>Whose orders an assortment is about.</summary>
internal static class AssortmentMembers
{
    /// <summary>Whether a rule leaves nobody out, so that anonymous orders belong too.</summary>
    public static bool IsEverybody(Rule? rule) => rule is null or Everyone;

    /// <summary>The orders of a range that the filter leaves, of the customers of a rule; with everybody, anonymous ones as well.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="selection">What the filter leaves.</param>
    /// <param name="range">The days; the last one fixes who is in the rule.</param>
    /// <param name="rule">The rule, or null for everybody.</param>
    /// <param name="cancellationToken">Looked at while the rule is evaluated.</param>
    public static Bitmap Documents(Snapshot snapshot, Selection selection, DateRange range, Rule? rule, CancellationToken cancellationToken)
    {
        var documents = selection.Orders & snapshot.DocumentsIn(range);
        return IsEverybody(rule) ? documents : documents & snapshot.Orders.Of(RuleMembers.Of(snapshot, rule!, range.To.DayNumber, cancellationToken));
    }

    /// <summary>The RFM groups as rules, best first.</summary>
    public static RuleList<Rule> RfmRules { get; } =
        [.. RfmGroups.All.Where(g => g != RfmGroup.Prospects).Select(g => new FieldRule("rfm.group", null, new CompareTest(RuleOperator.Equal, new TextValue(g.Name()))))];

    /// <summary>Groups, saved segments and lists that can be looked at: name and rule as text.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Choices(Snapshot snapshot) =>
    [
        .. RfmRules.Concat(snapshot.Segments.Segments.Select(s => new SegmentRule(s.Name))).Concat(snapshot.Segments.Lists.Select(l => new ListRule(l.Name)))
            .Select(rule => KeyValuePair.Create(Name(rule), RuleText.Format(rule))),
    ];

    /// <summary>What a rule is called: the group, segment or list that it names, else the rule in words.</summary>
    public static string Name(Rule? rule) => rule switch
    {
        null or Everyone => "Everybody",
        FieldRule { Field: "rfm.group", Test: CompareTest { By: RuleOperator.Equal, Value: TextValue group } } => group.Text,
        SegmentRule segment => segment.Name,
        ListRule list => list.Name,
        _ => RuleSentence.Of(rule),
    };
}
