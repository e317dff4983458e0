using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Trends;

/// <summary>
/// Who came back: customers by the calendar month of their first order, and what share of each cohort ordered in the months after it.
/// Cohorts are the months that the range touches, each whole, also where the range begins within it; cells go up to the end of the range.
/// </summary>
/// <param name="Scope">When and whom; the comparison is not used.</param>
public sealed record CohortsRequest(Scope Scope) : IAnalysis<CohortsResult>
{
    /// <inheritdoc/>
    public CohortsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var asOf = range.To < snapshot.LastDay ? range.To : snapshot.LastDay;
        var from = range.From > snapshot.FirstDay ? range.From : snapshot.FirstDay;
        var first = Month(from);
        var count = from > asOf || snapshot.Orders.Count == 0 ? 0 : Month(asOf) - first + 1;
        var (sizes, active, revenue) = (new int[count], new int[count, count], new long[count, count]);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var (documents, before) = Count(snapshot, selection, first, asOf, sizes, active, revenue, cancellationToken);
        var cohorts = Enumerable.Range(0, count).Select(c => Cohort(snapshot, first, c, asOf, sizes, active, revenue)).ToArray();
        var customers = sizes.Sum();
        return new CohortsResult
        {
            Cohorts = customers == 0 ? [] : cohorts,
            Totals = Totals(cohorts, revenue),
            Missing = customers == 0 ? new NotEnoughData("cohorts", "customers with a first order in the range", 1, 0) : null,
            AsOf = asOf,
            Receipt = Receipt.For(
                snapshot,
                Scope with { Comparison = Comparison.None },
                "Customers by the calendar month of their first order of all (month 0). A cell is the share of the cohort with an order in that month, with Wilson's 95 % interval; revenue is net of returns. "
                + "The totals weigh cohorts by their size and hold only those for which the month is over.",
                documents,
                "documents") with
            {
                LeftOut = before > 0 ? [new LeftOut(before, "documents dated before the customer's first order")] : [],
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

    private static (long Documents, long Before) Count(
        Snapshot snapshot, Selection selection, int first, DateOnly asOf, int[] sizes, int[,] active, long[,] revenue, CancellationToken cancellationToken)
    {
        var orders = snapshot.Orders;
        var (documents, before) = (0L, 0L);
        for (var customer = 0; customer < snapshot.Customers.Count && sizes.Length > 0; customer++)
        {
            if ((customer & 0xFFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!selection.Customers[customer])
                continue;
            var (begin, end) = (orders.FirstOfCustomer[customer], orders.FirstOfCustomer[customer + 1]);
            var start = begin;
            while (start < end && orders.Kind[start] != DocumentKind.Order)
                start++;
            if (start == end || orders.Day[start] > asOf.DayNumber || Month(DateOnly.FromDayNumber(orders.Day[start])) - first is not (>= 0 and var cohort))
                continue;
            sizes[cohort]++;
            for (var order = begin; order < start; order++)
                before += selection.Orders[order] ? 1 : 0;
            var seen = -1;
            for (var order = start; order < end && orders.Day[order] <= asOf.DayNumber; order++)
            {
                if (!selection.Orders[order])
                    continue;
                documents++;
                var month = Month(DateOnly.FromDayNumber(orders.Day[order])) - first - cohort;
                revenue[cohort, month] += selection.AmountE4[order];
                if (orders.Kind[order] != DocumentKind.Order || month == seen)
                    continue;
                seen = month;
                active[cohort, month]++;
            }
        }

        return (documents, before);
    }

    private static Cohort Cohort(Snapshot snapshot, int first, int cohort, DateOnly asOf, int[] sizes, int[,] active, long[,] revenue)
    {
        var month = new DateOnly((first + cohort) / 12, ((first + cohort) % 12) + 1, 1);
        var cells = new CohortCell[sizes[cohort] == 0 ? 0 : sizes.Length - cohort];
        var sum = 0L;
        for (var k = 0; k < cells.Length; k++)
        {
            var customers = active[cohort, k];
            sum += revenue[cohort, k];
            cells[k] = new CohortCell(
                customers,
                (double)customers / sizes[cohort],
                Proportions.Wilson(customers, sizes[cohort]),
                revenue[cohort, k],
                (double)sum / sizes[cohort],
                month.AddMonths(k + 1).AddDays(-1) <= asOf);
        }

        return new Cohort(month, sizes[cohort], month <= snapshot.FirstDay, cells);
    }

    private static List<CohortTotal> Totals(Cohort[] cohorts, long[,] revenue)
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
                    sum += revenue[c, month];
            }

            if (size == 0)
                break;
            totals.Add(new CohortTotal(count, size, customers, (double)customers / size, Proportions.Wilson(customers, size), (double)sum / size));
        }

        return totals;
    }
}
