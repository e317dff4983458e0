using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>What every customer did until a day, beside the <see cref="RfmScores"/> of that day; one entry a customer.</summary>
internal sealed class CustomerTotals
{
    private CustomerTotals(RfmScores rfm, int[] firstOrder, int[] returns)
    {
        Rfm = rfm;
        FirstOrder = firstOrder;
        Returns = returns;
    }

    /// <summary>Orders, net revenue, days since the last order, scores and groups.</summary>
    public RfmScores Rfm { get; }

    /// <summary>Day number of the first order, 0 without one.</summary>
    public int[] FirstOrder { get; }

    /// <summary>Return documents.</summary>
    public int[] Returns { get; }

    public static CustomerTotals Of(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(CustomerTotals), asOfDay), () =>
    {
        var orders = snapshot.Orders;
        var first = new int[snapshot.Customers.Count];
        var returns = new int[first.Length];
        for (var customer = 0; customer < first.Length; customer++)
        {
            for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= asOfDay; order++)
            {
                if (orders.Kind[order] == DocumentKind.Order && first[customer] == 0)
                    first[customer] = orders.Day[order];
                returns[customer] += orders.Kind[order] == DocumentKind.Return ? 1 : 0;
            }
        }

        return new CustomerTotals(RfmScores.Of(snapshot, asOfDay), first, returns);
    });
}

/// <summary>What every customer did in a range, over the documents that count; one entry a customer.</summary>
internal sealed class CustomerActivity
{
    private CustomerActivity(int[] orders, long[] revenueE4, long anonymousE4)
    {
        Orders = orders;
        RevenueE4 = revenueE4;
        AnonymousE4 = anonymousE4;
    }

    /// <summary>Orders in the range.</summary>
    public int[] Orders { get; }

    /// <summary>Net revenue in the range.</summary>
    public long[] RevenueE4 { get; }

    /// <summary>Net revenue in the range of documents without a customer.</summary>
    public long AnonymousE4 { get; }

    public static CustomerActivity Of(Snapshot snapshot, CustomerMembers members) =>
        snapshot.Memo((nameof(CustomerActivity), members.Documents, members.Range), () =>
        {
            var orders = snapshot.Orders;
            var count = new int[snapshot.Customers.Count];
            var revenue = new long[count.Length];
            var anonymous = 0L;
            for (var order = 0; order < orders.Count; order++)
            {
                if (!members.Documents.Orders[order] || !members.Range.Contains(orders.Day[order]))
                    continue;
                var customer = orders.Customer[order];
                if (customer < 0)
                {
                    anonymous += members.Documents.AmountE4[order];
                    continue;
                }

                revenue[customer] += members.Documents.AmountE4[order];
                count[customer] += orders.Kind[order] == DocumentKind.Order ? 1 : 0;
            }

            return new CustomerActivity(count, revenue, anonymous);
        });
}
