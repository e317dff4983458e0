using System.Text;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>
/// What rules can refer to, as a view shows it: lists hold only customers of the view, by the keys that they have in it, and rules that name customers by keys name them by these. Names
/// of segments, lists and models stay.
/// </summary>
internal static class ViewCatalog
{
    private const string CustomerField = "customer";

    /// <summary>The catalog of a view.</summary>
    /// <param name="catalog">The shop's.</param>
    /// <param name="view">The view.</param>
    /// <param name="keys">Keys of the customers of the view.</param>
    public static SegmentCatalog Of(SegmentCatalog catalog, DataView view, Utf8Column keys)
    {
        if (catalog.Lists.Count == 0 && !view.HidesPeople)
            return catalog;
        var secret = Encoding.UTF8.GetBytes(view.PseudonymKey);
        var known = new HashSet<string>(catalog.Lists.Count == 0 ? [] : keys.OfType<string>(), StringComparer.Ordinal);
        return new SegmentCatalog(
            view.HidesPeople ? catalog.Segments.Select(s => s with { Rule = Translated(s.Rule, secret) }) : catalog.Segments,
            catalog.Lists.Select(list => list with { Keys = [.. list.Keys.Select(Shown).Where(known.Contains)] }),
            catalog.Clusters);

        string Shown(string key) => view.HidesPeople ? ContactKeys.Of(key, secret) : key;
    }

    private static Rule Translated(Rule rule, byte[] secret) => rule switch
    {
        AllOf all => new AllOf([.. all.Parts.Select(p => Translated(p, secret))]),
        AnyOf any => new AnyOf([.. any.Parts.Select(p => Translated(p, secret))]),
        Not not => new Not(Translated(not.Part, secret)),
        FieldRule { Field: CustomerField } field => field with { Test = Translated(field.Test, secret) },
        _ => rule,
    };

    private static RuleTest Translated(RuleTest test, byte[] secret) => test switch
    {
        CompareTest { By: RuleOperator.Equal or RuleOperator.NotEqual, Value: TextValue text } compare => compare with { Value = new TextValue(ContactKeys.Of(text.Text, secret)) },
        InTest some => some with { Values = [.. some.Values.Select(v => v is TextValue text ? new TextValue(ContactKeys.Of(text.Text, secret)) : v)] },
        _ => test,
    };
}
