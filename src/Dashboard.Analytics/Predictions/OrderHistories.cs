using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// When and for how much each customer ordered, up to a day. Orders of one day are one event: the models of <see cref="Lifetimes"/> count occasions, and a basket that was split in two is one.
/// </summary>
public sealed class OrderHistories
{
    private OrderHistories(int customers, int asOfDay)
    {
        AsOfDay = asOfDay;
        (OrderDays, FirstDay, LastDay) = (new int[customers], new int[customers], new int[customers]);
        (GrossE4, NetE4) = (new long[customers], new long[customers]);
    }

    /// <summary>The last day that counts.</summary>
    public int AsOfDay { get; }

    /// <summary>Days with an order; 0 for who has not ordered yet.</summary>
    public int[] OrderDays { get; }

    /// <summary>Day number of the first order; 0 without one.</summary>
    public int[] FirstDay { get; }

    /// <summary>Day number of the last order; 0 without one.</summary>
    public int[] LastDay { get; }

    /// <summary>What the orders came to, before later returns, in ten-thousandths.</summary>
    public long[] GrossE4 { get; }

    /// <summary>What all documents came to, returns and adjustments subtracted, in ten-thousandths.</summary>
    public long[] NetE4 { get; }

    /// <summary>The histories up to a day, computed once.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="cancellationToken">Looked at before the computation: others may wait for the same value, so one who gives up does not end it.</param>
    public static OrderHistories Of(Snapshot snapshot, int asOfDay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return snapshot.MemoOfData((nameof(OrderHistories), asOfDay), () => Between(snapshot, 0, asOfDay, CancellationToken.None));
    }

    /// <summary>What happened between two days only: what a prediction of the first day is compared with.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="afterDay">Day number of the last day that does not count.</param>
    /// <param name="untilDay">Day number of the last day that does.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static OrderHistories Between(Snapshot snapshot, int afterDay, int untilDay, CancellationToken cancellationToken)
    {
        var histories = new OrderHistories(snapshot.Customers.Count, untilDay);
        Partitions.Run(snapshot.Customers.Count, (from, to) => histories.Read(snapshot.Orders, from, to, afterDay), cancellationToken);
        return histories;
    }

    private void Read(OrderColumns orders, int from, int to, int afterDay)
    {
        var begins = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var amounts = orders.AmountE4.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (count, first, last, gross, net) = (0, 0, 0, 0L, 0L);
            for (var order = begins[customer]; order < begins[customer + 1] && days[order] <= AsOfDay; order++)
            {
                var day = days[order];
                if (day <= afterDay)
                    continue;
                net += amounts[order];
                if (kinds[order] != DocumentKind.Order)
                    continue;
                gross += amounts[order];
                if (day == last)
                    continue;
                first = count++ == 0 ? day : first;
                last = day;
            }

            (OrderDays[customer], FirstDay[customer], LastDay[customer], GrossE4[customer], NetE4[customer]) = (count, first, last, gross, net);
        }
    }
}
