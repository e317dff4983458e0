using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>What has happened when the disk, and not the program, stops the store: in words that say what to do. A write is one transaction, so whatever fails, the data is as it was before.</summary>
public static class StoreTrouble
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int NotADatabase = 26;

    // SQLite could not make the file that the readers of the log share as large as it must be.
    private const int NoRoomForReaders = InputOutput | (19 << 8);

    /// <summary>Words for a fault of the store or of the disk under it; null for any other exception.</summary>
    /// <param name="exception">What was thrown, or what it wraps.</param>
    public static string? Words(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: Full } or SqliteException { SqliteExtendedErrorCode: NoRoomForReaders } => "The disk is full. Nothing was changed. Free some space where the database lies, then try again.",
        SqliteException { SqliteErrorCode: ReadOnly or CantOpen } => "The database can't be written. Nothing was changed. Let the program write to the file of the database and to its folder, then try again.",
        SqliteException { SqliteErrorCode: Busy } => "Another program is writing to the database. Nothing was changed. Wait until it is done, then try again.",
        SqliteException { SqliteErrorCode: InputOutput } => "The disk of the database answers with errors. Nothing was changed. Look at the disk; if it fails, go back to a backup with `restore`.",
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => "The database is damaged. Go back to a backup with `restore`; what `check` says tells how far the damage goes.",
        IOException { HResult: unchecked((int)0x80070070) or 28 } => "The disk is full. Nothing was changed. Free some space where the database and the uploads lie, then try again.",
        { InnerException: { } inner } => Words(inner),
        _ => null,
    };

    /// <summary>Whether an exception says that a database is damaged, or is none.</summary>
    /// <param name="exception">What was thrown, or what it wraps.</param>
    public static bool IsDamage(Exception? exception) => exception switch
    {
        null => false,
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => true,
        StoreException { IsDamage: true } => true,
        _ => IsDamage(exception.InnerException),
    };
}
