using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Segments;

/// <summary>Turns what a screen is filtered by into a rule, so that the customers on it can be saved as a segment.</summary>
public static class FilterRule
{
    /// <summary>
    /// The rule of a filter: conditions on customers as they are; those on orders and products as an order in the same days. Values of one dimension are alternatives,
    /// different dimensions must all hold, as in the filter.
    /// </summary>
    /// <param name="filter">The filter.</param>
    /// <param name="choice">The range on the screen: "last 90 days" moves on with the data, fixed days stay.</param>
    /// <param name="range">The days that it means now.</param>
    /// <param name="active">Whether only customers with an order in the range are meant.</param>
    public static Rule Of(Filter filter, RangeChoice choice, DateRange range, bool active = false)
    {
        var parts = new List<Rule>();
        var goods = new List<RuleFilter>();
        foreach (var group in filter.Conditions.GroupBy(c => c.Dimension))
        {
            string[] values = [.. group.Select(c => c.Value)];
            if (FilterField(group.Key) is { } field)
                goods.Add(new RuleFilter(field, Test(values)));
            else
                parts.Add(OfCustomers(group.Key, values));
        }

        if (active || goods.Count > 0)
            parts.Add(new ActivityRule(new Activity(ActivityMeasure.Bought, Window(choice, range), [.. goods]), new FlagTest()));
        return Rule.All(parts);
    }

    /// <summary>The same as text; null where a condition is a rule that can't be read.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="choice">The range on the screen.</param>
    /// <param name="range">The days that it means now.</param>
    /// <param name="active">Whether only customers with an order in the range are meant.</param>
    public static string? TextOf(Filter filter, RangeChoice choice, DateRange range, bool active = false) =>
        filter.Values(Dimension.Rule).All(v => RuleText.TryParse(v, out _, out _)) ? RuleText.Format(Of(filter, choice, range, active)) : null;

    private static Rule OfCustomers(Dimension dimension, string[] values) => dimension switch
    {
        Dimension.Rule => Rule.Any([.. values.Select(RuleText.Parse)]),
        Dimension.Campaign => Rule.Any([.. values.SelectMany(v => (Rule[])[new CampaignRule(v, ResponseStep.Received), new CampaignRule(v, ResponseStep.Control)])]),
        Dimension.AgeBand => Rule.Any([.. values.Select(Age)]),
        _ => Field(FieldOf(dimension), values),
    };

    private static Rule Field(string field, string[] values)
    {
        var known = Array.FindAll(values, v => v != Condition.Unknown);
        var unknown = new FieldRule(field, null, new KnownTest(IsKnown: false));
        return known.Length == values.Length ? new FieldRule(field, null, Test(known))
            : known.Length == 0 ? unknown
            : Rule.Any(new FieldRule(field, null, Test(known)), unknown);
    }

    private static RuleTest Test(string[] values) => values is [Condition.Unknown] ? new KnownTest(IsKnown: false)
        : values.Length == 1 ? new CompareTest(RuleOperator.Equal, new TextValue(values[0]))
        : new InTest([.. values.Select(v => (RuleValue)new TextValue(v))], IsNegated: false);

    // Labels of age bands: "Under 18", "18–24", "65+".
    private static FieldRule Age(string band)
    {
        if (band == Condition.Unknown)
            return new FieldRule("age", null, new KnownTest(IsKnown: false));
        decimal[] ages = [.. band.Split('–', ' ', '+').Where(t => t.Length > 0 && t.All(char.IsAsciiDigit)).Select(t => decimal.Parse(t, System.Globalization.CultureInfo.InvariantCulture))];
        RuleTest test = ages.Length == 2 ? new BetweenTest(new NumberValue(ages[0]), new NumberValue(ages[1]))
            : new CompareTest(band.EndsWith('+') ? RuleOperator.AtLeast : RuleOperator.Less, new NumberValue(ages.Length == 1 ? ages[0] : 0));
        return new FieldRule("age", null, test);
    }

    private static string? FilterField(Dimension dimension) => dimension switch
    {
        Dimension.Channel => "channel",
        Dimension.Category => "category",
        Dimension.Brand => "brand",
        Dimension.Product => "product",
        _ => null,
    };

    private static string FieldOf(Dimension dimension) => dimension == Dimension.Segment ? "rfm.group" : dimension.ToString().ToLowerInvariant();

    private static RuleWindow Window(RangeChoice choice, DateRange range) => choice.Preset switch
    {
        "all" => RuleWindow.Ever,
        { } preset when preset.EndsWith('d') => new LastWindow(range.Days, WindowUnit.Days),
        _ => new BetweenWindow(range.From, range.To),
    };
}
