using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>
/// Saved segments with their versions and sizes, and lists of customers made by hand. Names are told apart without regard to case among those that are not deleted.
/// Instants are seconds since 1970-01-01T00:00:00Z, days are day numbers.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261126000000_SavedSegments")]
public sealed class SavedSegmentsMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE SavedSegments (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL, NameKey TEXT NOT NULL, Description TEXT NOT NULL, Owner TEXT NOT NULL, Tags TEXT NOT NULL,
            Rule TEXT NOT NULL, Version INTEGER NOT NULL, CreatedAt INTEGER NOT NULL, ChangedAt INTEGER NOT NULL, ChangedBy TEXT NOT NULL, DeletedAt INTEGER);
        CREATE UNIQUE INDEX SavedSegmentsByName ON SavedSegments (NameKey) WHERE DeletedAt IS NULL;
        CREATE TABLE SegmentVersions (SegmentId INTEGER NOT NULL, Version INTEGER NOT NULL, At INTEGER NOT NULL, Author TEXT NOT NULL, Note TEXT NOT NULL,
            Name TEXT NOT NULL, Description TEXT NOT NULL, Owner TEXT NOT NULL, Tags TEXT NOT NULL, Rule TEXT NOT NULL, PRIMARY KEY (SegmentId, Version)) WITHOUT ROWID;
        CREATE TABLE SegmentSizes (SegmentId INTEGER NOT NULL, At INTEGER NOT NULL, Day INTEGER NOT NULL, Version INTEGER NOT NULL, DataVersion INTEGER NOT NULL,
            Customers INTEGER NOT NULL, Contactable INTEGER NOT NULL, BuildMicroseconds INTEGER NOT NULL, PRIMARY KEY (SegmentId, At)) WITHOUT ROWID;

        CREATE TABLE ManualLists (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL, NameKey TEXT NOT NULL, Description TEXT NOT NULL, Owner TEXT NOT NULL,
            Version INTEGER NOT NULL, CreatedAt INTEGER NOT NULL, ChangedAt INTEGER NOT NULL, DeletedAt INTEGER);
        CREATE UNIQUE INDEX ManualListsByName ON ManualLists (NameKey) WHERE DeletedAt IS NULL;
        CREATE TABLE ManualListEntries (ListId INTEGER NOT NULL, Entry TEXT NOT NULL, CustomerKey TEXT NOT NULL, AddedAt INTEGER NOT NULL, Source TEXT NOT NULL, PRIMARY KEY (ListId, Entry, CustomerKey)) WITHOUT ROWID;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP TABLE ManualListEntries;
        DROP TABLE ManualLists;
        DROP TABLE SegmentSizes;
        DROP TABLE SegmentVersions;
        DROP TABLE SavedSegments;
        """);
}
