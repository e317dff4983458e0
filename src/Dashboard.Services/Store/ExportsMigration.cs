using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>Recipes of exports, and what was exported. Instants are seconds since 1970-01-01T00:00:00Z.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261126000500_Exports")]
public sealed class ExportsMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE ExportRecipes (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL, NameKey TEXT NOT NULL, Rule TEXT NOT NULL, Query TEXT NOT NULL,
            CreatedAt INTEGER NOT NULL, ChangedAt INTEGER NOT NULL, DeletedAt INTEGER);
        CREATE UNIQUE INDEX ExportRecipesByName ON ExportRecipes (NameKey) WHERE DeletedAt IS NULL;
        CREATE TABLE ExportHistory (Id INTEGER PRIMARY KEY AUTOINCREMENT, At INTEGER NOT NULL, FileName TEXT NOT NULL, Address TEXT NOT NULL, Purpose TEXT NOT NULL,
            Rows INTEGER NOT NULL, DataVersion INTEGER NOT NULL);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE ExportHistory; DROP TABLE ExportRecipes;");
}
