using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// Which entry of the ledger counts for a question: the one of the latest time, and of equal times the one written last. The time of an entry is what the file tells, but not later than its import; where the file tells none,
/// it is the time of the import. The ledger, the snapshot and the access request all ask here.
/// </summary>
/// <param name="connection">A connection.</param>
internal sealed class ConsentTimes(SqliteConnection connection)
{
    private readonly Dictionary<long, long> importedAt = Times(connection);
    private readonly Dictionary<string, long> latest = new(StringComparer.Ordinal);
    private long lastImport = -1;
    private long lastTime;

    /// <summary>Begins with another customer.</summary>
    public void Clear() => latest.Clear();

    /// <summary>Whether an entry replaces those before it; entries come in the order in which they were written.</summary>
    /// <param name="question">The channel, with the purpose where there are several.</param>
    /// <param name="toldAt">The time that the file tells, in seconds; null for none.</param>
    /// <param name="importId">Its import.</param>
    public bool Counts(string question, long? toldAt, long importId)
    {
        var at = At(toldAt, importId);
        if (latest.TryGetValue(question, out var known) && known > at)
            return false;
        latest[question] = at;
        return true;
    }

    /// <summary>The time of an entry, in seconds since 1970-01-01T00:00:00Z.</summary>
    public long At(long? toldAt, long importId)
    {
        if (importId != lastImport)
            (lastImport, lastTime) = (importId, importedAt.GetValueOrDefault(importId, long.MaxValue));
        var imported = lastTime;
        return toldAt is { } told && told < imported ? told : imported;
    }

    private static Dictionary<long, long> Times(SqliteConnection connection)
    {
        var times = new Dictionary<long, long>();
        using var reader = new BulkReader(connection, "SELECT Id, StartedAt FROM Imports");
        while (reader.Step())
            times[reader.Int64(0)] = reader.Int64(1);
        return times;
    }
}
