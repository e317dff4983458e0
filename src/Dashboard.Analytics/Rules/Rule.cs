namespace Dashboard.Analytics.Rules;

/// <summary>
/// Says which customers belong to a set: a tree of conditions joined by and, or, not. Equal trees are equal values, so a rule can be part of a request.
/// Its text is <see cref="RuleText"/>, its sentence <see cref="RuleSentence"/>, the customers it means <see cref="RuleMembers"/>.
/// </summary>
public abstract record Rule
{
    /// <summary>Most characters of a text.</summary>
    public const int MostCharacters = 20_000;

    /// <summary>Most conditions and groups of a rule.</summary>
    public const int MostNodes = 500;

    /// <summary>Most groups within groups.</summary>
    public const int MostDepth = 40;

    private protected Rule()
    {
    }

    /// <summary>All of some rules: everyone when there is none, the rule itself when there is one.</summary>
    public static Rule All(params IReadOnlyList<Rule> parts) => parts.Count switch { 0 => new Everyone(), 1 => parts[0], _ => new AllOf([.. parts]) };

    /// <summary>Any of some rules: nobody when there is none, the rule itself when there is one.</summary>
    public static Rule Any(params IReadOnlyList<Rule> parts) => parts.Count switch { 0 => new Not(new Everyone()), 1 => parts[0], _ => new AnyOf([.. parts]) };

    /// <summary>The rules that this one is made of; none for a condition.</summary>
    public virtual IReadOnlyList<Rule> Children => [];

    /// <summary>This rule and those within it, outermost first.</summary>
    public IEnumerable<Rule> Nodes()
    {
        var open = new Stack<Rule>([this]);
        while (open.TryPop(out var rule))
        {
            yield return rule;
            for (var i = rule.Children.Count - 1; i >= 0; i--)
                open.Push(rule.Children[i]);
        }
    }

    /// <summary>Refuses a tree that is deeper or larger than a rule may be; looks at it without recursion.</summary>
    /// <exception cref="RuleException">It is too deep or has too many nodes.</exception>
    internal void CheckSize()
    {
        var (open, nodes) = (new Stack<(Rule Rule, int Depth)>([(this, 1)]), 0);
        while (open.TryPop(out var node))
        {
            if (++nodes > MostNodes)
                throw new RuleException(FormattableString.Invariant($"A rule has at most {MostNodes} conditions and groups. Save a part as a segment and refer to it."));
            if (node.Depth > MostDepth)
                throw new RuleException(FormattableString.Invariant($"Groups can be nested {MostDepth} deep at most."));
            foreach (var child in node.Rule.Children)
                open.Push((child, node.Depth + 1));
        }
    }

    /// <summary>The canonical text.</summary>
    public sealed override string ToString() => RuleText.Format(this);
}

/// <summary>Everybody who is known as of the day.</summary>
public sealed record Everyone : Rule;

/// <summary>All of at least two rules.</summary>
public sealed record AllOf : Rule
{
    /// <summary>Makes a group.</summary>
    /// <param name="parts">The rules.</param>
    /// <exception cref="ArgumentException">There are fewer than two; <see cref="Rule.All"/> takes any number.</exception>
    public AllOf(RuleList<Rule> parts) => Parts = parts.Count >= 2 ? parts : throw new ArgumentException("A group needs at least two parts.", nameof(parts));

    /// <summary>The rules, all of which hold.</summary>
    public RuleList<Rule> Parts { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Rule> Children => Parts;
}

/// <summary>One or more of at least two rules.</summary>
public sealed record AnyOf : Rule
{
    /// <summary>Makes a group.</summary>
    /// <param name="parts">The rules.</param>
    /// <exception cref="ArgumentException">There are fewer than two; <see cref="Rule.Any"/> takes any number.</exception>
    public AnyOf(RuleList<Rule> parts) => Parts = parts.Count >= 2 ? parts : throw new ArgumentException("A group needs at least two parts.", nameof(parts));

    /// <summary>The rules, one of which holds at least.</summary>
    public RuleList<Rule> Parts { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Rule> Children => Parts;
}

/// <summary>Those known as of the day who don't meet a rule; also those of whom it is not known whether they do.</summary>
/// <param name="Part">The rule that doesn't hold.</param>
public sealed record Not(Rule Part) : Rule
{
    /// <inheritdoc/>
    public override IReadOnlyList<Rule> Children => [Part];
}

/// <summary>A rule that is not made of other rules.</summary>
public abstract record RuleCondition : Rule;

/// <summary>A rule that is wrong: it can't be read, speaks of what doesn't exist, or is too large. The message says where and what to write instead.</summary>
/// <param name="message">What is wrong and what was expected.</param>
/// <param name="position">First character that is wrong, from 0; −1 when the trouble is not in the text.</param>
/// <param name="length">How many characters are wrong, 0 at the end of the text.</param>
public sealed class RuleException(string message, int position = -1, int length = 0) : ArgumentException(message)
{
    /// <summary>First character that is wrong, from 0; −1 when the trouble is not in the text.</summary>
    public int Position => position;

    /// <summary>How many characters are wrong, 0 at the end of the text.</summary>
    public int Length => length;

    /// <summary>What could be written instead of the wrong characters, or null.</summary>
    public string? Suggestion { get; init; }
}
