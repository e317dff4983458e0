using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Snapshots;

/// <summary>The first order of each customer: what makes a customer new, and any later order a repeat.</summary>
internal static class FirstOrders
{
    /// <summary>The first document of each customer that is an order, −1 without one; computed once.</summary>
    public static int[] Of(Snapshot snapshot) => snapshot.MemoOfData(nameof(FirstOrders), () =>
    {
        var first = new int[snapshot.Customers.Count];
        Partitions.Run(
            first.Length,
            (from, to) =>
            {
                var kinds = snapshot.Orders.Kind.Span;
                var begins = snapshot.Orders.FirstOfCustomer.Span;
                for (var customer = from; customer < to; customer++)
                {
                    var (order, end) = (begins[customer], begins[customer + 1]);
                    while (order < end && kinds[order] != DocumentKind.Order)
                        order++;
                    first[customer] = order < end ? order : -1;
                }
            },
            CancellationToken.None);
        return first;
    });
}
