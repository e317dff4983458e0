using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes what a file says of named things that are few (products, campaigns): numbers the keys, merges the rows of the file,
/// and at the end stores one row of facts for each thing of which the file says something new.
/// </summary>
/// <typeparam name="TRow">What one row says; null fields say nothing.</typeparam>
/// <param name="connection">The import's connection.</param>
/// <param name="importId">The import.</param>
/// <param name="table">Table of the keys.</param>
/// <param name="facts">A query for the facts of one thing, by its id, oldest first.</param>
internal abstract class FactWriter<TRow>(SqliteConnection connection, long importId, string table, string facts)
    where TRow : class
{
    private readonly List<TRow?> said = [];
    private KeyIds? ids;

    protected SqliteConnection Connection { get; } = connection;

    protected long ImportId { get; } = importId;

    /// <summary>Keys that the file names.</summary>
    public KeyTable Keys { get; } = new();

    /// <summary>Ids of the keys, known once they are resolved.</summary>
    public KeyIds Ids => ids ?? throw new InvalidOperationException("The ids are known after Resolve.");

    /// <summary>The number of a key.</summary>
    public int Add(ReadOnlySpan<byte> key, ulong hash)
    {
        var index = Keys.Add(key, hash);
        if (index == said.Count)
            said.Add(null);
        return index;
    }

    /// <summary>Adds what a row says.</summary>
    /// <param name="index">Number of the key.</param>
    /// <param name="row">The row.</param>
    public virtual void Say(int index, TRow row)
    {
        var earlier = said[index];
        said[index] = earlier is null ? row : ReferenceEquals(earlier, row) || earlier.Equals(row) ? earlier : Merge(earlier, row);
    }

    /// <summary>Gives every key its id.</summary>
    public void Resolve(CancellationToken cancellationToken) => ids = KeyIds.Of(Connection, table, Keys, cancellationToken);

    /// <summary>Stores what is new.</summary>
    public RecordCounts Finish(CancellationToken cancellationToken)
    {
        using var insert = Insert();
        using var select = new BulkReader(Connection, facts);
        var (updated, unchanged) = (0L, 0L);
        for (var index = 0; index < said.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = said[index] is { } known ? Settle(index, known) : null;
            var id = Ids[index];
            if (Ids.IsNew(index))
            {
                if (row is not null)
                    Store(insert, id, row);
                continue;
            }

            var stored = row is null ? null : Stored(select, id, row);
            if (row is null || (stored is not null && stored.Equals(Merge(stored, row))))
            {
                unchanged++;
                continue;
            }

            updated++;
            Store(insert, id, row);
        }

        return new RecordCounts(Ids.New, updated, unchanged);
    }

    /// <summary>The later row's word on each field, else the earlier one's.</summary>
    protected abstract TRow Merge(TRow earlier, TRow later);

    /// <summary>Reads one row of facts.</summary>
    protected abstract TRow ReadFacts(BulkReader reader, TRow like);

    /// <summary>Prepares writing a row of facts.</summary>
    protected abstract BulkWriter Insert();

    /// <summary>Writes one row of facts.</summary>
    protected abstract void Store(BulkWriter insert, long id, TRow row);

    /// <summary>A last word on what the file said, once all rows are read.</summary>
    protected virtual TRow Settle(int index, TRow row) => row;

    private TRow? Stored(BulkReader select, long id, TRow like)
    {
        TRow? stored = null;
        select.Set(0, id);
        while (select.Step())
        {
            var row = ReadFacts(select, like);
            stored = stored is null ? row : Merge(stored, row);
        }

        return stored;
    }
}
