namespace Dashboard.Analytics.Rules;

/// <summary>A number of a rule that could be another: days of a window, a threshold.</summary>
/// <param name="Position">Which number of the rule, from 0, in the order of its text.</param>
/// <param name="Node">The condition that it stands in.</param>
/// <param name="Label">What it is, as in "orders(…) last 90 days": "days", "orders".</param>
/// <param name="Value">The number.</param>
/// <param name="IsWindow">Whether it is the length of a time window.</param>
public sealed record RuleNumber(int Position, RuleCondition Node, string Label, decimal Value, bool IsWindow);

/// <summary>Finds the numbers of a rule and puts others in their place: "what if 90 days became 60".</summary>
public static class RuleNumbers
{
    private static readonly int[] Days = [7, 14, 30, 60, 90, 120, 180, 270, 365, 730];

    /// <summary>The numbers of a rule, in the order of its text: lengths of windows, thresholds, ends of ranges.</summary>
    public static IReadOnlyList<RuleNumber> Of(Rule rule)
    {
        var found = new List<RuleNumber>();
        foreach (var condition in rule.Nodes().OfType<RuleCondition>())
        {
            if (WindowOf(condition) is LastWindow last)
                found.Add(new RuleNumber(found.Count, condition, last.Unit.ToString().ToLowerInvariant(), last.Count, IsWindow: true));
            foreach (var value in Values(TestOf(condition)))
                found.Add(new RuleNumber(found.Count, condition, Unit(condition), value.Number, IsWindow: false));
        }

        return found;
    }

    /// <summary>The rule with another number in a place.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="position">Position of the number in <see cref="Of"/>.</param>
    /// <param name="value">The number instead; a window takes whole numbers from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number, or the value can't stand there.</exception>
    public static Rule With(Rule rule, int position, decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var left = position;
        var changed = Replaced(rule, value, ref left);
        return left < 0 ? changed : throw new ArgumentOutOfRangeException(nameof(position), position, "The rule has no such number.");
    }

    /// <summary>Numbers that could stand there instead, ascending, the present one left out: usual windows, or thresholds around the present one that some customer can meet and some other not.</summary>
    public static IReadOnlyList<decimal> Alternatives(RuleNumber number)
    {
        if (number.IsWindow)
        {
            var usual = number.Label == "days" ? Days.Select(d => (decimal)d) : Enumerable.Range(1, 24).Select(d => (decimal)d);
            return [.. usual.Where(d => d != number.Value).OrderBy(d => Math.Abs(Math.Log((double)(d / number.Value)))).Take(6).Order()];
        }

        var isWhole = decimal.Truncate(number.Value) == number.Value;
        decimal[] around = isWhole && Math.Abs(number.Value) < 20
            ? [.. Enumerable.Range(-3, 7).Select(step => number.Value + step)]
            : [.. new[] { 0.5m, 0.75m, 0.9m, 1.1m, 1.25m, 1.5m, 2m }.Select(factor => decimal.Round(number.Value * factor, isWhole ? 0 : 4))];
        var (least, most) = RuleBounds.Of(number.Node);
        return [.. around.Where(v => v != number.Value && (v >= 0 || number.Value < 0) && v >= (least ?? v) && v <= (most ?? v) && RuleBounds.CanTell(number.Node, v)).Distinct().Order()];
    }

    /// <summary>The window of a condition, or null.</summary>
    internal static RuleWindow? WindowOf(RuleCondition condition) => condition switch
    {
        ActivityRule rule => rule.Activity.Window,
        ResponsesRule rule => rule.Responses.Window,
        _ => null,
    };

    /// <summary>The test of a condition, or null.</summary>
    internal static RuleTest? TestOf(RuleCondition condition) => condition switch
    {
        FieldRule rule => rule.Test,
        ActivityRule rule => rule.Test,
        ResponsesRule rule => rule.Test,
        _ => null,
    };

    private static IEnumerable<NumberValue> Values(RuleTest? test) => test is CompareTest or BetweenTest ? RuleTests.Values(test).OfType<NumberValue>() : [];

    private static string Unit(RuleCondition condition) => condition switch
    {
        FieldRule rule => RuleFields.Find(rule.Field) is { } field ? field.Unit ?? field.Label : rule.Field,
        ActivityRule rule => ActivityMeasures.Of(rule.Activity.Measure).Unit ?? "",
        _ => "responses",
    };

    // Counts down the numbers still to pass; below 0 once it was replaced.
    private static Rule Replaced(Rule rule, decimal value, ref int left)
    {
        switch (rule)
        {
            case AllOf or AnyOf:
                var parts = new Rule[rule.Children.Count];
                for (var i = 0; i < parts.Length; i++)
                    parts[i] = left < 0 ? rule.Children[i] : Replaced(rule.Children[i], value, ref left);
                return rule is AllOf ? new AllOf([.. parts]) : new AnyOf([.. parts]);
            case Not not:
                return new Not(Replaced(not.Part, value, ref left));
            case ActivityRule activity:
                var window = Replaced(activity.Activity.Window, value, ref left);
                return activity with { Activity = activity.Activity with { Window = window }, Test = Replaced(activity.Test, value, ref left) };
            case ResponsesRule responses:
                var days = Replaced(responses.Responses.Window, value, ref left);
                return responses with { Responses = responses.Responses with { Window = days }, Test = Replaced(responses.Test, value, ref left) };
            case FieldRule field:
                return field with { Test = Replaced(field.Test, value, ref left) };
            default:
                return rule;
        }
    }

    private static RuleWindow Replaced(RuleWindow window, decimal value, ref int left)
    {
        if (left < 0 || window is not LastWindow last || left-- > 0)
            return window;
        return value == decimal.Truncate(value) && value is >= 1 and <= LastWindow.Most
            ? new LastWindow((int)value, last.Unit)
            : throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"A window has 1 to {LastWindow.Most} days, weeks or months."));
    }

    private static RuleTest Replaced(RuleTest test, decimal value, ref int left) => test switch
    {
        CompareTest { Value: NumberValue number } compare => compare with { Value = Replaced(number, value, ref left) },
        BetweenTest { Least: NumberValue least, Most: NumberValue most } => new BetweenTest(Replaced(least, value, ref left), Replaced(most, value, ref left)),
        _ => test,
    };

    private static NumberValue Replaced(NumberValue number, decimal value, ref int left) => left < 0 || left-- > 0 ? number : new NumberValue(value);
}
