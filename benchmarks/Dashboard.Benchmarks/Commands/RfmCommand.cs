using System.Diagnostics;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Benchmarks.Shops;

namespace Dashboard.Benchmarks.Commands;

/// <summary>
/// RFM of every customer from orders in memory: our scores, whose thresholds never split equal customers, and then the rank quintiles that other programs compute and that are compared.
/// </summary>
internal static class RfmCommand
{
    private const int Runs = 7;

    public static void Run(string orders)
    {
        var start = Stopwatch.GetTimestamp();
        var snapshot = CsvOrders.Read(orders);
        var load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (first, cells) = Score(snapshot);
        var runs = Enumerable.Range(0, Runs).Select(_ => Score(snapshot).Times).ToArray();
        Answer.Print(
            new { load, query = first.Scores + first.Tiles, scores = first.Scores, warm = Median(runs.Select(r => r.Scores + r.Tiles)), warmScores = Median(runs.Select(r => r.Scores)) },
            new { rows = snapshot.Orders.Count, customers = cells.Customers, sum = cells.SumE4 / 10_000m, cells = cells.Count });
    }

    /// <summary>The median of a few times.</summary>
    public static double Median(IEnumerable<double> times) => times.Order().ElementAt(Runs / 2);

    private static ((double Scores, double Tiles) Times, (int Count, int Customers, long SumE4) Cells) Score(Snapshot columns)
    {
        var snapshot = CsvOrders.Fresh(columns);
        var asOf = snapshot.LastDay.DayNumber;
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var scores = RfmScores.Of(snapshot, asOf);
        var scored = Stopwatch.GetTimestamp();
        var buyers = Predicates.Where(Column<int>.Of(scores.Orders), static orders => orders > 0);
        var recency = RankTiles.Of(Numbers.Of(scores.DaysSinceLastOrder), buyers, 5, descending: true, CancellationToken.None);
        var frequency = RankTiles.Of(Numbers.Of(scores.Orders), buyers, 5, descending: false, CancellationToken.None);
        var money = RankTiles.Of(Numbers.Of(scores.MoneyE4), buyers, 5, descending: false, CancellationToken.None);
        var cells = new bool[6 * 36];
        foreach (var customer in buyers)
            cells[(recency[customer] * 36) + (frequency[customer] * 6) + money[customer]] = true;
        var end = Stopwatch.GetTimestamp();
        return ((Stopwatch.GetElapsedTime(start, scored).TotalSeconds, Stopwatch.GetElapsedTime(scored, end).TotalSeconds),
            (cells.Count(c => c), buyers.Count(), scores.MoneyE4.Sum()));
    }
}
