using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Audit;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Faults.Store;

/// <summary>What a database holds, row by row, without the times and random names that two runs of the same thing do not share. Equal states hold the same.</summary>
/// <param name="Rows">Rows of each table.</param>
/// <param name="Hash">Of everything in them.</param>
internal sealed record StoreState(string Rows, ulong Hash)
{
    private static readonly HashSet<string> Times = new(StringComparer.Ordinal) { "StartedAt", "FinishedAt", "UndoneAt", "CreatedAt", "DeletedAt", "ProductVersion", "At" };

    /// <summary>Reads a database as any program could, without opening it as ours does.</summary>
    public static StoreState Of(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return Of(connection);
    }

    /// <summary>What SQLite says of its pages and indexes: "ok", or what is wrong.</summary>
    public static string Integrity(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(3)";
        using var reader = command.ExecuteReader();
        var words = new List<string>();
        while (reader.Read())
            words.Add(reader.GetString(0));
        return string.Join("; ", words);
    }

    private static bool IsPassing(string setting) => setting is "DataVersion" or "Content" or PrivacyMigration.SecretName or "SweepDue" || setting.StartsWith(AuditOutbox.Prefix, StringComparison.Ordinal);

    private static StoreState Of(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var (hash, rows) = (new XxHash3(), new StringBuilder());
        foreach (var table in Tables(connection))
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the database's own.
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            var count = 0;
            hash.Append(Encoding.UTF8.GetBytes(table));
            while (reader.Read())
            {
                if (table == "Settings" && IsPassing(reader.GetString(0)))
                    continue;
                count++;
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    // The time of a campaign contact is data; that of a note about an import is not.
                    if (Times.Contains(reader.GetName(i)) && !(reader.GetName(i) == "At" && table is "Contacts" or "Orders" or "Consents"))
                        hash.Append(reader.IsDBNull(i) ? "0"u8 : "1"u8);
                    else if (reader.GetValue(i) is byte[] blob)
                        hash.Append(blob);
                    else
                        hash.Append(Encoding.UTF8.GetBytes(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) + "\u001f"));
                }
            }

            if (count > 0)
                rows.Append(CultureInfo.InvariantCulture, $"{table} {count}, ");
        }

        return new StoreState(rows.ToString().TrimEnd(' ', ','), hash.GetCurrentHashAsUInt64());
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        var tables = new List<string>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }
}

/// <summary>The columns of a snapshot, by their checksums: two snapshots of the same rows have the same.</summary>
internal static class SnapshotColumns
{
    /// <summary>Opens a store as the site does, from the saved snapshot where there is one, and says in which columns that differs from what the store holds.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(DashboardStore store)
    {
        using var snapshots = new SnapshotService(store);
        var used = Columns(await snapshots.NewestAsync(TestContext.Current.CancellationToken));
        var read = Columns(Read(store));
        return [.. used.Except(read).Concat(read.Except(used)).Select(c => c.Name).Distinct()];
    }

    /// <summary>A snapshot read from the rows, whatever is saved beside them.</summary>
    public static Snapshot Read(DashboardStore store)
    {
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        return new SnapshotReader(store, connection, TestContext.Current.CancellationToken).Read();
    }

    /// <summary>Name, length and checksum of each column.</summary>
    public static IReadOnlyList<(string Name, long Bytes, ulong Checksum)> Columns(Snapshot snapshot)
    {
        var writer = new SnapshotBlockWriter(new MemoryStream());
        SnapshotLayout.Map(writer, snapshot.Settings, snapshot.DataVersion, snapshot);
        return [.. writer.Written.Select(b => (b.Name, b.Bytes, b.Checksum))];
    }

    /// <summary>Everything that all current documents are worth.</summary>
    public static long Money(Snapshot snapshot)
    {
        var total = 0L;
        foreach (var amount in snapshot.Orders.AmountE4.Span)
            total += amount;
        return total;
    }

    /// <summary>The saved snapshot of a store as a file, opened as the site does; null when it is passed over.</summary>
    public static Snapshot? Saved(DashboardStore store)
    {
        using var connection = store.Connect();
        return new SnapshotFile(store.Path, NullLogger.Instance).TryOpen(DashboardStore.Content(connection), ShopSettingsService.Read(connection), DashboardStore.DataVersion(connection));
    }
}
