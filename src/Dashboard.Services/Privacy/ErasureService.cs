using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Services.Privacy;

/// <summary>What an erasure would do.</summary>
/// <param name="Keys">Keys of the people who were found.</param>
/// <param name="Unknown">Entries that mean nobody.</param>
/// <param name="Counts">What goes, counted by doing it and taking it back.</param>
/// <param name="Uploads">Uploaded files that wait to be imported: they may name the people, and go.</param>
/// <param name="Backups">Copies of the database beside it, which keep the people until they are deleted; restored, they are erased again.</param>
public sealed record ErasurePreview(IReadOnlyList<string> Keys, IReadOnlyList<string> Unknown, ErasedCounts Counts, int Uploads, IReadOnlyList<string> Backups);

/// <summary>What an erasure did.</summary>
/// <param name="Pseudonyms">The people, as the audit names them.</param>
/// <param name="Unknown">Entries that meant nobody.</param>
/// <param name="Counts">What went.</param>
/// <param name="Uploads">Uploaded files that went.</param>
/// <param name="IsSwept">Whether the bytes are gone from the file of the database; if not, the daily job and the next start try again.</param>
/// <param name="IsAudited">Whether the audit has its entries; if not, they are kept with the erasure, and the daily job, the next start and the next erasure try again.</param>
/// <param name="Backups">Copies of the database beside it, which still hold the people.</param>
public sealed record ErasureReport(IReadOnlyList<string> Pseudonyms, IReadOnlyList<string> Unknown, ErasedCounts Counts, int Uploads, bool IsSwept, bool IsAudited, IReadOnlyList<string> Backups);

/// <summary>
/// Erases people: all of them in one transaction, or nobody. Their documents stay without a customer, so that no total moves. After the transaction the files follow: saved snapshots, uploads, the free room of the database and its log.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="queue">Gives it its turn to write.</param>
/// <param name="snapshots">Reads the data anew, so that nobody sees the people any more.</param>
/// <param name="desk">Uploads that wait.</param>
/// <param name="uploads">Their folder.</param>
/// <param name="audit">Notes who erased whom, by pseudonyms.</param>
/// <param name="time">The clock.</param>
public sealed class ErasureService(DashboardStore store, StoreQueue queue, SnapshotService snapshots, ImportDesk desk, UploadFolder uploads, AuditLog audit, TimeProvider time)
{
    /// <summary>Most people who are erased at once.</summary>
    public const int MostPeople = 100_000;

    /// <summary>What erasing people would do; the store stays as it is.</summary>
    /// <param name="entries">Keys, or e-mail addresses, which mean everybody who has them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">There is no entry, or there are too many.</exception>
    public async Task<ErasurePreview> PreviewAsync(IEnumerable<string> entries, CancellationToken cancellationToken)
    {
        var (keys, unknown) = await FindAsync(entries, cancellationToken);
        var (counts, _) = keys.Count == 0 ? (ErasedCounts.None, []) : await queue.RunAsync(() => Erase(keys, null, cancellationToken), cancellationToken);
        return new ErasurePreview(keys, unknown, counts, uploads.Count(), Backups());
    }

    /// <summary>Erases people.</summary>
    /// <param name="entries">As in <see cref="PreviewAsync"/>.</param>
    /// <param name="who">Who erases.</param>
    /// <param name="reason">Why, as the audit keeps it; no names. May be empty.</param>
    /// <param name="cancellationToken">Stops it before it is done; nothing of it stays then.</param>
    /// <exception cref="ArgumentException">There is no entry, or there are too many.</exception>
    /// <exception cref="StoreException">The store can't be written, or is damaged; nothing was erased.</exception>
    public Task<ErasureReport> EraseAsync(IEnumerable<string> entries, string who, string reason, CancellationToken cancellationToken) =>
        EraseAsync(entries, who, reason, withUploads: true, cancellationToken);

    /// <summary>As the other; the daily clocks leave uploads that wait alone, since the list keeps the erased out of them and they have a clock of their own.</summary>
    internal async Task<ErasureReport> EraseAsync(IEnumerable<string> entries, string who, string reason, bool withUploads, CancellationToken cancellationToken)
    {
        var (keys, unknown) = await FindAsync(entries, cancellationToken);
        if (keys.Count == 0)
            return new ErasureReport([], unknown, ErasedCounts.None, 0, true, true, []);
        var (gone, isSwept) = (0, false);
        var (counts, pseudonyms) = await queue.RunAsync(
            () =>
            {
                var done = Erase(keys, (who, reason), cancellationToken);
                gone = withUploads ? desk.DiscardWaiting() + uploads.RemoveAll() : 0;
                isSwept = RemoveCopies();
                return done;
            },
            cancellationToken);
        var isAudited = await AuditOutbox.SendAsync(store, queue, audit, again: false);
        await snapshots.NewestAsync(CancellationToken.None);
        SavedSnapshots.RemoveOthers(store);
        return new ErasureReport(pseudonyms, unknown, counts, gone, isSwept, isAudited, Backups());
    }

    /// <summary>Takes somebody off the list of the erased, who is a customer again: later imports may speak of the person.</summary>
    /// <param name="key">The key.</param>
    /// <param name="who">Who allows it.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <returns>False when the key is not on the list.</returns>
    public async Task<bool> AllowAgainAsync(string key, string who, CancellationToken cancellationToken)
    {
        var pseudonym = await queue.RunAsync(
            () =>
            {
                using var connection = store.Connect();
                if (ErasedPeople.Of(connection)?.Find(key) is not { } person)
                    return null;
                DashboardStore.Execute(connection, "DELETE FROM Erasures WHERE Pseudonym = @0", person.Pseudonym);
                ErasureFile.Write(store.Path, ErasedPeople.Read(connection));
                return Pseudonyms.Text(person.Pseudonym);
            },
            cancellationToken);
        if (pseudonym is not null)
            await audit.AppendAsync(who, new AuditEntry("person.allow", pseudonym), CancellationToken.None);
        return pseudonym is not null;
    }

    /// <summary>
    /// Does what is due: erases again whom a copy brought back that somebody put in the place of the database, sweeps what could not be swept before, and tells the audit what it could not be told.
    /// </summary>
    /// <returns>People who were erased again.</returns>
    public async Task<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var erased = await queue.RunAsync(
            () =>
            {
                using var connection = store.Connect();
                var again = ErasureReplay.Apply(connection, ErasureFile.Read(store.Path), null, cancellationToken);
                if (again > 0 || StoreSweeper.IsDue(connection))
                    RemoveCopies();
                return again;
            },
            cancellationToken);
        await AuditOutbox.SendAsync(store, queue, audit, again: true);
        return erased;
    }

    private async Task<(IReadOnlyList<string> Keys, IReadOnlyList<string> Unknown)> FindAsync(IEnumerable<string> entries, CancellationToken cancellationToken)
    {
        var given = entries.Select(e => e.Trim()).Where(e => e.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (given.Count is 0 or > MostPeople)
            throw new ArgumentException(given.Count == 0 ? "Nobody is named. Give a key or an e-mail address a line." : string.Create(CultureInfo.InvariantCulture, $"There are {given.Count:N0} entries; {MostPeople:N0} fit. Erase them in parts."));
        var matches = CustomerMatches.Of(await snapshots.NewestAsync(cancellationToken), given, cancellationToken);
        return ([.. matches.Values.SelectMany(k => k).Distinct(StringComparer.Ordinal)], [.. given.Where(e => !matches.ContainsKey(e))]);
    }

    // Nobody acts in a trial, which is taken back.
    private (ErasedCounts Counts, IReadOnlyList<string> Pseudonyms) Erase(IReadOnlyList<string> keys, (string Who, string Reason)? act, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        DashboardStore.Execute(connection, PersonEraser.Overwrite);
        using var transaction = connection.BeginTransaction(deferred: false);
        var secret = Pseudonyms.SecretOf(connection);
        var now = time.GetUtcNow();
        var list = keys.Select(k => new ErasedPerson(Pseudonyms.Of(secret, System.Text.Encoding.UTF8.GetBytes(k)), secret, now.ToUnixTimeSeconds())).ToList();
        var counts = PersonEraser.Erase(connection, [.. keys.Select(k => PersonRows.IdOf(connection, k)).OfType<long>()], list, cancellationToken);
        if (act is not var (who, reason))
        {
            transaction.Rollback();
            return (counts, []);
        }

        // The list first: where it can't be written nobody is erased, and a program that is ended between the two erases at its next start.
        StoreSweeper.Note(connection);
        string[] pseudonyms = [.. list.Select(p => Pseudonyms.Text(p.Pseudonym))];
        AuditOutbox.Put(connection, who, Array.ConvertAll(pseudonyms, p => new AuditEntry("person.erase", p, 1, reason.Length == 0 ? null : reason)), now);
        var before = ErasureFile.Read(store.Path);
        ErasureFile.Write(store.Path, ErasedPeople.Read(connection));
        try
        {
            transaction.Commit();
        }
        catch
        {
            ErasureFile.Write(store.Path, before);
            throw;
        }

        return (counts, pseudonyms);
    }

    private bool RemoveCopies()
    {
        SavedSnapshots.RemoveOthers(store);
        return StoreSweeper.Sweep(store, CancellationToken.None);
    }

    private IReadOnlyList<string> Backups() => SavedSnapshots.Backups(store);
}
