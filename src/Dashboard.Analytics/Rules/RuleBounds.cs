namespace Dashboard.Analytics.Rules;

/// <summary>Which numbers a customer can have, so that nobody is offered a score of 6 or a share of 120 %.</summary>
internal static class RuleBounds
{
    /// <summary>The least and the largest number of what a condition asks about; null where there is no end.</summary>
    public static (decimal? Least, decimal? Most) Of(RuleCondition condition) => condition switch
    {
        FieldRule rule when RuleFields.Find(rule.Field) is { } field => (field.Least, field.Most),
        ActivityRule { Activity.Measure: ActivityMeasure.DiscountShare } => (0, 1),
        // Returns can outweigh what was bought.
        ActivityRule { Activity.Measure: ActivityMeasure.Revenue or ActivityMeasure.AverageOrder } => (null, null),
        ActivityRule or ResponsesRule => (0, null),
        _ => (null, null),
    };

    /// <summary>Whether a test asks about numbers.</summary>
    public static bool IsNumeric(RuleTest test) => test switch
    {
        CompareTest compare => compare.Value is NumberValue,
        BetweenTest between => between.Least is NumberValue,
        InTest among => among.Values.Any(v => v is NumberValue),
        _ => false,
    };

    /// <summary>Whether a comparison with a number tells customers apart: at the ends "more than the most" and "at least the least" mean nobody or everybody.</summary>
    public static bool CanTell(RuleCondition condition, decimal number)
    {
        var (least, most) = Of(condition);
        return RuleNumbers.TestOf(condition) is not CompareTest compare || compare.By switch
        {
            RuleOperator.More => number < (most ?? decimal.MaxValue),
            RuleOperator.Less => number > (least ?? decimal.MinValue),
            _ => true,
        };
    }
}
