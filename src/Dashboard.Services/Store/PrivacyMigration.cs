using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>The list of the erased, by pseudonyms, and the secret that makes them. Instants are seconds since 1970-01-01T00:00:00Z.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261126150000_Privacy")]
public sealed class PrivacyMigration : Migration
{
    /// <summary>Name of the setting that holds the secret, 32 bytes in hexadecimal.</summary>
    internal const string SecretName = "PseudonymSecret";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        CREATE TABLE Erasures (Pseudonym BLOB PRIMARY KEY, Secret BLOB NOT NULL, At INTEGER NOT NULL) WITHOUT ROWID;
        INSERT OR IGNORE INTO Settings (Name, Value) VALUES ('{SecretName}', lower(hex(randomblob(32))));
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE Erasures;");
}
