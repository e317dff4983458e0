using System.Globalization;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Assortment;

/// <summary>The customers behind the numbers of an assortment, as rules: for lists, exports and segments.</summary>
public static class AssortmentRules
{
    /// <summary>Customers of a rule who bought items in a range, each of them, in one order or in several.</summary>
    /// <param name="members">The rule; null for everybody.</param>
    /// <param name="range">The days.</param>
    /// <param name="level">What the items are.</param>
    /// <param name="items">The items as filters have them.</param>
    /// <returns>Null when one of the items is Unknown, which no rule can ask for.</returns>
    public static Rule? Bought(Rule? members, DateRange range, ItemLevel level, IEnumerable<AssortmentItem> items)
    {
        var window = new BetweenWindow(range.From, range.To);
        var values = items.Select(item => item.Value).ToList();
        return values.Contains(Condition.Unknown) ? null
            : Rule.All([.. Some(members), .. values.Select(value => (Rule)new ActivityRule(new Activity(ActivityMeasure.Bought, window, [new RuleFilter(Name(level), Is(value))]), new FlagTest()))]);
    }

    /// <summary>Customers of a path: those whose order before was of an item, and the order after of another.</summary>
    /// <param name="request">The paths; those that count the main item of each order.</param>
    /// <param name="range">The days of the order before.</param>
    /// <param name="flow">The items drawn, of which "all others" are the rest.</param>
    /// <param name="from">Item of the order before, or null for any.</param>
    /// <param name="to">Item of the order after; null for customers who never came back.</param>
    /// <param name="any">Whether the order after does not matter.</param>
    public static Rule Path(PathRequest request, DateRange range, PathFlow flow, AssortmentItem? from, AssortmentItem? to, bool any = false)
    {
        var last = request.WithinDays == 0 ? range.To : range.To.AddDays(-request.WithinDays);
        var next = Field("days_to_next", request.Step, request.WithinDays == 0 ? new KnownTest(true) : new CompareTest(RuleOperator.AtMost, new NumberValue(request.WithinDays)));
        return Rule.All(
        [
            .. Some(request.Members),
            Field("nth_order", request.Step, new BetweenTest(new DayValue(range.From), new DayValue(last < range.From ? range.From : last))),
            .. from is null ? [] : new[] { Of(request.Level, request.Step, from, flow.From) },
            .. any ? [] : to is null ? [new Not(next)] : new[] { next, Of(request.Level, request.Step + 1, to, flow.To) },
        ]);
    }

    private static Rule Of(ItemLevel level, int step, AssortmentItem item, IReadOnlyList<AssortmentItem> drawn)
    {
        var field = $"nth_{Name(level)}";
        if (item.Value == Condition.Unknown)
            return Field(field, step, new KnownTest(false));
        if (item.Value != PathFlow.Others)
            return Field(field, step, Is(item.Value));
        // Unknown is one of the others unless it is drawn by itself.
        RuleList<RuleValue> named = [.. drawn.Where(i => i.Value is not (PathFlow.Others or Condition.Unknown)).Select(i => (RuleValue)new TextValue(i.Value))];
        return drawn.Any(i => i.Value == Condition.Unknown) ? Field(field, step, new InTest(named, true)) : new Not(Field(field, step, new InTest(named, false)));
    }

    private static Rule[] Some(Rule? members) => AssortmentMembers.IsEverybody(members) ? [] : [members!];

    private static CompareTest Is(string value) => new(RuleOperator.Equal, new TextValue(value));

    private static FieldRule Field(string name, int step, RuleTest test) => new(name, step.ToString(CultureInfo.InvariantCulture), test);

    private static string Name(ItemLevel level) => level switch { ItemLevel.Product => "product", ItemLevel.Category => "category", _ => "brand" };
}
