using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Repeat orders of a whole month beside those that a count model on the calendar expects of the customers won until then.</summary>
/// <param name="Start">Its first day.</param>
/// <param name="Actual">Repeat orders, above 0.</param>
/// <param name="Log">Logarithm of actual over expected.</param>
internal sealed record DemandMonth(DateOnly Start, double Actual, double Log)
{
    /// <summary>Months since the year 0.</summary>
    public int Index => (Start.Year * 12) + Start.Month;
}

/// <summary>The whole months of a shop with enough expected in them to compare.</summary>
internal static class DemandMonths
{
    private const double LeastExpected = 20;

    /// <summary>The months, in their order; those with little expected are left out.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="histories">What customers did until the day.</param>
    /// <param name="model">A count model in weeks of the calendar.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static IReadOnlyList<DemandMonth> Of(Snapshot snapshot, OrderHistories histories, CountModel model, CancellationToken cancellationToken)
    {
        var (firstDay, lastDay) = (snapshot.FirstDay.DayNumber, histories.AsOfDay);
        var won = new int[lastDay - firstDay + 1];
        for (var customer = 0; customer < histories.OrderDays.Length; customer++)
        {
            if (histories.OrderDays[customer] > 0)
                won[histories.FirstDay[customer] - firstDay]++;
        }

        var months = new List<(DateOnly Start, int From, int To)>();
        for (var start = snapshot.FirstDay.AddDays(1 - snapshot.FirstDay.Day).AddMonths(1); start.AddMonths(1).DayNumber - 1 <= lastDay; start = start.AddMonths(1))
            months.Add((start, start.DayNumber, start.AddMonths(1).DayNumber - 1));
        var actual = Repeats(snapshot, histories, months, cancellationToken);
        var points = new List<DemandMonth>();
        for (var index = 0; index < months.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (month, from, to) = months[index];
            var expected = 0.0;
            for (var day = firstDay; day <= to; day++)
            {
                if (won[day - firstDay] is var count and > 0)
                    expected += count * (model.ExpectedOrdersOfNew((to - day) / 7.0) - model.ExpectedOrdersOfNew(Math.Max(0, from - 1 - day) / 7.0));
            }

            if (expected >= LeastExpected && actual[index] > 0)
                points.Add(new(month, actual[index], Math.Log(actual[index] / expected)));
        }

        return points;
    }

    private static long[] Repeats(Snapshot snapshot, OrderHistories histories, List<(DateOnly Start, int From, int To)> months, CancellationToken cancellationToken)
    {
        var monthOf = new int[histories.AsOfDay - snapshot.FirstDay.DayNumber + 1];
        Array.Fill(monthOf, -1);
        for (var index = 0; index < months.Count; index++)
        {
            for (var day = months[index].From; day <= months[index].To; day++)
                monthOf[day - snapshot.FirstDay.DayNumber] = index;
        }

        var sums = new long[months.Count];
        foreach (var part in Partitions.Compute(
            snapshot.Customers.Count,
            (from, to) =>
            {
                var counts = new long[months.Count];
                var begins = snapshot.Orders.FirstOfCustomer.Span;
                var days = snapshot.Orders.Day.Span;
                var kinds = snapshot.Orders.Kind.Span;
                for (var customer = from; customer < to; customer++)
                {
                    var last = histories.FirstDay[customer];
                    for (var order = begins[customer]; order < begins[customer + 1] && days[order] <= histories.AsOfDay; order++)
                    {
                        if (kinds[order] != DocumentKind.Order || days[order] <= last)
                            continue;
                        last = days[order];
                        if (monthOf[last - snapshot.FirstDay.DayNumber] is var month and >= 0)
                            counts[month]++;
                    }
                }

                return counts;
            },
            cancellationToken))
        {
            for (var i = 0; i < sums.Length; i++)
                sums[i] += part[i];
        }

        return sums;
    }
}
