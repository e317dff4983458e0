using System.Runtime.InteropServices;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes what files say of products. Where a file gives several names to one product, the one it gives most often counts
/// (stock notes such as "damaged" are written into the description column of real order files).
/// </summary>
internal sealed class ProductWriter(SqliteConnection connection, long importId)
    : FactWriter<ProductRow>(connection, importId, "Products", $"SELECT {ColumnsRead} FROM ProductFacts WHERE ProductId = ? ORDER BY Id")
{
    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string ColumnsRead = "Name, Category, Brand, PriceE4, CostE4, IsMerchandise";

    private readonly List<Names> names = [];

    public static ProductRow Read(BulkReader reader, string key, int column) => new()
    {
        Key = key,
        Name = reader.Text(column),
        Category = reader.Text(column + 1),
        Brand = reader.Text(column + 2),
        PriceE4 = reader.Int64OrNull(column + 3),
        CostE4 = reader.Int64OrNull(column + 4),
        IsMerchandise = reader.Int64(column + 5) != 0,
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

    /// <summary>Adds what a row says, counting its name.</summary>
    public override void Say(int index, ProductRow row)
    {
        while (names.Count <= index)
            names.Add(new Names());
        if (row.Name is { } name)
            names[index].Count(name);
        base.Say(index, row);
    }

    protected override ProductRow Merge(ProductRow earlier, ProductRow later) => MergeRows(earlier, later);

    protected override ProductRow Settle(int index, ProductRow row) => names[index].Commonest is { } name ? row with { Name = name } : row;

    protected override ProductRow ReadFacts(BulkReader reader, ProductRow like) => Read(reader, like.Key, 0);

    protected override BulkWriter Insert() => BulkWriter.Insert(Connection, "ProductFacts", "ProductId, ImportId, " + ColumnsRead);

    protected override void Store(BulkWriter insert, long id, ProductRow row)
    {
        insert.Set(0, id);
        insert.Set(1, ImportId);
        insert.SetText(2, row.Name);
        insert.SetText(3, row.Category);
        insert.SetText(4, row.Brand);
        insert.Set(5, row.PriceE4);
        insert.Set(6, row.CostE4);
        insert.Set(7, row.IsMerchandise ? 1L : 0L);
        insert.Run();
    }

    // The names of one product: nearly always one, so a list is searched.
    private sealed class Names
    {
        private readonly List<(string Name, int Times)> counted = [];
        private int commonest;

        public string? Commonest => counted.Count == 0 ? null : counted[commonest].Name;

        public void Count(string name)
        {
            var found = 0;
            while (found < counted.Count && counted[found].Name != name)
                found++;
            if (found == counted.Count)
                counted.Add((name, 0));

            ref var entry = ref CollectionsMarshal.AsSpan(counted)[found];
            entry.Times++;
            if (entry.Times > counted[commonest].Times)
                commonest = found;
        }
    }
}
