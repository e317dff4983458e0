using System.Diagnostics;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Benchmarks.Shops;

namespace Dashboard.Benchmarks.Commands;

/// <summary>Orders and revenue by day and channel, of the customers of a segment; finding them is part of it.</summary>
internal static class TrendCommand
{
    public static void Run(string orders, string customers)
    {
        var start = Stopwatch.GetTimestamp();
        var snapshot = CsvOrders.Read(orders);
        var columns = CsvCustomers.Read(customers);
        var load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (first, cells) = Query(snapshot, columns);
        var times = Enumerable.Range(0, 7).Select(_ => Query(snapshot, columns).Seconds);
        Answer.Print(
            new { load, query = RfmCommand.Median(times), first },
            new
            {
                groups = cells.Count(c => c.Orders > 0),
                orders = cells.Sum(c => c.Orders),
                revenue = cells.Sum(c => c.RevenueE4) / 10_000m,
                highest = cells.Max(c => c.RevenueE4) / 10_000m,
            });
    }

    private static (double Seconds, (long Orders, long RevenueE4)[] Cells) Query(Snapshot columns, CsvCustomers c)
    {
        var snapshot = CsvOrders.Fresh(columns);
        var range = new DateRange(snapshot.FirstDay, snapshot.LastDay);
        var start = Stopwatch.GetTimestamp();
        var women = new bool[c.Gender.Values.Length + 1];
        women[c.Gender.CodeOf("F")] = true;
        var segment = Predicates.Where(
            Predicate.In(c.Gender.Codes, women),
            Predicate.Between(c.EmailOptIn, 10_000, 10_000),
            Predicate.Between(c.Age, 25_0000, 54_0000));
        var documents = snapshot.Orders.Of(segment) & snapshot.DocumentsIn(range);
        var revenue = Measure.Sum(Numbers.Of(snapshot.Orders.AmountE4));
        var totals = new GroupBy([Grouping.OfDays(snapshot.Orders.Day, range), Grouping.Of(snapshot.Orders.Channel)], revenue).Compute(documents, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (seconds, [.. totals.Rows.ToArray().Zip(totals.Of(revenue).ToArray())]);
    }
}
