using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// What RFM measures of every customer as of a day: days since the last order, orders and net revenue until then, and the latter two within the window.
/// Independent of edges and map, so that trying other ones reads no document again.
/// </summary>
internal sealed class RfmMeasures
{
    private RfmMeasures(Snapshot snapshot, int asOfDay)
    {
        var count = snapshot.Customers.Count;
        DaysSinceLastOrder = new int[count];
        WindowOrders = Orders = new int[count];
        WindowMoneyE4 = MoneyE4 = new long[count];
        Standing = new byte[count];
        WindowBuyers = Buyers = new Bitmap(count);
        Partitions.Run(count, (from, to) => AddUp(snapshot, asOfDay, from, to), CancellationToken.None);
    }

    private RfmMeasures(Snapshot snapshot, int asOfDay, int afterDay, RfmMeasures all)
    {
        var count = snapshot.Customers.Count;
        (DaysSinceLastOrder, Orders, MoneyE4, Standing, Buyers) = (all.DaysSinceLastOrder, all.Orders, all.MoneyE4, all.Standing, all.Buyers);
        WindowOrders = new int[count];
        WindowMoneyE4 = new long[count];
        WindowBuyers = new Bitmap(count);
        Partitions.Run(count, (from, to) => AddUpWindow(snapshot, asOfDay, afterDay, from, to), CancellationToken.None);
    }

    /// <summary>Days since the last order, −1 without one.</summary>
    public int[] DaysSinceLastOrder { get; }

    /// <summary>Orders over all history.</summary>
    public int[] Orders { get; }

    /// <summary>Net revenue over all history.</summary>
    public long[] MoneyE4 { get; }

    /// <summary>Orders in the window: <see cref="Orders"/> itself without one.</summary>
    public int[] WindowOrders { get; }

    /// <summary>Net revenue in the window: <see cref="MoneyE4"/> itself without one.</summary>
    public long[] WindowMoneyE4 { get; }

    /// <summary>Of customers without an order: <see cref="RfmGroup.Prospects"/> or <see cref="RfmGroups.NotYet"/>; 0 for others.</summary>
    public byte[] Standing { get; }

    /// <summary>Customers with an order.</summary>
    public Bitmap Buyers { get; }

    /// <summary>Customers with an order in the window.</summary>
    public Bitmap WindowBuyers { get; }

    /// <summary>The measures of a day and a window, computed once.</summary>
    public static RfmMeasures Of(Snapshot snapshot, int asOfDay, int? windowMonths) => snapshot.MemoOfData(
        (nameof(RfmMeasures), asOfDay, windowMonths),
        () => windowMonths is null
            ? new RfmMeasures(snapshot, asOfDay)
            : new RfmMeasures(snapshot, asOfDay, new RfmYardstick(RfmThresholds.None, RfmMap.Default, windowMonths).WindowStart(asOfDay), Of(snapshot, asOfDay, null)));

    /// <summary>
    /// Whether a customer who has no document until a day is known on it: signed up by then, or, without a sign-up day, a customer who never has a document.
    /// </summary>
    public static bool KnownWithoutDocument(Snapshot snapshot, int customer, int day)
    {
        var signUp = snapshot.Customers.SignUpDay[customer];
        return signUp > 0 ? signUp <= day : snapshot.Orders.FirstOfCustomer[customer] == snapshot.Orders.FirstOfCustomer[customer + 1];
    }

    // Sums up the documents of some customers, which lie side by side, and tells those who never ordered from those not known yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddUp(Snapshot snapshot, int asOfDay, int from, int to)
    {
        var first = snapshot.Orders.FirstOfCustomer.Span;
        var day = snapshot.Orders.Day.Span;
        var kind = snapshot.Orders.Kind.Span;
        var amount = snapshot.Orders.AmountE4.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (order, end) = (first[customer], first[customer + 1]);
            var (orders, last, money) = (0, 0, 0L);
            for (; order < end && day[order] <= asOfDay; order++)
            {
                money += amount[order];
                if (kind[order] != DocumentKind.Order)
                    continue;
                orders++;
                last = day[order];
            }

            Orders[customer] = orders;
            MoneyE4[customer] = money;
            DaysSinceLastOrder[customer] = orders == 0 ? -1 : asOfDay - last;
            if (orders > 0)
                Buyers.Add(customer);
            else
                Standing[customer] = order > first[customer] || KnownWithoutDocument(snapshot, customer, asOfDay) ? (byte)RfmGroup.Prospects : RfmGroups.NotYet;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddUpWindow(Snapshot snapshot, int asOfDay, int afterDay, int from, int to)
    {
        var first = snapshot.Orders.FirstOfCustomer.Span;
        var day = snapshot.Orders.Day.Span;
        var kind = snapshot.Orders.Kind.Span;
        var amount = snapshot.Orders.AmountE4.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (orders, money) = (0, 0L);
            for (var order = first[customer + 1] - 1; order >= first[customer] && day[order] > afterDay; order--)
            {
                if (day[order] > asOfDay)
                    continue;
                money += amount[order];
                orders += kind[order] == DocumentKind.Order ? 1 : 0;
            }

            WindowOrders[customer] = orders;
            WindowMoneyE4[customer] = money;
            if (orders > 0)
                WindowBuyers.Add(customer);
        }
    }
}
