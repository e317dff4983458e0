using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// The store's ids of the keys of a file. New keys get theirs in the order of the keys and are written in it, so that the table and its index both grow at their ends.
/// </summary>
internal sealed class KeyIds
{
    private readonly long[] values;

    private KeyIds(long[] values) => this.values = values;

    /// <summary>Keys that the store did not know.</summary>
    public required long New { get; init; }

    /// <summary>The least id of a new key; those below were known.</summary>
    public required long FirstNew { get; init; }

    /// <summary>How many keys there are.</summary>
    public int Count => values.Length;

    /// <summary>The id of the key with a number.</summary>
    public long this[int index] => values[index];

    /// <summary>Finds the keys in a table of the store, and writes the new ones.</summary>
    public static KeyIds Of(SqliteConnection connection, string table, KeyTable keys, CancellationToken cancellationToken)
    {
        using var max = new BulkReader(connection, $"SELECT COALESCE(MAX(Id), 0) FROM {table}");
        using var find = new BulkReader(connection, $"SELECT Id FROM {table} WHERE Key = ?");
        using var insert = BulkWriter.Insert(connection, table, "Id, Key");
        var firstNew = max.Scalar() + 1;
        var next = firstNew;
        var ids = new long[keys.Count];
        foreach (var index in keys.Sorted())
        {
            if ((next & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var key = keys[index];
            if (firstNew > 1)
            {
                find.SetText(0, key);
                ids[index] = find.Scalar();
            }

            if (ids[index] != 0)
                continue;
            insert.Set(0, next);
            insert.SetText(1, key);
            insert.Run();
            ids[index] = next++;
        }

        return new KeyIds(ids) { New = next - firstNew, FirstNew = firstNew };
    }

    /// <summary>Whether the store did not know the key with a number.</summary>
    public bool IsNew(int index) => values[index] >= FirstNew;
}
