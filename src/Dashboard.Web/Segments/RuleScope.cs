using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Segments;

/// <summary>The scopes of pages about rules: a saved rule is asked on the last day of the data, of everybody.</summary>
public static class RuleScope
{
    /// <summary>Everybody, all days.</summary>
    public static Scope AllTime { get; } = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    /// <summary>The customers of a rule, all days.</summary>
    public static Scope Of(Rule rule) => AllTime with { Filter = new Filter(new Condition(Dimension.Rule, RuleText.Format(rule))) };
}
