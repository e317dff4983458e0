using System.Runtime.CompilerServices;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Overview;

/// <summary>
/// Counts the figures of a range, its comparison and its pieces. Amounts and documents are added up by day and the days by period; customers, who count once in a
/// period, are counted by period.
/// </summary>
internal sealed class PeriodCounter
{
    private const int Current = 1;
    private const int Previous = 2;
    private const int FirstPiece = 3;

    private readonly int firstDay;
    private readonly DaySum[] days;
    private readonly DayPeriods[] periodsOfDay;
    private readonly Customers[] customers;
    private readonly DateRange[] ranges;

    /// <summary>Makes a counter of nothing.</summary>
    public PeriodCounter(Snapshot snapshot, DateRange range, DateRange? compared, TimeBuckets pieces)
    {
        firstDay = snapshot.FirstDay.DayNumber;
        days = new DaySum[snapshot.LastDay.DayNumber - firstDay + 1];
        // Days outside every period count for a period of their own, which nobody asks for.
        ranges = [new DateRange(DateOnly.MinValue, DateOnly.MinValue), range, compared ?? default, .. Enumerable.Range(0, pieces.Count).Select(i => pieces[i])];
        customers = new Customers[ranges.Length];
        periodsOfDay = new DayPeriods[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            var day = firstDay + i;
            periodsOfDay[i] = new DayPeriods(
                range.Contains(day) ? Current : 0,
                compared is { } before && before.Contains(day) ? Previous : 0,
                pieces.IndexOf(day) is var piece and >= 0 ? FirstPiece + piece : 0);
        }
    }

    public bool IsCurrent(int day) => periodsOfDay[day - firstDay].Current != 0;

    public bool IsPrevious(int day) => periodsOfDay[day - firstDay].Previous != 0;

    /// <summary>Adds a document.</summary>
    /// <param name="day">Its day number.</param>
    /// <param name="amountE4">Its amount in ten-thousandths.</param>
    /// <param name="isOrder">Whether it is an order.</param>
    public void Add(int day, long amountE4, bool isOrder)
    {
        ref var sum = ref days[day - firstDay];
        sum.RevenueE4 += amountE4;
        sum.Documents++;
        sum.Orders += isOrder ? 1 : 0;
    }

    /// <summary>Counts the customer of an order; the orders of a customer come one after the other.</summary>
    /// <param name="day">Day number of the order.</param>
    /// <param name="customer">Who ordered.</param>
    /// <param name="firstOrderDay">Day number of the first order of all of the customer.</param>
    /// <param name="isRepeat">Whether the order is not the first one.</param>
    public void AddCustomer(int day, int customer, int firstOrderDay, bool isRepeat)
    {
        ref readonly var periods = ref periodsOfDay[day - firstDay];
        customers[periods.Current].Add(customer, isRepeat, firstOrderDay >= ranges[Current].From.DayNumber);
        customers[periods.Previous].Add(customer, isRepeat, firstOrderDay >= ranges[Previous].From.DayNumber);
        customers[periods.Piece].Add(customer, isRepeat, firstOrderDay >= ranges[periods.Piece].From.DayNumber);
    }

    /// <summary>Adds what another counter of the same periods counted of other customers.</summary>
    public void Add(PeriodCounter other)
    {
        for (var i = 0; i < days.Length; i++)
            days[i].Add(other.days[i]);
        for (var i = 0; i < customers.Length; i++)
            customers[i].Add(other.customers[i]);
    }

    public PeriodFigures CurrentFigures(RiskPoint risk) => Figures(Current, risk);

    public PeriodFigures PreviousFigures(RiskPoint risk) => Figures(Previous, risk);

    public PeriodFigures PieceFigures(int piece, RiskPoint risk) => Figures(FirstPiece + piece, risk);

    /// <summary>What days that lie in the range or the comparison add up to.</summary>
    public DaySum Sum(DateRange range)
    {
        var sum = default(DaySum);
        var last = Math.Min(range.To.DayNumber - firstDay, days.Length - 1);
        for (var i = Math.Max(range.From.DayNumber - firstDay, 0); i <= last; i++)
            sum.Add(days[i]);
        return sum;
    }

    private PeriodFigures Figures(int period, RiskPoint risk)
    {
        var sum = Sum(ranges[period]);
        return new PeriodFigures
        {
            RevenueE4 = sum.RevenueE4,
            Documents = sum.Documents,
            Orders = sum.Orders,
            ActiveCustomers = customers[period].Active,
            NewCustomers = customers[period].Fresh,
            RepeatCustomers = customers[period].Repeat,
            CustomersAtRisk = risk.Customers,
            RevenueAtRiskE4 = risk.RevenueE4,
            CustomersWithRhythm = risk.CustomersWithRhythm,
        };
    }

    /// <summary>What the documents of a day, or of some days, add up to.</summary>
    public struct DaySum
    {
        public long RevenueE4;
        public int Documents;
        public int Orders;

        public void Add(in DaySum other)
        {
            RevenueE4 += other.RevenueE4;
            Documents += other.Documents;
            Orders += other.Orders;
        }
    }

    // The periods that a day belongs to, 0 for none.
    private readonly record struct DayPeriods(int Current, int Previous, int Piece);

    private struct Customers
    {
        public int Active;
        public int Fresh;
        public int Repeat;

        // The last customer seen, plus one.
        private int lastActive;
        private int lastRepeat;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int customer, bool isRepeat, bool isNew)
        {
            if (lastActive != customer + 1)
            {
                lastActive = customer + 1;
                Active++;
                Fresh += isNew ? 1 : 0;
            }

            if (isRepeat && lastRepeat != customer + 1)
            {
                lastRepeat = customer + 1;
                Repeat++;
            }
        }

        public void Add(in Customers other)
        {
            Active += other.Active;
            Fresh += other.Fresh;
            Repeat += other.Repeat;
        }
    }
}
