using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes what a file says of named things (customers, products, campaigns): gives each key its id, merges the rows of the file,
/// and at the end stores one row of facts for each thing of which the file says something new.
/// </summary>
/// <typeparam name="TRow">What one row says; null fields say nothing.</typeparam>
internal abstract class FactWriter<TRow> : IDisposable
    where TRow : class
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly PreparedStatement find;
    private readonly PreparedStatement insertKey;
    private readonly PreparedStatement selectFacts;
    private readonly bool storeWasEmpty;
    private long nextId;

    /// <param name="connection">The import's connection.</param>
    /// <param name="importId">The import.</param>
    /// <param name="table">Table of the keys.</param>
    /// <param name="facts">A query for the facts of one thing, by its id, oldest first.</param>
    protected FactWriter(SqliteConnection connection, long importId, string table, string facts)
    {
        Connection = connection;
        ImportId = importId;
        find = new PreparedStatement(connection, $"SELECT Id FROM {table} WHERE Key = @0", 1);
        insertKey = PreparedStatement.Insert(connection, table, "Id, Key");
        selectFacts = new PreparedStatement(connection, facts, 1);
        using var max = new PreparedStatement(connection, $"SELECT COALESCE(MAX(Id), 0) FROM {table}", 0);
        nextId = (long)max.Scalar()! + 1;
        storeWasEmpty = nextId == 1;
    }

    protected SqliteConnection Connection { get; }

    protected long ImportId { get; }

    /// <summary>Distinct keys that the file names.</summary>
    public long Count => entries.Count;

    /// <summary>The id of a key, given now when it is new.</summary>
    public long IdOf(string key) => EntryOf(key).Id;

    /// <summary>Adds what a row says.</summary>
    /// <returns>The id of the thing.</returns>
    public long Add(string key, TRow row)
    {
        var entry = EntryOf(key);
        entry.Said = entry.Said is null ? row : ReferenceEquals(entry.Said, row) || entry.Said.Equals(row) ? entry.Said : Merge(entry.Said, row);
        return entry.Id;
    }

    /// <summary>Stores what is new.</summary>
    public RecordCounts Finish(CancellationToken cancellationToken)
    {
        var (added, updated, unchanged) = (0L, 0L, 0L);
        foreach (var (key, entry) in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var said = entry.Said is null ? null : Settle(key, entry.Said);
            if (entry.IsNew)
            {
                added++;
                if (said is not null)
                    Store(entry.Id, said);
                continue;
            }

            var stored = said is null ? null : Stored(entry.Id, key);
            if (said is null || (stored is not null && SaysNothingNew(stored, Merge(stored, said))))
            {
                unchanged++;
                continue;
            }

            updated++;
            Store(entry.Id, said);
        }

        return new RecordCounts(added, updated, unchanged);
    }

    public virtual void Dispose()
    {
        find.Dispose();
        insertKey.Dispose();
        selectFacts.Dispose();
    }

    /// <summary>The later row's word on each field, else the earlier one's.</summary>
    protected abstract TRow Merge(TRow earlier, TRow later);

    /// <summary>Reads one row of facts.</summary>
    protected abstract TRow ReadFacts(SqliteDataReader reader, string key);

    /// <summary>What the store says of a thing, over all imports; null when it knows only the key.</summary>
    protected virtual TRow? Stored(long id, string key)
    {
        TRow? stored = null;
        using var reader = selectFacts.Read(id);
        while (reader.Read())
        {
            var row = ReadFacts(reader, key);
            stored = stored is null ? row : Merge(stored, row);
        }

        return stored;
    }

    /// <summary>Whether the merged row is what the store says already.</summary>
    protected abstract bool SaysNothingNew(TRow stored, TRow merged);

    /// <summary>Writes one row of facts.</summary>
    protected abstract void Store(long id, TRow row);

    /// <summary>A last word on what the file said, once all rows are read.</summary>
    protected virtual TRow Settle(string key, TRow said) => said;

    private Entry EntryOf(string key)
    {
        if (entries.TryGetValue(key, out var entry))
            return entry;
        var known = storeWasEmpty ? null : find.Scalar(key);
        entry = known is long id ? new Entry(id, false) : new Entry(nextId++, true);
        if (entry.IsNew)
            insertKey.Run(entry.Id, key);
        entries[key] = entry;
        return entry;
    }

    private sealed class Entry(long id, bool isNew)
    {
        public long Id { get; } = id;

        public bool IsNew { get; } = isNew;

        public TRow? Said { get; set; }
    }
}
