using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>What is known of a block without its documents.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BlockHead(long Id, int Documents, long Lines, long FirstKey, long LastKey);

/// <summary>
/// The table of documents: blocks of them (<see cref="DocumentBlock"/>), each of one import and never changed. Its ids are the import's number in the upper 32 bits and a
/// running number in the lower ones: the blocks of an import follow one another in the order of the keys of their documents, and a later import only adds at the end.
/// </summary>
internal static class DocumentBlocks
{
    private const int NumberBits = 32;

    /// <summary>The first id of an import's blocks.</summary>
    public static long FirstOf(long importId) => checked(importId << NumberBits);

    /// <summary>The last id that a block of an import can have.</summary>
    public static long LastOf(long importId) => FirstOf(importId + 1) - 1;

    /// <summary>The import that a block belongs to.</summary>
    public static long ImportOf(long blockId) => blockId >> NumberBits;

    /// <summary>Whether there are documents.</summary>
    public static bool Any(SqliteConnection connection)
    {
        using var any = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM DocumentBlocks)");
        return any.Scalar() != 0;
    }

    /// <summary>All blocks, by id.</summary>
    public static List<BlockHead> Heads(SqliteConnection connection)
    {
        var heads = new List<BlockHead>();
        using var reader = new BulkReader(connection, "SELECT Id, Documents, Lines, FirstKey, LastKey FROM DocumentBlocks ORDER BY Id");
        while (reader.Step())
            heads.Add(new BlockHead(reader.Int64(0), (int)reader.Int64(1), reader.Int64(2), reader.Int64(3), reader.Int64(4)));
        return heads;
    }

    /// <summary>Takes the blocks of an import away; what it hid shows again.</summary>
    public static void Delete(SqliteConnection connection, long importId)
    {
        DashboardStore.Execute(connection, "DELETE FROM DocumentBlocks WHERE Id BETWEEN @0 AND @1", FirstOf(importId), LastOf(importId));
        DashboardStore.Execute(connection, "DELETE FROM HiddenDocuments WHERE BlockId BETWEEN @0 AND @1", FirstOf(importId), LastOf(importId));
    }

    /// <summary>Removes from two sets of ids the customers and the products that documents, current or not, name.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="exceptImport">An import whose documents don't count; 0 for none.</param>
    /// <param name="customers">Ids of customers.</param>
    /// <param name="products">Ids of products; null when they are not asked for.</param>
    public static void RemoveNamed(SqliteConnection connection, long exceptImport, HashSet<long> customers, HashSet<long>? products)
    {
        if (customers.Count == 0 && products is not { Count: > 0 })
            return;
        using var reader = new BulkReader(connection, "SELECT Id, Data FROM DocumentBlocks WHERE Id NOT BETWEEN ? AND ?");
        reader.Set(0, FirstOf(exceptImport));
        reader.Set(1, LastOf(exceptImport));
        while (reader.Step())
        {
            var block = new DocumentBlock(reader.Blob(1), reader.Int64(0));
            while (block.Next(out var document))
            {
                if (document.CustomerId is { } customer)
                    customers.Remove(customer);
                if (products is not { Count: > 0 })
                    continue;
                for (var lines = LineCodec.Read(document.Lines); lines.Next(out var line);)
                {
                    if (line.ProductId is { } product)
                        products.Remove(product);
                }
            }
        }
    }
}
