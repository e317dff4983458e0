using System.Text.Json;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Audit;

/// <summary>
/// Entries that the audit still has to get (a transactional outbox): they are written in the transaction of what they speak of, so that both happen or neither, and go over to the audit afterwards. Where its file can't be
/// written then, because the disk is full, they wait here.
/// </summary>
internal static class AuditOutbox
{
    /// <summary>First letters of the names of the settings that hold entries.</summary>
    public const string Prefix = "AuditDue ";

    /// <summary>Puts entries in, within the caller's transaction.</summary>
    /// <param name="connection">A connection that is in it.</param>
    /// <param name="who">Who did it.</param>
    /// <param name="entries">What.</param>
    /// <param name="at">When.</param>
    public static void Put(SqliteConnection connection, string who, IReadOnlyList<AuditEntry> entries, DateTimeOffset at) =>
        DashboardStore.Execute(connection, "INSERT INTO Settings (Name, Value) VALUES (@0, @1)", Prefix + Guid.NewGuid().ToString("N"), JsonSerializer.Serialize(new Waiting(who, at, [.. entries])));

    /// <summary>Hands over what waits.</summary>
    /// <param name="store">The store.</param>
    /// <param name="queue">Gives it its turn to write.</param>
    /// <param name="audit">Where to.</param>
    /// <param name="again">Whether some may have gone over before: then those that are there are left out.</param>
    /// <returns>False when some still wait.</returns>
    public static async Task<bool> SendAsync(DashboardStore store, StoreQueue queue, AuditLog audit, bool again)
    {
        try
        {
            foreach (var (name, waiting) in Read(store))
            {
                var there = again ? audit.List(new AuditFilter(Who: waiting.Who, From: waiting.At), 0, int.MaxValue).Entries.Select(e => e.Entry).ToHashSet() : [];
                foreach (var entry in waiting.Entries.Where(e => !there.Contains(e)))
                    await audit.AppendAsync(waiting.Who, entry, CancellationToken.None);
                await queue.RunAsync(
                    () =>
                    {
                        using var connection = store.Connect();
                        DashboardStore.Execute(connection, "DELETE FROM Settings WHERE Name = @0", name);
                        return true;
                    },
                    CancellationToken.None);
            }

            return true;
        }
        catch (Exception e) when (e is SqliteException or StoreException or IOException)
        {
            return false;
        }
    }

    private static List<(string Name, Waiting Waiting)> Read(DashboardStore store)
    {
        using var connection = store.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Name, Value FROM Settings WHERE substr(Name, 1, length(@prefix)) = @prefix ORDER BY Name";
        command.Parameters.AddWithValue("@prefix", Prefix);
        using var reader = command.ExecuteReader();
        var all = new List<(string, Waiting)>();
        while (reader.Read())
            all.Add((reader.GetString(0), JsonSerializer.Deserialize<Waiting>(reader.GetString(1))!));
        return all;
    }

    private sealed record Waiting(string Who, DateTimeOffset At, AuditEntry[] Entries);
}
