using System.Diagnostics;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Classification;

namespace Dashboard.Benchmarks.Commands;

/// <summary>A classifier of rows of twenty numbers: learned on the first four fifths, tried on the last.</summary>
internal static class ClassifyCommand
{
    private const int Columns = 20;

    public static void Logit(string file) => Run(file, (rows, labels) =>
    {
        var fit = LogisticRegression.Fit(rows, labels, new LogisticOptions { Penalty = 1 }, CancellationToken.None);
        return test => fit.Probabilities(test, CancellationToken.None);
    });

    public static void Boosting(string file) => Run(file, (rows, labels) =>
    {
        var model = BoostedTrees.Fit(rows, labels, new BoostingOptions(), null, null, CancellationToken.None);
        return test => model.Probabilities(test, CancellationToken.None);
    });

    private static void Run(string file, Func<FeatureMatrix, ReadOnlyMemory<byte>, Func<FeatureMatrix, double[]>> fit)
    {
        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
        var labels = File.ReadAllBytes(file.Replace(".f32", "_y.u8", StringComparison.Ordinal));
        var train = labels.Length / 5 * 4;

        // From rows in memory: laying them out in columns is part of the work.
        var start = Stopwatch.GetTimestamp();
        var rows = FeatureMatrix.OfRows(values.AsMemory(0, train * Columns), Columns);
        var laid = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var predict = fit(rows, labels.AsMemory(0, train));
        var taken = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var chances = predict(FeatureMatrix.OfRows(values.AsMemory(train * Columns), Columns));
        var predicted = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var metrics = ClassifierMetrics.Of(chances, labels.AsSpan(train));
        Answer.Print(
            new { fit = taken, predict = predicted, layout = laid },
            new { rows = labels.Length, tested = metrics.Rows, positives = metrics.Positives },
            new { auc = Math.Round(metrics.Auc!.Value, 5), log_loss = Math.Round(metrics.LogLoss!.Value, 5) });
    }
}
