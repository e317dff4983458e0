using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// Makes erased bytes really go: the database is written anew without what lay in its free room, and its log is emptied. What can't be done now, because somebody reads or the disk is full, stays noted and is done by the next
/// erasure, the daily job or the next start.
/// </summary>
internal static class StoreSweeper
{
    private const string Due = "SweepDue";
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Notes within the caller's transaction that a sweep is due.</summary>
    public static void Note(SqliteConnection connection) => DashboardStore.Execute(connection, $"INSERT OR REPLACE INTO Settings (Name, Value) VALUES ('{Due}', '1')");

    /// <summary>Whether one is due.</summary>
    public static bool IsDue(SqliteConnection connection)
    {
        using var reader = new BulkReader(connection, $"SELECT EXISTS (SELECT 1 FROM Settings WHERE Name = '{Due}')");
        return reader.Scalar() != 0;
    }

    /// <summary>Sweeps.</summary>
    /// <returns>False when it could not be done to its end.</returns>
    public static bool Sweep(DashboardStore store, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        try
        {
            // A database of gigabytes does not fit in memory.
            DashboardStore.Execute(connection, $"PRAGMA temp_store = FILE; {PersonEraser.Overwrite}; VACUUM");
            for (var i = 0; !IsLogEmpty(connection); i++)
            {
                if (i == Tries)
                    return false;
                cancellationToken.WaitHandle.WaitOne(Pause);
                cancellationToken.ThrowIfCancellationRequested();
            }

            DashboardStore.Execute(connection, $"DELETE FROM Settings WHERE Name = '{Due}'");
            _ = IsLogEmpty(connection);
            return true;
        }
        catch (Exception e) when (e is SqliteException or StoreException)
        {
            // The people are erased all the same; what is left of the sweep stays noted.
            return false;
        }
    }

    private static bool IsLogEmpty(SqliteConnection connection)
    {
        using var reader = new BulkReader(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return reader.Step() && reader.Int64(0) == 0;
    }
}
