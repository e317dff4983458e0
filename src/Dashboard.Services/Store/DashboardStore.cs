using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Dashboard.Services.Store;

/// <summary>
/// The SQLite database of a shop: opens it (creating and migrating it first), hands out connections and contexts. WAL mode, one writer, many readers.
/// </summary>
public sealed class DashboardStore : IDbContextFactory<DashboardDbContext>
{
    /// <summary>What <see cref="Content"/> gives for a store whose rows have no name yet.</summary>
    internal const string NoContent = "none";

    private static readonly string[] Traces = [".snapshot-*", ".*.bak", ".erased"];

    private readonly DbContextOptions<DashboardDbContext> options;
    private readonly string connectionString;

    // No connection is used by two threads at once, and nobody asks how much memory SQLite uses: both would cost a lock at each step. Too late where SQLite runs already, and no harm then.
    static DashboardStore()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private DashboardStore(string path)
    {
        Path = path;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString();
        options = new DbContextOptionsBuilder<DashboardDbContext>()
            .UseSqlite(connectionString)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
    }

    /// <summary>Full path of the database file.</summary>
    public string Path { get; }

    /// <summary>Opens the database at a path, creating the file and its folder when missing and bringing the schema up to date.</summary>
    /// <exception cref="StoreException">The file is not a database of this program or one of a newer version, or its folder can't be written.</exception>
    public static DashboardStore Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            RefuseEmptied(full);
            SpoolSpace.RemoveLeft(full);
            StoreBackups.RemoveLeft(full);
            var store = new DashboardStore(full);
            using var connection = store.Connect();
            Execute(connection, "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL");
            StoreSchema.BringUpToDate(connection, full);
            return store;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 26)
        {
            throw new StoreException($"'{full}' is not a SQLite database. Choose another path with --database, or move that file away; `restore` puts a backup in its place and keeps it.", e) { IsDamage = true };
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            if (e is not SqliteException { SqliteErrorCode: 14 } && StoreTrouble.Words(e) is { } words)
                throw new StoreException($"The database '{full}' can't be opened. {words}", e) { IsDamage = StoreTrouble.IsDamage(e) };
            throw new StoreException($"The database '{full}' can't be opened: {e.Message} Check that its folder exists and can be written, or choose another path with --database.", e);
        }
    }

    // A file without a byte is a new database to SQLite. Where a shop has left its traces it is one that was cut off, and an empty shop must not be shown in its place.
    private static void RefuseEmptied(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: 0 } || new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            return;
        if (Traces.Any(trace => Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path) + trace).Any()))
            throw new StoreException($"The database '{path}' has lost its content: its file has no bytes, though there was a shop in it. Go back to a backup with `restore`, or delete that file to begin with an empty shop.") { IsDamage = true };
    }

    /// <inheritdoc/>
    public DashboardDbContext CreateDbContext() => new(options);

    /// <summary>Opens a connection; the caller disposes it. What is committed on it is on the disk before the call returns.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            // Commands wait by themselves; statements that go to SQLite directly do not, and would fail where another program opens, closes or repairs the log at that moment.
            Execute(connection, "PRAGMA busy_timeout = 60000; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The version of the data: grows by one with every change that analyses can see.</summary>
    public static long DataVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Value FROM Settings WHERE Name = 'DataVersion'";
        return long.Parse((string)command.ExecuteScalar()!, CultureInfo.InvariantCulture);
    }

    /// <summary>Notes within the caller's transaction that something changed that analyses see: rows, or only the settings by which they are read.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="rows">Whether rows changed, or the days on which they fall; what was saved of them is then of no more use.</param>
    public static void BumpDataVersion(SqliteConnection connection, bool rows = true)
    {
        Execute(connection, "UPDATE Settings SET Value = CAST(CAST(Value AS INTEGER) + 1 AS TEXT) WHERE Name = 'DataVersion'");
        if (rows)
            Execute(connection, "INSERT INTO Settings (Name, Value) VALUES ('Content', lower(hex(randomblob(12)))) ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value");
    }

    /// <summary>
    /// A name for the rows of the store that no other rows have, here or in another store: random, and a new one with every change of rows. A restored copy has the name of its rows.
    /// </summary>
    public static string Content(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Value FROM Settings WHERE Name = 'Content'";
        return (string?)command.ExecuteScalar() ?? NoContent;
    }

    /// <summary>Runs a statement that returns nothing, with parameters named @0, @1 …</summary>
    /// <returns>Number of rows changed.</returns>
    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue("@" + i.ToString(CultureInfo.InvariantCulture), parameters[i] ?? DBNull.Value);
        return command.ExecuteNonQuery();
    }
}

/// <summary>The store can't do what was asked; the message says what to do.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it is because a database is damaged, or is none.</summary>
    public bool IsDamage { get; init; }
}
