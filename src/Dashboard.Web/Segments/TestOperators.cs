using System.Globalization;
using Dashboard.Analytics.Rules;

namespace Dashboard.Web.Segments;

/// <summary>The operators that a form offers for a kind of value, and what becomes of the values when another one is chosen.</summary>
public static class TestOperators
{
    private static readonly (string Key, string Label)[] Texts =
        [("=", "is"), ("!=", "is not"), ("in", "is one of"), ("not in", "is none of"), ("contains", "contains"), ("starts with", "starts with"), ("known", "is known"), ("unknown", "is unknown")];

    private static readonly (string Key, string Label)[] Ordered =
        [(">=", "at least"), (">", "more than"), ("<=", "at most"), ("<", "less than"), ("=", "exactly"), ("!=", "other than"), ("between", "between"), ("known", "is known"), ("unknown", "is unknown")];

    private static readonly (string Key, string Label)[] Days =
        [(">=", "on or after"), (">", "after"), ("<=", "on or before"), ("<", "before"), ("=", "on"), ("!=", "not on"), ("between", "between"), ("known", "is known"), ("unknown", "is unknown")];

    /// <summary>The operators of a kind, with what they say; the one of a test is among them whatever it is.</summary>
    public static IReadOnlyList<(string Key, string Label)> Of(RuleFieldKind kind, RuleTest test)
    {
        (string Key, string Label)[] offered = kind switch
        {
            RuleFieldKind.Choice => [.. Texts.Where(t => t.Key is not ("contains" or "starts with"))],
            RuleFieldKind.Number => Ordered,
            RuleFieldKind.Day => Days,
            RuleFieldKind.Free when test is CompareTest { Value: NumberValue } or BetweenTest => Ordered,
            RuleFieldKind.Free => [.. Texts, (">=", "at least (number)")],
            RuleFieldKind.Flag => [],
            _ => Texts,
        };
        return offered.Any(o => o.Key == KeyOf(test)) || test is FlagTest ? offered : [.. offered, .. Texts.Where(t => t.Key == KeyOf(test))];
    }

    /// <summary>The operator of a test.</summary>
    public static string KeyOf(RuleTest test) => test switch
    {
        CompareTest compare => compare.By switch
        {
            RuleOperator.Equal => "=",
            RuleOperator.NotEqual => "!=",
            RuleOperator.Less => "<",
            RuleOperator.AtMost => "<=",
            RuleOperator.More => ">",
            RuleOperator.AtLeast => ">=",
            RuleOperator.Contains => "contains",
            _ => "starts with",
        },
        InTest among => among.IsNegated ? "not in" : "in",
        BetweenTest => "between",
        KnownTest known => known.IsKnown ? "known" : "unknown",
        _ => "",
    };

    /// <summary>The same values under another operator.</summary>
    /// <param name="test">The test now.</param>
    /// <param name="key">The operator.</param>
    /// <param name="kind">The kind of value.</param>
    /// <param name="fallback">What is taken where the test has no value yet.</param>
    public static RuleTest Changed(RuleTest test, string key, RuleFieldKind kind, RuleValue fallback)
    {
        var values = Values(test);
        var first = values.Count > 0 ? values[0] : fallback;
        if (kind == RuleFieldKind.Free && key is ">=" or ">" or "<=" or "<" or "between" && first is TextValue)
            first = new NumberValue(1);
        return key switch
        {
            "known" or "unknown" => new KnownTest(key == "known"),
            "in" or "not in" => new InTest(values.Count > 0 ? [.. values] : [first], key == "not in"),
            "between" => new BetweenTest(first, values.Count > 1 ? values[1] : Later(first)),
            _ => new CompareTest(Operator(key), first),
        };
    }

    /// <summary>The values of a test, in its order.</summary>
    public static IReadOnlyList<RuleValue> Values(RuleTest test) => test switch
    {
        CompareTest compare => [compare.Value],
        InTest among => among.Values,
        BetweenTest between => [between.Least, between.Most],
        _ => [],
    };

    /// <summary>The test with one of its values replaced.</summary>
    public static RuleTest With(RuleTest test, int index, RuleValue value) => test switch
    {
        CompareTest compare => compare with { Value = value },
        BetweenTest between => index == 0 ? between with { Least = value } : between with { Most = value },
        InTest among => among with { Values = [.. among.Values.Select((v, i) => i == index ? value : v)] },
        _ => test,
    };

    /// <summary>Reads a value that a person wrote, as the kind of another; null when it is none.</summary>
    public static RuleValue? Read(string? text, RuleValue like)
    {
        var clean = (text ?? "").Trim();
        return like switch
        {
            NumberValue => decimal.TryParse(clean, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                && Math.Abs(number) <= NumberValue.Largest && decimal.Truncate(number * 10_000) == number * 10_000 ? new NumberValue(number) : null,
            DayValue => DateOnly.TryParseExact(clean, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DayValue(day) : null,
            _ => clean.Length > 0 ? new TextValue(clean) : null,
        };
    }

    /// <summary>A value as a box of a form holds it.</summary>
    public static string Text(RuleValue value) => value switch
    {
        NumberValue number => number.Number.ToString("0.####", CultureInfo.InvariantCulture),
        DayValue day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TextValue text => text.Text,
        _ => "",
    };

    private static RuleValue Later(RuleValue value) => value switch
    {
        NumberValue number => new NumberValue(Math.Min(NumberValue.Largest, Math.Max(number.Number * 2, number.Number + 1))),
        DayValue day => new DayValue(day.Day.AddDays(Math.Min(30, DateOnly.MaxValue.DayNumber - day.Day.DayNumber))),
        _ => value,
    };

    private static RuleOperator Operator(string key) => key switch
    {
        "=" => RuleOperator.Equal,
        "!=" => RuleOperator.NotEqual,
        "<" => RuleOperator.Less,
        "<=" => RuleOperator.AtMost,
        ">" => RuleOperator.More,
        ">=" => RuleOperator.AtLeast,
        "contains" => RuleOperator.Contains,
        _ => RuleOperator.StartsWith,
    };
}
