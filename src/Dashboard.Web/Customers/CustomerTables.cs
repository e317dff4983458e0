using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Customers;

/// <summary>The tables of one customer.</summary>
public static class CustomerTables
{
    private const int MostProducts = 100;

    /// <summary>Goods and what else makes the revenue; a product leads to the customers who bought it.</summary>
    public static TableModel Products(CustomerProfile profile, Scope scope)
    {
        var currency = profile.Receipt.Currency;
        var rows = profile.Products.Rows.Take(MostProducts).Select(p => (IReadOnlyList<TableCell>)
        [
            new TableCell(p.Name, Href: Urls.Customers(CustomerText.Only(scope, Dimension.Product, p.Key))),
            new TableCell(p.Key),
            new TableCell(ScopeText.Value(p.Category ?? Condition.Unknown)),
            Quantity(p.QuantityE4),
            Quantity(p.ReturnedE4),
            new TableCell(Formats.Integer(p.Orders), p.Orders),
            p.LastOrder is { } day ? new TableCell(Formats.Date(day), day.DayNumber) : new TableCell(Formats.Missing),
            Money(p.RevenueE4, currency),
        ]).ToList();
        if (profile.Products.NotGoodsE4 != 0)
            rows.Add(Rest("Postage, fees and other lines that are not goods", profile.Products.NotGoodsE4));
        if (profile.Products.WithoutProductE4 != 0)
            rows.Add(Rest("Lines without a product", profile.Products.WithoutProductE4));
        return new TableModel(
            "Products bought",
            [new("Product"), new("Key"), new("Category"), new("Kept", true), new("Returned", true), new("Orders", true), new("Last order", true), new("Revenue", true)],
            rows)
        {
            Total = Rest("Total", profile.Customer.RevenueE4),
            More = profile.Products.Rows.Count <= MostProducts
                ? null
                : $"+{Formats.Integer(profile.Products.Rows.Count - MostProducts)} more products with {Formats.Money(profile.Products.Rows.Skip(MostProducts).Sum(p => p.RevenueE4), currency)}; the export has all of them.",
        };

        IReadOnlyList<TableCell> Rest(string name, long amountE4) => [new(name), new(""), new(""), new(""), new(""), new(""), new(""), Money(amountE4, currency)];
    }

    /// <summary>Lines of a document.</summary>
    public static TableModel Lines(CustomerDocument document, string currency) => new(
        $"Lines of {document.Number}",
        [new("Product"), new("Key"), new("Quantity", true), new("Unit price", true), new("Discount", true), new("Amount", true)],
        [
            .. document.Lines.Select(l => (IReadOnlyList<TableCell>)
            [
                new TableCell(l.ProductName ?? "no product named"),
                new TableCell(l.ProductKey ?? ""),
                Quantity(l.QuantityE4),
                Money(l.UnitPriceE4, currency),
                l.DiscountE4 == 0 ? new TableCell("", 0) : Money(l.DiscountE4, currency),
                Money(l.AmountE4, currency),
            ]),
        ])
    {
        Total = [new("Total"), new(""), new(""), new(""), new(""), Money(document.AmountE4, currency)],
    };

    /// <summary>Campaigns; a campaign leads to its page.</summary>
    public static TableModel Contacts(CustomerProfile profile, Scope scope) => new(
        "Campaigns",
        [new("Campaign"), new("Channel"), new("Day", true), new("Group"), new("Delivered"), new("Opened"), new("Clicked"), new("Converted"), new("Revenue", true)],
        [
            .. profile.Contacts.Select(c => (IReadOnlyList<TableCell>)
            [
                new TableCell(c.CampaignName, Href: Urls.Campaign(c.CampaignKey, scope with { Filter = Filter.Everything })),
                new TableCell(ScopeText.Value(c.Channel ?? Condition.Unknown)),
                c.Day is { } day ? new TableCell(Formats.Date(day), day.DayNumber) : new TableCell("unknown"),
                new TableCell(c.IsControl ? "control" : "treated"),
                Fact(c.Delivered),
                Fact(c.Opened),
                Fact(c.Clicked),
                Fact(c.Converted),
                c.RevenueE4 is { } revenue ? Money(revenue, profile.Receipt.Currency) : new TableCell("unknown"),
            ]),
        ]);

    private static TableCell Fact(bool? fact) => new(fact switch { true => "yes", false => "no", null => "unknown" });

    private static TableCell Money(long amountE4, string currency) => new(Formats.Money(amountE4, currency), amountE4);

    private static TableCell Quantity(long quantityE4) => new(Formats.Number(quantityE4 / 10_000.0, quantityE4 % 10_000 == 0 ? 0 : 2), quantityE4);
}
