using System.Numerics;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>What every customer did until a day: the <see cref="RfmScores"/> of that day, and what is read from a customer's few documents when somebody asks.</summary>
internal sealed class CustomerTotals(Snapshot snapshot, int asOfDay)
{
    /// <summary>Orders, net revenue, days since the last order, scores and groups.</summary>
    public RfmScores Rfm { get; } = RfmScores.Of(snapshot, asOfDay);

    /// <summary>Day number of a customer's first order, 0 without one.</summary>
    public int FirstOrder(int customer)
    {
        var orders = snapshot.Orders;
        var end = orders.FirstOfCustomer[customer + 1];
        for (var order = orders.FirstOfCustomer[customer]; order < end && orders.Day[order] <= asOfDay; order++)
        {
            if (orders.Kind[order] == DocumentKind.Order)
                return orders.Day[order];
        }

        return 0;
    }

    /// <summary>Return documents of a customer.</summary>
    public int Returns(int customer)
    {
        var orders = snapshot.Orders;
        var (returns, end) = (0, orders.FirstOfCustomer[customer + 1]);
        for (var order = orders.FirstOfCustomer[customer]; order < end && orders.Day[order] <= asOfDay; order++)
            returns += orders.Kind[order] == DocumentKind.Return ? 1 : 0;
        return returns;
    }
}

/// <summary>What customers did in a range, over the documents that count; one entry for each customer who has such a document.</summary>
internal sealed class CustomerActivity
{
    private readonly int[] before;
    private readonly int[] orders;
    private readonly long[] revenueE4;

    private CustomerActivity(Bitmap active, int[] orders, long[] revenueE4, long anonymousE4)
    {
        (Active, this.orders, this.revenueE4, AnonymousE4) = (active, orders, revenueE4, anonymousE4);
        before = new int[active.Words.Length];
        for (var i = 1; i < before.Length; i++)
            before[i] = before[i - 1] + BitOperations.PopCount(active.Words[i - 1]);
    }

    /// <summary>Customers with a document that counts.</summary>
    public Bitmap Active { get; }

    /// <summary>Net revenue in the range of documents without a customer.</summary>
    public long AnonymousE4 { get; }

    /// <summary>Orders of a customer in the range.</summary>
    public int Orders(int customer) => Active[customer] ? orders[EntryOf(customer)] : 0;

    /// <summary>Net revenue of a customer in the range.</summary>
    public long RevenueE4(int customer) => Active[customer] ? revenueE4[EntryOf(customer)] : 0;

    /// <summary>Orders and net revenue of some customers by code.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="codes">A code a customer.</param>
    /// <param name="values">Number of distinct values; every code is below it.</param>
    /// <returns>One sum a code, and a last one for unknown.</returns>
    public (int[] Orders, long[] RevenueE4) ByCode(Bitmap customers, Codes codes, int values)
    {
        var (ordersOf, revenueOf, entry) = (new int[values + 1], new long[values + 1], 0);
        foreach (var customer in Active)
        {
            if (customers[customer])
            {
                var code = codes[customer] is >= 0 and var known ? known : values;
                ordersOf[code] += orders[entry];
                revenueOf[code] += revenueE4[entry];
            }

            entry++;
        }

        return (ordersOf, revenueOf);
    }

    public static CustomerActivity Of(Snapshot snapshot, CustomerMembers members) =>
        snapshot.MemoOfData((nameof(CustomerActivity), members.Documents, members.Range), () => Compute(snapshot, members.Documents, members.Range));

    private static CustomerActivity Compute(Snapshot snapshot, Selection selection, DateRange range)
    {
        var documents = selection.Orders & snapshot.DocumentsIn(range);
        var active = new Bitmap(snapshot.Customers.Count);
        var parts = Partitions.Compute(active.Length, (from, to) => Compute(snapshot, selection, documents, active, from, to), CancellationToken.None);
        var anonymous = 0L;
        foreach (var order in documents.Between(snapshot.Orders.FirstOfCustomer[^1], snapshot.Orders.Count))
            anonymous += selection.AmountE4[order];
        return new CustomerActivity(active, Joined(parts, p => p.Orders), Joined(parts, p => p.RevenueE4), anonymous);
    }

    private static (Growing<int> Orders, Growing<long> RevenueE4) Compute(Snapshot snapshot, Selection selection, Bitmap documents, Bitmap active, int from, int to)
    {
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var (orders, revenue) = (new Growing<int>(), new Growing<long>());
        var (customer, count, sum) = (-1, 0, 0L);
        foreach (var order in documents.Between(snapshot.Orders.FirstOfCustomer[from], snapshot.Orders.FirstOfCustomer[to]))
        {
            if (customers[order] != customer)
            {
                End();
                (customer, count, sum) = (customers[order], 0, 0);
            }

            sum += selection.AmountE4[order];
            count += kinds[order] == DocumentKind.Order ? 1 : 0;
        }

        End();
        return (orders, revenue);

        void End()
        {
            if (customer < 0)
                return;
            active.Add(customer);
            orders.Add(count);
            revenue.Add(sum);
        }
    }

    private static T[] Joined<TPart, T>(TPart[] parts, Func<TPart, Growing<T>> of)
        where T : unmanaged
    {
        var all = new T[parts.Sum(p => of(p).Length)];
        var next = 0;
        foreach (var part in parts)
        {
            of(part).Span.CopyTo(all.AsSpan(next));
            next += of(part).Length;
        }

        return all;
    }

    private int EntryOf(int customer) =>
        before[customer / Bitmap.WordBits] + BitOperations.PopCount(Active.Words[customer / Bitmap.WordBits] & ((1UL << customer) - 1));
}
