using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Reads what customers did until a cut-off, for one customer after the other. Nothing behind the cut-off is looked at.</summary>
internal sealed class PastReader(Snapshot snapshot, int asOfDay, bool readsLines)
{
    private const int Month = 30;
    private const int Quarter = 90;
    private const int Year = 365;

    // The customer who last bought a product or category, so that different ones are counted without forgetting all of them each time.
    private readonly int[] buyerOfProduct = Nobody(readsLines ? snapshot.Products.Count : 0);
    private readonly int[] buyerOfCategory = Nobody(readsLines ? snapshot.Products.Category.Values.Length : 0);
    private readonly int[] categories = readsLines ? [.. snapshot.Products.Category.Codes] : [];

    /// <summary>Reads a customer.</summary>
    public CustomerPast Read(int customer)
    {
        var past = default(CustomerPast);
        var orders = snapshot.Orders;
        var first = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var amounts = orders.AmountE4.Span;
        for (var (order, end) = (first[customer], first[customer + 1]); order < end && days[order] <= asOfDay; order++)
        {
            var (day, amount) = (days[order], amounts[order]);
            var ago = asOfDay - day;
            past.RevenueE4 += amount;
            past.Revenue365E4 += ago < Year ? amount : 0;
            past.Revenue90E4 += ago < Quarter ? amount : 0;
            past.RevenueBefore90E4 += ago is >= Quarter and < 2 * Quarter ? amount : 0;
            if (kinds[order] == DocumentKind.Return)
                past.ReturnedE4 -= amount;
            if (kinds[order] != DocumentKind.Order)
                continue;
            if (past.Orders == 0)
            {
                past.FirstDay = day;
                past.OrderDays = 1;
            }
            else if (day != past.LastDay)
            {
                past.OrderDays++;
                past.SquaredGaps += (double)(day - past.LastDay) * (day - past.LastDay);
            }

            past.LastDay = day;
            past.LastOrderE4 = amount;
            past.Orders++;
            past.SoldE4 += amount;
            past.Orders30 += ago < Month ? 1 : 0;
            past.Orders90 += ago < Quarter ? 1 : 0;
            past.OrdersBefore90 += ago is >= Quarter and < 2 * Quarter ? 1 : 0;
            past.Orders365 += ago < Year ? 1 : 0;
            past.OrdersLastYear += ago is >= Year - Month and < Year ? 1 : 0;
            if (readsLines)
                ReadLines(customer, order, ref past);
        }

        return past;
    }

    private void ReadLines(int customer, int order, ref CustomerPast past)
    {
        var lines = snapshot.Lines;
        var (goods, discounted) = (false, false);
        for (var (line, end) = (snapshot.Orders.FirstLine[order], snapshot.Orders.FirstLine[order + 1]); line < end; line++)
        {
            var product = lines.Product[line];
            if (product < 0 || !snapshot.Products.IsMerchandise[product] || lines.QuantityE4[line] <= 0)
                continue;
            goods = true;
            discounted |= lines.DiscountE4[line] > 0;
            if (buyerOfProduct[product] == customer)
                continue;
            buyerOfProduct[product] = customer;
            past.Products++;
            if (categories[product] is not (>= 0 and var category) || buyerOfCategory[category] == customer)
                continue;
            buyerOfCategory[category] = customer;
            past.Categories++;
        }

        past.OrdersWithGoods += goods ? 1 : 0;
        past.DiscountedOrders += discounted ? 1 : 0;
    }

    private static int[] Nobody(int count)
    {
        var filled = new int[count];
        Array.Fill(filled, -1);
        return filled;
    }
}
