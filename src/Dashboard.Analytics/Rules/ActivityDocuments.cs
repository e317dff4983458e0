using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>The documents and lines that count for an activity.</summary>
internal static class ActivityDocuments
{
    /// <summary>The documents of a range of days that meet the filters on documents.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="activity">What is counted.</param>
    /// <param name="range">The days.</param>
    public static Bitmap Of(Snapshot snapshot, Activity activity, DateRange range)
    {
        var orders = snapshot.Orders;
        var predicates = new List<Predicate>();
        if (range.From > snapshot.FirstDay || range.To < snapshot.LastDay)
            predicates.Add(Predicate.In(snapshot.DocumentsIn(range)));
        if (KindOf(activity.Measure) is { } kind)
            predicates.Add(Predicate.Is(orders.Kind, kind));
        foreach (var filter in activity.Filters)
        {
            if (RuleFilters.Find(filter.Field, ofContacts: false) is { OfLines: false })
                predicates.Add(Texts(filter.Field == "channel" ? orders.Channel : orders.Country, filter.Test));
        }

        return predicates.Count == 0 ? Bitmap.All(orders.Count) : Predicates.Where([.. predicates]);
    }

    /// <summary>The kind of document that a measure counts; null for all.</summary>
    public static DocumentKind? KindOf(ActivityMeasure measure) => measure switch
    {
        ActivityMeasure.Revenue or ActivityMeasure.AverageOrder => null,
        ActivityMeasure.Returns => DocumentKind.Return,
        _ => DocumentKind.Order,
    };

    /// <summary>Whether each product meets the filters on lines, and a last flag for lines without a product; null without such a filter.</summary>
    public static bool[]? Goods(Snapshot snapshot, Activity activity)
    {
        bool[]? goods = null;
        foreach (var filter in activity.Filters)
        {
            if (RuleFilters.Find(filter.Field, ofContacts: false) is not { OfLines: true })
                continue;
            goods ??= [.. Enumerable.Repeat(element: true, snapshot.Products.Count + 1)];
            var matcher = new TextMatcher(filter.Test);
            for (var product = 0; product < snapshot.Products.Count; product++)
                goods[product] &= Text(snapshot.Products, product, filter.Field) is { Length: > 0 } text ? matcher.Matches(text) : matcher.MatchesUnknown;
            goods[^1] &= matcher.MatchesUnknown;
        }

        return goods;
    }

    private static Predicate Texts(TextColumn column, RuleTest test)
    {
        var matcher = new TextMatcher(test);
        bool[] wanted = [.. column.Values.Select(v => matcher.Matches(v)), matcher.MatchesUnknown];
        return Predicate.In(column.Codes, wanted);
    }

    private static string? Text(ProductColumns products, int product, string field) => field switch
    {
        "category" => products.Category[product],
        "brand" => products.Brand[product],
        "product" => products.Keys[product],
        _ => products.Names[product],
    };
}
