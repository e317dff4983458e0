using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>Goes over customers and their documents, and counts what each did.</summary>
internal sealed class BehaviourTally
{
    private readonly BehaviourContext context;
    private readonly BehaviourSide side;
    private readonly Favourite channel;
    private readonly Favourite weekday = new(7);
    private readonly Favourite dayPart = new(4);
    private readonly Favourite hour = new(24);
    private readonly BasketReader basket;

    private BehaviourTally(BehaviourContext context)
    {
        this.context = context;
        side = new BehaviourSide(context.Snapshot);
        channel = new Favourite(side.Channels.Length);
        basket = new BasketReader(context, side);
    }

    /// <summary>Counts what the customers of a set did.</summary>
    /// <param name="context">What they are read with.</param>
    /// <param name="set">The set.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static BehaviourSide Of(BehaviourContext context, OneSet set, CancellationToken cancellationToken)
    {
        var firstOfCustomer = context.Snapshot.Orders.FirstOfCustomer;
        var documents = set.Documents & context.Documents;
        return Partitions.Accumulate(
            set.Customers.Length,
            () => new BehaviourTally(context),
            (tally, from, to) =>
            {
                tally.AddPeople(set.Customers.Between(from, to));
                tally.AddDocuments(documents.Between(firstOfCustomer[from], firstOfCustomer[to]));
            },
            (sum, more) => sum.side.Add(more.side),
            cancellationToken).side;
    }

    // What holds on the last day, whatever the range and the documents that count.
    private void AddPeople(Bitmap.Rows customers)
    {
        var snapshot = context.Snapshot;
        var asOf = context.Range.To.DayNumber;
        var birthDays = snapshot.Customers.BirthDay.Span;
        var knownSince = CustomerMembers.KnownSince(snapshot);
        var (totals, rhythm) = (context.Totals, context.Rhythm);
        foreach (var customer in customers)
        {
            if (AgeBands.AgeAt(birthDays[customer], asOf) is >= 0 and var age)
                side.Add(BehaviourNumber.Age, age);
            if (knownSince[customer] is > 0 and var since && since <= asOf)
                side.Add(BehaviourNumber.DaysKnown, asOf - since);
            if (totals.Orders[customer] == 0)
                continue;
            side.Add(BehaviourNumber.DaysSinceLastOrder, totals.DaysSinceLastOrder[customer]);
            side.Add(BehaviourNumber.OrdersSoFar, totals.Orders[customer]);
            side.Add(BehaviourNumber.RevenueSoFar, totals.MoneyE4[customer]);
            if (rhythm[customer] >= 0)
                side.Add(BehaviourNumber.DaysBetweenOrders, rhythm[customer]);
        }
    }

    private void AddDocuments(Bitmap.Rows documents)
    {
        var orders = context.Snapshot.Orders;
        var customers = orders.Customer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var minutes = orders.Minute.Span;
        var channels = new CodeSpan(orders.Channel.Codes);
        var lines = new BasketLines(context);
        var amounts = new AmountSpan(context.Selection.AmountE4);
        var (buyer, count, revenue, ordered, returns) = (-1, 0, 0L, 0L, 0);
        foreach (var order in documents)
        {
            if (customers[order] != buyer)
            {
                End(count, revenue, ordered, returns);
                (buyer, count, revenue, ordered, returns) = (customers[order], 0, 0, 0, 0);
            }

            var amount = amounts[order];
            revenue += amount;
            if (kinds[order] != DocumentKind.Order)
            {
                returns += kinds[order] == DocumentKind.Return ? 1 : 0;
                continue;
            }

            count++;
            ordered += amount;
            if (channels[order] is >= 0 and var code)
                channel.Add(code);
            weekday.Add(days[order] % 7); // Day number 0, 1 January of the year 1, was a Monday.
            hour.Add(minutes[order] / 60);
            dayPart.Add(minutes[order] / 360);
            basket.Add(in lines, order, buyer);
        }

        End(count, revenue, ordered, returns);
    }

    private void End(int count, long revenue, long ordered, int returns)
    {
        if (count == 0)
            return;
        side.Add(BehaviourNumber.OrdersInRange, count);
        side.Add(BehaviourNumber.RevenueInRange, revenue);
        side.Add(BehaviourNumber.OrderAmount, ordered / count);
        side.Returned += returns > 0 ? 1 : 0;
        channel.End(side.Channels);
        weekday.End(side.Weekdays);
        hour.End(side.Hours);
        dayPart.End(side.DayParts);
        basket.End();
    }

    /// <summary>What a customer did most often; of several, what reached that number last.</summary>
    private sealed class Favourite(int values)
    {
        private readonly int[] counts = new int[values];
        private readonly int[] seen = new int[values];
        private int distinct;
        private int best = -1;

        public void Add(int value)
        {
            if (counts[value]++ == 0)
                seen[distinct++] = value;
            if (best < 0 || counts[value] >= counts[best])
                best = value;
        }

        public void End(int[] customers)
        {
            if (best < 0)
                return;
            customers[best]++;
            foreach (var value in seen.AsSpan(0, distinct))
                counts[value] = 0;
            (distinct, best) = (0, -1);
        }
    }
}
