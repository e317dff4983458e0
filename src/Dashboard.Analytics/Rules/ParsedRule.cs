namespace Dashboard.Analytics.Rules;

/// <summary>A part of a text.</summary>
/// <param name="Start">First character, from 0.</param>
/// <param name="Length">Characters.</param>
public readonly record struct TextPart(int Start, int Length);

/// <summary>A rule that was read from a text, and where in it each of its nodes stands.</summary>
public sealed class ParsedRule
{
    private readonly Dictionary<Rule, TextPart> parts;

    internal ParsedRule(string text, Rule rule, Dictionary<Rule, TextPart> parts) => (Text, Rule, this.parts) = (text, rule, parts);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="RuleException">It can't be read; the message says where and what was expected.</exception>
    public static ParsedRule Of(string text) => new RuleParser(text).Parse();

    /// <summary>Where a node of <see cref="Rule"/> (that very object) stands in the text; null for another object.</summary>
    public TextPart? PartOf(Rule node) => parts.TryGetValue(node, out var part) ? part : null;
}
