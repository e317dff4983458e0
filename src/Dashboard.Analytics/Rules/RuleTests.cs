namespace Dashboard.Analytics.Rules;

/// <summary>Which operators fields of a kind take.</summary>
internal static class RuleTests
{
    /// <summary>Whether values of a kind can be less or more.</summary>
    public static bool TakesOrder(RuleFieldKind kind) => kind is RuleFieldKind.Number or RuleFieldKind.Day or RuleFieldKind.Free;

    /// <summary>The operators of a kind, as messages list them.</summary>
    public static string Operators(RuleFieldKind kind) => string.Join(", ", Names(kind));

    /// <summary>The operators of a kind as the text writes them.</summary>
    public static IReadOnlyList<string> Names(RuleFieldKind kind) => kind switch
    {
        RuleFieldKind.Text => ["=", "!=", "in", "not in", "contains", "starts with", "is known", "is unknown"],
        RuleFieldKind.Choice => ["=", "!=", "in", "not in", "is known", "is unknown"],
        RuleFieldKind.Number or RuleFieldKind.Day => ["=", "!=", "<", "<=", ">", ">=", "between", "in", "not in", "is known", "is unknown"],
        RuleFieldKind.Free => ["=", "!=", "<", "<=", ">", ">=", "between", "in", "not in", "contains", "starts with", "is known", "is unknown"],
        _ => [],
    };

    /// <summary>Whether a kind takes the operator of a test.</summary>
    public static bool Takes(RuleFieldKind kind, RuleTest test) => test is FlagTest ? kind == RuleFieldKind.Flag : Names(kind).Contains(Name(test), StringComparer.Ordinal);

    /// <summary>The operator of a test as the text writes it; nothing for a flag.</summary>
    public static string Name(RuleTest test) => test switch
    {
        CompareTest compare => RuleText.Symbol(compare.By),
        InTest among => among.IsNegated ? "not in" : "in",
        BetweenTest => "between",
        KnownTest known => known.IsKnown ? "is known" : "is unknown",
        _ => "",
    };

    /// <summary>The values of a test.</summary>
    public static IReadOnlyList<RuleValue> Values(RuleTest test) => test switch
    {
        CompareTest compare => [compare.Value],
        InTest among => among.Values,
        BetweenTest between => [between.Least, between.Most],
        _ => [],
    };
}
