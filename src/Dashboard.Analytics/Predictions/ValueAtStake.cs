using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// What a customer may be expected to spend within a horizon as long as they stay: net revenue of the last year (of customers of less than a year: since their first order, but over no fewer days than the horizon)
/// for as many days as the horizon has; never below 0.
/// </summary>
internal static class ValueAtStake
{
    private const int Year = SilenceRisk.RevenueDays;

    /// <summary>The value of every customer in currency units, 0 without an order; computed once.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="horizonDays">Days ahead.</param>
    public static float[] Of(Snapshot snapshot, int asOfDay, int horizonDays) => snapshot.MemoOfData((nameof(ValueAtStake), asOfDay, horizonDays), () =>
    {
        var values = new float[snapshot.Customers.Count];
        var first = FirstOrders.Of(snapshot);
        var orders = NextOrders.Of(snapshot, asOfDay);
        Partitions.Run(
            values.Length,
            (from, to) =>
            {
                var days = snapshot.Orders.Day.Span;
                var silent = orders.SilentDays;
                var revenue = orders.RevenueE4;
                for (var customer = from; customer < to; customer++)
                {
                    if (silent[customer] < 0)
                        continue;
                    var counted = Math.Clamp(asOfDay - days[first[customer]] + 1, Math.Min(horizonDays, Year), Year);
                    values[customer] = (float)(Math.Max(0, revenue[customer]) / 1e4 * horizonDays / counted);
                }
            },
            CancellationToken.None);
        return values;
    });
}
