namespace Dashboard.Analytics.Rules;

/// <summary>Rules in plain words: "Customers who ordered at least 3 times in the last 90 days from category Shoes and may be e-mailed".</summary>
public static class RuleSentence
{
    private const string Who = "who ";

    /// <summary>A rule as a chip shows it: the name of a segment or list, else the sentence; the text itself when it can't be read.</summary>
    public static string Label(string text) => !RuleText.TryParse(text, out var rule, out _) ? text : rule switch
    {
        SegmentRule segment => segment.Name,
        ListRule list => list.Name,
        _ => Of(rule!),
    };

    /// <summary>A rule as a sentence without a full stop.</summary>
    /// <exception cref="RuleException">The rule is too large.</exception>
    public static string Of(Rule rule)
    {
        rule.CheckSize();
        return rule switch
        {
            Everyone => "Everyone",
            Not { Part: Everyone } => "Nobody",
            _ => "Customers " + Clause(rule, isNegated: false, isWhole: true),
        };
    }

    /// <summary>What a rule says of a customer, from "who" or "whose" on: "who ordered at least 3 times".</summary>
    internal static string Clause(Rule rule, bool isNegated, bool isWhole) => rule switch
    {
        // What does not hold of all doesn't hold of any, and the other way round: "not" moves inwards.
        AllOf all => Joined(all.Parts, isNegated ? " or " : " and ", isNegated, isWhole),
        AnyOf any => Joined(any.Parts, isNegated ? " and " : " or ", isNegated, isWhole),
        Not not => Clause(not.Part, !isNegated, isWhole),
        Everyone => isNegated ? "who are nobody" : "who are known",
        RuleCondition condition => RulePhrases.Of(condition, isNegated),
        _ => "",
    };

    private static string Joined(RuleList<Rule> parts, string word, bool isNegated, bool isWhole)
    {
        var clauses = parts.Select(p => Clause(p, isNegated, isWhole: false)).ToArray();
        // "who ordered and who returned" is said with one "who", as long as nothing else came between.
        for (var i = clauses.Length - 1; i > 0; i--)
        {
            if (Array.TrueForAll(clauses[..(i + 1)], c => c.StartsWith(Who, StringComparison.Ordinal)))
                clauses[i] = clauses[i][Who.Length..];
        }

        var text = clauses.Length == 2 ? clauses[0] + word + clauses[1] : string.Join(", ", clauses[..^1]) + word + clauses[^1];
        return isWhole ? text : $"({text})";
    }
}
