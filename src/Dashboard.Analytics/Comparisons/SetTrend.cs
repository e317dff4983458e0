using System.Numerics.Tensors;
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

    /// <summary>Counts the months and the range of two sets.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="selection">Which documents count.</param>
    /// <param name="range">The days; months end with the last of them.</param>
    /// <param name="cancellationToken">Polled.</param>
    internal static (SetTrend Trend, SetFigures A, SetFigures B) Of(Snapshot snapshot, TwoSets sets, Selection selection, DateRange range, CancellationToken cancellationToken)
    {
        var ends = SegmentSizes.MonthEnds(snapshot, range.To.DayNumber, MostMonths + 1);
        var isWhole = range.To.AddDays(1).Day == 1;
        if (ends.Length > 1)
            ends = isWhole ? ends[Math.Max(0, ends.Length - MostMonths)..] : ends[..^1];
        var first = DateOnly.FromDayNumber(ends[0]);
        var months = new MonthIndex(new DateOnly(first.Year, first.Month, 1).DayNumber, ends);
        var covered = selection.Orders & snapshot.DocumentsIn(new DateRange(DateOnly.FromDayNumber(months.FirstDay), DateOnly.FromDayNumber(ends[^1])));
        var documents = selection.Orders & snapshot.DocumentsIn(range);
        // The months hang on the last day alone: another first day counts only the range anew.
        var (monthsA, monthsB) = sets.Count(
            (nameof(SetTrend), range.To),
            (set, token) => Sums.Of(snapshot, covered, selection.AmountE4, set, months, token),
            (first, second) => first.With(second),
            (both, part) => both.Less(part),
            cancellationToken);
        var (rangeA, rangeB) = sets.Count(
            (nameof(SetTrend), range),
            (set, token) => Sums.Of(snapshot, documents, selection.AmountE4, set, new MonthIndex(range.From.DayNumber, [range.To.DayNumber]), token),
            (one, other) => one.With(other),
            (both, part) => both.Less(part),
            cancellationToken);
        var (knownA, knownB) = sets.Count((nameof(SetTrend), nameof(SetMonth), range.To), set => KnownIn(snapshot, set, months), cancellationToken);
        return (new SetTrend([.. ends.Select(DateOnly.FromDayNumber)], Build(monthsA, knownA), Build(monthsB, knownB)), rangeA.Figures(sets.A.Size), rangeB.Figures(sets.B.Size));
    }

    // Customers who became known in each month, the earlier ones in the first.
    private static int[] KnownIn(Snapshot snapshot, Bitmap set, MonthIndex months) => Partitions.Accumulate(
        set.Length,
        () => new int[months.Count],
        (known, from, to) =>
        {
            var knownSince = CustomerMembers.KnownSince(snapshot);
            foreach (var customer in set.Between(from, to))
            {
                if (months[knownSince[customer]] is var since && since < months.Count)
                    known[Math.Max(0, since)]++;
            }
        },
        (sum, more) => TensorPrimitives.Add<int>(sum, more, sum),
        CancellationToken.None);

    private static SetMonth[] Build(Sums sums, int[] knownIn)
    {
        var known = 0;
        return [.. knownIn.Select((more, month) => sums.Month(month, known += more))];
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

    /// <summary>Revenue, orders and active customers of each month.</summary>
    private sealed class Sums(int months)
    {
        private readonly long[] revenueE4 = new long[months];
        private readonly int[] orders = new int[months];
        private readonly int[] active = new int[months];
        private readonly int[] lastCustomer = new int[months]; // The number of the customer plus 1.

        public static Sums Of(Snapshot snapshot, Bitmap documents, DocumentAmounts amounts, OneSet set, MonthIndex months, CancellationToken cancellationToken)
        {
            var own = set.Documents & documents;
            var firstOfCustomer = snapshot.Orders.FirstOfCustomer;
            return Partitions.Accumulate(
                set.Customers.Length,
                () => new Sums(months.Count),
                (sums, from, to) => sums.Add(snapshot, own.Between(firstOfCustomer[from], firstOfCustomer[to]), amounts, months),
                (sum, more) => sum.Add(more),
                cancellationToken);
        }

        public Sums With(Sums other)
        {
            var both = new Sums(orders.Length);
            both.Add(this);
            both.Add(other);
            return both;
        }

        public Sums Less(Sums part)
        {
            var rest = new Sums(orders.Length);
            TensorPrimitives.Subtract<long>(revenueE4, part.revenueE4, rest.revenueE4);
            TensorPrimitives.Subtract<int>(orders, part.orders, rest.orders);
            TensorPrimitives.Subtract<int>(active, part.active, rest.active);
            return rest;
        }

        public SetMonth Month(int month, int known) => new(known, active[month], orders[month], revenueE4[month]);

        public SetFigures Figures(int customers) => new(customers, active[0], orders[0], revenueE4[0]);

        private void Add(Sums other)
        {
            TensorPrimitives.Add<long>(revenueE4, other.revenueE4, revenueE4);
            TensorPrimitives.Add<int>(orders, other.orders, orders);
            TensorPrimitives.Add<int>(active, other.active, active);
        }

        private void Add(Snapshot snapshot, Bitmap.Rows documents, DocumentAmounts amounts, MonthIndex months)
        {
            var customers = snapshot.Orders.Customer.Span;
            var days = snapshot.Orders.Day.Span;
            var kinds = snapshot.Orders.Kind.Span;
            var amountOf = new AmountSpan(amounts);
            foreach (var document in documents)
            {
                var month = months[days[document]];
                revenueE4[month] += amountOf[document];
                if (kinds[document] != DocumentKind.Order)
                    continue;
                orders[month]++;
                active[month] += lastCustomer[month] == customers[document] + 1 ? 0 : 1;
                lastCustomer[month] = customers[document] + 1;
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
