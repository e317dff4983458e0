using System.Text;

namespace Dashboard.Analytics.Rules;

/// <summary>
/// Rules as text, such as <c>rfm.group = "Champions" and (orders(last 90 days, category = "Shoes") &gt;= 3 or not consent("email") = refused)</c>.
/// <c>or</c> binds less than <c>and</c>, <c>and</c> less than <c>not</c>.
/// </summary>
public static class RuleText
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, up to <see cref="Rule.MostCharacters"/> characters.</param>
    /// <exception cref="RuleException">It can't be read; the message says where and what was expected.</exception>
    public static Rule Parse(string text) => ParsedRule.Of(text).Rule;

    /// <summary>Reads a text, or says why it can't be read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rule">The rule, or null.</param>
    /// <param name="problem">Why it can't be read, or null.</param>
    public static bool TryParse(string text, out Rule? rule, out RuleException? problem)
    {
        try
        {
            (rule, problem) = (Parse(text), null);
            return true;
        }
        catch (RuleException e)
        {
            (rule, problem) = (null, e);
            return false;
        }
    }

    /// <summary>The canonical text: equal rules have equal texts, and reading it gives the rule back.</summary>
    public static string Format(Rule rule)
    {
        rule.CheckSize();
        var text = new StringBuilder();
        Write(text, rule, isWhole: true);
        return text.ToString();
    }

    /// <summary>A text in quotes, with quotes and backslashes in it escaped.</summary>
    internal static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>An operator as the text writes it.</summary>
    internal static string Symbol(RuleOperator by) => by switch
    {
        RuleOperator.Equal => "=",
        RuleOperator.NotEqual => "!=",
        RuleOperator.Less => "<",
        RuleOperator.AtMost => "<=",
        RuleOperator.More => ">",
        RuleOperator.AtLeast => ">=",
        RuleOperator.Contains => "contains",
        _ => "starts with",
    };

    /// <summary>A measure with what it counts, as the text writes it.</summary>
    internal static string Format(Activity activity) => $"{ActivityMeasures.Of(activity.Measure).Name}({string.Join(", ", Arguments(activity.Window, activity.Filters))})";

    /// <summary>Counted responses as the text writes them.</summary>
    internal static string Format(Responses responses) => $"responses({string.Join(", ", Arguments(responses.Window, responses.Filters).Prepend(Name(responses.Step)))})";

    /// <summary>A step as the text writes it.</summary>
    internal static string Name(ResponseStep step) => step.ToString().ToLowerInvariant();

    /// <summary>A field with its argument, as the text writes it.</summary>
    internal static string Name(FieldRule rule) => rule.Argument is null ? rule.Field : $"{rule.Field}({Quoted(rule.Argument)})";

    private static IEnumerable<string> Arguments(RuleWindow window, RuleList<RuleFilter> filters) => filters.Select(f => f.Field + Format(f.Test, bare: false)).Prepend(window.ToString());

    private static void Write(StringBuilder text, Rule rule, bool isWhole)
    {
        var group = rule is AllOf or AnyOf;
        if (group && !isWhole)
            text.Append('(');
        switch (rule)
        {
            case AllOf or AnyOf:
                for (var i = 0; i < rule.Children.Count; i++)
                {
                    text.Append(i == 0 ? "" : rule is AllOf ? " and " : " or ");
                    Write(text, rule.Children[i], isWhole: false);
                }

                break;
            case Not not:
                text.Append("not ");
                Write(text, not.Part, isWhole: false);
                break;
            default:
                text.Append(Format(rule as RuleCondition));
                break;
        }

        if (group && !isWhole)
            text.Append(')');
    }

    private static string Format(RuleCondition? condition) => condition switch
    {
        FieldRule rule => Name(rule) + Format(rule.Test, RuleFields.Find(rule.Field)?.BareChoices ?? false),
        ActivityRule rule => Format(rule.Activity) + Format(rule.Test, bare: false),
        ResponsesRule rule => Format(rule.Responses) + Format(rule.Test, bare: false),
        CampaignRule rule => $"campaign({Quoted(rule.Campaign)}, {Name(rule.Step)})",
        SegmentRule rule => $"segment({Quoted(rule.Name)})",
        ListRule rule => $"list({Quoted(rule.Name)})",
        _ => "everyone",
    };

    // What follows the name, with a space before it; nothing for a flag.
    private static string Format(RuleTest test, bool bare)
    {
        return test switch
        {
            CompareTest compare => $" {Symbol(compare.By)} {Value(compare.Value)}",
            InTest among => $" {(among.IsNegated ? "not in" : "in")} ({string.Join(", ", among.Values.Select(Value))})",
            BetweenTest between => $" between {Value(between.Least)} and {Value(between.Most)}",
            KnownTest known => known.IsKnown ? " is known" : " is unknown",
            _ => "",
        };

        string Value(RuleValue value) => bare && value is TextValue text ? text.Text : value.ToString();
    }
}
