using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Comparisons;

/// <summary>Two sets of customers as a query string writes them: texts of rules.</summary>
public static class ComparisonQuery
{
    /// <summary>The set that is shown before any choice.</summary>
    public static string First { get; } = SetName.RuleOf(RfmGroup.Champions);

    /// <summary>The comparison that an address means.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="a">Text of the first rule; null or empty for <see cref="First"/>.</param>
    /// <param name="b">Text of the second rule; null or empty for everybody else.</param>
    /// <exception cref="RuleException">A text can't be read.</exception>
    public static ComparisonRequest Request(Scope scope, string? a, string? b) =>
        new(scope, RuleText.Parse(string.IsNullOrWhiteSpace(a) ? First : a), string.IsNullOrWhiteSpace(b) ? null : RuleText.Parse(b));
}
