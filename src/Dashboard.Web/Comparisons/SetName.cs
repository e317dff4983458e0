using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Comparisons;

/// <summary>What a set of customers is called, and its colour.</summary>
/// <param name="Name">The name: that of a group, segment, list or cluster; "These customers" where the rule has none.</param>
/// <param name="Color">Token.</param>
public sealed record SetName(string Name, string Color)
{
    /// <summary>What a set is called whose rule has no name.</summary>
    public const string Unnamed = "These customers";

    /// <summary>Rule of an RFM group, as text.</summary>
    public static string RuleOf(RfmGroup group) => RuleText.Format(new FieldRule("rfm.group", null, new CompareTest(RuleOperator.Equal, new TextValue(group.Name()))));

    /// <summary>Rule of a saved segment, as text.</summary>
    public static string RuleOfSegment(string name) => RuleText.Format(new SegmentRule(name));

    /// <summary>Rule of a manual list, as text.</summary>
    public static string RuleOfList(string name) => RuleText.Format(new ListRule(name));

    /// <summary>Rule of a cluster, as text.</summary>
    public static string RuleOf(NamedCluster cluster) => RuleText.Format(new FieldRule("cluster", cluster.Model, new CompareTest(RuleOperator.Equal, new TextValue(cluster.Cluster))));

    /// <summary>The names of two sets; those of two rules without a name are told apart.</summary>
    public static (SetName A, SetName B) Of(ComparisonResult result)
    {
        var (a, b) = (Of(result.A.Rule!, "series-1"), result.B.Rule is { } rule ? Of(rule, "series-2") : new SetName("Everybody else", ChartColors.Muted));
        if (a.Name == b.Name)
            (a, b) = (a with { Name = "First set" }, b with { Name = "Second set" });
        return (a, a.Color == b.Color ? b with { Color = "series-2" } : b);
    }

    /// <summary>The name of a rule's set.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="color">Colour where the set has none of its own.</param>
    public static SetName Of(Rule rule, string color) => rule switch
    {
        Everyone => new("Everybody", ChartColors.Muted),
        SegmentRule segment => new(segment.Name, color),
        ListRule list => new(list.Name, color),
        FieldRule { Field: "rfm.group", Test: CompareTest { By: RuleOperator.Equal, Value: TextValue group } } when RfmGroups.All.Where(g => g.Name() == group.Text).Cast<RfmGroup?>().FirstOrDefault() is { } found =>
            new(found.Name(), ChartColors.Rfm(found)),
        FieldRule { Field: "cluster", Test: CompareTest { By: RuleOperator.Equal, Value: TextValue cluster } } => new(cluster.Text, color),
        _ => new(Unnamed, color),
    };
}
