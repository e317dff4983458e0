using System.Globalization;
using System.IO.Compression;
using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Tests.Clusters;

/// <summary>Sets of rows that many published clusterings refer to.</summary>
internal static class ReferenceSets
{
    private const string Debian = "/usr/lib/python3/dist-packages/sklearn/datasets/data";

    /// <summary>A set that is part of the tests: "iris", "wine" (both with their classes) or "faithful".</summary>
    public static ReferenceSet Small(string name)
    {
        using var stream = typeof(ReferenceSets).Assembly.GetManifestResourceStream($"Dashboard.Analytics.Tests.Clusters.Data.{name}.csv")!;
        using var reader = new StreamReader(stream);
        return Parse(reader, hasClass: name != "faithful", header: false);
    }

    /// <summary>The breast cancer set of scikit-learn, or null with a warning where Debian's python3-sklearn is not installed.</summary>
    public static ReferenceSet? BreastCancer() => Read("breast_cancer.csv", header: true);

    /// <summary>The digits of scikit-learn, or null with a warning where Debian's python3-sklearn is not installed.</summary>
    public static ReferenceSet? Digits() => Read("digits.csv.gz", header: false);

    private static ReferenceSet? Read(string file, bool header)
    {
        var path = Path.Combine(Debian, file);
        if (!File.Exists(path))
        {
            TestContext.Current.AddWarning($"{file} is absent: install Debian's python3-sklearn. Nothing was compared.");
            return null;
        }

        using var stream = File.OpenRead(path);
        using var unpacked = file.EndsWith(".gz", StringComparison.Ordinal) ? (Stream)new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new StreamReader(unpacked);
        return Parse(reader, hasClass: true, header);
    }

    private static ReferenceSet Parse(StreamReader reader, bool hasClass, bool header)
    {
        var rows = new List<double[]>();
        if (header)
            reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
            rows.Add(Array.ConvertAll(line.Split(','), n => double.Parse(n, CultureInfo.InvariantCulture)));
        var columns = rows[0].Length - (hasClass ? 1 : 0);
        return new ReferenceSet([.. Enumerable.Range(0, columns).Select(c => rows.Select(r => r[c]).ToArray())], hasClass ? [.. rows.Select(r => (int)r[^1])] : []);
    }
}

/// <summary>Columns, and the class of each row where there are classes.</summary>
internal sealed record ReferenceSet(double[][] Columns, int[] Classes)
{
    public RowMatrix Rows => RowMatrix.OfColumns([.. Columns.Select(c => Array.ConvertAll(c, v => (float)v))]);

    /// <summary>The columns less their mean, divided by their standard deviation (of the population).</summary>
    public ReferenceSet Scaled() => this with
    {
        Columns = [.. Columns.Select(c =>
        {
            var mean = c.Average();
            var deviation = Math.Sqrt(c.Average(v => (v - mean) * (v - mean)));
            return Array.ConvertAll(c, v => (v - mean) / deviation);
        })],
    };
}
