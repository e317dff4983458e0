using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How much is ordered in each month of the year: repeat orders of every month beside those that a count model without a season expects of the customers won until then, month by month of the year, less the trend,
/// and drawn towards 1 where a month was seen once or twice only.
/// </summary>
internal static class DemandSeason
{
    /// <summary>A season is looked for in this many days at least: every month of the year, and one of them twice.</summary>
    public const int LeastDays = 400;

    private const double LeastExpected = 20;

    /// <summary>Twelve factors, January first, 1 on average; empty where too little was seen.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="histories">What customers did until the day.</param>
    /// <param name="model">A count model in weeks of the calendar.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static IReadOnlyList<double> Find(Snapshot snapshot, OrderHistories histories, CountModel model, CancellationToken cancellationToken)
    {
        var (firstDay, lastDay) = (snapshot.FirstDay.DayNumber, histories.AsOfDay);
        if (lastDay - firstDay < LeastDays)
            return [];
        var won = new int[lastDay - firstDay + 1];
        for (var customer = 0; customer < histories.OrderDays.Length; customer++)
        {
            if (histories.OrderDays[customer] > 0)
                won[histories.FirstDay[customer] - firstDay]++;
        }

        var months = new List<(int Month, int From, int To)>();
        for (var start = snapshot.FirstDay.AddDays(1 - snapshot.FirstDay.Day).AddMonths(1); start.AddMonths(1).DayNumber - 1 <= lastDay; start = start.AddMonths(1))
            months.Add((start.Month, start.DayNumber, start.AddMonths(1).DayNumber - 1));
        var actual = Repeats(snapshot, histories, months, cancellationToken);
        var points = new List<(int Index, int Month, double Log)>();
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
                points.Add((index, month, Math.Log(actual[index] / expected)));
        }

        return points.Select(p => p.Month).Distinct().Count() == 12 ? Factors(points) : [];
    }

    private static double[] Factors(List<(int Index, int Month, double Log)> points)
    {
        // A trend is told from a season where two years were seen.
        var (meanIndex, meanLog) = (points.Average(p => p.Index), points.Average(p => p.Log));
        var slope = points.Count >= 24
            ? points.Sum(p => (p.Index - meanIndex) * (p.Log - meanLog)) / points.Sum(p => (p.Index - meanIndex) * (p.Index - meanIndex))
            : 0;
        var factors = new double[12];
        foreach (var month in points.GroupBy(p => p.Month))
        {
            var seen = month.Count();
            factors[month.Key - 1] = Math.Exp(month.Average(p => p.Log - meanLog - (slope * (p.Index - meanIndex))) * seen / (seen + 1));
        }

        var mean = factors.Average();
        return Array.ConvertAll(factors, factor => Math.Round(factor / mean, 4));
    }

    private static long[] Repeats(Snapshot snapshot, OrderHistories histories, List<(int Month, int From, int To)> months, CancellationToken cancellationToken)
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
