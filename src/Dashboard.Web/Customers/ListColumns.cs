using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Web.Customers;

/// <summary>A column that the customer list can show.</summary>
/// <param name="Slug">Name in addresses.</param>
/// <param name="Title">Heading.</param>
/// <param name="Text">What a cell shows, given the row and the currency; the columns key, name and those of segments are drawn by the table.</param>
/// <param name="Sort">What it sorts by, or null when it does not.</param>
/// <param name="IsNumber">Aligned right, largest first.</param>
/// <param name="Width">Pixels.</param>
public sealed record ListColumn(string Slug, string Title, Func<CustomerListRow, string, string?> Text, CustomerSort? Sort, bool IsNumber = false, int Width = 140)
{
    /// <summary>The ends of the estimate's interval; null where a column is no estimate.</summary>
    public Func<CustomerListRow, string, string?>? Interval { get; init; }

    /// <summary>Whether it says what may come, and must look so.</summary>
    public bool IsPredicted => Interval is not null;

    /// <summary>The model that it rests on; null for none.</summary>
    public ModelKind? Model { get; init; }

    /// <summary>Columns of files that hold the same; empty where files have it anyway.</summary>
    public IReadOnlyList<string> InFiles { get; init; } = [];
}

/// <summary>The columns of the customer list, in the order shown.</summary>
public static class ListColumns
{
    /// <summary>All columns but those of consents, which depend on the data.</summary>
    public static ListColumn[] All { get; } =
    [
        new("key", "Customer", (r, _) => r.Key, CustomerSort.Key, Width: 130),
        new("name", "Name", (r, _) => r.Name, CustomerSort.Name, Width: 180),
        new("email", "E-mail", (r, _) => r.Email, CustomerSort.Email, Width: 220),
        new("segment", "Segment", (r, _) => null, CustomerSort.Segment, Width: 160),
        new("since", "In segment since", (r, _) => r.Segment is null ? null : r.SegmentSince is { } since ? Formats.Date(since) : "always", CustomerSort.SegmentSince, true, 150),
        new("before", "Segment before", (r, _) => r.Segment is null ? null : "none", CustomerSort.PreviousSegment, Width: 160),
        new("country", "Country", (r, _) => r.Country, CustomerSort.Country),
        new("region", "Region", (r, _) => r.Region, CustomerSort.Region),
        new("city", "City", (r, _) => r.City, CustomerSort.City),
        new("age", "Age", (r, _) => r.Age is { } age ? Formats.Integer(age) : null, CustomerSort.Age, true, 80),
        new("gender", "Gender", (r, _) => r.Gender, CustomerSort.Gender, Width: 100),
        new("first", "First order", (r, _) => Day(r.FirstOrder), CustomerSort.FirstOrder, true, 120),
        new("last", "Last order", (r, _) => Day(r.LastOrder), CustomerSort.LastOrder, true, 120),
        new("days", "Days since", (r, _) => Count(r.DaysSinceLastOrder), CustomerSort.DaysSinceLastOrder, true, 110),
        new("orders", "Orders", (r, _) => Count(r.Orders), CustomerSort.Orders, true, 90),
        new("returns", "Returns", (r, _) => Count(r.Returns), CustomerSort.Returns, true, 90),
        new("revenue", "Revenue", (r, currency) => Formats.Money(r.RevenueE4, currency), CustomerSort.Revenue, true, 130),
        new("in-range", "Revenue in range", (r, currency) => Formats.Money(r.RevenueInRangeE4, currency), CustomerSort.RevenueInRange, true, 170),
        new("value", "Order value", (r, currency) => r.AverageOrderValueE4 is { } value ? Formats.Money((long)Math.Round(value), currency) : null, CustomerSort.AverageOrderValue, true, 120),
        new("rfm", "R F M", (r, _) => r.Orders == 0 ? null : $"{r.RecencyScore} {r.FrequencyScore} {r.MoneyScore}", null, false, 90),
        new("r", "Recency score", (r, _) => Score(r.RecencyScore), CustomerSort.RecencyScore, true, 130),
        new("f", "Frequency score", (r, _) => Score(r.FrequencyScore), CustomerSort.FrequencyScore, true, 140),
        new("m", "Money score", (r, _) => Score(r.MoneyScore), CustomerSort.MoneyScore, true, 120),
        new("scored-orders", "Orders scored", (r, _) => r.Orders == 0 ? "none" : Count(r.ScoredOrders), null, true, 120),
        new("scored-revenue", "Revenue scored", (r, currency) => r.Orders == 0 ? "none" : Formats.Money(r.ScoredRevenueE4, currency), null, true, 140),
        new("active", "Active in range", (r, _) => r.IsActive ? "yes" : "no", null, false, 130),
        Chance("churn-risk", "Churn risk", CustomerSort.ChurnRisk, ModelKind.Churn, p => p.ChurnRisk, p => p.ChurnInterval),
        Chance("buys", "Buys in 30 days", CustomerSort.PurchaseLikelihood, ModelKind.Purchase, p => p.Purchase, p => p.PurchaseInterval) with { InFiles = ["purchase-likelihood", "purchase-likelihood-low", "purchase-likelihood-high"] },
        Chance("alive", "Still a customer", CustomerSort.StillCustomer, ModelKind.Lifetime, p => p.Alive, _ => null) with { InFiles = ["p-alive"] },
        new("orders-90", "Orders in 90 days", (r, _) => r.Prediction?.Orders is { } o ? Formats.Number(o.Expected) : null, CustomerSort.ExpectedOrders, true, 170)
        {
            Interval = (r, _) => r.Prediction?.Orders is { } o ? Formats.Range(Formats.Number(o.Range80.Low, 0), Formats.Number(o.Range80.High, 0)) : null,
            Model = ModelKind.Lifetime,
            InFiles = ["expected-orders-90", "expected-orders-90-low", "expected-orders-90-high"],
        },
        new("clv-365", "Revenue in a year", (r, currency) => r.Prediction?.Revenue is { } v ? Formats.Money(v.Expected, currency, 0) : null, CustomerSort.ExpectedRevenue, true, 200)
        {
            Interval = (r, currency) => r.Prediction?.Revenue is { } v ? Formats.Range(Formats.Money(v.Range80.Low, currency, 0), Formats.Money(v.Range80.High, currency, 0)) : null,
            Model = ModelKind.Lifetime,
            InFiles = ["clv-365", "clv-365-low", "clv-365-high"],
        },
        new("next", "Next order", (r, _) => r.Prediction?.NextOrder is { } w ? Formats.Date(DateOnly.FromDayNumber(w.Median)) : null, CustomerSort.NextOrder, false, 260)
        {
            Interval = (r, _) => r.Prediction?.NextOrder is { } w ? Formats.Dates(DateOnly.FromDayNumber(w.Earliest50), DateOnly.FromDayNumber(w.Latest50)) : null,
            InFiles = ["next-order-due"],
        },
    ];

    private static readonly string[] Usual = ["key", "name", "segment", "country", "last", "orders", "revenue", "in-range"];

    /// <summary>The columns of a choice in their own order; the key is always there, and the usual ones are shown without a choice.</summary>
    /// <param name="choice">Slugs with commas between, or null.</param>
    /// <param name="hasNames">Whether some customer has a name; without, the usual columns leave the name out.</param>
    /// <param name="channels">Channels of consents.</param>
    public static IReadOnlyList<ListColumn> Chosen(string? choice, bool hasNames, IReadOnlyList<string> channels)
    {
        var wanted = choice?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? Usual;
        return [.. Offered(channels).Where(c => c.Slug == "key" || (wanted.Contains(c.Slug, StringComparer.Ordinal) && (choice is not null || c.Slug != "name" || hasNames)))];
    }

    /// <summary>All columns, those of consents too.</summary>
    public static IEnumerable<ListColumn> Offered(IReadOnlyList<string> channels) =>
        All.Concat(channels.Select((channel, i) => new ListColumn($"consent-{channel}", $"Consent {channel}", (r, _) => CustomerText.Consent(r.Consents[i]), null, Width: 130)));

    /// <summary>The columns that the models in use can fill.</summary>
    /// <param name="channels">Channels of consents.</param>
    /// <param name="models">Kinds of models in use.</param>
    public static IEnumerable<ListColumn> Offered(IReadOnlyList<string> channels, IReadOnlyList<ModelKind> models) => Offered(channels).Where(c => c.Model is not { } kind || models.Contains(kind));

    private static ListColumn Chance(string slug, string title, CustomerSort sort, ModelKind kind, Func<ListPrediction, double?> of, Func<ListPrediction, Interval?> interval) =>
        new(slug, title, (r, _) => r.Prediction is { } p && of(p) is { } chance ? Formats.Percent(chance, 0) : null, sort, true, 170)
        {
            Interval = (r, _) => r.Prediction is { } p && interval(p) is { } ends ? Formats.Range(Formats.Percent(ends.Low, 0), Formats.Percent(ends.High, 0)) : null,
            Model = kind,
            InFiles = [slug, $"{slug}-low", $"{slug}-high"],
        };

    private static string? Day(DateOnly? day) => day is { } value ? Formats.Date(value) : null;

    private static string Score(int score) => score == 0 ? "none" : Formats.Integer(score);

    private static string? Count(int? count) => count is { } value ? Formats.Integer(value) : null;
}
