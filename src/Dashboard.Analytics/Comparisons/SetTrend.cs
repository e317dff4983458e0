using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>What two sets of customers did month by month: who is in them is fixed by the end of the range, so the lines follow the same people back in time.</summary>
/// <param name="Months">The last days of the months, oldest first; whole months, but for the only one of a shop that has no whole month.</param>
/// <param name="A">The first set.</param>
/// <param name="B">The second set.</param>
public sealed record SetTrend(IReadOnlyList<DateOnly> Months, IReadOnlyList<SetMonth> A, IReadOnlyList<SetMonth> B)
{
    /// <summary>The most months.</summary>
    public const int MostMonths = 24;

    /// <summary>Counts the months and the range of two sets that share nobody.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="a">The first set.</param>
    /// <param name="b">The second set.</param>
    /// <param name="selection">Which documents count.</param>
    /// <param name="range">The days; months end with the last of them.</param>
    /// <param name="cancellationToken">Polled.</param>
    internal static (SetTrend Trend, SetFigures A, SetFigures B) Of(Snapshot snapshot, Bitmap a, Bitmap b, Selection selection, DateRange range, CancellationToken cancellationToken)
    {
        var ends = SegmentSizes.MonthEnds(snapshot, range.To.DayNumber, MostMonths + 1);
        var isWhole = range.To.AddDays(1).Day == 1;
        if (ends.Length > 1)
            ends = isWhole ? ends[Math.Max(0, ends.Length - MostMonths)..] : ends[..^1];
        var first = DateOnly.FromDayNumber(ends[0]);
        var months = new MonthIndex(new DateOnly(first.Year, first.Month, 1).DayNumber, ends);
        var both = a | b;
        var sums = Partitions.Accumulate(
            both.Length,
            () => new Sums(snapshot, selection, a, range, months),
            (part, from, to) => part.Add(both.Between(from, to)),
            (sum, more) => sum.Add(more),
            cancellationToken);
        var trend = new SetTrend([.. ends.Select(DateOnly.FromDayNumber)], sums.A.Build(), sums.B.Build());
        return (trend, sums.A.Range.Figures(a.Count()), sums.B.Range.Figures(b.Count()));
    }

    /// <summary>Finds the month of a day.</summary>
    private sealed class MonthIndex
    {
        private readonly int[] monthOf;

        public MonthIndex(int firstDay, int[] ends)
        {
            (FirstDay, Count) = (firstDay, ends.Length);
            monthOf = new int[ends[^1] - firstDay + 1];
            for (var (day, month) = (0, 0); day < monthOf.Length; day++)
            {
                month += day + firstDay > ends[month] ? 1 : 0;
                monthOf[day] = month;
            }
        }

        public int FirstDay { get; }

        public int Count { get; }

        /// <summary>The month of a day; −1 before the first and <see cref="Count"/> behind the last.</summary>
        public int this[int day] => day < FirstDay ? -1 : day - FirstDay < monthOf.Length ? monthOf[day - FirstDay] : Count;
    }

    private sealed class Side(int months)
    {
        public DocumentTally Range { get; } = new();

        public DocumentTally[] Months { get; } = [.. Enumerable.Range(0, months).Select(_ => new DocumentTally())];

        /// <summary>Customers who became known in each month, the earlier ones in the first.</summary>
        public int[] Known { get; } = new int[months];

        public void Add(Side other)
        {
            Range.Add(other.Range);
            for (var month = 0; month < Months.Length; month++)
            {
                Months[month].Add(other.Months[month]);
                Known[month] += other.Known[month];
            }
        }

        public SetMonth[] Build()
        {
            var known = 0;
            return [.. Months.Select((tally, month) => tally.Figures(known += Known[month])).Select(f => new SetMonth(f.Customers, f.Active, f.Orders, f.RevenueE4))];
        }
    }

    private sealed class Sums(Snapshot snapshot, Selection selection, Bitmap a, DateRange range, MonthIndex months)
    {
        public Side A { get; } = new(months.Count);

        public Side B { get; } = new(months.Count);

        public void Add(Sums other)
        {
            A.Add(other.A);
            B.Add(other.B);
        }

        public void Add(Bitmap.Rows customers)
        {
            var firstOfCustomer = snapshot.Orders.FirstOfCustomer.Span;
            var days = snapshot.Orders.Day.Span;
            var kinds = snapshot.Orders.Kind.Span;
            var (from, to) = (range.From.DayNumber, range.To.DayNumber);
            foreach (var customer in customers)
            {
                var side = a[customer] ? A : B;
                if (months[CustomerMembers.KnownSince(snapshot, customer)] is var since && since < months.Count)
                    side.Known[Math.Max(0, since)]++;
                for (var order = firstOfCustomer[customer]; order < firstOfCustomer[customer + 1] && days[order] <= to; order++)
                {
                    if (!selection.Orders[order])
                        continue;
                    var (day, amountE4) = (days[order], selection.AmountE4[order]);
                    if (months[day] is var month && month >= 0 && month < months.Count)
                        side.Months[month].Add(customer, kinds[order], amountE4);
                    if (day >= from)
                        side.Range.Add(customer, kinds[order], amountE4);
                }
            }
        }
    }
}

/// <summary>What a set did in a month.</summary>
/// <param name="Customers">Those of its customers who were known by the end of the month.</param>
/// <param name="Active">Those with an order in it.</param>
/// <param name="Orders">Their orders.</param>
/// <param name="RevenueE4">Their revenue net of returns, in ten-thousandths.</param>
public sealed record SetMonth(int Customers, int Active, int Orders, long RevenueE4)
{
    /// <summary>Share of the known customers who ordered, 0 to 1; null without any.</summary>
    public double? ActiveShare => Customers == 0 ? null : (double)Active / Customers;

    /// <summary>Orders a known customer.</summary>
    public double? OrdersEach => Customers == 0 ? null : (double)Orders / Customers;

    /// <summary>Revenue a known customer, in ten-thousandths.</summary>
    public double? RevenueEachE4 => Customers == 0 ? null : (double)RevenueE4 / Customers;
}
