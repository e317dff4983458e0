using System.Globalization;
using Dashboard.Services.Privacy;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>A backup that was written, or restored.</summary>
/// <param name="Path">Where the backup is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Counts">What it holds.</param>
/// <param name="Kept">Where the database that it replaced was kept; null when there was none.</param>
/// <param name="ErasedAgain">People whom the backup held though they had been erased, and who were erased again.</param>
public sealed record BackupReport(string Path, long Bytes, StoreCounts Counts, string? Kept = null, long ErasedAgain = 0);

/// <summary>
/// Copies of a whole store in one file. A copy is made by SQLite's online backup while the site runs and people import, is one moment of the store, and has its name only after it was read again: every page, every index,
/// every block of documents, and the same counts as the store had.
/// </summary>
public static class StoreBackups
{
    /// <summary>Writes a backup.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Where to; its folder is made.</param>
    /// <param name="overwrite">Whether a file there may be replaced; it is, once the new one is whole.</param>
    /// <param name="cancellationToken">Stops before the backup has its name.</param>
    /// <exception cref="StoreException">There is a file already, the folder can't be written, the disk is full, or the copy is not whole; the message says what to do.</exception>
    public static BackupReport Write(DashboardStore store, string path, bool overwrite, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        return Write(connection, Path.GetFullPath(path), overwrite, cancellationToken);
    }

    /// <summary>
    /// Puts a backup in the place of a database, in one transaction, so that a running site sees either all of the one or all of the other. The data version grows beyond both, the database that was there is kept beside it, and
    /// people who were erased since the backup are erased again.
    /// </summary>
    /// <param name="database">Path of the database; it need not exist.</param>
    /// <param name="backup">Path of the backup; it stays as it is.</param>
    /// <param name="now">The time, for the name of what is kept.</param>
    /// <param name="cancellationToken">Stops before anything is replaced.</param>
    /// <exception cref="StoreException">The backup is missing, damaged, of another program or of a newer version; or the database can't be written.</exception>
    public static BackupReport Restore(string database, string backup, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (target, source) = (Path.GetFullPath(database), Path.GetFullPath(backup));
        if (!File.Exists(source))
            throw new StoreException($"There is no file '{source}'. Give the path of a file that `backup` wrote.");
        if (source == target)
            throw new StoreException("The backup and the database are the same file. Give the path of a file that `backup` wrote.");
        var copy = Unused(target + ".restoring");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, copy);
            var restored = DashboardStore.Open(copy);
            using var from = restored.Connect();
            Whole(from, source, cancellationToken);

            string? kept = null;
            var again = 0L;
            if (File.Exists(target))
            {
                var present = DashboardStore.Open(target);
                using var old = present.Connect();
                again = ErasureReplay.Apply(from, ErasureReplay.ListOf(target, old), Pseudonyms.SecretOf(old), cancellationToken);
                kept = Unused(string.Create(CultureInfo.InvariantCulture, $"{target}.{now.UtcDateTime:yyyyMMdd-HHmmss}.bak"));
                Write(old, kept, overwrite: false, cancellationToken);
                DashboardStore.Execute(from, "UPDATE Settings SET Value = CAST(MAX(CAST(Value AS INTEGER), @0) + 1 AS TEXT) WHERE Name = 'DataVersion'", DashboardStore.DataVersion(old));
                MatchPages(from, old);
                cancellationToken.ThrowIfCancellationRequested();
                from.BackupDatabase(old);
            }
            else
            {
                var list = ErasureReplay.ListOf(target, null);
                again = ErasureReplay.Apply(from, list, list is [.., var last] ? last.Secret : null, cancellationToken);
                DashboardStore.BumpDataVersion(from, rows: false);
                var whole = Unused(target + ".unfinished");
                Copy(from, whole);
                File.Move(whole, target);
            }

            if (ErasedPeople.Read(from) is { Count: > 0 } erased)
                ErasureFile.Write(target, erased);
            SqliteConnection.ClearPool(from);
            return new BackupReport(source, new FileInfo(source).Length, StoreCounts.Of(from), kept, again);
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words && e is not StoreException)
        {
            throw new StoreException(words, e);
        }
        finally
        {
            Delete(copy);
        }
    }

    /// <summary>Copies a database before a migration changes it; the copy of an earlier try is replaced.</summary>
    /// <returns>Where the copy is.</returns>
    internal static string BeforeMigration(SqliteConnection connection, string path, string migration)
    {
        var copy = $"{path}.before-{migration}.bak";
        Delete(copy);
        Copy(connection, copy);
        return copy;
    }

    private static BackupReport Write(SqliteConnection connection, string path, bool overwrite, CancellationToken cancellationToken)
    {
        if (!overwrite && File.Exists(path))
            throw new StoreException($"There is a file '{path}' already. Give another path, or say --overwrite.");
        var unfinished = Unused(path + ".unfinished");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            StoreCounts counts;

            // The copy is of the moment at which this transaction began, whatever is written meanwhile.
            using (var moment = connection.BeginTransaction(deferred: true))
            {
                counts = StoreCounts.Of(connection);
                Copy(connection, unfinished);
            }

            using (var check = Open(unfinished, SqliteOpenMode.ReadOnly))
            {
                Whole(check, path, cancellationToken);
                if (StoreCounts.Of(check) != counts)
                    throw new StoreException("The copy does not hold what the database does, so it was thrown away. Try again.");
            }

            File.Move(unfinished, path, overwrite);
            return new BackupReport(path, new FileInfo(path).Length, counts);
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words && e is not StoreException)
        {
            throw new StoreException(words, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup can't be written to '{path}': {e.Message} Choose a folder that can be written.", e);
        }
        finally
        {
            Delete(unfinished);
        }
    }

    private static void Whole(SqliteConnection connection, string path, CancellationToken cancellationToken)
    {
        if (StoreCheck.Faults(connection, quick: false, cancellationToken) is [var first, ..])
            throw new StoreException($"'{path}' is damaged and was not used: {first} Use another backup.");
    }

    // One file without a log beside it, on the disk before its name is.
    private static void Copy(SqliteConnection connection, string path)
    {
        using (var copy = Open(path, SqliteOpenMode.ReadWriteCreate))
        {
            connection.BackupDatabase(copy);
            DashboardStore.Execute(copy, "PRAGMA journal_mode = DELETE");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    // SQLite copies pages as they are, so both databases need pages of one size.
    private static void MatchPages(SqliteConnection from, SqliteConnection to)
    {
        var (own, others) = (PageSize(from), PageSize(to));
        if (own != others)
            DashboardStore.Execute(from, string.Create(CultureInfo.InvariantCulture, $"PRAGMA journal_mode = DELETE; PRAGMA page_size = {others}; VACUUM; PRAGMA journal_mode = WAL"));
    }

    private static long PageSize(SqliteConnection connection)
    {
        using var reader = new BulkReader(connection, "PRAGMA page_size");
        return reader.Scalar();
    }

    // Not pooled: the file is moved or deleted right after.
    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static string Unused(string path)
    {
        var free = path;
        for (var i = 2; File.Exists(free); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{path}-{i}");
        return free;
    }

    private static void Delete(string path)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm", "-journal"])
            File.Delete(path + suffix);
    }
}
