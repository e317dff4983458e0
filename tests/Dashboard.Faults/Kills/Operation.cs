namespace Dashboard.Faults.Kills;

/// <summary>Something that the program does and that may be ended at any moment.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Database">Which database it begins with.</param>
/// <param name="Arguments">The command, for a folder with the database shop.db.</param>
internal sealed record Operation(string Name, string Database, Func<TemporaryFolder, IReadOnlyList<string>> Arguments)
{
    /// <summary>Other files that it begins with: the name in the shop, the name in the folder.</summary>
    public IReadOnlyList<(string From, string To)> Files { get; init; } = [];

    /// <summary>A file that it writes, which must be whole, or be what it was before; null for none.</summary>
    public string? Product { get; init; }

    /// <summary>Whether the product is a database.</summary>
    public bool IsProductADatabase { get; init; }

    /// <summary>Every operation that is tried; a new one that writes is added here. DASHBOARD_FAULTS_OPERATION names one to try alone.</summary>
    public static IReadOnlyList<Operation> All { get; } = [.. Known().Where(o => Environment.GetEnvironmentVariable("DASHBOARD_FAULTS_OPERATION") is not { Length: > 0 } only || o.Name == only)];

    private static Operation[] Known() =>
    [
        new("import", ShopUnderFire.Base, f => ["import", f.File("orders.csv"), "--database", f.File("shop.db")]) { Files = [(ShopUnderFire.Orders, "orders.csv")] },
        new("undo", ShopUnderFire.Imported, f => ["import", "--undo", "2", "--database", f.File("shop.db")]),
        new("migration", ShopUnderFire.Old, f => ["check", "--database", f.File("shop.db")]),
        new("snapshot write", ShopUnderFire.Imported, f => ["describe", "--database", f.File("shop.db")]),
        new("backup", ShopUnderFire.Imported, f => ["backup", f.File("copy.bak"), "--database", f.File("shop.db")]) { Product = "copy.bak", IsProductADatabase = true },
        new("backup over an older one", ShopUnderFire.Imported, f => ["backup", f.File("copy.bak"), "--overwrite", "--database", f.File("shop.db")])
        {
            Files = [(ShopUnderFire.Backup, "copy.bak")], Product = "copy.bak", IsProductADatabase = true,
        },
        new("restore", ShopUnderFire.Imported, f => ["restore", f.File("base.bak"), "--database", f.File("shop.db")]) { Files = [(ShopUnderFire.Backup, "base.bak")] },
        new("erase people", ShopUnderFire.Imported, f => ["person", "erase", "--yes", .. Enumerable.Range(1, 40).Select(i => FormattableString.Invariant($"K{i}")), "--database", f.File("shop.db")]),
        new("export", ShopUnderFire.Imported, f => ["export", "segments", "--out", f.File("segments.csv"), "--database", f.File("shop.db")]) { Product = "segments.csv" },
    ];
}
