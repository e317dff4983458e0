using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

internal static partial class FieldChecks
{
    private static IEnumerable<FieldCheck> OfOrders(Snapshot snapshot, int asOfDay)
    {
        const QualitySubject subject = QualitySubject.Orders;
        var (orders, customers) = (snapshot.Orders, snapshot.Customers);

        // A correction of stock or books has no customer; nobody expects one.
        yield return new FieldCheck(
            subject, "customer", "Customer", 3, "Known; adjustments are not asked",
            () => new FieldFaults(~Adjustments(orders), (QualityFault.Missing, Predicates.Between(orders.Customer, int.MinValue, -1))),
            row => orders.Customer[row] < 0 ? null : customers.Keys[orders.Customer[row]]);
        yield return new FieldCheck(subject, "date", "Date", 3, "From 1990 on and not in the future", () => Days(orders.Day, asOfDay, FirstTrade), row => Day(orders.Day[row]));
        yield return Filled(subject, "country", "Country", 2, orders.Country);
        yield return Filled(subject, "channel", "Sales channel", 1, orders.Channel);
    }

    private static IEnumerable<FieldCheck> OfLines(Snapshot snapshot)
    {
        const QualitySubject subject = QualitySubject.Lines;
        var (orders, lines, products) = (snapshot.Orders, snapshot.Lines, snapshot.Products);
        // The three checks of a page share it.
        var asked = new Lazy<Bitmap?>(() => LinesBut(orders, lines.Count, Adjustments(orders)));
        yield return Asked("product", "Product", 2, "Known", QualityFault.Missing, () => Predicates.Between(lines.Product, int.MinValue, -1), row => lines.Product[row] < 0 ? null : products.Keys[lines.Product[row]]);
        yield return Asked("price", "Price", 3, "Above zero, or the line has an amount", QualityFault.Zero, () => Predicates.Between(lines.UnitPriceE4, 0, 0) & Predicates.Between(lines.AmountE4, 0, 0), row => Amount(lines.UnitPriceE4[row]));
        yield return Asked("quantity", "Quantity", 1, "Not zero", QualityFault.Zero, () => Predicates.Between(lines.QuantityE4, 0, 0), row => (lines.QuantityE4[row] / 10_000m).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture));

        FieldCheck Asked(string key, string label, double weight, string rule, QualityFault fault, Func<Bitmap> rows, Func<int, string?> value) =>
            new(subject, key, label, weight, rule + "; lines of adjustments are not asked", () => new FieldFaults(asked.Value, (fault, rows())), value);
    }

    private static Bitmap Adjustments(OrderColumns orders) => Predicates.Where(orders.Kind, kind => kind == DocumentKind.Adjustment);

    /// <summary>The lines of all documents but some; null when there are none of these.</summary>
    private static Bitmap? LinesBut(OrderColumns orders, int lines, Bitmap documents)
    {
        if (!documents.Any())
            return null;
        var rows = Bitmap.All(lines);
        foreach (var document in documents)
        {
            for (var line = orders.FirstLine[document]; line < orders.FirstLine[document + 1]; line++)
                rows.Remove(line);
        }

        return rows;
    }

    private static IEnumerable<FieldCheck> OfProducts(ProductColumns products)
    {
        const QualitySubject subject = QualitySubject.Products;
        yield return Asked("category", "Category", 3, "Filled", row => Missing(products.Category.Codes[row] < 0), row => products.Category[row]);
        yield return Asked("cost", "Cost", 2, "Known, above zero, and not above the price", Cost, row => Amount(products.CostE4[row]));
        yield return Asked("name", "Name", 1, "Filled, and not only the product's id", row => Missing(products.Names[row] == products.Keys[row]), row => products.Names[row]);
        yield return Asked("price", "List price", 1, "Known and above zero", row => products.PriceE4[row] switch { < 0 => QualityFault.Missing, 0 => QualityFault.Zero, _ => QualityFault.None }, row => Amount(products.PriceE4[row]));
        yield return Asked("brand", "Brand", 1, "Filled", row => Missing(products.Brand.Codes[row] < 0), row => products.Brand[row]);

        QualityFault Cost(int row) => (products.CostE4[row], products.PriceE4[row]) switch
        {
            ( < 0, _) => QualityFault.Missing,
            (0, _) => QualityFault.Zero,
            (var cost, > 0 and var price) when cost > price => QualityFault.Implausible,
            _ => QualityFault.None,
        };

        FieldCheck Asked(string key, string label, double weight, string rule, Func<int, QualityFault> fault, Func<int, string?> value) =>
            new(subject, key, label, weight, rule + "; postage, fees and the like are not asked", () => RowByRow(products.Count, fault) with { Asked = Bitmap.Of(products.IsMerchandise) }, value);
    }

    private static IEnumerable<FieldCheck> OfCampaigns(CampaignColumns campaigns)
    {
        const QualitySubject subject = QualitySubject.Campaigns;
        yield return new FieldCheck(subject, "cost", "Cost", 3, "Known; zero is a cost", () => RowByRow(campaigns.Count, row => Missing(campaigns.CostE4[row] < 0)), row => Amount(campaigns.CostE4[row]));
        yield return new FieldCheck(subject, "dates", "Dates", 2, "A start is known, and the end is not before it", () => RowByRow(campaigns.Count, Dates), row => $"{Day(campaigns.StartDay[row]) ?? "?"} to {Day(campaigns.EndDay[row]) ?? "?"}");
        yield return Filled(subject, "channel", "Channel", 1, campaigns.Count, row => campaigns.Channel[row]);
        yield return Filled(subject, "goal", "Goal", 1, campaigns.Count, row => campaigns.Goal[row]);

        QualityFault Dates(int row) => campaigns.StartDay[row] <= 0 ? QualityFault.Missing
            : campaigns.EndDay[row] > 0 && campaigns.EndDay[row] < campaigns.StartDay[row] ? QualityFault.Implausible : QualityFault.None;
    }

    private static IEnumerable<FieldCheck> OfContacts(ContactColumns contacts, int asOfDay)
    {
        const QualitySubject subject = QualitySubject.Contacts;
        yield return new FieldCheck(subject, "date", "Date", 2, "From 1990 on and not in the future", () => Days(contacts.Day, asOfDay, FirstTrade), row => Day(contacts.Day[row]));
        yield return new FieldCheck(
            subject, "outcome", "Outcome", 3, "The file says whether they bought, or for how much",
            () => new FieldFaults(null, (QualityFault.Missing, KnowNothing(ContactFlags.Converted | ContactFlags.Revenue))), Words);
        yield return new FieldCheck(
            subject, "response", "Response", 1, "The file says whether it was delivered, opened or clicked; those held out are not asked",
            () => new FieldFaults(
                Predicates.Where(contacts.Flags, flags => (flags & ContactFlags.Control) == ContactFlags.None),
                (QualityFault.Missing, KnowNothing(ContactFlags.Delivered | ContactFlags.Opened | ContactFlags.Clicked))),
            Words);

        Bitmap KnowNothing(ContactFlags of) => Predicates.Where(contacts.Known, known => (known & of) == ContactFlags.None);

        string? Words(int row) => contacts.Flags[row] == ContactFlags.None ? null : contacts.Flags[row].ToString();
    }
}
