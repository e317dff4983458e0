using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Explains rules for one customer.</summary>
internal sealed class RuleExplainer
{
    private readonly Snapshot snapshot;
    private readonly int customer;
    private readonly int asOfDay;
    private readonly CancellationToken cancellationToken;

    /// <exception cref="ArgumentException">There is no such customer.</exception>
    public RuleExplainer(Snapshot snapshot, string customerKey, int asOfDay, CancellationToken cancellationToken)
    {
        (this.snapshot, this.asOfDay, this.cancellationToken) = (snapshot, asOfDay, cancellationToken);
        customer = snapshot.Customers.Keys.IndexOf(customerKey);
        if (customer < 0)
            throw new ArgumentException($"There is no customer {RuleText.Quoted(customerKey)}.", nameof(customerKey));
    }

    /// <summary>Explains a rule that was checked.</summary>
    public RuleExplanation Explain(Rule rule)
    {
        var root = Node(rule);
        var isKnown = CustomerMembers.KnownSince(snapshot, customer) <= asOfDay;
        var steps = new RuleSteps(snapshot, customer, asOfDay);
        var change = isKnown ? new CheapestChange(steps).Of(root, !root.Holds) : null;
        return new RuleExplanation(DateOnly.FromDayNumber(asOfDay), root.Holds && isKnown, isKnown, root, change);
    }

    private ExplainedNode Node(Rule rule)
    {
        switch (rule)
        {
            case AllOf or AnyOf or Not:
                ExplainedNode[] children = [.. rule.Children.Select(Node)];
                var holds = rule switch { AllOf => Array.TrueForAll(children, c => c.Holds), AnyOf => Array.Exists(children, c => c.Holds), _ => !children[0].Holds };
                return new ExplainedNode(rule, holds, RuleSentence.Clause(rule, isNegated: false, isWhole: true), null, null, children);
            case SegmentRule segment:
                var inner = Node(snapshot.Segments.Segment(segment.Name)!.Rule);
                return new ExplainedNode(rule, inner.Holds, RulePhrases.Subject(segment), inner.Holds ? "in it" : "not in it", "to be in it", [inner]);
            case RuleCondition condition:
                var (value, needs) = Value(condition);
                return new ExplainedNode(rule, RuleMembers.Evaluate(snapshot, rule, asOfDay, cancellationToken)[customer], RulePhrases.Subject(condition), value, needs, []);
            default:
                return new ExplainedNode(rule, Holds: true, "everyone", null, null, []);
        }
    }

    private (string Value, string Needs) Value(RuleCondition condition)
    {
        if (condition is CampaignRule or ListRule)
            return (RuleMembers.Evaluate(snapshot, condition, asOfDay, cancellationToken)[customer] ? "yes" : "no", "yes");
        var (column, test) = RuleValues.Of(snapshot, condition, asOfDay);
        return (Text(column, customer, condition is FieldRule rule && RuleFields.Find(rule.Field)!.Kind == RuleFieldKind.Day), RulePhrases.Needs(test));
    }

    /// <summary>The value of a customer in words.</summary>
    internal static string Text(FieldColumn? column, int customer, bool isDay) => column switch
    {
        FlagsColumn flags => flags.Flags[customer] ? "yes" : "no",
        CodedColumn coded when coded.Codes[customer] is var code and >= 0 => coded.Values[code],
        TextsColumn texts when texts.Texts[customer] is { } text => text,
        NumbersColumn or RatiosColumn when Number(column, customer) is { } number => isDay ? RulePhrases.Text(DateOnly.FromDayNumber((int)(number * 10_000))) : number.ToString("#,0.####", CultureInfo.InvariantCulture),
        _ => "not known",
    };

    /// <summary>The number of a customer, or null when it is not known or no number; days are ten-thousandths of their number.</summary>
    internal static decimal? Number(FieldColumn? column, int customer) => column switch
    {
        NumbersColumn numbers when numbers.Known is null || numbers.Known[customer] => numbers.Values[customer] / 10_000m,
        RatiosColumn ratios when ratios.Divisors[customer] > 0 => decimal.Round((decimal)ratios.Dividends[customer] * ratios.Scale / ratios.Divisors[customer] / 10_000m, 4),
        _ => null,
    };
}
