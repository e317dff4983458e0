using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>Why somebody goes on with a selection that falls under four fifths. Instants are seconds since 1970-01-01T00:00:00Z, days are day numbers.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261126160000_Fairness")]
public sealed class FairnessMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE FairnessReasons (Id INTEGER PRIMARY KEY AUTOINCREMENT, At INTEGER NOT NULL, Who TEXT NOT NULL, Rule TEXT NOT NULL, Ratios TEXT NOT NULL, Reason TEXT NOT NULL,
            AsOf INTEGER NOT NULL, DataVersion INTEGER NOT NULL);
        CREATE INDEX FairnessReasonsOfRule ON FairnessReasons (Rule);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE FairnessReasons;");
}
