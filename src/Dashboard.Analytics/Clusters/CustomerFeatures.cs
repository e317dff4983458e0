using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>Reads features of customers as of a day, a column a feature; they rest on all documents until that day, and are NaN where missing.</summary>
internal static class CustomerFeatures
{
    /// <summary>Reads features.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="keys">Keys of <see cref="FeatureCatalogue"/>.</param>
    /// <param name="customers">Whose, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>A column a key, with an entry for each of the customers.</returns>
    /// <exception cref="ArgumentException">A key is unknown.</exception>
    public static float[][] Read(Snapshot snapshot, int asOfDay, IReadOnlyList<string> keys, int[] customers, CancellationToken cancellationToken)
    {
        var features = keys.Select(key => Of(snapshot, key, asOfDay)).ToArray();
        var columns = Array.ConvertAll(features, _ => new float[customers.Length]);
        var readsLines = features.Any(f => f.ReadsLines);
        Partitions.Run(
            customers.Length,
            (from, to) =>
            {
                var habits = new CustomerHabits(snapshot, asOfDay, readsLines);
                for (var row = from; row < to; row++)
                {
                    habits.Read(customers[row]);
                    for (var feature = 0; feature < features.Length; feature++)
                        columns[feature][row] = (float)features[feature].Value(habits, customers[row]);
                }
            },
            cancellationToken);
        return columns;
    }

    /// <summary>Customers with an order until a day.</summary>
    public static Bitmap WithOrder(Snapshot snapshot, int asOfDay)
    {
        var first = FirstOrders.Of(snapshot);
        var found = new Bitmap(snapshot.Customers.Count);
        for (var customer = 0; customer < first.Length; customer++)
        {
            if (first[customer] >= 0 && snapshot.Orders.Day[first[customer]] <= asOfDay)
                found.Add(customer);
        }

        return found;
    }

    /// <summary>The value of a feature of a customer whose habits are read, lines included.</summary>
    public static Func<CustomerHabits, int, double> ValueOf(Snapshot snapshot, string key, int asOfDay) => Of(snapshot, key, asOfDay).Value;

    /// <summary>The count behind a share; null for features that are no shares of things that can be counted.</summary>
    public static CountedPart? PartOf(Snapshot snapshot, string key, int asOfDay)
    {
        if (key.StartsWith(FeatureCatalogue.ChannelPrefix, StringComparison.Ordinal))
        {
            var channel = Array.IndexOf(snapshot.Orders.Channel.Values, key[FeatureCatalogue.ChannelPrefix.Length..]);
            return new("channel", (h, _) => channel < 0 ? 0 : h.Channels[channel], Orders);
        }

        if (key.StartsWith(FeatureCatalogue.CategoryPrefix, StringComparison.Ordinal))
        {
            var category = Array.IndexOf(snapshot.Products.Category.Values, key[FeatureCatalogue.CategoryPrefix.Length..]);
            return new("category", (h, _) => category < 0 ? 0 : h.CategoryLines[category], (h, _) => h.LinesWithCategory);
        }

        return key switch
        {
            "discounted-orders" => new(key, (h, _) => h.DiscountedOrders, (h, _) => h.OrdersWithGoods),
            "dear-items" => new(key, (h, _) => h.DearLines, (h, _) => h.PricedLines),
            "weekend-share" => new(key, (h, _) => h.Weekdays[0] + h.Weekdays[6], Orders),
            "sunday-share" => new("weekday", (h, _) => h.Weekdays[0], Orders),
            "saturday-share" => new("weekday", (h, _) => h.Weekdays[6], Orders),
            "morning-share" => new("hour", (h, _) => h.Quarters[1], Orders),
            "afternoon-share" => new("hour", (h, _) => h.Quarters[2], Orders),
            "evening-share" => new("hour", (h, _) => h.Quarters[3], Orders),
            "open-rate" => Answered(ContactFlags.Opened),
            "click-rate" => Answered(ContactFlags.Clicked),
            "conversion-rate" => Answered(ContactFlags.Converted),
            _ => null,
        };

        static double Orders(CustomerHabits habits, int customer) => habits.Orders;

        CountedPart Answered(ContactFlags step)
        {
            var answers = CustomerAnswers.Of(snapshot, step, asOfDay);
            return new(key, (_, customer) => answers.Happened(customer), (_, customer) => answers.Known(customer));
        }
    }

    private static Reading Of(Snapshot snapshot, string key, int asOfDay)
    {
        if (key.StartsWith(FeatureCatalogue.ChannelPrefix, StringComparison.Ordinal))
            return Channel(Array.IndexOf(snapshot.Orders.Channel.Values, key[FeatureCatalogue.ChannelPrefix.Length..]));
        if (key.StartsWith(FeatureCatalogue.CategoryPrefix, StringComparison.Ordinal))
            return Category(Array.IndexOf(snapshot.Products.Category.Values, key[FeatureCatalogue.CategoryPrefix.Length..]));
        return key switch
        {
            "days-since-last-order" => new((h, _) => asOfDay - h.LastDay),
            "orders" => new((h, _) => h.Orders),
            "revenue" => new((h, _) => h.RevenueE4 / 1e4),
            "average-order" => new((h, _) => Ratio(h.SoldE4, h.Orders) / 1e4),
            "tenure" => new((h, _) => asOfDay - h.FirstDay),
            "days-between-orders" => new((h, _) => Ratio(h.LastDay - h.FirstDay, h.OrderDays - 1)),
            "return-rate" => new((h, _) => h.SoldE4 <= 0 ? 0 : Math.Clamp((double)h.ReturnedE4 / h.SoldE4, 0, 1)),
            "items-per-order" => new((h, _) => Ratio(h.PiecesE4, h.OrdersWithGoods) / 1e4, true),
            "products" => new((h, _) => h.OrdersWithGoods == 0 ? double.NaN : h.Products, true),
            "categories" => new((h, _) => h.OrdersWithGoods == 0 ? double.NaN : h.Categories, true),
            "item-price" => new((h, _) => Ratio(h.GoodsE4, h.PiecesE4), true),
            "discount-share" => new((h, _) => h.OrdersWithGoods == 0 ? double.NaN : Math.Clamp(Ratio(h.DiscountE4, h.GoodsE4 + h.DiscountE4), 0, 1), true),
            "dear-items" => new((h, _) => Ratio(h.DearLines, h.PricedLines), true),
            "discounted-orders" => new((h, _) => Ratio(h.DiscountedOrders, h.OrdersWithGoods), true),
            "weekend-share" => new((h, _) => Ratio(h.Weekdays[0] + h.Weekdays[6], h.Orders)),
            "sunday-share" => new((h, _) => Ratio(h.Weekdays[0], h.Orders)),
            "saturday-share" => new((h, _) => Ratio(h.Weekdays[6], h.Orders)),
            "morning-share" => new((h, _) => Ratio(h.Quarters[1], h.Orders)),
            "afternoon-share" => new((h, _) => Ratio(h.Quarters[2], h.Orders)),
            "evening-share" => new((h, _) => Ratio(h.Quarters[3], h.Orders)),
            "open-rate" => Answers(snapshot, ContactFlags.Opened, asOfDay),
            "click-rate" => Answers(snapshot, ContactFlags.Clicked, asOfDay),
            "conversion-rate" => Answers(snapshot, ContactFlags.Converted, asOfDay),
            "age" => new((_, customer) => AgeBands.AgeAt(snapshot.Customers.BirthDay[customer], asOfDay) is >= 0 and var age ? age : double.NaN),
            _ => throw new ArgumentException($"There is no feature named '{key}'. Choose one from the list on the Clusters page."),
        };
    }

    // A channel or category that a later state of the shop has lost is a share of 0.
    private static Reading Channel(int code) => new((h, _) => code < 0 ? 0 : Ratio(h.Channels[code], h.Orders));

    private static Reading Category(int code) =>
        new((h, _) => h.OrdersWithGoods == 0 ? double.NaN : code < 0 ? 0 : Math.Clamp(Ratio(h.CategoriesE4[code], h.GoodsE4), 0, 1), true);

    private static Reading Answers(Snapshot snapshot, ContactFlags step, int asOfDay)
    {
        var answers = CustomerAnswers.Of(snapshot, step, asOfDay);
        return new((_, customer) => answers.Rate(customer));
    }

    private static double Ratio(double part, double whole) => whole <= 0 ? double.NaN : part / whole;

    private sealed record Reading(Func<CustomerHabits, int, double> Value, bool ReadsLines = false);
}
