using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Overview;

/// <summary>Counts the figures of a range, its comparison and its pieces in one pass over the documents.</summary>
internal sealed class PeriodCounter
{
    private readonly Tally current = new();
    private readonly Tally previous = new();
    private readonly Tally[] pieces;

    private PeriodCounter(int pieces) => this.pieces = [.. Enumerable.Range(0, pieces).Select(_ => new Tally())];

    public static PeriodCounter Count(Snapshot snapshot, Selection selection, DateRange range, DateRange? compared, TimeBuckets buckets)
    {
        var counter = new PeriodCounter(buckets.Count);
        var orders = snapshot.Orders;
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var (begin, end) = (orders.FirstOfCustomer[customer], orders.FirstOfCustomer[customer + 1]);
            var (earlier, firstDay) = (0, 0);
            for (var order = begin; order < end; order++)
            {
                if (orders.Kind[order] == DocumentKind.Order)
                {
                    earlier++;
                    firstDay = earlier == 1 ? orders.Day[order] : firstDay;
                }

                if (selection.Orders[order])
                    counter.Add(orders, order, selection.AmountE4[order], customer, earlier, firstDay, range, compared, buckets);
            }
        }

        for (var order = orders.FirstOfCustomer[^1]; order < orders.Count; order++)
        {
            if (selection.Orders[order])
                counter.Add(orders, order, selection.AmountE4[order], -1, 0, 0, range, compared, buckets);
        }

        return counter;
    }

    public PeriodFigures Current(RiskPoint risk) => current.Figures(risk);

    public PeriodFigures Previous(RiskPoint risk) => previous.Figures(risk);

    public PeriodFigures[] Pieces(IEnumerable<RiskPoint> risks) => [.. pieces.Zip(risks, (piece, risk) => piece.Figures(risk))];

    private void Add(OrderColumns orders, int order, long amount, int customer, int ordersSoFar, int firstDay, DateRange range, DateRange? compared, TimeBuckets buckets)
    {
        var day = orders.Day[order];
        var isOrder = orders.Kind[order] == DocumentKind.Order;
        if (compared is { } before && before.Contains(day))
            previous.Add(amount, isOrder, customer, ordersSoFar, firstDay >= before.From.DayNumber);
        if (!range.Contains(day))
            return;
        current.Add(amount, isOrder, customer, ordersSoFar, firstDay >= range.From.DayNumber);
        if (buckets.IndexOf(day) is var piece and >= 0)
            pieces[piece].Add(amount, isOrder, customer, ordersSoFar, firstDay >= buckets.Starts[piece]);
    }

    private sealed class Tally
    {
        private long revenueE4;
        private int documents;
        private int orders;
        private int active;
        private int fresh;
        private int repeat;
        private int lastActive = -1;
        private int lastRepeat = -1;

        /// <summary>Adds a document; those of a customer come one after the other, in the order of time.</summary>
        public void Add(long amount, bool isOrder, int customer, int ordersSoFar, bool isNew)
        {
            revenueE4 += amount;
            documents++;
            if (!isOrder)
                return;
            orders++;
            if (customer < 0)
                return;
            if (lastActive != customer)
            {
                lastActive = customer;
                active++;
                fresh += isNew ? 1 : 0;
            }

            if (ordersSoFar >= 2 && lastRepeat != customer)
            {
                lastRepeat = customer;
                repeat++;
            }
        }

        public PeriodFigures Figures(RiskPoint risk) => new()
        {
            RevenueE4 = revenueE4,
            Documents = documents,
            Orders = orders,
            ActiveCustomers = active,
            NewCustomers = fresh,
            RepeatCustomers = repeat,
            CustomersAtRisk = risk.Customers,
            RevenueAtRiskE4 = risk.RevenueE4,
            CustomersWithRhythm = risk.CustomersWithRhythm,
        };
    }
}
