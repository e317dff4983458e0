using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Comparisons;

namespace Dashboard.Web.Fairness;

/// <summary>A check for fairness as a query string writes it.</summary>
public static class FairnessQuery
{
    /// <summary>What an address writes for <see cref="FairnessReference.Others"/>.</summary>
    public const string Others = "others";

    /// <summary>The check that an address means.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="rule">Text of the rule; null or empty for <see cref="ComparisonQuery.First"/>.</param>
    /// <param name="reference">"others" to compare with everybody else.</param>
    /// <exception cref="RuleException">The text can't be read.</exception>
    public static FairnessRequest Request(Scope scope, string? rule, string? reference) =>
        new(scope, RuleText.Parse(string.IsNullOrWhiteSpace(rule) ? ComparisonQuery.First : rule), reference == Others ? FairnessReference.Others : FairnessReference.HighestRate);
}
