using System.Globalization;
using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Trends;

/// <summary>
/// Who came back: customers by the calendar month of their first order, and what share of each cohort ordered in the months after it.
/// Cohorts are the months that the range touches, each whole, also where the range begins within it; cells go up to the end of the range.
/// </summary>
/// <param name="Scope">When and whom; the comparison is not used.</param>
public sealed record CohortsRequest(Scope Scope) : IAnalysis<CohortsResult>, IScoped
{
    /// <inheritdoc/>
    public CohortsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var asOf = range.To < snapshot.LastDay ? range.To : snapshot.LastDay;
        var from = range.From > snapshot.FirstDay ? range.From : snapshot.FirstDay;
        var first = Month(from);
        var count = from > asOf || snapshot.Orders.Count == 0 ? 0 : Month(asOf) - first + 1;
        var sums = Count(snapshot, Selection.Of(snapshot, Scope.Filter, range.To.DayNumber), first, count, asOf, cancellationToken);
        var cohorts = Enumerable.Range(0, count).Select(c => Cohort(snapshot, first, c, asOf, sums)).ToArray();
        var customers = sums.Sizes.Sum();
        return new CohortsResult
        {
            Cohorts = customers == 0 ? [] : cohorts,
            Totals = Totals(cohorts),
            Missing = customers == 0 ? new NotEnoughData("cohorts", "customers with a first order in the range", 1, 0) : null,
            AsOf = asOf,
            Receipt = Receipt.For(
                snapshot,
                Scope with { Comparison = Comparison.None },
                "Customers by the calendar month of their first order of all (month 0). A cell is the share of the cohort with an order in that month, with Wilson's 95 % interval; revenue is net of returns. "
                + "The totals weigh cohorts by their size and hold only those for which the month is over.",
                sums.Documents,
                "documents") with
            {
                LeftOut = sums.Before > 0 ? [new LeftOut(sums.Before, "documents dated before the customer's first order")] : [],
                Details =
                [
                    new("Customers in cohorts", customers.ToString("N0", CultureInfo.InvariantCulture)),
                    new("Interval", "Wilson, 95 %"),
                    new("Known up to", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ],
            },
        };
    }

    private static int Month(DateOnly day) => (day.Year * 12) + day.Month - 1;

    private static CohortSums Count(Snapshot snapshot, Selection selection, int first, int count, DateOnly asOf, CancellationToken cancellationToken)
    {
        var all = new CohortSums(count);
        if (count == 0)
            return all;
        var firstOrders = FirstOrders.Of(snapshot);
        int[] months = [.. Enumerable.Range(snapshot.FirstDay.DayNumber, snapshot.LastDay.DayNumber - snapshot.FirstDay.DayNumber + 1).Select(day => Month(DateOnly.FromDayNumber(day)) - first)];
        foreach (var sums in Accumulators.Fill(
            snapshot.Customers.Count,
            () => new CohortSums(count),
            (sums, from, to) => Add(snapshot, selection, selection.Customers.Between(from, to), firstOrders, months, asOf.DayNumber, sums),
            cancellationToken))
        {
            all.Add(sums);
        }

        return all;
    }

    private static void Add(Snapshot snapshot, Selection selection, Bitmap.Rows customers, int[] firstOrders, int[] months, int asOfDay, CohortSums sums)
    {
        var begins = snapshot.Orders.FirstOfCustomer.Span;
        var days = snapshot.Orders.Day.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var firstDay = snapshot.FirstDay.DayNumber;
        foreach (var customer in customers)
        {
            var start = firstOrders[customer];
            if (start < 0 || days[start] > asOfDay || months[days[start] - firstDay] is not (>= 0 and var cohort))
                continue;
            sums.Sizes[cohort]++;
            sums.Before += selection.Orders.Count(begins[customer], start);
            var seen = -1;
            foreach (var order in selection.Orders.Between(start, begins[customer + 1]))
            {
                if (days[order] > asOfDay)
                    break;
                sums.Documents++;
                var month = months[days[order] - firstDay] - cohort;
                var cell = (cohort * sums.Sizes.Length) + month;
                sums.RevenueE4[cell] += selection.AmountE4[order];
                if (kinds[order] != DocumentKind.Order || month == seen)
                    continue;
                seen = month;
                sums.Active[cell]++;
            }
        }
    }

    private static Cohort Cohort(Snapshot snapshot, int first, int cohort, DateOnly asOf, CohortSums sums)
    {
        var month = new DateOnly((first + cohort) / 12, ((first + cohort) % 12) + 1, 1);
        var size = sums.Sizes[cohort];
        var cells = new CohortCell[size == 0 ? 0 : sums.Sizes.Length - cohort];
        var sum = 0L;
        for (var k = 0; k < cells.Length; k++)
        {
            var cell = (cohort * sums.Sizes.Length) + k;
            var customers = sums.Active[cell];
            sum += sums.RevenueE4[cell];
            cells[k] = new CohortCell(
                customers,
                (double)customers / size,
                Proportions.Wilson(customers, size),
                sums.RevenueE4[cell],
                (double)sum / size,
                month.AddMonths(k + 1).AddDays(-1) <= asOf);
        }

        return new Cohort(month, size, month <= snapshot.FirstDay, cells);
    }

    private static List<CohortTotal> Totals(Cohort[] cohorts)
    {
        var totals = new List<CohortTotal>();
        for (var k = 0; k < cohorts.Length; k++)
        {
            var (count, size, customers, sum) = (0, 0, 0, 0L);
            for (var c = 0; c < cohorts.Length; c++)
            {
                if (k >= cohorts[c].Cells.Count || !cohorts[c].Cells[k].IsWhole)
                    continue;
                count++;
                size += cohorts[c].Size;
                customers += cohorts[c].Cells[k].Customers;
                for (var month = 0; month <= k; month++)
                    sum += cohorts[c].Cells[month].RevenueE4;
            }

            if (size == 0)
                break;
            totals.Add(new CohortTotal(count, size, customers, (double)customers / size, Proportions.Wilson(customers, size), (double)sum / size));
        }

        return totals;
    }

    /// <summary>What the documents of cohorts add up to; a cell is a cohort and a month since its first.</summary>
    private sealed class CohortSums(int cohorts)
    {
        public int[] Sizes { get; } = new int[cohorts];

        public int[] Active { get; } = new int[cohorts * cohorts];

        public long[] RevenueE4 { get; } = new long[cohorts * cohorts];

        public long Documents { get; set; }

        public long Before { get; set; }

        public void Add(CohortSums other)
        {
            TensorPrimitives.Add<int>(Sizes, other.Sizes, Sizes);
            TensorPrimitives.Add<int>(Active, other.Active, Active);
            TensorPrimitives.Add<long>(RevenueE4, other.RevenueE4, RevenueE4);
            Documents += other.Documents;
            Before += other.Before;
        }
    }
}
