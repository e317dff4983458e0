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
    private static readonly Migration[] Migrations = [new InitialMigration(), new PackedLinesMigration(), new DocumentBlocksMigration(), new ClusterModelsMigration(), new SavedSegmentsMigration(), new ExportsMigration()];

    /// <summary>Runs the migrations that the database has not seen, all in one transaction.</summary>
    /// <exception cref="SqliteException">The database can't do it; it is as it was before.</exception>
    public static void BringUpToDate(SqliteConnection connection)
    {
        DashboardStore.Execute(connection, """CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (MigrationId TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY, ProductVersion TEXT NOT NULL)""");
        if (Missing(connection).Count == 0)
            return;
        PackedLinesMigration.AddFunctions(connection);
        DocumentBlocksMigration.AddFunctions(connection);
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var migration in Missing(connection))
        {
            foreach (var operation in migration.UpOperations.Cast<SqlOperation>())
                DashboardStore.Execute(connection, operation.Sql);
            DashboardStore.Execute(connection, """INSERT INTO "__EFMigrationsHistory" (MigrationId, ProductVersion) VALUES (@0, @1)""", IdOf(migration), ProductInfo.GetVersion());
        }

        transaction.Commit();
    }

    private static List<Migration> Missing(SqliteConnection connection)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new BulkReader(connection, """SELECT MigrationId FROM "__EFMigrationsHistory" """);
        while (reader.Step())
            known.Add(reader.Text(0)!);
        return [.. Migrations.Where(m => !known.Contains(IdOf(m)))];
    }

    private static string IdOf(Migration migration) => migration.GetType().GetCustomAttribute<MigrationAttribute>()!.Id;
}
