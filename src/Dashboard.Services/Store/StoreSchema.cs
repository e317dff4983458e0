using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Dashboard.Services.Store;

/// <summary>
/// Brings the schema of a database up to date. The migrations are EF Core's, and so is the table that notes them; they are plain SQL, so they are run without EF Core's model, which
/// would take longer to get ready than a small import.
/// </summary>
internal static class StoreSchema
{
    private static readonly Migration[] Migrations = [new InitialMigration(), new PackedLinesMigration(), new DocumentBlocksMigration(), new ClusterModelsMigration(), new SavedSegmentsMigration(), new ExportsMigration(), new ModelsMigration(), new PrivacyMigration(), new FairnessMigration()];

    /// <summary>Runs the migrations that the database has not seen, all in one transaction, after a copy of a database that holds something was put beside it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="path">Path of the database.</param>
    /// <exception cref="SqliteException">The database can't do it; it is as it was before.</exception>
    /// <exception cref="StoreException">A newer version of the program has changed the database.</exception>
    public static void BringUpToDate(SqliteConnection connection, string path)
    {
        DashboardStore.Execute(connection, """CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (MigrationId TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY, ProductVersion TEXT NOT NULL)""");
        var known = Known(connection);
        if (known.Except(Migrations.Select(IdOf)).Order(StringComparer.Ordinal).LastOrDefault() is { } newer)
            throw new StoreException($"'{path}' was last used by a newer version of this program (it knows of '{newer}'). Update the program, or choose another database with --database; this one was not touched.");
        if (Missing(connection).Count == 0)
            return;
        PackedLinesMigration.AddFunctions(connection);
        DocumentBlocksMigration.AddFunctions(connection);

        // Two programs may have opened the database at once: who comes second finds nothing to do, and must not put a copy of the new schema in the place of that of the old one.
        using var transaction = connection.BeginTransaction(deferred: false);
        if (Missing(connection) is not [var first, ..] missing)
            return;
        if (known.Count > 0)
            StoreBackups.BeforeMigration(path, IdOf(first));
        foreach (var migration in missing)
        {
            foreach (var operation in migration.UpOperations.Cast<SqlOperation>())
                DashboardStore.Execute(connection, operation.Sql);
            DashboardStore.Execute(connection, """INSERT INTO "__EFMigrationsHistory" (MigrationId, ProductVersion) VALUES (@0, @1)""", IdOf(migration), ProductInfo.GetVersion());
        }

        transaction.Commit();
    }

    private static List<Migration> Missing(SqliteConnection connection)
    {
        var known = Known(connection);
        return [.. Migrations.Where(m => !known.Contains(IdOf(m)))];
    }

    private static HashSet<string> Known(SqliteConnection connection)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new BulkReader(connection, """SELECT MigrationId FROM "__EFMigrationsHistory" """);
        while (reader.Step())
            known.Add(reader.Text(0)!);
        return known;
    }

    private static string IdOf(Migration migration) => migration.GetType().GetCustomAttribute<MigrationAttribute>()!.Id;
}
