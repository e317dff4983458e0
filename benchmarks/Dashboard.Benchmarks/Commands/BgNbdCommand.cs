using System.Diagnostics;
using System.Globalization;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Queries;

namespace Dashboard.Benchmarks.Commands;

/// <summary>A fit of BG/NBD, and the orders expected of every customer in 39 weeks.</summary>
internal static class BgNbdCommand
{
    private const double Weeks = 39;

    public static void Run(string file)
    {
        string[][] lines = [.. File.ReadLines(file).Skip(1).Select(line => line.Split(','))];
        var orders = Array.ConvertAll(lines, line => int.Parse(line[1], CultureInfo.InvariantCulture));
        var last = Array.ConvertAll(lines, line => double.Parse(line[2], CultureInfo.InvariantCulture));
        var age = Array.ConvertAll(lines, line => double.Parse(line[3], CultureInfo.InvariantCulture));

        // From columns in memory: gathering customers with the same history is part of the work.
        var start = Stopwatch.GetTimestamp();
        var fit = CountModel.Fit(CountModelKind.BgNbd, PurchaseRows.Of(orders, last, age), CancellationToken.None);
        var fitted = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var expected = new double[orders.Length];
        Partitions.Run(
            orders.Length,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                    expected[i] = fit.Model!.ExpectedOrders(orders[i], last[i], age[i], Weeks);
            },
            CancellationToken.None);
        var scored = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Answer.Print(
            new { fit = fitted, score = scored },
            new { customers = orders.Length, repeat_orders = orders.Sum(), log_likelihood = fit.Fit!.LogLikelihood, expected = expected.Sum(), evaluations = fit.Fit.Evaluations });
    }
}
