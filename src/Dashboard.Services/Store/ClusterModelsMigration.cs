using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>Room for saved cluster models.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261125190000_ClusterModels")]
public sealed class ClusterModelsMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE ClusterModels (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL, CreatedAt INTEGER NOT NULL, Model TEXT NOT NULL, ClusterNames TEXT NOT NULL, DeletedAt INTEGER);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE ClusterModels;");
}
