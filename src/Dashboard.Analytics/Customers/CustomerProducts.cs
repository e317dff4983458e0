using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>What a customer bought: goods by product, and the rest, which together make the customer's net revenue.</summary>
/// <param name="Rows">Goods, most revenue first, then by key.</param>
/// <param name="NotGoodsE4">Revenue of postage, fees and other lines that are not goods, in ten-thousandths.</param>
/// <param name="WithoutProductE4">Revenue of lines that name no product, in ten-thousandths.</param>
public sealed record CustomerProducts(IReadOnlyList<CustomerProduct> Rows, long NotGoodsE4, long WithoutProductE4)
{
    internal static CustomerProducts Of(Snapshot snapshot, int first, int end)
    {
        var (orders, lines, products) = (snapshot.Orders, snapshot.Lines, snapshot.Products);
        var found = new Dictionary<int, (long QuantityE4, long ReturnedE4, long RevenueE4, int Orders, int LastOrder)>();
        var (notGoods, without) = (0L, 0L);
        for (var order = first; order < end; order++)
        {
            for (var line = orders.FirstLine[order]; line < orders.FirstLine[order + 1]; line++)
            {
                var product = lines.Product[line];
                if (product < 0)
                {
                    without += lines.AmountE4[line];
                    continue;
                }

                if (!products.IsMerchandise[product])
                {
                    notGoods += lines.AmountE4[line];
                    continue;
                }

                var own = found.GetValueOrDefault(product, (0, 0, 0, 0, -1));
                own.QuantityE4 += lines.QuantityE4[line];
                own.ReturnedE4 += lines.QuantityE4[line] < 0 ? -lines.QuantityE4[line] : 0;
                own.RevenueE4 += lines.AmountE4[line];
                if (orders.Kind[order] == DocumentKind.Order && own.LastOrder != order)
                    (own.Orders, own.LastOrder) = (own.Orders + 1, order);
                found[product] = own;
            }
        }

        return new CustomerProducts(
            [
                .. found.OrderByDescending(p => p.Value.RevenueE4).ThenBy(p => products.Keys[p.Key], StringComparer.Ordinal).Select(p => new CustomerProduct(
                    products.Keys[p.Key],
                    products.Names[p.Key],
                    products.Category[p.Key],
                    p.Value.QuantityE4,
                    p.Value.ReturnedE4,
                    p.Value.RevenueE4,
                    p.Value.Orders,
                    p.Value.LastOrder < 0 ? null : DateOnly.FromDayNumber(orders.Day[p.Value.LastOrder]))),
            ],
            notGoods,
            without);
    }
}

/// <summary>One product that a customer bought; quantities and revenue in ten-thousandths.</summary>
/// <param name="Key">Key of the product.</param>
/// <param name="Name">Its name.</param>
/// <param name="Category">Its category, or null.</param>
/// <param name="QuantityE4">Quantity kept: bought less returned.</param>
/// <param name="ReturnedE4">Quantity returned.</param>
/// <param name="RevenueE4">Net revenue.</param>
/// <param name="Orders">Orders that held it.</param>
/// <param name="LastOrder">Day of the last of them; null when the order lies before the data.</param>
public sealed record CustomerProduct(string Key, string Name, string? Category, long QuantityE4, long ReturnedE4, long RevenueE4, int Orders, DateOnly? LastOrder);

/// <summary>The value that occurs most, the first of equals.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many of the orders have it.</param>
/// <param name="Of">Of how many orders whose value is known.</param>
public sealed record Favourite(string Value, int Count, int Of);

/// <summary>What a customer orders most, counted in orders; null where nothing is recorded.</summary>
/// <param name="Category">Category held by most orders.</param>
/// <param name="Product">Product held by most orders, then of most revenue.</param>
/// <param name="Weekday">English name of the weekday.</param>
/// <param name="Hour">Hour of the day in the shop's time zone, "09:00".</param>
/// <param name="Channel">Sales channel.</param>
public sealed record CustomerFavourites(Favourite? Category, Favourite? Product, Favourite? Weekday, Favourite? Hour, Favourite? Channel)
{
    internal static CustomerFavourites Of(Snapshot snapshot, int first, int end, CustomerProducts products)
    {
        var orders = snapshot.Orders;
        var own = Enumerable.Range(first, end - first).Where(o => orders.Kind[o] == DocumentKind.Order).ToArray();
        var product = products.Rows.Where(p => p.Orders > 0).OrderByDescending(p => p.Orders).ThenByDescending(p => p.RevenueE4).ThenBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault();
        return new CustomerFavourites(
            Most(own.Select(Categories)),
            product is null ? null : new Favourite(product.Name, product.Orders, own.Length),
            Most(own.Select(o => (IEnumerable<string>)[DateOnly.FromDayNumber(orders.Day[o]).DayOfWeek.ToString()])),
            Most(own.Select(o => (IEnumerable<string>)[$"{orders.Minute[o] / 60:00}:00"])),
            Most(own.Select(o => orders.Channel[o] is { } channel ? (IEnumerable<string>)[channel] : [])));

        IEnumerable<string> Categories(int order) =>
            Enumerable.Range(orders.FirstLine[order], orders.FirstLine[order + 1] - orders.FirstLine[order])
                .Select(l => snapshot.Lines.Product[l])
                .Where(p => p >= 0 && snapshot.Products.IsMerchandise[p])
                .Select(p => snapshot.Products.Category[p])
                .OfType<string>()
                .Distinct(StringComparer.Ordinal);
    }

    private static Favourite? Most(IEnumerable<IEnumerable<string>> valuesOfOrders)
    {
        var known = valuesOfOrders.Select(v => v.ToArray()).Where(v => v.Length > 0).ToArray();
        var most = known.SelectMany(v => v).GroupBy(v => v, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        return most is null ? null : new Favourite(most.Key, most.Count(), known.Length);
    }
}
