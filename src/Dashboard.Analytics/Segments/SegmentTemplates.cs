namespace Dashboard.Analytics.Segments;

/// <summary>A ready rule to begin with.</summary>
/// <param name="Name">Name that the segment would have.</param>
/// <param name="Use">What it is good for.</param>
/// <param name="Rule">The rule as text.</param>
public sealed record SegmentTemplate(string Name, string Use, string Rule);

/// <summary>Ready rules that suit most shops. Amounts are left to RFM scores, which fit any currency and price level.</summary>
public static class SegmentTemplates
{
    /// <summary>All of them, in the order in which a screen offers them.</summary>
    public static IReadOnlyList<SegmentTemplate> All { get; } =
    [
        new("VIP", "Thank them, show them new things first, ask them what they think", "rfm.m = 5 and rfm.f >= 4"),
        new("Big spenders at risk", "A personal word before they are gone", "rfm.m >= 4 and days_since_last_order between 90 and 365"),
        new("Second-order window", "The days in which one order most often becomes two", "orders(ever) = 1 and days_since_last_order between 7 and 45"),
        new("New in the last 30 days", "Welcome series, and no discount yet", "tenure_days <= 30"),
        new("Regulars", "Four orders or more in a year: tell them of programmes and refills", "orders(last 12 months) >= 4"),
        new("Lapsed 180 days", "Win back, or stop paying to reach them", "days_since_last_order > 180"),
        new("Never bought but signed up", "The first order is still to come", "orders(ever) = 0 and signup_day is known"),
        new("Discount lovers", "Buy at reduced prices: keep them for clearances", "orders(last 12 months) >= 2 and discount_share(last 12 months) >= 0.15"),
        new("Explorers", "Buy in three categories or more: cross-sell works", "categories(last 12 months) >= 3"),
        new("Frequent returners", "Two returns or more in a year: better sizes, photos, advice", "returns(last 12 months) >= 2"),
        new("Openers who do not buy", "Read the mail and did not order in 90 days", "responses(opened, last 90 days) >= 1 and not bought(last 90 days)"),
        new("Quiet but reachable by e-mail", "Agreed to e-mail, silent for 90 days or more", "contactable(\"email\") and days_since_last_order >= 90"),
    ];
}
