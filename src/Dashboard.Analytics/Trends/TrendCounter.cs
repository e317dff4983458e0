using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Trends;

/// <summary>Fills tallies in one pass over the documents, and over their lines where the metric or a breakdown needs them.</summary>
internal static class TrendCounter
{
    /// <summary>Counts.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="selection">What the filter leaves of it.</param>
    /// <param name="byLine">Whether units, discounts or returned amounts are asked for.</param>
    /// <param name="cancellationToken">Polled once in a million documents.</param>
    /// <param name="tallies">What to fill, each with the groups that it tells apart.</param>
    public static void Count(
        Snapshot snapshot, Selection selection, bool byLine, CancellationToken cancellationToken, params ReadOnlySpan<(TrendTally Tally, TrendGroups Groups)> tallies)
    {
        var orders = snapshot.Orders;
        foreach (var (_, groups) in tallies)
            byLine |= groups.ByLine;
        var (customer, firstOrderDay) = (-1, 0);
        for (var order = 0; order < orders.Count; order++)
        {
            if ((order & 0xFFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (orders.Customer[order] != customer)
                (customer, firstOrderDay) = (orders.Customer[order], 0);
            var isOrder = orders.Kind[order] == DocumentKind.Order;
            if (isOrder && firstOrderDay == 0)
                firstOrderDay = orders.Day[order];
            if (!selection.Orders[order])
                continue;
            var part = new TrendPart(order, customer, isOrder, firstOrderDay, selection.AmountE4[order]);
            foreach (var (tally, groups) in tallies)
            {
                var bucket = tally.Buckets.IndexOf(orders.Day[order]);
                if (bucket < 0)
                    continue;
                if (byLine && orders.FirstLine[order] < orders.FirstLine[order + 1])
                    AddLines(snapshot, selection, tally, groups, bucket, part);
                else
                    tally.Add(groups.Of(order, -1), bucket, part);
            }
        }
    }

    private static void AddLines(Snapshot snapshot, Selection selection, TrendTally tally, TrendGroups groups, int bucket, TrendPart document)
    {
        var lines = snapshot.Lines;
        for (var line = snapshot.Orders.FirstLine[document.Document]; line < snapshot.Orders.FirstLine[document.Document + 1]; line++)
        {
            var product = lines.Product[line];
            if (!selection.HasProduct(product))
                continue;
            var part = document with { AmountE4 = lines.AmountE4[line] };
            var isSold = document.IsOrder && lines.QuantityE4[line] > 0;
            if (isSold)
            {
                part.SoldE4 = lines.AmountE4[line];
                part.DiscountE4 = lines.DiscountE4[line];
                part.ItemsE4 = product < 0 || snapshot.Products.IsMerchandise[product] ? lines.QuantityE4[line] : 0;
            }
            else if (lines.QuantityE4[line] < 0 && snapshot.Orders.Kind[document.Document] != DocumentKind.Adjustment)
            {
                part.ReturnedE4 = -lines.AmountE4[line];
            }

            tally.Add(groups.Of(document.Document, product), bucket, part);
        }
    }
}
