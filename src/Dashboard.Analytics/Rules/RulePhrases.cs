using System.Globalization;

namespace Dashboard.Analytics.Rules;

/// <summary>Conditions in plain words, each from "who" or "whose" on.</summary>
internal static class RulePhrases
{
    /// <summary>A condition, or that it doesn't hold.</summary>
    public static string Of(RuleCondition condition, bool isNegated) => condition switch
    {
        FieldRule rule => OfField(rule, isNegated),
        ActivityRule { Activity: { Measure: ActivityMeasure.Bought } bought } => (isNegated ? "who did not buy" : "who bought") + Where(bought.Window, bought.Filters),
        ActivityRule { Activity: { Measure: ActivityMeasure.Orders } orders } rule => Times(isNegated ? "did not order" : "ordered", "did not order", rule.Test, isNegated) + Where(orders.Window, orders.Filters),
        ActivityRule rule => $"whose {Subject(rule.Activity)} {Test(rule.Test, isNegated, canBeUnknown: rule.Activity.Measure is ActivityMeasure.AverageOrder or ActivityMeasure.DiscountShare)}",
        ResponsesRule rule => Times(Verb(rule.Responses.Step, isNegated) + " campaigns", Verb(rule.Responses.Step, isNegated: true) + " campaigns", rule.Test, isNegated) + Where(rule.Responses.Window, rule.Responses.Filters),
        CampaignRule rule => $"who {Verb(rule.Step, isNegated)} campaign {rule.Campaign}",
        SegmentRule rule => $"who are {(isNegated ? "not " : "")}in segment {rule.Name}",
        ListRule rule => $"who are {(isNegated ? "not " : "")}on list {rule.Name}",
        _ => "",
    };

    /// <summary>What a condition tests, as the beginning of "…: 2, needs at least 3".</summary>
    public static string Subject(RuleCondition condition) => condition switch
    {
        FieldRule rule => Subject(rule),
        ActivityRule rule => Subject(rule.Activity),
        ResponsesRule rule => $"campaigns {(rule.Responses.Step == ResponseStep.Control ? "held out of" : RuleText.Name(rule.Responses.Step))}{Where(rule.Responses.Window, rule.Responses.Filters)}",
        CampaignRule rule => $"{RuleText.Name(rule.Step)}, campaign {rule.Campaign}",
        SegmentRule rule => $"segment {rule.Name}",
        ListRule rule => $"list {rule.Name}",
        _ => "",
    };

    /// <summary>What a value must be like: "at least 3", "Germany", "Germany or France".</summary>
    public static string Needs(RuleTest test) => test switch
    {
        CompareTest { By: RuleOperator.Equal, Value: var value } => Text(value),
        CompareTest { By: RuleOperator.NotEqual, Value: var value } => $"anything but {Text(value)}",
        CompareTest { By: RuleOperator.Contains, Value: var value } => $"a text that contains {Text(value)}",
        CompareTest { By: RuleOperator.StartsWith, Value: var value } => $"a text that starts with {Text(value)}",
        CompareTest { By: var by, Value: DayValue value } => by switch
        {
            RuleOperator.Less => $"before {Text(value)}",
            RuleOperator.AtMost => $"{Text(value)} or before",
            RuleOperator.More => $"after {Text(value)}",
            _ => $"{Text(value)} or after",
        },
        CompareTest { By: var by, Value: var value } => by switch
        {
            RuleOperator.Less => $"less than {Text(value)}",
            RuleOperator.AtMost => $"at most {Text(value)}",
            RuleOperator.More => $"more than {Text(value)}",
            _ => $"at least {Text(value)}",
        },
        BetweenTest between => $"between {Text(between.Least)} and {Text(between.Most)}",
        InTest { IsNegated: false } among => Listed(among.Values),
        InTest among => $"anything but {Listed(among.Values)}",
        KnownTest { IsKnown: true } => "known",
        KnownTest => "unknown",
        _ => "yes",
    };

    /// <summary>A day as sentences write it: 5 March 2025.</summary>
    public static string Text(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Days and goods: " in the last 90 days from category Shoes".</summary>
    public static string Where(RuleWindow window, RuleList<RuleFilter> filters) => Days(window) + string.Concat(filters.Select(Filter));

    private static string OfField(FieldRule rule, bool isNegated) => (rule.Field, rule.Test) switch
    {
        ("has_email", _) => $"who have {(isNegated ? "no" : "an")} e-mail address",
        ("has_phone", _) => $"who have {(isNegated ? "no" : "a")} telephone number",
        ("has_postcode", _) => $"who have {(isNegated ? "no" : "a")} postcode",
        ("contactable", _) => $"who may {(isNegated ? "not " : "")}be {(rule.Argument?.ToLowerInvariant() switch { "email" => "e-mailed", "sms" => "sent text messages", "phone" => "called", "post" => "sent letters", _ => "contacted by " + rule.Argument })}",
        ("consent", CompareTest { By: RuleOperator.Equal, Value: TextValue state }) when !isNegated => state.Text switch
        {
            "granted" => $"who agreed to marketing by {rule.Argument}",
            "refused" => $"who refused marketing by {rule.Argument}",
            _ => $"who were never asked about marketing by {rule.Argument}",
        },
        _ => $"whose {Subject(rule)} {Test(rule.Test, isNegated, canBeUnknown: rule.Field != "consent")}",
    };

    private static string Subject(FieldRule rule)
    {
        var field = RuleFields.Find(rule.Field);
        var label = field?.Label ?? rule.Field;
        if (label.Length > 1 && char.IsLower(label[1]))
            label = char.ToLowerInvariant(label[0]) + label[1..];
        else if (label.StartsWith("E-", StringComparison.Ordinal))
            label = "e-" + label[2..];
        return rule.Argument is null ? label : rule.Field switch
        {
            "attribute" => rule.Argument,
            "consent" => $"consent to {rule.Argument}",
            "cluster" => $"cluster in {rule.Argument}",
            _ => $"{label} ({rule.Argument})",
        };
    }

    private static string Subject(Activity activity) => (activity.Measure switch
    {
        ActivityMeasure.Orders => "number of orders",
        ActivityMeasure.Items => "number of items ordered",
        ActivityMeasure.Returns => "number of returns",
        ActivityMeasure.Categories => "number of categories ordered",
        ActivityMeasure.Products => "number of products ordered",
        ActivityMeasure.Bought => "orders",
        var measure => ActivityMeasures.Of(measure).Label.ToLowerInvariant(),
    }) + Where(activity.Window, activity.Filters);

    private static string Test(RuleTest test, bool isNegated, bool canBeUnknown) =>
        $"is {(isNegated ? "not " : "")}{Needs(test)}{(isNegated && canBeUnknown && test is not KnownTest ? ", or not known" : "")}";

    private static string Times(string verb, string never, RuleTest test, bool isNegated) => test switch
    {
        CompareTest { By: RuleOperator.Equal, Value: NumberValue { E4: 0 } } when !isNegated => $"who {never}",
        CompareTest { By: RuleOperator.AtLeast, Value: NumberValue { E4: 10_000 } } or CompareTest { By: RuleOperator.More, Value: NumberValue { E4: 0 } } => $"who {verb}",
        CompareTest { By: RuleOperator.Equal, Value: var value } => $"who {verb} exactly {Count(value)}",
        KnownTest => $"who {verb} any number of times",
        CompareTest { Value: NumberValue { E4: 10_000 } value } compare => $"who {verb} {Needs(new CompareTest(compare.By, value)).Replace(" 1", " once", StringComparison.Ordinal)}",
        _ => $"who {verb} {Needs(test)} times",
    };

    private static string Count(RuleValue value) => value is NumberValue { E4: 10_000 } ? "once" : $"{Text(value)} times";

    private static string Verb(ResponseStep step, bool isNegated) => (step, isNegated) switch
    {
        (ResponseStep.Received, false) => "received",
        (ResponseStep.Received, true) => "did not receive",
        (ResponseStep.Delivered, false) => "were reached by",
        (ResponseStep.Delivered, true) => "were not reached by",
        (ResponseStep.Opened, false) => "opened",
        (ResponseStep.Opened, true) => "did not open",
        (ResponseStep.Clicked, false) => "clicked in",
        (ResponseStep.Clicked, true) => "did not click in",
        (ResponseStep.Converted, false) => "bought after",
        (ResponseStep.Converted, true) => "did not buy after",
        (_, false) => "were held out of",
        _ => "were not held out of",
    };

    private static string Days(RuleWindow window) => window switch
    {
        LastWindow { Count: 1 } last => $" in the last {last.UnitText}",
        LastWindow last => string.Create(CultureInfo.InvariantCulture, $" in the last {last.Count} {last.UnitText}"),
        BetweenWindow between => $" between {Text(between.From)} and {Text(between.To)}",
        BeforeWindow before => $" before {Text(before.Day)}",
        AfterWindow after => $" after {Text(after.Day)}",
        _ => "",
    };

    private static string Filter(RuleFilter filter)
    {
        var label = filter.Field switch
        {
            "product_name" => "product name",
            "campaign_name" => "campaign name",
            var field => field,
        };
        return filter.Test switch
        {
            KnownTest { IsKnown: true } => $" with a known {label}",
            KnownTest => $" without a known {label}",
            CompareTest { By: RuleOperator.Equal } or InTest { IsNegated: false } => filter.Field switch
            {
                "channel" => $" through {Needs(filter.Test)}",
                "country" => $" to {Needs(filter.Test)}",
                _ => $" from {label} {Needs(filter.Test)}",
            },
            _ => $" with a {label} of {Needs(filter.Test)}",
        };
    }

    private static string Listed(RuleList<RuleValue> values) =>
        values.Count == 1 ? Text(values[0]) : string.Join(", ", values.Take(values.Count - 1).Select(Text)) + " or " + Text(values[values.Count - 1]);

    private static string Text(RuleValue value) => value switch
    {
        TextValue text => text.Text,
        DayValue day => Text(day.Day),
        NumberValue number => number.Number.ToString("#,0.####", CultureInfo.InvariantCulture),
        _ => "",
    };
}
