using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>The features that a shop's customers can be told apart by: fixed ones, and a share for each channel and category that the shop has.</summary>
public static class FeatureCatalogue
{
    /// <summary>Prefix of the keys of channel shares.</summary>
    public const string ChannelPrefix = "channel:";

    /// <summary>Prefix of the keys of category shares.</summary>
    public const string CategoryPrefix = "category:";

    /// <summary>Most channels, and most categories, in the list: those met most often.</summary>
    public const int MostShares = 40;

    /// <summary>The features that are chosen before any choice.</summary>
    public static IReadOnlyList<string> Proposed { get; } =
        ["days-since-last-order", "orders", "average-order", "items-per-order", "discount-share"];

    /// <summary>The features that suit a method: for latent classes what, how and when customers buy, which are counts; for the others how often, how lately, for how much.</summary>
    /// <param name="method">The method.</param>
    /// <param name="catalogue">The features of the shop.</param>
    public static FeatureChoices ProposedFor(ClusterMethod method, IReadOnlyList<ClusterFeature> catalogue)
    {
        string[] habits = ["items-per-order", "discounted-orders", "dear-items", "weekend-share", "morning-share", "afternoon-share", "evening-share"];
        var categories = catalogue.Where(f => f.Group == FeatureGroup.Category).Take(FeatureChoices.Most - habits.Length);
        return method == ClusterMethod.LatentClasses
            ? new FeatureChoices(categories.Select(f => f.Key).Concat(habits).Select(key => new FeatureChoice(key)))
            : FeatureChoices.Proposed;
    }

    private const string NoGoods = "orders that name no goods";

    private static readonly ClusterFeature[] Fixed =
    [
        new("days-since-last-order", "Days since last order", FeatureUnit.Days, FeatureGroup.Orders, "Days from the last order to the end of the range", "long silent", "bought lately"),
        new("orders", "Orders", FeatureUnit.Number, FeatureGroup.Orders, "Orders until the end of the range", "frequent", "few orders"),
        new("revenue", "Revenue", FeatureUnit.Money, FeatureGroup.Orders, "Revenue until the end of the range, returns subtracted", "big spenders", "small spenders"),
        new("average-order", "Average order value", FeatureUnit.Money, FeatureGroup.Orders, "Amount of the orders divided by their number, before returns", "large orders", "small orders"),
        new("tenure", "Days since first order", FeatureUnit.Days, FeatureGroup.Orders, "Days from the first order to the end of the range", "long-standing", "new"),
        new("days-between-orders", "Days between orders", FeatureUnit.Days, FeatureGroup.Orders, "Mean number of days between the days on which the customer ordered", "slow rhythm", "fast rhythm")
        {
            MissingWhen = "one order day only",
        },
        new("return-rate", "Return rate", FeatureUnit.Share, FeatureGroup.Orders, "Amount of the returns divided by the amount of the orders, at most 1", "return much", "keep all"),
        new("items-per-order", "Items per order", FeatureUnit.Number, FeatureGroup.Basket, "Pieces of goods divided by orders that name goods", "full baskets", "small baskets") { MissingWhen = NoGoods },
        new("products", "Distinct products", FeatureUnit.Number, FeatureGroup.Basket, "Different products bought", "wide range", "narrow range") { MissingWhen = NoGoods },
        new("categories", "Distinct categories", FeatureUnit.Number, FeatureGroup.Basket, "Different categories bought", "many categories", "few categories") { MissingWhen = NoGoods },
        new("item-price", "Price of an item", FeatureUnit.Money, FeatureGroup.Basket, "Amount of the goods bought divided by their pieces", "dear items", "cheap items") { MissingWhen = NoGoods },
        new("dear-items", "Dear items", FeatureUnit.Share, FeatureGroup.Basket, "Lines of products in the dearer half of their category, by list price, among those with a price", "dear choices", "cheap choices")
        {
            MissingWhen = "no goods of a category with several prices",
        },
        new("discount-share", "Discount share", FeatureUnit.Share, FeatureGroup.Basket, "Discounts divided by the amount of the goods before discounts", "buy discounted", "pay full price") { MissingWhen = NoGoods },
        new("discounted-orders", "Orders with a discount", FeatureUnit.Share, FeatureGroup.Basket, "Orders with a discount on any goods, among those that name goods", "wait for offers", "ignore offers") { MissingWhen = NoGoods },
        new("weekend-share", "Weekend share", FeatureUnit.Share, FeatureGroup.Time, "Orders on Saturdays and Sundays", "at weekends", "on weekdays"),
        new("sunday-share", "Sunday share", FeatureUnit.Share, FeatureGroup.Time, "Orders on Sundays", "on Sundays", "not on Sundays"),
        new("saturday-share", "Saturday share", FeatureUnit.Share, FeatureGroup.Time, "Orders on Saturdays", "on Saturdays", "not on Saturdays"),
        new("morning-share", "Morning share", FeatureUnit.Share, FeatureGroup.Time, "Orders from 6 to 12 o'clock", "in the morning", "not in the morning"),
        new("afternoon-share", "Afternoon share", FeatureUnit.Share, FeatureGroup.Time, "Orders from 12 to 18 o'clock", "in the afternoon", "not in the afternoon"),
        new("evening-share", "Evening share", FeatureUnit.Share, FeatureGroup.Time, "Orders from 18 to 24 o'clock", "in the evening", "not in the evening"),
        new("open-rate", "Open rate", FeatureUnit.Share, FeatureGroup.Campaigns, "Campaign contacts opened, among those of which it is known", "open mail", "leave mail unopened") { MissingWhen = "no contact of which it is known" },
        new("click-rate", "Click rate", FeatureUnit.Share, FeatureGroup.Campaigns, "Campaign contacts clicked, among those of which it is known", "click", "do not click") { MissingWhen = "no contact of which it is known" },
        new("conversion-rate", "Response rate", FeatureUnit.Share, FeatureGroup.Campaigns, "Campaign contacts followed by a purchase, among those of which it is known", "respond", "do not respond") { MissingWhen = "no contact of which it is known" },
        new("age", "Age", FeatureUnit.Years, FeatureGroup.Person, "Full years at the end of the range", "older", "younger") { MissingWhen = "no plausible birth date" },
    ];

    /// <summary>The features of a shop, in the order of a list, made once.</summary>
    public static IReadOnlyList<ClusterFeature> Of(Snapshot snapshot) => snapshot.MemoOfData(nameof(FeatureCatalogue), () =>
    {
        var channels = Often(snapshot.Orders.Channel.Values, Queries.CodeCounts.Of(snapshot.Orders.Channel.Codes, snapshot.Orders.Channel.Values.Length));
        var categories = Often(snapshot.Products.Category.Values, Queries.CodeCounts.Of(snapshot.Products.Category.Codes, snapshot.Products.Category.Values.Length));
        return (ClusterFeature[])
        [
            .. Fixed,
            .. channels.Select(c => new ClusterFeature(ChannelPrefix + c, $"Share of {c}", FeatureUnit.Share, FeatureGroup.Channel, $"Orders through {c}", $"through {c}", $"seldom through {c}")),
            .. categories.Select(c => new ClusterFeature(CategoryPrefix + c, $"Share of {c}", FeatureUnit.Share, FeatureGroup.Category, $"Amount spent on {c}, of all goods", c, $"little {c}") { MissingWhen = NoGoods }),
        ];
    });

    private static IEnumerable<string> Often(string[] values, int[] counts) =>
        values.Select((value, code) => (value, counts[code])).Where(v => v.Item2 > 0).OrderByDescending(v => v.Item2).ThenBy(v => v.value, StringComparer.Ordinal)
            .Take(MostShares).Select(v => v.value).Order(StringComparer.Ordinal);
}

/// <summary>Asks for the features that a shop's customers can be told apart by.</summary>
public sealed record FeaturesRequest : IAnalysis<IReadOnlyList<ClusterFeature>>
{
    /// <inheritdoc/>
    public IReadOnlyList<ClusterFeature> Run(Snapshot snapshot, CancellationToken cancellationToken) => FeatureCatalogue.Of(snapshot);
}
