using System.Diagnostics;
using Dashboard.Analytics.Queries;
using Dashboard.Benchmarks.Shops;

namespace Dashboard.Benchmarks.Commands;

/// <summary>A segment of five conditions that nothing was prepared for, counted and summed up by country.</summary>
internal static class SegmentCommand
{
    public static void Run(string customers)
    {
        var start = Stopwatch.GetTimestamp();
        var columns = CsvCustomers.Read(customers);
        var load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (taken, totals) = Query(columns);
        var times = new double[21];
        for (var i = 0; i < times.Length; i++)
            (times[i], totals) = Query(columns);
        Array.Sort(times);
        Answer.Print(
            new { load, query = times[10], first = taken },
            new
            {
                customers = Sum(totals.Rows),
                groups = totals.Rows.Length - System.MemoryExtensions.Count(totals.Rows, 0),
                spend = Sum(totals.SpendE4) / 10_000m,
                churn = Sum(totals.ChurnE4) / 10_000m,
            });
    }

    private static (double Seconds, (long[] Rows, long[] SpendE4, long[] ChurnE4) Totals) Query(CsvCustomers c)
    {
        var start = Stopwatch.GetTimestamp();
        var women = new bool[c.Gender.Values.Length + 1];
        women[c.Gender.CodeOf("F")] = true;
        var segment = Predicates.Where(
            Predicate.In(c.Gender.Codes, women),
            Predicate.Between(c.EmailOptIn, 10_000, 10_000),
            Predicate.Between(c.Age, 25_0000, 54_0000),
            Predicate.Between(c.DaysSinceLast, 0, 180_0000),
            Predicate.Between(c.SpendE4, 100_0001, long.MaxValue));
        var (spend, churn) = (Measure.Sum(Numbers.Of(c.SpendE4)), Measure.Sum(Numbers.Of(c.ChurnE4)));
        var totals = new GroupBy([Grouping.Of(c.Country)], spend, churn).Compute(segment, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (seconds, (totals.Rows.ToArray(), totals.Of(spend).ToArray(), totals.Of(churn).ToArray()));
    }

    private static long Sum(long[] values) => values.Sum();
}
