using System.IO.Compression;
using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports;

/// <summary>Makes files in a folder of its own and reads them.</summary>
public sealed class ImportFixture : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("import-").FullName;

    public string Write(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(false));
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return packed.ToArray();
    }

    public static ImportPlan Plan(string path, ImportChoices? choices = null, TabularOptions? options = null) =>
        ImportPlan.Propose(FileProfile.Read(TabularFile.Open(path, options), TestContext.Current.CancellationToken), choices ?? new ImportChoices());

    /// <summary>Reads a file whole, and asserts that accepted and rejected add up.</summary>
    public static (List<ImportRow> Rows, List<Rejection> Rejections, ImportCounts Counts) Read(ImportPlan plan)
    {
        var counts = new ImportCounts();
        var items = ImportReader.Read(plan, counts, null, TestContext.Current.CancellationToken).ToList();
        var rows = items.Select(item => item.Row).OfType<ImportRow>().ToList();
        var rejections = items.Select(item => item.Rejection).OfType<Rejection>().ToList();
        Assert.Equal(items.Count, counts.RowsRead);
        Assert.Equal(rows.Count, counts.Accepted);
        Assert.Equal(rejections.Count, counts.Rejected);
        Assert.Equal(rejections.Count, counts.RejectedByReason.Values.Sum());
        Assert.Equal(items.Count, rows.Count + rejections.Count);
        return (rows, rejections, counts);
    }

    public static (List<ImportRow> Rows, List<Rejection> Rejections, ImportCounts Counts) Read(string path, ImportChoices? choices = null) => Read(Plan(path, choices));

    public void Dispose() => Directory.Delete(Folder, true);
}
