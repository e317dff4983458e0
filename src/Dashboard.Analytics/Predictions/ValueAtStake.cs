using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// What a customer may be expected to spend within a horizon as long as they stay: net revenue of the last year (of customers of less than a year: since their first order, but over no fewer days than the horizon)
/// for as many days as the horizon has; never below 0.
/// </summary>
internal static class ValueAtStake
{
    private const int Year = 365;

    /// <summary>The value of every customer in currency units, 0 without an order; computed once.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="horizonDays">Days ahead.</param>
    public static float[] Of(Snapshot snapshot, int asOfDay, int horizonDays) => snapshot.Memo((nameof(ValueAtStake), asOfDay, horizonDays), () =>
    {
        var values = new float[snapshot.Customers.Count];
        var first = FirstOrders.Of(snapshot);
        Partitions.Run(
            values.Length,
            (from, to) =>
            {
                var days = snapshot.Orders.Day.Span;
                var amounts = snapshot.Orders.AmountE4.Span;
                var begins = snapshot.Orders.FirstOfCustomer.Span;
                for (var customer = from; customer < to; customer++)
                {
                    if (first[customer] < 0 || days[first[customer]] > asOfDay)
                        continue;
                    var revenue = 0L;
                    for (var order = begins[customer + 1] - 1; order >= begins[customer] && days[order] > asOfDay - Year; order--)
                        revenue += days[order] <= asOfDay ? amounts[order] : 0;
                    var counted = Math.Clamp(asOfDay - days[first[customer]] + 1, Math.Min(horizonDays, Year), Year);
                    values[customer] = (float)(Math.Max(0, revenue) / 1e4 * horizonDays / counted);
                }
            },
            CancellationToken.None);
        return values;
    });
}
