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
/// <param name="WasDamaged">Whether the database before was damaged: then a site that runs still has it, and must be started again.</param>
public sealed record BackupReport(string Path, long Bytes, StoreCounts Counts, string? Kept = null, long ErasedAgain = 0, bool WasDamaged = false);

/// <summary>
/// Copies of a whole store in one file. A copy is made by SQLite's online backup while the site runs and people import, is one moment of the store, and has its name only after it was read again: every page, every index,
/// every block of documents, and the same counts as the store had.
/// </summary>
public static class StoreBackups
{
    // What is in the making beside a database has a name that does not change, so that the next start finds what an ended program left.
    private const string Restoring = ".restoring";
    private const string Keeping = ".keeping";
    private const string Unfinished = ".unfinished";

    /// <summary>Writes a backup.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Where to; its folder is made.</param>
    /// <param name="overwrite">Whether a file there may be replaced; it is, once the new one is whole.</param>
    /// <param name="cancellationToken">Stops before the backup has its name.</param>
    /// <exception cref="StoreException">There is a file already, the folder can't be written, the disk is full, or the copy is not whole; the message says what to do.</exception>
    public static BackupReport Write(DashboardStore store, string path, bool overwrite, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        var full = Path.GetFullPath(path);
        return Write(connection, full, full + Unfinished, overwrite, cancellationToken);
    }

    /// <summary>Removes what a program that was ended in the middle of a migration or of a restore left beside a database.</summary>
    internal static void RemoveLeft(string database)
    {
        foreach (var left in (ReadOnlySpan<string>)[Restoring, Keeping, Unfinished])
            WorkFile.RemoveLeft(database + left);
    }

    /// <summary>
    /// Puts a backup in the place of a database, in one transaction, so that a running site sees either all of the one or all of the other. The data version grows beyond both, the database that was there is kept beside it, and
    /// people who were erased since the backup are erased again. A damaged database can't be written: it is kept as it is, and the backup takes its name.
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
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var copy = WorkFile.Begin(target + Restoring);
            using (var read = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                read.CopyTo(copy.Content);
            var restored = Understand(copy.Path, source);
            using var from = restored.Connect();
            Whole(from, source, cancellationToken);
            var kept = Unused(string.Create(CultureInfo.InvariantCulture, $"{target}.{now.UtcDateTime:yyyyMMdd-HHmmss}.bak"));
            var (again, wasDamaged) = (0L, false);
            if (!File.Exists(target))
            {
                kept = null;
                again = EraseListed(from, target, cancellationToken);
                Put(from, target, 0, cancellationToken);
            }
            else if (TryReplace(from, target, kept, cancellationToken) is { } erased)
            {
                again = erased;
            }
            else
            {
                wasDamaged = true;
                again = EraseListed(from, target, cancellationToken);
                Keep(target, kept);
                Put(from, target, DamagedVersion(target), cancellationToken);
            }

            if (ErasedPeople.Read(from) is { Count: > 0 } list)
                ErasureFile.Write(target, list);

            SqliteConnection.ClearPool(from);
            return new BackupReport(source, new FileInfo(source).Length, StoreCounts.Of(from), kept, again, wasDamaged);
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words && e is not StoreException)
        {
            throw new StoreException(words, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"'{source}' can't be put in the place of '{target}': {e.Message} Let the program read the one and write the folder of the other.", e);
        }
    }

    /// <summary>Copies a database before a migration changes it, while the migration's connection is the only one that may write; the copy of an earlier try is replaced.</summary>
    /// <returns>Where the copy is.</returns>
    internal static string BeforeMigration(string path, string migration)
    {
        var copy = $"{path}.before-{migration}.bak";
        using var work = WorkFile.Begin(path + Keeping);
        using (var connection = Open(path, SqliteOpenMode.ReadWrite))
            Copy(connection, work);
        work.Become(copy, overwrite: true);
        return copy;
    }

    private static BackupReport Write(SqliteConnection connection, string path, string making, bool overwrite, CancellationToken cancellationToken)
    {
        if (!overwrite && File.Exists(path))
            throw new StoreException($"There is a file '{path}' already. Give another path, or say --overwrite.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var work = WorkFile.Begin(making);
            StoreCounts counts;

            // The copy is of the moment at which this transaction began, whatever is written meanwhile.
            using (var moment = connection.BeginTransaction(deferred: true))
            {
                counts = StoreCounts.Of(connection);
                Copy(connection, work);
            }

            using (var check = Open(work.Path, SqliteOpenMode.ReadOnly))
            {
                Whole(check, path, cancellationToken);
                if (StoreCounts.Of(check) != counts)
                    throw new StoreException("The copy does not hold what the database does, so it was thrown away. Try again.");
            }

            work.Become(path, overwrite);
            return new BackupReport(path, new FileInfo(path).Length, counts);
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words && e is not StoreException)
        {
            throw new StoreException(words, e) { IsDamage = StoreTrouble.IsDamage(e) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup can't be written to '{path}': {e.Message} Choose a folder that can be written.", e);
        }
    }

    // The copy of a backup as a store; what is said of it names the backup.
    private static DashboardStore Understand(string copy, string source)
    {
        try
        {
            using (var connection = Open(copy, SqliteOpenMode.ReadWrite))
            using (var ours = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory')"))
            {
                if (ours.Scalar() == 0)
                    throw new StoreException($"'{source}' is no backup of this program and was not used. Give the path of a file that `backup` wrote.");
            }

            return DashboardStore.Open(copy);
        }
        catch (Exception e) when (StoreTrouble.IsDamage(e))
        {
            throw new StoreException($"'{source}' is damaged, or no backup of this program, and was not used: {e.Message.Replace(copy, source, StringComparison.Ordinal)} Use another backup.", e) { IsDamage = true };
        }
    }

    // Of a database that is gone or can't be read, the list beside it is left.
    private static long EraseListed(SqliteConnection from, string target, CancellationToken cancellationToken)
    {
        var list = ErasureReplay.ListOf(target, null);
        return ErasureReplay.Apply(from, list, list is [.., var last] ? last.Secret : null, cancellationToken);
    }

    // How many people were erased again; null when the database there is damaged, and as it was then.
    private static long? TryReplace(SqliteConnection from, string target, string kept, CancellationToken cancellationToken)
    {
        try
        {
            using var old = DashboardStore.Open(target).Connect();
            var again = ErasureReplay.Apply(from, ErasureReplay.ListOf(target, old), Pseudonyms.SecretOf(old), cancellationToken);
            Write(old, kept, target + Keeping, overwrite: false, cancellationToken);
            DashboardStore.Execute(from, "UPDATE Settings SET Value = CAST(MAX(CAST(Value AS INTEGER), @0) + 1 AS TEXT) WHERE Name = 'DataVersion'", DashboardStore.DataVersion(old));
            MatchPages(from, old);
            cancellationToken.ThrowIfCancellationRequested();
            from.BackupDatabase(old);
            return again;
        }
        catch (Exception e) when (e is StoreException { IsDamage: true } || StoreTrouble.IsDamage(e))
        {
            return null;
        }
    }

    // A damaged database as it is, its log with it.
    private static void Keep(string target, string kept)
    {
        SqliteConnection.ClearAllPools();
        using var work = WorkFile.Begin(target + Keeping);
        using (var read = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            read.CopyTo(work.Content);
        if (File.Exists(target + "-wal"))
            File.Copy(target + "-wal", kept + "-wal", overwrite: true);
        work.Become(kept, overwrite: false);
    }

    // A log that lies there belongs to another database, and would be taken for the new one's.
    private static void Put(SqliteConnection from, string target, long beyondVersion, CancellationToken cancellationToken)
    {
        DashboardStore.Execute(from, "UPDATE Settings SET Value = CAST(MAX(CAST(Value AS INTEGER), @0) + 1 AS TEXT) WHERE Name = 'DataVersion'", beyondVersion);
        using var whole = WorkFile.Begin(target + Unfinished);
        Copy(from, whole);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var companion in (ReadOnlySpan<string>)["-wal", "-shm", "-journal"])
            File.Delete(target + companion);
        whole.Become(target, overwrite: true);
    }

    // As far as it can be read.
    private static long DamagedVersion(string path)
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadWrite);
            return DashboardStore.DataVersion(connection);
        }
        catch (Exception e) when (e is SqliteException or FormatException or OverflowException or ArgumentNullException or InvalidCastException)
        {
            return 0;
        }
    }

    private static void Whole(SqliteConnection connection, string path, CancellationToken cancellationToken)
    {
        if (StoreCheck.Faults(connection, quick: false, cancellationToken) is [var first, ..])
            throw new StoreException($"'{path}' is damaged and was not used: {first} Use another backup.") { IsDamage = true };
    }

    // One file without a log beside it.
    private static void Copy(SqliteConnection connection, WorkFile to)
    {
        using var copy = Open(to.Path, SqliteOpenMode.ReadWriteCreate);
        connection.BackupDatabase(copy);
        DashboardStore.Execute(copy, "PRAGMA journal_mode = DELETE");
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
}
