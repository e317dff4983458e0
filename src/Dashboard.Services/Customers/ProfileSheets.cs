using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Customers;

/// <summary>One customer as sheets.</summary>
public static class ProfileSheets
{
    /// <summary>Recorded, computed and predicted facts, one a row, each saying which it is.</summary>
    public static Sheet Facts(CustomerProfile profile) => Sheet.Of(
        "Facts",
        [new("Kind", CellKind.Text), new("Fact", CellKind.Text), new("Value", CellKind.Text), new("Amount", CellKind.Money)],
        FactsOf(profile),
        (writer, fact) =>
        {
            writer.Text(fact.Kind);
            writer.Text(fact.Name);
            writer.Text(fact.Value);
            writer.Money(fact.AmountE4);
        });

    /// <summary>Documents with their lines, newest first.</summary>
    public static Sheet Documents(CustomerProfile profile) => Sheet.Of(
        "Documents",
        [
            new("Document", CellKind.Text), new("Time", CellKind.DateTime), new("Kind", CellKind.Text), new("Takes back", CellKind.Text), new("Channel", CellKind.Text), new("Country", CellKind.Text),
            new("Product", CellKind.Text), new("Product name", CellKind.Text), new("Quantity", CellKind.Number), new("Unit price", CellKind.Money), new("Discount", CellKind.Money), new("Amount", CellKind.Money),
        ],
        profile.Documents.SelectMany(d => d.Lines.Select(l => (Document: d, Line: l))),
        (writer, row) =>
        {
            writer.Text(row.Document.Number);
            writer.DateTime(row.Document.Day.ToDateTime(TimeOnly.MinValue).AddMinutes(row.Document.Minute));
            writer.Text(row.Document.Kind.ToString());
            writer.Text(row.Document.TakesBack);
            writer.Text(row.Document.Channel);
            writer.Text(row.Document.Country);
            writer.Text(row.Line.ProductKey);
            writer.Text(row.Line.ProductName);
            writer.Number(row.Line.QuantityE4 / 10_000.0);
            writer.Money(row.Line.UnitPriceE4);
            writer.Money(row.Line.DiscountE4);
            writer.Money(row.Line.AmountE4);
        });

    /// <summary>Goods by product, and what else makes the revenue.</summary>
    public static Sheet Products(CustomerProfile profile) => Sheet.Of(
        "Products",
        [
            new("Product", CellKind.Text), new("Name", CellKind.Text), new("Category", CellKind.Text), new("Quantity kept", CellKind.Number), new("Quantity returned", CellKind.Number),
            new("Orders", CellKind.Integer), new("Last order", CellKind.Date), new("Revenue", CellKind.Money),
        ],
        profile.Products.Rows.Select(p => (Product: (CustomerProduct?)p, Name: p.Name, p.RevenueE4)).Concat(Rest(profile)),
        (writer, row) =>
        {
            writer.Text(row.Product?.Key);
            writer.Text(row.Name);
            writer.Text(row.Product?.Category);
            writer.Number(row.Product?.QuantityE4 / 10_000.0);
            writer.Number(row.Product?.ReturnedE4 / 10_000.0);
            writer.Integer(row.Product?.Orders);
            writer.Date(row.Product?.LastOrder);
            writer.Money(row.RevenueE4);
        });

    /// <summary>Campaigns that the customer was treated or held out in.</summary>
    public static Sheet Campaigns(CustomerProfile profile) => Sheet.Of(
        "Campaigns",
        [
            new("Campaign", CellKind.Text), new("Name", CellKind.Text), new("Channel", CellKind.Text), new("Day", CellKind.Date), new("Group", CellKind.Text),
            new("Delivered", CellKind.Boolean), new("Opened", CellKind.Boolean), new("Clicked", CellKind.Boolean), new("Converted", CellKind.Boolean), new("Revenue", CellKind.Money),
        ],
        profile.Contacts,
        (writer, contact) =>
        {
            writer.Text(contact.CampaignKey);
            writer.Text(contact.CampaignName);
            writer.Text(contact.Channel);
            writer.Date(contact.Day);
            writer.Text(contact.IsControl ? "control" : "treated");
            writer.Boolean(contact.Delivered);
            writer.Boolean(contact.Opened);
            writer.Boolean(contact.Clicked);
            writer.Boolean(contact.Converted);
            writer.Money(contact.RevenueE4);
        });

    private static IEnumerable<(CustomerProduct? Product, string Name, long RevenueE4)> Rest(CustomerProfile profile)
    {
        if (profile.Products.NotGoodsE4 != 0)
            yield return (null, "Not goods (postage, fees …)", profile.Products.NotGoodsE4);
        if (profile.Products.WithoutProductE4 != 0)
            yield return (null, "Lines without a product", profile.Products.WithoutProductE4);
    }

    private static IEnumerable<(string Kind, string Name, string? Value, long? AmountE4)> FactsOf(CustomerProfile profile)
    {
        var customer = profile.Customer;
        (string Name, string? Value)[] recorded =
        [
            ("Customer", customer.Key), ("Name", customer.Name), ("E-mail", customer.Email), ("Phone", customer.Phone), ("Country", customer.Country), ("Region", customer.Region),
            ("City", customer.City), ("Postcode", customer.Postcode), ("Gender", customer.Gender), ("Language", customer.Language), ("Acquisition", customer.Acquisition), ("Sign-up", Text(customer.SignUp)),
            .. profile.Consents.Select(c => ($"Consent {c.Key}", (string?)CustomerSheets.Words(c.Value))),
            .. profile.Attributes.Select(a => (a.Key, (string?)a.Value)),
        ];
        foreach (var (name, value) in recorded)
            yield return ("recorded", name, value ?? "unknown", null);

        yield return ("computed", "As of", Text(profile.AsOf), null);
        yield return ("computed", "Age", Text(customer.Age), null);
        yield return ("computed", "Segment", customer.SegmentName, null);
        yield return ("computed", "In the segment since", Text(customer.SegmentSince), null);
        yield return ("computed", "Previous segment", customer.PreviousSegmentName, null);
        yield return ("computed", "Recency, frequency and money scores", customer.Orders == 0 ? null : $"{customer.RecencyScore} {customer.FrequencyScore} {customer.MoneyScore}", null);
        yield return ("computed", "First order", Text(customer.FirstOrder), null);
        yield return ("computed", "Last order", Text(customer.LastOrder), null);
        yield return ("computed", "Orders", Text(customer.Orders), null);
        yield return ("computed", "Returns", Text(customer.Returns), null);
        yield return ("computed", "Revenue", null, customer.RevenueE4);
        yield return ("computed", "Revenue in range", null, customer.RevenueInRangeE4);
        yield return ("computed", "Average order value", null, customer.AverageOrderValueE4 is { } mean ? (long)Math.Round(mean) : null);
        yield return ("computed", "Typical gap between orders, days", profile.Rhythm.TypicalGap?.ToString(CultureInfo.InvariantCulture), null);
        yield return ("computed", "Days since last order", Text(customer.DaysSinceLastOrder), null);
        var next = profile.NextOrder;
        var window = next.Earliest is null ? next.WhyNot : $"{Text(next.Earliest)} to {Text(next.Latest)}, if another order comes (80 % interval; {next.OwnGaps} own gaps, {next.ShopGaps} of the shop)";
        yield return ("predicted", "Next order", window, null);
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
