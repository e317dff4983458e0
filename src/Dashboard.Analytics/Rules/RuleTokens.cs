using System.Globalization;
using System.Text;

namespace Dashboard.Analytics.Rules;

/// <summary>What a piece of a rule's text is.</summary>
internal enum RuleTokenKind
{
    /// <summary>A name or keyword: letters, digits, underscores, dots.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number, also a percentage.</summary>
    Number,

    /// <summary>A day as 2025-12-31.</summary>
    Day,

    /// <summary>A parenthesis, comma or comparison.</summary>
    Symbol,

    /// <summary>Something that can't be read; the text says why.</summary>
    Bad,

    /// <summary>The end.</summary>
    End,
}

/// <summary>A piece of a rule's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its characters.</param>
/// <param name="Text">The word, the text without quotes, the symbol, or why it is bad.</param>
/// <param name="Value">The value of a number or day.</param>
internal readonly record struct RuleToken(RuleTokenKind Kind, int Start, int Length, string Text, RuleValue? Value = null)
{
    /// <summary>The character behind it.</summary>
    public int End => Start + Length;

    /// <summary>Whether it is this keyword, whatever the case.</summary>
    public bool IsWord(string word) => Kind == RuleTokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == RuleTokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);
}

/// <summary>Takes a text apart; never fails, since what can't be read becomes a bad token.</summary>
internal static class RuleTokens
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The pieces in order; the last is the end.</summary>
    public static List<RuleToken> Of(string text)
    {
        var tokens = new List<RuleToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at >= text.Length)
            {
                tokens.Add(new RuleToken(RuleTokenKind.End, text.Length, 0, ""));
                return tokens;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at = token.End;
        }
    }

    private static RuleToken Next(string text, int at)
    {
        var first = text[at];
        if (first is '"' or '“' or '”' or '\'')
            return Quoted(text, at);
        if (IsWordPart(first) || (first == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return WordOrNumber(text, at);
        var two = at + 1 < text.Length ? text.Substring(at, 2) : "";
        return (two, first) switch
        {
            ("!=" or "<=" or ">=", _) => Symbol(2, two),
            ("<>", _) => Symbol(2, "!="),
            ("==", _) => Symbol(2, "="),
            (_, '(' or ')' or ',' or '=' or '<' or '>') => Symbol(1, first.ToString()),
            (_, '≠') => Symbol(1, "!="),
            (_, '≤') => Symbol(1, "<="),
            (_, '≥') => Symbol(1, ">="),
            _ => new RuleToken(RuleTokenKind.Bad, at, 1, $"A rule has no use for the character {RuleText.Quoted(first.ToString())} here."),
        };

        RuleToken Symbol(int length, string symbol) => new(RuleTokenKind.Symbol, at, length, symbol);
    }

    // A quote within a text is written \" and a backslash \\.
    private static RuleToken Quoted(string text, int start)
    {
        var end = text[start] switch { '\'' => "'", '"' => "\"", _ => "”“" };
        var value = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                value.Append(text[++at]);
            else if (end.Contains(text[at], StringComparison.Ordinal))
                return new RuleToken(RuleTokenKind.Text, start, at + 1 - start, value.ToString());
            else
                value.Append(text[at]);
        }

        return new RuleToken(RuleTokenKind.Bad, start, text.Length - start, "This text has no closing quote.");
    }

    private static RuleToken WordOrNumber(string text, int start)
    {
        var end = start + 1;
        var couldBeNumber = text[start] == '-' || char.IsAsciiDigit(text[start]);
        while (end < text.Length && (IsWordPart(text[end]) || (couldBeNumber && text[end] is '-' or '%')))
            end++;
        var word = text[start..end];
        if (!couldBeNumber)
            return new RuleToken(RuleTokenKind.Word, start, word.Length, word);
        if (DateOnly.TryParseExact(word, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new RuleToken(RuleTokenKind.Day, start, word.Length, word, new DayValue(day));
        var digits = word.EndsWith('%') ? word[..^1] : word;
        if (!decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return char.IsAsciiDigit(word[^1]) && word.Count(c => c == '-') == 2 ? Bad("There is no such day. Days are written as 2025-12-31.") : word.All(IsWordPart) ? new RuleToken(RuleTokenKind.Word, start, word.Length, word) : Bad("This is neither a number nor a day. Days are written as 2025-12-31, texts in quotes.");
        try
        {
            return new RuleToken(RuleTokenKind.Number, start, word.Length, word, new NumberValue(word.EndsWith('%') ? number / 100 : number));
        }
        catch (ArgumentOutOfRangeException)
        {
            return Bad("Numbers have up to four decimals (percentages two) and fifteen digits before them.");
        }

        RuleToken Bad(string why) => new(RuleTokenKind.Bad, start, word.Length, why);
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
