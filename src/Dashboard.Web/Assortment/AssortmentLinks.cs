using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Assortment;

/// <summary>From the numbers of an assortment to the customers behind them: the customer list filtered by a rule.</summary>
/// <param name="Scope">The scope of the page.</param>
/// <param name="Range">Its days.</param>
/// <param name="Level">What an item is.</param>
public sealed record AssortmentLinks(Scope Scope, DateRange Range, ItemLevel Level)
{
    /// <summary>Customers of a rule; null for none.</summary>
    public string? To(Rule? rule) => rule is null ? null : Urls.Customers(Scope with { Filter = Scope.Filter.Only(Dimension.Rule, RuleText.Format(rule)) });

    /// <summary>Customers of a group who bought items in the range, each of them; null for Unknown.</summary>
    /// <param name="group">Rule of the group as text; null for everybody.</param>
    /// <param name="items">The items.</param>
    public string? Bought(string? group, params IEnumerable<AssortmentItem> items) =>
        To(AssortmentRules.Bought(group is null ? null : RuleText.Parse(group), Range, Level, items));
}
