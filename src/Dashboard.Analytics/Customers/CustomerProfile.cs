using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>One customer as of the end of a range.</summary>
public sealed record CustomerProfile : CustomerResult
{
    /// <summary>What the models in use say of the customer.</summary>
    public CustomerPrediction Prediction { get; init; } = CustomerPrediction.None;

    /// <summary>Recorded fields, totals, scores and group.</summary>
    public required CustomerListRow Customer { get; init; }

    /// <summary>The day on which everything holds.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Consent by channel, every channel that any customer was asked about.</summary>
    public required IReadOnlyList<KeyValuePair<string, ConsentState>> Consents { get; init; }

    /// <summary>Custom attributes that are recorded of the customer.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; }

    /// <summary>What the customer did in the range.</summary>
    public required CustomerPeriod InRange { get; init; }

    /// <summary>What the customer did in the days compared with, or null without a comparison.</summary>
    public CustomerPeriod? Before { get; init; }

    /// <summary>1 for the customer of the most net revenue, equal for equal revenue; 0 without an order.</summary>
    public required int RevenueRank { get; init; }

    /// <summary>Customers with an order: what the rank is among.</summary>
    public required int Buyers { get; init; }

    /// <summary>The edges between the scores.</summary>
    public required RfmThresholds Thresholds { get; init; }

    /// <summary>How each score was reached, and how far the next one is; empty without an order.</summary>
    public required IReadOnlyList<RfmReach> Reach { get; init; }

    /// <summary>Months whose orders and revenue the scores rest on; null for all history.</summary>
    public required int? WindowMonths { get; init; }

    /// <summary>Group and scores at past ends of months, oldest first, and at the end of the range.</summary>
    public required IReadOnlyList<CustomerMoment> History { get; init; }

    /// <summary>The customer's rhythm of ordering.</summary>
    public required OrderRhythm Rhythm { get; init; }

    /// <summary>When the next order may be expected, an estimate.</summary>
    public required NextOrderEstimate NextOrder { get; init; }

    /// <summary>What the customer orders most, when and where.</summary>
    public required CustomerFavourites Favourites { get; init; }

    /// <summary>Documents until the end of the range, newest first, at most <see cref="CustomerRequest.MaximumDocuments"/>.</summary>
    public required IReadOnlyList<CustomerDocument> Documents { get; init; }

    /// <summary>Documents older than those listed.</summary>
    public required int OlderDocuments { get; init; }

    /// <summary>Documents after the range, left out of everything.</summary>
    public required int LaterDocuments { get; init; }

    /// <summary>What was bought.</summary>
    public required CustomerProducts Products { get; init; }

    /// <summary>Campaigns that the customer was treated or held out in, newest first, those without a day last.</summary>
    public required IReadOnlyList<CustomerContact> Contacts { get; init; }

    /// <summary>Contacts after the range, left out.</summary>
    public required int LaterContacts { get; init; }
}

/// <summary>What a customer did in a range of days.</summary>
/// <param name="Range">The days.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Returns">Return documents.</param>
/// <param name="RevenueE4">Net revenue in ten-thousandths.</param>
public sealed record CustomerPeriod(DateRange Range, int Orders, int Returns, long RevenueE4)
{
    internal static CustomerPeriod Of(Snapshot snapshot, int first, int end, DateRange range)
    {
        var (orders, returns, revenue) = (0, 0, 0L);
        for (var order = first; order < end; order++)
        {
            if (!range.Contains(snapshot.Orders.Day[order]))
                continue;
            orders += snapshot.Orders.Kind[order] == DocumentKind.Order ? 1 : 0;
            returns += snapshot.Orders.Kind[order] == DocumentKind.Return ? 1 : 0;
            revenue += snapshot.Orders.AmountE4[order];
        }

        return new CustomerPeriod(range, orders, returns, revenue);
    }
}

/// <summary>One document of a timeline.</summary>
/// <param name="Number">Document number.</param>
/// <param name="Day">Day in the shop's time zone.</param>
/// <param name="Minute">Minute of the day.</param>
/// <param name="Kind">Order, return or adjustment.</param>
/// <param name="Channel">Sales channel, or null.</param>
/// <param name="Country">Country, or null.</param>
/// <param name="AmountE4">What it adds to revenue, in ten-thousandths.</param>
/// <param name="IsInRange">Whether it lies in the range of the scope.</param>
/// <param name="TakesBack">
/// Of a return, the number of the order that it most likely takes back: the earlier order that holds most of the same products, the newest of equals. Inferred, since files name no order; null when none fits.
/// </param>
/// <param name="Lines">Its lines.</param>
public sealed record CustomerDocument(
    string Number,
    DateOnly Day,
    int Minute,
    DocumentKind Kind,
    string? Channel,
    string? Country,
    long AmountE4,
    bool IsInRange,
    string? TakesBack,
    IReadOnlyList<CustomerLine> Lines);

/// <summary>One line of a document; amounts and quantity in ten-thousandths.</summary>
/// <param name="ProductKey">Key of the product, or null when the file was at order level.</param>
/// <param name="ProductName">Its name.</param>
/// <param name="QuantityE4">Quantity, negative for returns.</param>
/// <param name="UnitPriceE4">Price of one.</param>
/// <param name="DiscountE4">Discount on the line.</param>
/// <param name="AmountE4">What it adds to revenue.</param>
public sealed record CustomerLine(string? ProductKey, string? ProductName, long QuantityE4, long UnitPriceE4, long DiscountE4, long AmountE4);

internal static class CustomerDocuments
{
    public static IReadOnlyList<CustomerDocument> Of(Snapshot snapshot, int first, int end, DateRange range)
    {
        var orders = snapshot.Orders;
        var documents = new List<CustomerDocument>();
        var taken = TakenBack(snapshot, first, end);
        for (var order = end - 1; order >= Math.Max(first, end - CustomerRequest.MaximumDocuments); order--)
        {
            var back = taken.GetValueOrDefault(order, -1);
            documents.Add(new CustomerDocument(
                orders.Number.Text(order),
                DateOnly.FromDayNumber(orders.Day[order]),
                orders.Minute[order],
                orders.Kind[order],
                orders.Channel[order],
                orders.Country[order],
                orders.AmountE4[order],
                range.Contains(orders.Day[order]),
                back < 0 ? null : orders.Number[back],
                [.. Enumerable.Range(orders.FirstLine[order], orders.FirstLine[order + 1] - orders.FirstLine[order]).Select(l => Line(snapshot, l))]));
        }

        return documents;
    }

    private static CustomerLine Line(Snapshot snapshot, int line)
    {
        var lines = snapshot.Lines;
        var product = lines.Product[line];
        return new CustomerLine(
            product < 0 ? null : snapshot.Products.Keys[product],
            product < 0 ? null : snapshot.Products.Names[product],
            lines.QuantityE4[line],
            lines.UnitPriceE4[line],
            lines.DiscountE4[line],
            lines.AmountE4[line]);
    }

    /// <summary>For each return, the earlier order that shares most products with it.</summary>
    private static Dictionary<int, int> TakenBack(Snapshot snapshot, int first, int end)
    {
        var holding = new Dictionary<int, List<int>>();
        var taken = new Dictionary<int, int>();
        for (var order = first; order < end; order++)
        {
            var products = Enumerable.Range(snapshot.Orders.FirstLine[order], snapshot.Orders.FirstLine[order + 1] - snapshot.Orders.FirstLine[order])
                .Select(l => snapshot.Lines.Product[l])
                .Where(p => p >= 0)
                .Distinct();
            if (snapshot.Orders.Kind[order] == DocumentKind.Return)
            {
                var shared = products.SelectMany(p => holding.GetValueOrDefault(p) ?? []).GroupBy(o => o).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault();
                if (shared is not null)
                    taken[order] = shared.Key;
                continue;
            }

            foreach (var product in products)
            {
                if (!holding.TryGetValue(product, out var list))
                    holding[product] = list = [];
                list.Add(order);
            }
        }

        return taken;
    }
}
