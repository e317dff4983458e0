using System.IO.Compression;
using System.Text.Json;

namespace Dashboard.Services.Samples;

/// <summary>
/// The truth about a sample shop in files beside its database: <c>shop.truth.json</c> for <c>shop.db</c>, with the first 1,000 customers,
/// and for shops of up to 50,000 customers all of them in <c>shop.truth-customers.json.gz</c>.
/// </summary>
public static class SampleTruthFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Path of the truth file of a database.</summary>
    public static string PathFor(string databasePath) => Path.ChangeExtension(databasePath, ".truth.json");

    /// <summary>Path of the list of all customers.</summary>
    public static string CustomersPathFor(string databasePath) => Path.ChangeExtension(databasePath, ".truth-customers.json.gz");

    /// <summary>Writes the files, replacing those of a shop before.</summary>
    public static void Write(SampleTruth truth, string databasePath)
    {
        Delete(databasePath);
        File.WriteAllBytes(PathFor(databasePath), JsonSerializer.SerializeToUtf8Bytes(truth with { Customers = [.. truth.Customers.Take(SampleTruth.CustomersSampled)] }, Format));
        if (truth.Options.Customers > SampleTruth.MostCustomersListed)
            return;
        using var zip = new GZipStream(File.Create(CustomersPathFor(databasePath)), CompressionLevel.Optimal);
        JsonSerializer.Serialize(zip, truth.Customers, Format);
    }

    /// <summary>Reads the files.</summary>
    /// <returns>The truth, with all customers where they were listed, else the first 1,000; null when there is no file.</returns>
    public static SampleTruth? Read(string databasePath)
    {
        if (!File.Exists(PathFor(databasePath)))
            return null;
        var truth = JsonSerializer.Deserialize<SampleTruth>(File.ReadAllBytes(PathFor(databasePath)), Format)!;
        if (!File.Exists(CustomersPathFor(databasePath)))
            return truth;
        using var zip = new GZipStream(File.OpenRead(CustomersPathFor(databasePath)), CompressionMode.Decompress);
        return truth with { Customers = JsonSerializer.Deserialize<TruthCustomer[]>(zip, Format)! };
    }

    /// <summary>Deletes the files, where they are.</summary>
    public static void Delete(string databasePath)
    {
        File.Delete(PathFor(databasePath));
        File.Delete(CustomersPathFor(databasePath));
    }
}
