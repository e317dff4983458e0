using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How the windows held: they are made as of an earlier day, and compared with the orders that came since. Whose 80 % window reaches beyond the last day is left out, since a late order could not be seen;
/// and of the others only those count who did order again, since a window says when, not whether.
/// </summary>
/// <param name="Origin">The earlier day.</param>
/// <param name="Customers">Customers who ordered again and whose window had ended.</param>
/// <param name="Within50">Of them, those who came within the 50 % window.</param>
/// <param name="Within80">Of them, those who came within the 80 % window.</param>
/// <param name="MedianError">Median distance in days between the day that halves the window and the order.</param>
/// <param name="NaiveError">The same for a naive date: the shop's typical gap after the last order, at the earliest the day after the origin.</param>
public sealed record NextOrderBacktest(DateOnly Origin, int Customers, int Within50, int Within80, double MedianError, double NaiveError)
{
    /// <summary>Most customers looked at; of a larger shop, every second, third … is.</summary>
    public const int MostCustomers = 50_000;

    /// <summary>Fewest customers who ordered again that a backtest speaks of.</summary>
    public const int LeastCustomers = 30;

    /// <summary>Share within the 50 % window.</summary>
    public double Share50 => (double)Within50 / Customers;

    /// <summary>Share within the 80 % window.</summary>
    public double Share80 => (double)Within80 / Customers;

    /// <summary>95 % interval (Wilson) of the share within the 50 % window.</summary>
    public Interval Coverage50 => Proportions.Wilson(Within50, Customers);

    /// <summary>95 % interval (Wilson) of the share within the 80 % window.</summary>
    public Interval Coverage80 => Proportions.Wilson(Within80, Customers);

    /// <summary>Looks back from a day; null when too few customers ordered again.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="originDay">Day number as of which the windows are made.</param>
    /// <param name="asOfDay">Day number until which orders are looked for.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static NextOrderBacktest? Of(Snapshot snapshot, int originDay, int asOfDay, CancellationToken cancellationToken)
    {
        var then = NextOrders.Of(snapshot, originDay);
        if (!then.IsEnough || RepurchaseIntervals.Of(snapshot, originDay) is not { IsEnough: true } intervals)
            return null;
        var naive = (int)Math.Round(intervals.Quantile(0.5));
        var step = Math.Max(1, snapshot.Customers.Count / MostCustomers);
        var parts = Partitions.Compute(snapshot.Customers.Count, (from, to) => Look(snapshot, then, from, to, step, originDay, asOfDay, naive), cancellationToken);
        double[] errors = [.. parts.SelectMany(p => p.Errors).Order()];
        double[] naives = [.. parts.SelectMany(p => p.Naives).Order()];
        return errors.Length < LeastCustomers
            ? null
            : new NextOrderBacktest(
                DateOnly.FromDayNumber(originDay), errors.Length, parts.Sum(p => p.Within50), parts.Sum(p => p.Within80), SortedQuantiles.Type7(errors, 0.5), SortedQuantiles.Type7(naives, 0.5));
    }

    private static Part Look(Snapshot snapshot, NextOrders then, int from, int to, int step, int originDay, int asOfDay, int naive)
    {
        var part = new Part();
        var orders = snapshot.Orders;
        var begins = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        for (var customer = (from + step - 1) / step * step; customer < to; customer += step)
        {
            if (then.Window(customer) is not { } window || window.Latest80 > asOfDay)
                continue;
            var order = begins[customer];
            while (order < begins[customer + 1] && (days[order] <= originDay || kinds[order] != DocumentKind.Order))
                order++;
            if (order == begins[customer + 1] || days[order] > asOfDay)
                continue;
            var day = days[order];
            part.Within50 += day >= window.Earliest50 && day <= window.Latest50 ? 1 : 0;
            part.Within80 += day >= window.Earliest80 && day <= window.Latest80 ? 1 : 0;
            part.Errors.Add(Math.Abs(day - window.Median));
            part.Naives.Add(Math.Abs(day - Math.Max(originDay + 1, originDay - then.SilentDays[customer] + naive)));
        }

        return part;
    }

    private sealed class Part
    {
        public int Within50 { get; set; }

        public int Within80 { get; set; }

        public List<double> Errors { get; } = [];

        public List<double> Naives { get; } = [];
    }
}
