using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>Erases again, in a store that does not know of it, whom the list of the erased names: a restored backup, or a copy that somebody put in the place of the database.</summary>
internal static class ErasureReplay
{
    /// <summary>Erases again.</summary>
    /// <param name="connection">A connection to the store that is restored.</param>
    /// <param name="list">The list.</param>
    /// <param name="secret">The secret of the database that is replaced, so that people keep their pseudonyms; null when it is not known.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>People who were erased again.</returns>
    public static long Apply(SqliteConnection connection, IReadOnlyList<ErasedPerson> list, byte[]? secret, CancellationToken cancellationToken)
    {
        // An entry that the store has was done there; what it holds of the person came after.
        var known = ErasedPeople.Read(connection).ToDictionary(p => Convert.ToHexString(p.Pseudonym), p => p.At);
        var missing = list.Where(p => known.GetValueOrDefault(Convert.ToHexString(p.Pseudonym), long.MinValue) < p.At).ToList();
        if (secret is not null)
            DashboardStore.Execute(connection, $"INSERT OR REPLACE INTO Settings (Name, Value) VALUES ('{PrivacyMigration.SecretName}', @0)", Convert.ToHexStringLower(secret));
        if (missing.Count == 0)
            return 0;
        var people = ErasedPeople.Of(missing);
        var ids = new List<long>();
        using (var reader = new BulkReader(connection, "SELECT Id, Key FROM Customers"))
        {
            while (reader.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (people.Find(reader.Utf8(1), StableHash.Of(reader.Utf8(1))) is not null)
                    ids.Add(reader.Int64(0));
            }
        }

        DashboardStore.Execute(connection, PersonEraser.Overwrite);
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            PersonEraser.Erase(connection, ids, missing, cancellationToken);
            transaction.Commit();
        }

        if (ids.Count > 0)
            DashboardStore.Execute(connection, "PRAGMA temp_store = FILE; VACUUM");
        return ids.Count;
    }

    /// <summary>The list of a database: its own, and the one in the file beside it.</summary>
    /// <param name="database">Path of the database.</param>
    /// <param name="connection">A connection to it; null where it is gone.</param>
    public static IReadOnlyList<ErasedPerson> ListOf(string database, SqliteConnection? connection) =>
        [.. ErasureFile.Read(database).Concat(connection is null ? [] : ErasedPeople.Read(connection)).GroupBy(p => Convert.ToHexString(p.Pseudonym)).Select(g => g.MaxBy(p => p.At)!)];
}
