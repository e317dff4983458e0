using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>How many days lie between the days on which a customer ordered, on average until a day.</summary>
internal static class OrderRhythm
{
    /// <summary>Whole numbers that make a day.</summary>
    public const int Scale = 10;

    /// <summary>The days in parts of <see cref="Scale"/>, rounded; −1 for customers who ordered on fewer than two days. One entry a customer, computed once for each day.</summary>
    public static int[] Of(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(OrderRhythm), asOfDay), () =>
    {
        var means = new int[snapshot.Customers.Count];
        Partitions.Run(means.Length, (from, to) => Read(snapshot.Orders, asOfDay, means, from, to), CancellationToken.None);
        return means;
    });

    private static void Read(OrderColumns orders, int asOfDay, int[] means, int from, int to)
    {
        var firstOfCustomer = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (first, last, gaps) = (-1, -1, 0);
            for (var order = firstOfCustomer[customer]; order < firstOfCustomer[customer + 1] && days[order] <= asOfDay; order++)
            {
                var day = days[order];
                if (kinds[order] != DocumentKind.Order || day == last)
                    continue;
                gaps += last < 0 ? 0 : 1;
                first = first < 0 ? day : first;
                last = day;
            }

            means[customer] = gaps == 0 ? -1 : (int)((((long)Scale * (last - first)) + (gaps / 2)) / gaps);
        }
    }
}
