using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>Which customers of a scope are meant.</summary>
public enum Population
{
    /// <summary>
    /// Everybody known by the end of the range (a document or a sign-up until then) who meets the filter; with conditions on orders or products,
    /// those with a matching order in the range. A country is the customer's own.
    /// </summary>
    Everyone,

    /// <summary>Those with an order in the range that meets the filter. A country is that of the order, as on screens that count orders.</summary>
    Active,

    /// <summary>Those of <see cref="Everyone"/> with an order in the range. A country is the customer's own.</summary>
    ActiveResidents,

    /// <summary>Those of <see cref="Active"/> whose first order of all lies in the range.</summary>
    New,

    /// <summary>Those of <see cref="Active"/> who had ordered before the range.</summary>
    Returning,

    /// <summary>Those of <see cref="Active"/> with at least two orders of all when they made a matching order in the range.</summary>
    Repeat,

    /// <summary>Those who meet the filter and are silent for longer than their own rhythm at the end of the range, as <see cref="SilenceRisk"/> says.</summary>
    AtRisk,
}

/// <summary>The customers that a scope and a <see cref="Population"/> mean, and the documents that count for them.</summary>
public sealed class CustomerMembers
{
    private CustomerMembers(DateRange range, Bitmap flags, Selection documents, int knownLater)
    {
        Range = range;
        Flags = flags;
        Documents = documents;
        KnownLater = knownLater;
        Count = flags.Count();
    }

    /// <summary>The days of the scope.</summary>
    public DateRange Range { get; }

    /// <summary>Whether each customer belongs.</summary>
    public Bitmap Flags { get; }

    /// <summary>How many belong.</summary>
    public int Count { get; }

    /// <summary>
    /// The documents that count for the members: those of the filter, without its countries where a country is asked of the customer,
    /// so that all that a customer bought counts wherever it was sent.
    /// </summary>
    public Selection Documents { get; }

    /// <summary>Customers who meet the conditions on customers and appear only after the range.</summary>
    public int KnownLater { get; }

    /// <summary>The members of a scope, computed once for each (filter, range, population).</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="scope">Whom and when.</param>
    /// <param name="population">Which of them.</param>
    public static CustomerMembers Of(Snapshot snapshot, Scope scope, Population population)
    {
        var range = snapshot.Resolve(scope.Range);
        return snapshot.MemoOf(
            scope.Filter,
            (nameof(CustomerMembers), scope.Filter, range, population),
            () => Compute(snapshot, scope.Filter, range, range.To.DayNumber, population));
    }

    /// <summary>The same question about other days: who of the people that meet the filter at the end of the scope's range were known, or active, then.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="scope">Whom, and the day that fixes segments and ages.</param>
    /// <param name="population">Which of them.</param>
    /// <param name="range">The other days.</param>
    public static CustomerMembers Of(Snapshot snapshot, Scope scope, Population population, DateRange range) =>
        Compute(snapshot, scope.Filter, range, snapshot.Resolve(scope.Range).To.DayNumber, population);

    private static CustomerMembers Compute(Snapshot snapshot, Filter filter, DateRange range, int asOfDay, Population population)
    {
        if (population is not (Population.Everyone or Population.ActiveResidents))
        {
            var selection = Selection.Of(snapshot, filter, asOfDay);
            return population == Population.AtRisk
                ? new CustomerMembers(range, AtRisk(snapshot, Compute(snapshot, filter, range, asOfDay, Population.Everyone).Flags, range), selection, 0)
                : new CustomerMembers(range, Active(snapshot, selection, range, population), selection, 0);
        }

        var people = Selection.Of(snapshot, filter, asOfDay).Customers;
        var documents = Selection.Of(snapshot, filter.Without(Dimension.Country), asOfDay);
        if (population == Population.ActiveResidents || filter.AsksOrders)
        {
            return new CustomerMembers(range, documents.CustomersWith(snapshot, range) & people, documents, 0);
        }

        var flags = people & KnownBy(snapshot, range.To.DayNumber);
        return new CustomerMembers(range, flags, documents, people.Count() - flags.Count());
    }

    private static Bitmap Active(Snapshot snapshot, Selection selection, DateRange range, Population population)
    {
        var active = selection.CustomersWith(snapshot, range);
        if (population == Population.Active)
            return active;
        var orders = snapshot.Orders;
        var kept = new Bitmap(active.Length);
        foreach (var customer in active)
        {
            var (count, first, repeated) = (0, 0, false);
            for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= range.To.DayNumber; order++)
            {
                if (orders.Kind[order] != DocumentKind.Order)
                    continue;
                first = count++ == 0 ? orders.Day[order] : first;
                repeated |= count > 1 && selection.Orders[order] && range.Contains(orders.Day[order]);
            }

            if (population == Population.Repeat ? repeated : range.Contains(first) == (population == Population.New))
                kept.Add(customer);
        }

        return kept;
    }

    private static Bitmap AtRisk(Snapshot snapshot, Bitmap people, DateRange range)
    {
        var found = new Bitmap(people.Length);
        var asOf = range.To.DayNumber;
        if (SilenceRisk.ShopGap(snapshot, asOf) is not { } shopGap)
            return found;
        Partitions.Run(
            people.Length,
            (from, to) =>
            {
                var firstOfCustomer = snapshot.Orders.FirstOfCustomer.Span;
                var days = snapshot.Orders.Day.Span;
                var kinds = snapshot.Orders.Kind.Span;
                var amounts = snapshot.Orders.AmountE4.Span;
                foreach (var customer in people.Between(from, to))
                {
                    var (first, last, gaps, revenue) = (-1, -1, 0, 0L);
                    for (var order = firstOfCustomer[customer]; order < firstOfCustomer[customer + 1] && days[order] <= asOf; order++)
                    {
                        var day = days[order];
                        revenue += day > asOf - SilenceRisk.RevenueDays ? amounts[order] : 0;
                        if (kinds[order] != DocumentKind.Order || day == last)
                            continue;
                        gaps += last < 0 ? 0 : 1;
                        first = first < 0 ? day : first;
                        last = day;
                    }

                    if (revenue > 0 && SilenceRisk.IsTooSilent(asOf - last, gaps, last - first, shopGap))
                        found.Add(customer);
                }
            },
            CancellationToken.None);
        return found;
    }

    /// <summary>The day on which a customer became known: sign-up or first document, whichever came first; 0 for those with neither, who were always known.</summary>
    internal static int KnownSince(Snapshot snapshot, int customer)
    {
        var (signUp, first) = (snapshot.Customers.SignUpDay[customer], snapshot.Orders.FirstOfCustomer[customer]);
        var firstDay = first < snapshot.Orders.FirstOfCustomer[customer + 1] ? snapshot.Orders.Day[first] : 0;
        return signUp > 0 && firstDay > 0 ? Math.Min(signUp, firstDay) : Math.Max(signUp, firstDay);
    }

    /// <summary>The days on which all customers became known, computed once.</summary>
    internal static int[] KnownSince(Snapshot snapshot) => snapshot.MemoOfData(nameof(KnownSince), () =>
    {
        var days = new int[snapshot.Customers.Count];
        Partitions.Run(
            days.Length,
            (from, to) =>
            {
                for (var customer = from; customer < to; customer++)
                    days[customer] = KnownSince(snapshot, customer);
            },
            CancellationToken.None);
        return days;
    });

    /// <summary>The customers known by the end of a day, computed once.</summary>
    internal static Bitmap KnownBy(Snapshot snapshot, int day) => snapshot.MemoOfData((nameof(KnownBy), day), () =>
    {
        var since = KnownSince(snapshot);
        var known = new Bitmap(snapshot.Customers.Count);
        Partitions.Run(
            known.Length,
            (from, to) =>
            {
                for (var customer = from; customer < to; customer++)
                {
                    if (since[customer] <= day)
                        known.Add(customer);
                }
            },
            CancellationToken.None);
        return known;
    });
}
