using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Benchmarks.Commands;

/// <summary>Trains models of churn and purchase on a file of orders, and writes the features of each cut-off for others to learn from; or trains and scores a store, with times.</summary>
internal static class LikelihoodCommand
{
    public static async Task ExportAsync(string orders, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "*.csv"))
            File.Delete(old);
        var database = Path.Combine(folder, "shop.db");
        ImportCommand.Run(orders, database);
        var snapshot = await OpenAsync(database);
        foreach (var (kind, horizon) in new[] { (ModelKind.Churn, 90), (ModelKind.Purchase, 30) })
        {
            foreach (var trial in LikelihoodComparison.Of(snapshot, kind, snapshot.LastDay, horizon, CancellationToken.None))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant()}_{trial.CutOff:yyyy-MM-dd}");
                await WriteAsync(Path.Combine(folder, $"{name}_train.csv"), trial.Keys, trial.Train, trial.TrainLabels, []);
                await WriteAsync(
                    Path.Combine(folder, $"{name}_test.csv"), trial.Keys, trial.Test, trial.TestLabels,
                    [
                        ("rates", row => trial.Rates[row]), ("logistic", row => trial.Logistic[row]), ("trees", row => trial.Trees[row]),
                        ("trees_count", _ => trial.TreeCount), ("trees_leaves", _ => trial.TreeLeaves), ("trees_least", _ => trial.TreeLeastRows),
                    ]);
            }

            var report = new LikelihoodTraining(kind, snapshot.LastDay, horizon).Run(snapshot, CancellationToken.None).Report;
            Console.WriteLine($"{kind}: {report.RungReason}");
            foreach (var candidate in report.Candidates)
                Console.WriteLine($"  {candidate.Name}{(candidate.Chosen ? " (chosen)" : "")}, {candidate.Note}: {string.Join(", ", candidate.Metrics.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.Model:0.0000} (rates {m.Baseline:0.0000})")))}");
        }
    }

    public static async Task ScoreAsync(string database)
    {
        var snapshot = await OpenAsync(database);
        foreach (var kind in new[] { ModelKind.Churn, ModelKind.Purchase })
        {
            var start = Stopwatch.GetTimestamp();
            var trained = new LikelihoodTraining(kind, snapshot.LastDay).Run(snapshot, CancellationToken.None);
            var train = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var with = snapshot.With(PredictionModels.None.With(kind, 1, snapshot.LastDay, trained.Model!));
            start = Stopwatch.GetTimestamp();
            var likelihoods = CustomerLikelihoods.Of(with, kind, snapshot.LastDay.DayNumber, CancellationToken.None)!;
            var score = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Answer.Print(
                new { train, score },
                new { customers = likelihoods.Probability.Length, scored = likelihoods.Probability.Count(p => !float.IsNaN(p)) },
                new { trained.Report.Method, trained.Report.RungReason });
        }
    }

    private static async Task<Snapshot> OpenAsync(string database)
    {
        using var snapshots = new SnapshotService(DashboardStore.Open(database));
        return await snapshots.CurrentAsync(CancellationToken.None);
    }

    private static async Task WriteAsync(string file, IReadOnlyList<string> keys, Analytics.Classification.FeatureMatrix rows, byte[] labels, (string Name, Func<int, double> Of)[] more)
    {
        await using var writer = new StreamWriter(file, false, new UTF8Encoding(false));
        await writer.WriteLineAsync(string.Join(',', [.. keys, "label", .. more.Select(m => m.Name)]));
        for (var row = 0; row < labels.Length; row++)
        {
            var values = Enumerable.Range(0, rows.Columns).Select(c => float.IsNaN(rows[row, c]) ? "" : rows[row, c].ToString("R", CultureInfo.InvariantCulture));
            await writer.WriteLineAsync(string.Join(',', [.. values, labels[row].ToString(CultureInfo.InvariantCulture), .. more.Select(m => m.Of(row).ToString("R", CultureInfo.InvariantCulture))]));
        }
    }
}
