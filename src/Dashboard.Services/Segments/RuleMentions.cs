using System.Text;

namespace Dashboard.Services.Segments;

/// <summary>
/// The names that a rule's text mentions, as in <c>segment("VIP") and not list("Staff")</c>. Only the text is looked at, so that a rule which no longer means anything
/// (a field has gone, a segment is missing) still says what it depends on and can follow a new name.
/// </summary>
public static class RuleMentions
{
    /// <summary>The word before the name of a saved segment.</summary>
    public const string Segment = "segment";

    /// <summary>The word before the name of a list.</summary>
    public const string List = "list";

    /// <summary>The distinct names mentioned, without regard to case, in the order of the text.</summary>
    /// <param name="rule">The rule as text.</param>
    /// <param name="word"><see cref="Segment"/> or <see cref="List"/>.</param>
    public static IReadOnlyList<string> Names(string rule, string word) => [.. Find(rule, word).Select(m => m.Name).DistinctBy(SegmentContent.KeyOf, StringComparer.Ordinal)];

    /// <summary>Whether a name is mentioned, without regard to case.</summary>
    public static bool Mentions(string rule, string word, string name) => Find(rule, word).Any(m => SegmentContent.KeyOf(m.Name) == SegmentContent.KeyOf(name));

    /// <summary>The rule with another name where one was mentioned; everything else stays as it was written.</summary>
    public static string Renamed(string rule, string word, string from, string to)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var mention in Find(rule, word).Where(m => SegmentContent.KeyOf(m.Name) == SegmentContent.KeyOf(from)))
        {
            text.Append(rule, at, mention.Start - at).Append(Quoted(to));
            at = mention.End;
        }

        return text.Append(rule, at, rule.Length - at).ToString();
    }

    /// <summary>A name as a rule writes it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<Mention> Find(string rule, string word)
    {
        for (var at = 0; at < rule.Length;)
        {
            if (rule[at] == '"')
            {
                at = Text(rule, at).End;
                continue;
            }

            if (!IsLetter(rule[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < rule.Length && IsLetter(rule[at]))
                at++;
            var open = Blank(rule, at);
            if (!rule.AsSpan(start, at - start).Equals(word, StringComparison.OrdinalIgnoreCase) || open >= rule.Length || rule[open] != '(')
                continue;
            var quote = Blank(rule, open + 1);
            if (quote >= rule.Length || rule[quote] != '"')
                continue;
            var (name, end) = Text(rule, quote);
            at = end;
            yield return new Mention(name, quote, end);
        }
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    private static int Blank(string rule, int at)
    {
        while (at < rule.Length && char.IsWhiteSpace(rule[at]))
            at++;
        return at;
    }

    private static (string Value, int End) Text(string rule, int quote)
    {
        var value = new StringBuilder();
        var at = quote + 1;
        for (; at < rule.Length && rule[at] != '"'; at++)
        {
            if (rule[at] == '\\' && at + 1 < rule.Length)
                at++;
            value.Append(rule[at]);
        }

        return (value.ToString(), Math.Min(at + 1, rule.Length));
    }

    private readonly record struct Mention(string Name, int Start, int End);
}
