using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Customers with an order until a cut-off and what models read of them; nothing behind the cut-off is looked at.</summary>
/// <param name="AsOfDay">Day number of the cut-off: the last day that counts.</param>
/// <param name="Keys">Features, one for each column.</param>
/// <param name="Customers">Customer of each row, ascending.</param>
/// <param name="Values">Features as models read them; NaN where missing.</param>
public sealed record LikelihoodRows(int AsOfDay, IReadOnlyList<string> Keys, int[] Customers, FeatureMatrix Values)
{
    /// <summary>Reads features.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the cut-off.</param>
    /// <param name="keys">Keys of <see cref="LikelihoodFeature"/>, at least one.</param>
    /// <param name="among">Customers to look at, ascending; null for all.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <exception cref="ArgumentException">A key is unknown.</exception>
    public static LikelihoodRows Read(Snapshot snapshot, int asOfDay, IReadOnlyList<string> keys, int[]? among, CancellationToken cancellationToken)
    {
        var customers = WithOrder(snapshot, asOfDay, among);
        var features = keys.Select(LikelihoodFeature.ByKey).ToArray();
        var contacts = features.Any(f => f.Theme == LikelihoodTheme.Campaigns) ? PastContacts.Of(snapshot, asOfDay) : null;
        var reads = Array.ConvertAll(features, f => ReadingOf(snapshot, f, asOfDay, contacts));
        var readsLines = features.Any(f => f.Theme is LikelihoodTheme.Breadth or LikelihoodTheme.Discounts);
        var columns = Array.ConvertAll(features, _ => new float[customers.Length]);
        Partitions.Run(
            customers.Length,
            (from, to) =>
            {
                var reader = new PastReader(snapshot, asOfDay, readsLines);
                for (var row = from; row < to; row++)
                {
                    var customer = customers[row];
                    var past = reader.Read(customer);
                    for (var column = 0; column < columns.Length; column++)
                        columns[column][row] = (float)reads[column](in past, customer);
                }
            },
            cancellationToken);
        return new LikelihoodRows(asOfDay, keys, customers, FeatureMatrix.OfColumns(columns));
    }

    /// <summary>Whether each row's customer orders in the days behind the cut-off.</summary>
    /// <param name="snapshot">The data, which must reach to the end of the horizon.</param>
    /// <param name="horizonDays">Days ahead, at least 1.</param>
    /// <returns>1 for an order on one of the days, else 0.</returns>
    public byte[] OrderWithin(Snapshot snapshot, int horizonDays)
    {
        var ordered = new byte[Customers.Length];
        Partitions.Run(
            ordered.Length,
            (from, to) =>
            {
                var days = snapshot.Orders.Day.Span;
                var kinds = snapshot.Orders.Kind.Span;
                var first = snapshot.Orders.FirstOfCustomer.Span;
                for (var row = from; row < to; row++)
                {
                    // From the last document backwards: those of interest lie at the end.
                    var customer = Customers[row];
                    for (var order = first[customer + 1] - 1; order >= first[customer] && days[order] > AsOfDay; order--)
                    {
                        if (kinds[order] == DocumentKind.Order && days[order] <= AsOfDay + horizonDays)
                            ordered[row] = 1;
                    }
                }
            },
            CancellationToken.None);
        return ordered;
    }

    private delegate double Reading(in CustomerPast past, int customer);

    private static Reading ReadingOf(Snapshot snapshot, LikelihoodFeature feature, int asOfDay, PastContacts? contacts)
    {
        switch (feature.Key)
        {
            case "silence": return (in p, _) => Log(asOfDay - p.LastDay);
            case "silence-ratio": return (in p, _) => Math.Log((asOfDay - p.LastDay + 1) / (p.Gap + 1));
            case "orders": return (in p, _) => Log(p.Orders);
            case "orders-365": return (in p, _) => Log(p.Orders365);
            case "orders-90": return (in p, _) => Log(p.Orders90);
            case "orders-30": return (in p, _) => Log(p.Orders30);
            case "gap": return (in p, _) => Log(p.Gap);
            case "gap-spread": return (in p, _) => p.GapSpread;
            case "orders-trend": return (in p, _) => Math.Log((p.Orders90 + 1.0) / (p.OrdersBefore90 + 1));
            case "revenue-trend": return (in p, _) => Trend(in p);
            case "revenue": return (in p, _) => Log(p.RevenueE4 / 1e4);
            case "revenue-365": return (in p, _) => Log(p.Revenue365E4 / 1e4);
            case "average-order": return (in p, _) => Log(p.AverageOrder);
            case "last-order": return (in p, _) => p.AverageOrder <= 0 ? double.NaN : Math.Log(Math.Clamp(p.LastOrderE4 / 1e4 / p.AverageOrder, 0.01, 100));
            case "categories": return (in p, _) => p.OrdersWithGoods == 0 ? double.NaN : Log(p.Categories);
            case "products": return (in p, _) => p.OrdersWithGoods == 0 ? double.NaN : Log(p.Products);
            case "discounted": return (in p, _) => p.OrdersWithGoods == 0 ? double.NaN : (double)p.DiscountedOrders / p.OrdersWithGoods;
            case "returned": return (in p, _) => p.SoldE4 <= 0 ? 0 : Math.Clamp((double)p.ReturnedE4 / p.SoldE4, 0, 1);
            case "contacts": return (in _, customer) => Log(contacts!.Count(customer));
            case "opened": return (in _, customer) => contacts!.Opened(customer);
            case "clicked": return (in _, customer) => contacts!.Clicked(customer);
            case "tenure": return (in p, _) => Log(asOfDay - p.FirstDay);
            case "last-year": return (in p, _) => asOfDay - p.FirstDay < 365 ? double.NaN : Log(p.OrdersLastYear);
            case "age": return (in _, customer) => AgeBands.AgeAt(snapshot.Customers.BirthDay[customer], asOfDay) is >= 0 and var age ? age : double.NaN;
            default:
                // A value that a later state of the shop has lost is nobody's.
                var isCountry = feature.Key.StartsWith(LikelihoodFeature.CountryPrefix, StringComparison.Ordinal);
                var column = isCountry ? snapshot.Customers.Country : snapshot.Customers.Gender;
                var code = Array.IndexOf(column.Values, feature.Key[(isCountry ? LikelihoodFeature.CountryPrefix : LikelihoodFeature.GenderPrefix).Length..]);
                return (in _, customer) => code >= 0 && column.Codes[customer] == code ? 1 : 0;
        }
    }

    private static double Log(double value) => Math.CopySign(Math.Log(1 + Math.Abs(value)), value);

    private static double Trend(in CustomerPast past)
    {
        var floor = Math.Max(0.01, past.AverageOrder / 10);
        return Math.Log((Math.Max(0, past.Revenue90E4 / 1e4) + floor) / (Math.Max(0, past.RevenueBefore90E4 / 1e4) + floor));
    }

    private static int[] WithOrder(Snapshot snapshot, int asOfDay, int[]? among)
    {
        var first = FirstOrders.Of(snapshot);
        var days = snapshot.Orders.Day.Span;
        var found = new List<int>(among?.Length ?? first.Length);
        for (var i = 0; i < (among?.Length ?? first.Length); i++)
        {
            var customer = among is null ? i : among[i];
            if (first[customer] >= 0 && days[first[customer]] <= asOfDay)
                found.Add(customer);
        }

        return [.. found];
    }
}
