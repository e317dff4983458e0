namespace Dashboard.Analytics.Rules;

/// <summary>What can be counted of documents, and how the text names it.</summary>
public sealed record MeasureInfo(ActivityMeasure Measure, string Name, RuleFieldKind Kind, string? Unit, string Label, string Description, string Example);

/// <summary>The catalogue of what can be counted of documents.</summary>
public static class ActivityMeasures
{
    /// <summary>Every measure, in the order in which a menu shows them.</summary>
    public static IReadOnlyList<MeasureInfo> All { get; } =
    [
        new(ActivityMeasure.Orders, "orders", RuleFieldKind.Number, "orders", "Orders", "Number of orders in the window; with conditions on products, of orders with a matching line.", "orders(last 90 days, category = \"Shoes\") >= 3"),
        new(ActivityMeasure.Bought, "bought", RuleFieldKind.Flag, null, "Bought", "Whether there is a matching order in the window.", "bought(last 30 days, product = \"P1\")"),
        new(ActivityMeasure.Revenue, "revenue", RuleFieldKind.Number, "money", "Revenue", "Net revenue in the window, returns subtracted; with conditions on products, of the matching lines.", "revenue(last 12 months) > 200"),
        new(ActivityMeasure.Items, "items", RuleFieldKind.Number, "items", "Items", "Quantity of goods ordered in the window; returns are not subtracted.", "items(last 6 months, brand = \"Leaf\") >= 10"),
        new(ActivityMeasure.Returns, "returns", RuleFieldKind.Number, "returns", "Returns", "Number of returns in the window.", "returns(last 12 months) = 0"),
        new(ActivityMeasure.AverageOrder, "average_order", RuleFieldKind.Number, "money", "Average order", "Net revenue divided by orders; unknown without an order.", "average_order(ever) >= 80"),
        new(ActivityMeasure.DiscountShare, "discount_share", RuleFieldKind.Number, "share", "Discount share", "Discounts as a share of the price before them, 0 to 1, over the lines of orders; unknown without a price.", "discount_share(last 12 months) > 0.2"),
        new(ActivityMeasure.Categories, "categories", RuleFieldKind.Number, "categories", "Categories", "Number of different categories ordered.", "categories(ever) >= 3"),
        new(ActivityMeasure.Products, "products", RuleFieldKind.Number, "products", "Products", "Number of different products ordered.", "products(last 12 months) >= 5"),
    ];

    /// <summary>What is known of a measure.</summary>
    public static MeasureInfo Of(ActivityMeasure measure) => All.First(m => m.Measure == measure);

    /// <summary>A measure by its name in the text, whatever the case; null when there is none.</summary>
    public static MeasureInfo? Find(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A field that says which documents, lines or contacts count.</summary>
/// <param name="Name">Name in the text.</param>
/// <param name="Kind">What values it has.</param>
/// <param name="Label">Name in plain words.</param>
/// <param name="OfLines">Whether it tells lines apart, through their product, and not documents.</param>
/// <param name="OfContacts">Whether it is for <c>responses(…)</c> rather than for documents.</param>
public sealed record RuleFilterField(string Name, RuleFieldKind Kind, string Label, bool OfLines, bool OfContacts);

/// <summary>The catalogue of what can stand in the parentheses of counted activities.</summary>
public static class RuleFilters
{
    /// <summary>Of documents and their lines: a product is given by its key, or by <c>product_name</c>.</summary>
    public static IReadOnlyList<RuleFilterField> OfDocuments { get; } =
    [
        new("category", RuleFieldKind.Text, "category", OfLines: true, OfContacts: false),
        new("brand", RuleFieldKind.Text, "brand", OfLines: true, OfContacts: false),
        new("product", RuleFieldKind.Text, "product", OfLines: true, OfContacts: false),
        new("product_name", RuleFieldKind.Text, "product name", OfLines: true, OfContacts: false),
        new("channel", RuleFieldKind.Text, "sales channel", OfLines: false, OfContacts: false),
        new("country", RuleFieldKind.Text, "country of the order", OfLines: false, OfContacts: false),
    ];

    /// <summary>Of contacts: the campaign by its key, or by <c>campaign_name</c>, and what it was about.</summary>
    public static IReadOnlyList<RuleFilterField> OfContacts { get; } =
    [
        new("channel", RuleFieldKind.Text, "channel", OfLines: false, OfContacts: true),
        new("campaign", RuleFieldKind.Text, "campaign", OfLines: false, OfContacts: true),
        new("campaign_name", RuleFieldKind.Text, "campaign name", OfLines: false, OfContacts: true),
        new("goal", RuleFieldKind.Text, "goal", OfLines: false, OfContacts: true),
        new("offer", RuleFieldKind.Text, "offer", OfLines: false, OfContacts: true),
    ];

    /// <summary>A field of documents or of contacts by name, whatever the case; null when there is none.</summary>
    public static RuleFilterField? Find(string name, bool ofContacts) =>
        (ofContacts ? OfContacts : OfDocuments).FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
}
