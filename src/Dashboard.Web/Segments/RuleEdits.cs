using Dashboard.Analytics.Rules;

namespace Dashboard.Web.Segments;

/// <summary>How the parts of a group are joined.</summary>
public enum RuleJoin
{
    /// <summary>All must hold.</summary>
    All,

    /// <summary>One at least must hold.</summary>
    Any,

    /// <summary>None may hold.</summary>
    None,
}

/// <summary>
/// Changes a rule's tree as its form does. A place is the way to it from the root, an index a step: <c>[]</c> is the root, <c>[1, 0]</c> the first part of its second part.
/// The form does not show the step from "none of" to the "any of" within it.
/// </summary>
public static class RuleEdits
{
    /// <summary>The rows of a rule as the form's outermost group: the parts of a group, the rule itself as the only row, or none for everyone.</summary>
    public static (RuleJoin Join, IReadOnlyList<Rule> Rows) Group(Rule rule) => rule switch
    {
        AllOf => (RuleJoin.All, rule.Children),
        AnyOf => (RuleJoin.Any, rule.Children),
        Not { Part: AnyOf any } => (RuleJoin.None, any.Children),
        Everyone => (RuleJoin.All, []),
        _ => (RuleJoin.All, [rule]),
    };

    /// <summary>Whether a rule is shown as a group within another.</summary>
    public static bool IsGroup(Rule rule) => rule is AllOf or AnyOf or Not { Part: AnyOf };

    /// <summary>A group of rows: everyone for none, a row itself for one (its opposite in a "none of").</summary>
    public static Rule Joined(RuleJoin join, IReadOnlyList<Rule> rows) => join switch
    {
        RuleJoin.All => Rule.All([.. rows.Where(r => rows.Count == 1 || r is not Everyone)]),
        RuleJoin.Any when rows.Count > 0 => Rule.Any(rows),
        RuleJoin.None when rows.Count > 0 => Opposite(Rule.Any(rows)),
        _ => new Everyone(),
    };

    /// <summary>The opposite of a rule; that of an opposite is the rule itself.</summary>
    public static Rule Opposite(Rule rule) => rule is Not not ? not.Part : new Not(rule);

    /// <summary>The rule with another in a place.</summary>
    /// <param name="rule">The whole rule.</param>
    /// <param name="place">Where.</param>
    /// <param name="with">What shall be there; null takes the place away, and a group that is left with one row becomes that row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static Rule Replaced(Rule rule, ReadOnlySpan<int> place, Rule? with)
    {
        if (place.IsEmpty)
            return with ?? new Everyone();
        var (join, rows) = Group(rule);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place[0], rows.Count, nameof(place));
        var changed = rows.ToList();
        if (with is null && place.Length == 1)
            changed.RemoveAt(place[0]);
        else
            changed[place[0]] = Replaced(changed[place[0]], place[1..], with);
        return Joined(join, changed);
    }

    /// <summary>The rule with one more row at the end of a group.</summary>
    public static Rule Added(Rule rule, ReadOnlySpan<int> group, Rule row, RuleJoin? join = null)
    {
        var whole = At(rule, group);
        var (now, rows) = Group(whole);
        return Replaced(rule, group, Joined(join ?? now, [.. rows, row]));
    }

    /// <summary>The rule with a group joined otherwise.</summary>
    public static Rule Rejoined(Rule rule, ReadOnlySpan<int> group, RuleJoin join) => Replaced(rule, group, Joined(join, Group(At(rule, group)).Rows));

    /// <summary>The rule in a place.</summary>
    public static Rule At(Rule rule, ReadOnlySpan<int> place)
    {
        foreach (var step in place)
            rule = Group(rule).Rows[step];
        return rule;
    }

    /// <summary>Every row and group that the form shows, outermost first, with its place.</summary>
    public static IReadOnlyList<(int[] Place, Rule Rule)> Places(Rule rule)
    {
        var found = new List<(int[] Place, Rule Rule)>();
        Visit([], rule);
        return found;

        void Visit(int[] place, Rule at)
        {
            found.Add((place, at));
            if (place.Length > 0 && !IsGroup(at))
                return;
            var rows = Group(at).Rows;
            for (var i = 0; i < rows.Count; i++)
                Visit([.. place, i], rows[i]);
        }
    }
}
