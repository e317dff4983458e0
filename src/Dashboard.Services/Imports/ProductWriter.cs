using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes what files say of products. Where a file gives several names to one product, the one it gives most often counts
/// (stock notes such as "damaged" are written into the description column of real order files).
/// </summary>
internal sealed class ProductWriter(SqliteConnection connection, long importId) : FactWriter<ProductRow>(connection, importId, "Products", $"SELECT {Columns} FROM ProductFacts WHERE ProductId = @0 ORDER BY Id")
{
    private const string Columns = "Name, Category, Brand, PriceE4, CostE4, IsMerchandise";

    private readonly Dictionary<(string Key, string Name), int> names = [];
    private readonly Dictionary<string, string> commonNames = new(StringComparer.Ordinal);
    private readonly PreparedStatement insert = PreparedStatement.Insert(connection, "ProductFacts", "ProductId, ImportId, " + Columns);

    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public static string ColumnsRead => Columns;

    /// <summary>Adds what a row says, counting its name.</summary>
    public long Add(ProductRow row)
    {
        if (row.Name is { } name)
        {
            names[(row.Key, name)] = names.GetValueOrDefault((row.Key, name)) + 1;
            if (!commonNames.TryAdd(row.Key, name) && names[(row.Key, name)] > names[(row.Key, commonNames[row.Key])])
                commonNames[row.Key] = name;
        }

        return Add(row.Key, row);
    }

    public static ProductRow Read(SqliteDataReader reader, string key, int ordinal) => new()
    {
        Key = key,
        Name = reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal),
        Category = reader.IsDBNull(ordinal + 1) ? null : reader.GetString(ordinal + 1),
        Brand = reader.IsDBNull(ordinal + 2) ? null : reader.GetString(ordinal + 2),
        PriceE4 = reader.IsDBNull(ordinal + 3) ? null : reader.GetInt64(ordinal + 3),
        CostE4 = reader.IsDBNull(ordinal + 4) ? null : reader.GetInt64(ordinal + 4),
        IsMerchandise = reader.GetInt64(ordinal + 5) != 0,
    };

    public static ProductRow MergeRows(ProductRow earlier, ProductRow later) => new()
    {
        Key = earlier.Key,
        Name = later.Name ?? earlier.Name,
        Category = later.Category ?? earlier.Category,
        Brand = later.Brand ?? earlier.Brand,
        PriceE4 = later.PriceE4 ?? earlier.PriceE4,
        CostE4 = later.CostE4 ?? earlier.CostE4,
        IsMerchandise = later.IsMerchandise,
    };

    public override void Dispose()
    {
        insert.Dispose();
        base.Dispose();
    }

    protected override ProductRow Merge(ProductRow earlier, ProductRow later) => MergeRows(earlier, later);

    protected override ProductRow Settle(string key, ProductRow said) => commonNames.TryGetValue(key, out var name) ? said with { Name = name } : said;

    protected override ProductRow ReadFacts(SqliteDataReader reader, string key) => Read(reader, key, 0);

    protected override bool SaysNothingNew(ProductRow stored, ProductRow merged) => stored == merged;

    protected override void Store(long id, ProductRow row) =>
        insert.Run(id, ImportId, row.Name, row.Category, row.Brand, row.PriceE4, row.CostE4, row.IsMerchandise ? 1L : 0L);
}
