namespace Dashboard.Analytics.Rules;

/// <summary>What is known of a customer: <c>country = "Germany"</c>, <c>rfm.r &gt;= 4</c>, <c>consent("email") = granted</c>.</summary>
/// <param name="Field">A name of <see cref="RuleFields"/>.</param>
/// <param name="Argument">Which of several (an attribute, a channel, a cluster model) for fields that have an argument, else null.</param>
/// <param name="Test">What the value must be like.</param>
public sealed record FieldRule(string Field, string? Argument, RuleTest Test) : RuleCondition;

/// <summary>What a customer did in a time window, counted: <c>orders(last 90 days, category = "Shoes") &gt;= 3</c>.</summary>
/// <param name="Activity">What is counted.</param>
/// <param name="Test">What the count must be like; <see cref="FlagTest"/> for <see cref="ActivityMeasure.Bought"/>.</param>
public sealed record ActivityRule(Activity Activity, RuleTest Test) : RuleCondition;

/// <summary>A response to one campaign: <c>campaign("Spring", opened)</c>.</summary>
/// <param name="Campaign">Key of the campaign, or its name.</param>
/// <param name="Step">The response.</param>
public sealed record CampaignRule(string Campaign, ResponseStep Step) : RuleCondition;

/// <summary>Responses to any campaigns in a time window, counted: <c>responses(clicked, last 90 days, channel = "email") &gt;= 1</c>.</summary>
/// <param name="Responses">What is counted.</param>
/// <param name="Test">What the count must be like.</param>
public sealed record ResponsesRule(Responses Responses, RuleTest Test) : RuleCondition;

/// <summary>The members of a saved segment: <c>segment("VIP")</c>.</summary>
/// <param name="Name">Name of the segment, whatever the case.</param>
public sealed record SegmentRule(string Name) : RuleCondition;

/// <summary>The customers of a manual list: <c>list("Hand-picked")</c>.</summary>
/// <param name="Name">Name of the list, whatever the case.</param>
public sealed record ListRule(string Name) : RuleCondition;

/// <summary>What is counted of each customer's documents.</summary>
/// <param name="Measure">Orders, revenue …</param>
/// <param name="Window">Of which days.</param>
/// <param name="Filters">Which documents or lines; all must hold.</param>
public sealed record Activity(ActivityMeasure Measure, RuleWindow Window, RuleList<RuleFilter> Filters);

/// <summary>What is counted of each customer's contacts.</summary>
/// <param name="Step">The response.</param>
/// <param name="Window">Of which days.</param>
/// <param name="Filters">Which campaigns; all must hold.</param>
public sealed record Responses(ResponseStep Step, RuleWindow Window, RuleList<RuleFilter> Filters);

/// <summary>Which documents, lines or contacts count: <c>category = "Shoes"</c>.</summary>
/// <param name="Field">A name of <see cref="RuleFilters"/>.</param>
/// <param name="Test">What the value must be like.</param>
public sealed record RuleFilter(string Field, RuleTest Test);

/// <summary>What can be counted of documents.</summary>
public enum ActivityMeasure
{
    /// <summary>Orders.</summary>
    Orders,

    /// <summary>Net revenue: amounts of orders, returns and adjustments.</summary>
    Revenue,

    /// <summary>Goods ordered: quantities of the lines of orders.</summary>
    Items,

    /// <summary>Returns.</summary>
    Returns,

    /// <summary>Net revenue by order; unknown without an order.</summary>
    AverageOrder,

    /// <summary>Discounts by price before discount, 0 to 1, over the lines of orders; unknown without a price.</summary>
    DiscountShare,

    /// <summary>Different categories ordered.</summary>
    Categories,

    /// <summary>Different products ordered.</summary>
    Products,

    /// <summary>Whether there is an order at all.</summary>
    Bought,
}

/// <summary>What can become of a campaign's contact.</summary>
public enum ResponseStep
{
    /// <summary>Contacted, and not held out.</summary>
    Received,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Opened.</summary>
    Opened,

    /// <summary>Clicked, or visited.</summary>
    Clicked,

    /// <summary>Bought in the outcome window, as the file says.</summary>
    Converted,

    /// <summary>Held out as control.</summary>
    Control,
}
