using System.Globalization;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Says what would have to happen for one condition to come to hold for a customer, or to cease to.</summary>
internal sealed class RuleSteps(Snapshot snapshot, int customer, int asOfDay)
{
    /// <summary>The step, or null when nothing can bring it about any more.</summary>
    public RuleStep? Of(RuleCondition condition, bool mustHold)
    {
        switch (condition)
        {
            case ListRule list:
                return new RuleStep(condition, mustHold, mustHold ? $"be put on list {list.Name}" : $"be taken off list {list.Name}", null, null);
            case CampaignRule campaign:
                return mustHold ? new RuleStep(condition, mustHold, $"{RuleText.Name(campaign.Step)} noted for campaign {campaign.Campaign}", null, null) : null;
        }

        var (column, test) = RuleValues.Of(snapshot, condition, asOfDay);
        var number = RuleExplainer.Number(column, customer);
        var unit = condition switch
        {
            ActivityRule activity => UnitOf(activity.Activity.Measure),
            FieldRule asked when RuleFields.Find(asked.Field) is { Most: <= 1 } => 0.01m,
            _ => 1,
        };
        var (least, most) = RuleBounds.Of(condition);
        var isNumber = condition is not FieldRule field || (column is NumbersColumn && RuleFields.Find(field.Field)!.Kind == RuleFieldKind.Number);
        if (number is { } own && isNumber && RuleBounds.IsNumeric(test) && TargetOf(test, mustHold, own, unit, least, most) is null)
            return null;
        return condition switch
        {
            ActivityRule rule when number is { } value && TargetOf(test, mustHold, value, unit, least, most) is { } target => OfActivity(rule, mustHold, value, target),
            ResponsesRule rule when number is { } value && TargetOf(test, mustHold, value, unit, least, most) is { } target => target > value
                ? Window(condition, mustHold, rule.Responses.Window, target - value, $"{Amount(target - value)} more {RuleText.Name(rule.Responses.Step)}", [])
                : null,
            FieldRule rule when isNumber && number is { } value && TargetOf(test, mustHold, value, unit, least, most) is { } target => OfNumber(rule, mustHold, value, target),
            ActivityRule rule => new RuleStep(condition, mustHold, $"{RulePhrases.Subject(rule)} must {(mustHold ? "" : "not ")}be {RulePhrases.Needs(test)}", null, null),
            FieldRule rule when column is FlagsColumn => new RuleStep(condition, mustHold, RulePhrases.Of(rule, !mustHold)["who ".Length..], null, null),
            _ => new RuleStep(condition, mustHold, $"{RulePhrases.Subject(condition)} must {(mustHold ? "" : "not ")}be {RulePhrases.Needs(test)} (is {RuleExplainer.Text(column, customer, IsDay(condition))})", null, null),
        };
    }

    /// <summary>The number nearest to a customer's that meets a test, or that doesn't; null when no number that a customer can have does.</summary>
    /// <param name="test">The test.</param>
    /// <param name="mustMeet">Whether the number must meet it.</param>
    /// <param name="value">The customer's number.</param>
    /// <param name="unit">The least by which numbers differ.</param>
    /// <param name="least">The least number that a customer can have; null for any.</param>
    /// <param name="most">The largest.</param>
    internal static decimal? TargetOf(RuleTest test, bool mustMeet, decimal value, decimal unit, decimal? least = null, decimal? most = null)
    {
        return test switch
        {
            CompareTest { Value: NumberValue { Number: var n } } compare => (compare.By, mustMeet) switch
            {
                (RuleOperator.Equal, true) or (RuleOperator.NotEqual, false) => Nearest(n),
                (RuleOperator.Equal, false) or (RuleOperator.NotEqual, true) => Nearest(value + unit, value - unit),
                (RuleOperator.AtLeast, true) or (RuleOperator.Less, false) => Nearest(Up(n)),
                (RuleOperator.More, true) or (RuleOperator.AtMost, false) => Nearest(Over(n)),
                (RuleOperator.AtMost, true) or (RuleOperator.More, false) => Nearest(Down(n)),
                (RuleOperator.Less, true) or (RuleOperator.AtLeast, false) => Nearest(Under(n)),
                _ => null,
            },
            BetweenTest { Least: NumberValue from, Most: NumberValue to } => mustMeet
                ? value < from.Number ? Nearest(Up(from.Number)) : Nearest(Down(to.Number))
                : Nearest(Under(from.Number), Over(to.Number)),
            InTest { IsNegated: var negated } among => mustMeet != negated
                ? Nearest([.. among.Values.OfType<NumberValue>().Select(v => v.Number)])
                : Nearest([.. Around(among)]),
            _ => null,
        };

        // The first of the nearest that a customer can have.
        decimal? Nearest(params decimal[] numbers) =>
            numbers.Where(n => n >= (least ?? n) && n <= (most ?? n)).Select(n => (decimal?)n).MinBy(n => Math.Abs(n!.Value - value));

        // The nearest numbers on both sides that are not among some.
        IEnumerable<decimal> Around(InTest among)
        {
            var listed = among.Values.OfType<NumberValue>().Select(v => v.Number).ToHashSet();
            foreach (var step in (decimal[])[unit, -unit])
            {
                var number = value + step;
                while (listed.Contains(number))
                    number += step;
                yield return number;
            }
        }

        // To whole units.
        decimal Up(decimal n) => decimal.Ceiling(n / unit) * unit;

        decimal Down(decimal n) => decimal.Floor(n / unit) * unit;

        decimal Over(decimal n) => Down(n) + unit;

        decimal Under(decimal n) => Up(n) - unit;
    }

    private static bool IsDay(RuleCondition condition) => condition is FieldRule rule && RuleFields.Find(rule.Field)!.Kind == RuleFieldKind.Day;

    private static decimal UnitOf(ActivityMeasure measure) => measure switch
    {
        ActivityMeasure.Revenue or ActivityMeasure.AverageOrder => 0.01m,
        ActivityMeasure.DiscountShare => 0.0001m,
        _ => 1,
    };

    private static string Amount(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private RuleStep? OfActivity(ActivityRule rule, bool mustHold, decimal value, decimal target)
    {
        var (activity, by) = (rule.Activity, target - value);
        var where = RulePhrases.Where(activity.Window, activity.Filters);
        switch (activity.Measure)
        {
            case ActivityMeasure.AverageOrder or ActivityMeasure.DiscountShare:
                return new RuleStep(rule, mustHold, $"{RulePhrases.Subject(rule)} {(by > 0 ? "higher" : "lower")} by {Amount(Math.Abs(by))}: {Amount(target)} instead of {Amount(value)}", by, null);
            case ActivityMeasure.Revenue:
                return by > 0
                    ? Window(rule, mustHold, activity.Window, by, $"{Amount(by)} more revenue{where}", [])
                    : new RuleStep(rule, mustHold, $"{Amount(-by)} less revenue{where}", by, null);
        }

        var unit = activity.Measure switch
        {
            ActivityMeasure.Orders or ActivityMeasure.Bought => "order",
            ActivityMeasure.Returns => "return",
            ActivityMeasure.Items => "item",
            ActivityMeasure.Categories => "category",
            _ => "product",
        };
        var plural = unit == "category" ? "categories" : unit + "s";
        var days = ActivityDays.Of(snapshot, activity, customer, asOfDay);
        return by > 0
            ? Window(rule, mustHold, activity.Window, by, $"{Amount(by)} more {(by == 1 ? unit : plural)}{where}", days)
            : Less(rule, mustHold, by, $"{Amount(-by)} fewer {(by == -1 ? unit : plural)}{where}", days);
    }

    // More of something: while what counts already still does, and the window is open.
    private RuleStep? Window(RuleCondition condition, bool mustHold, RuleWindow window, decimal by, string text, IReadOnlyList<int> days)
    {
        DateOnly? last = window switch
        {
            BetweenWindow between => between.To,
            BeforeWindow before when before.Day > DateOnly.MinValue => before.Day.AddDays(-1),
            BeforeWindow => DateOnly.MinValue,
            LastWindow when days.Count > 0 => DateOnly.FromDayNumber(ActivityDays.LastDay(window, days[0], asOfDay)),
            _ => null,
        };
        if (last is { } day && day.DayNumber < asOfDay)
            return null;
        return new RuleStep(condition, mustHold, last is null ? text : $"{text}, by {RulePhrases.Text(last.Value)}", by, last);
    }

    // Fewer of what happened: only time can bring it about, as the oldest leave the window.
    private RuleStep? Less(ActivityRule rule, bool mustHold, decimal by, string text, IReadOnlyList<int> days)
    {
        if (rule.Activity is not { Window: LastWindow window, Measure: ActivityMeasure.Orders or ActivityMeasure.Bought or ActivityMeasure.Returns } || -by > days.Count)
            return rule.Activity.Window is LastWindow ? new RuleStep(rule, mustHold, text, by, null) : null;
        var day = DateOnly.FromDayNumber(ActivityDays.LastDay(window, days[(int)-by - 1], asOfDay) + 1);
        return new RuleStep(rule, mustHold, $"{text}: on {RulePhrases.Text(day)}, if nothing is added until then", by, day);
    }

    private RuleStep? OfNumber(FieldRule rule, bool mustHold, decimal value, decimal target)
    {
        var by = target - value;
        var later = by > 0 && asOfDay + by <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(asOfDay + (int)by) : (DateOnly?)null;
        return rule.Field switch
        {
            "days_since_last_order" when by < 0 => new RuleStep(rule, mustHold, "1 new order", by, null),
            "days_since_last_order" => new RuleStep(rule, mustHold, $"no order for {Amount(by)} more days{Until(later)}", by, later),
            "tenure_days" or "days_since_signup" when by < 0 => null,
            "tenure_days" or "days_since_signup" => new RuleStep(rule, mustHold, $"{Amount(by)} more days{Until(later)}", by, later),
            _ => new RuleStep(rule, mustHold, $"{RulePhrases.Subject(rule)} {(by > 0 ? "higher" : "lower")} by {Amount(Math.Abs(by))}: {Amount(target)} instead of {Amount(value)}", by, null),
        };

        static string Until(DateOnly? day) => day is { } on ? $": on {RulePhrases.Text(on)}" : "";
    }
}
