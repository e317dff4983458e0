using System.Globalization;

namespace Dashboard.Analytics.Rules;

/// <summary>A test on texts, made once and asked often. Texts are compared whatever their case; a text that is compared with a number or a day counts as one if it is one.</summary>
internal sealed class TextMatcher
{
    private const NumberStyles Numbers = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private readonly RuleTest test;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> texts;
    private readonly RuleValue[] others;

    public TextMatcher(RuleTest test)
    {
        this.test = test;
        RuleList<RuleValue> values = test switch
        {
            InTest among => among.Values,
            CompareTest { By: RuleOperator.Equal or RuleOperator.NotEqual } compare => [compare.Value],
            _ => [],
        };
        texts = new HashSet<string>(values.OfType<TextValue>().Select(v => v.Text), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        others = [.. values.Where(v => v is not TextValue)];
    }

    /// <summary>Whether a text that is not known meets the test.</summary>
    public bool MatchesUnknown => test is KnownTest { IsKnown: false };

    /// <summary>Whether a text that is known meets the test.</summary>
    public bool Matches(ReadOnlySpan<char> text) => test switch
    {
        CompareTest { By: RuleOperator.Equal } or InTest { IsNegated: false } => IsListed(text),
        CompareTest { By: RuleOperator.NotEqual } or InTest { IsNegated: true } => !IsListed(text),
        CompareTest { By: RuleOperator.Contains, Value: TextValue part } => text.Contains(part.Text, StringComparison.OrdinalIgnoreCase),
        CompareTest { By: RuleOperator.StartsWith, Value: TextValue part } => text.StartsWith(part.Text, StringComparison.OrdinalIgnoreCase),
        CompareTest compare => Compare(text, compare.Value) is { } order && compare.By switch
        {
            RuleOperator.Less => order < 0,
            RuleOperator.AtMost => order <= 0,
            RuleOperator.More => order > 0,
            RuleOperator.AtLeast => order >= 0,
            _ => false,
        },
        BetweenTest between => Compare(text, between.Least) >= 0 && Compare(text, between.Most) <= 0,
        KnownTest known => known.IsKnown,
        _ => false,
    };

    private static int? Compare(ReadOnlySpan<char> text, RuleValue value) => value switch
    {
        NumberValue number => decimal.TryParse(text, Numbers, CultureInfo.InvariantCulture, out var found) ? found.CompareTo(number.Number) : null,
        DayValue day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) ? found.CompareTo(day.Day) : null,
        _ => null,
    };

    private bool IsListed(ReadOnlySpan<char> text)
    {
        if (texts.Contains(text))
            return true;
        foreach (var other in others)
        {
            if (Compare(text, other) == 0)
                return true;
        }

        return false;
    }
}
