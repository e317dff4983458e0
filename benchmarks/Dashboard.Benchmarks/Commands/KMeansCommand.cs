using System.Diagnostics;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Clusters;

namespace Dashboard.Benchmarks.Commands;

/// <summary>50 passes of Lloyd's algorithm over rows of eight numbers, from the first eight rows.</summary>
internal static class KMeansCommand
{
    private const int Columns = 8;
    private const int Clusters = 8;

    public static void Run(string file)
    {
        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
        double[] centres = [.. values.Take(Clusters * Columns).Select(v => (double)v)];
        var options = new KMeansOptions(Clusters) { MostIterations = 50 };

        // From rows in memory: putting them into blocks is part of the work.
        var start = Stopwatch.GetTimestamp();
        var rows = RowMatrix.OfRows(values, Columns);
        var laid = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var fit = KMeans.FitFrom(rows, centres, options, CancellationToken.None);
        var taken = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Answer.Print(new { fit = taken, layout = laid }, new { rows = rows.Rows, passes = fit.Iterations, inertia = Math.Round(fit.Inertia / rows.Rows, 3) });
    }
}
