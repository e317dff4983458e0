using Dashboard.Services.Imports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>Moves the documents from a row each into blocks (docs/decisions/0007). What was current stays current, and what was hidden is hidden by all later versions.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261125120000_DocumentBlocks")]
public sealed class DocumentBlocksMigration : Migration
{
    private const string PackDocuments = "pack_documents";

    /// <summary>Gives a connection the function that the statements of this migration need. It writes to the new tables itself.</summary>
    internal static void AddFunctions(SqliteConnection connection) => connection.CreateFunction(PackDocuments, () => Move(connection));

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        CREATE TABLE DocumentBlocks (Id INTEGER PRIMARY KEY, Documents INTEGER NOT NULL, Lines INTEGER NOT NULL, FirstKey INTEGER NOT NULL, LastKey INTEGER NOT NULL, Data BLOB NOT NULL);
        CREATE TABLE HiddenDocuments (BlockId INTEGER PRIMARY KEY, Data BLOB NOT NULL);
        SELECT {PackDocuments}();
        DROP TABLE Orders;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("The documents stay in blocks. Keep a copy of the database file to go back.");

    // Rows come by id: by key, and the versions of a number from the oldest to the newest.
    private static long Move(SqliteConnection connection)
    {
        var words = new KeyTable();
        var writers = new Dictionary<long, DocumentBlockWriter>();
        var versions = new List<(byte[] Number, DocumentPlace Place)>();
        var (lastKey, moved) = (-1L, 0L);
        using var rows = new BulkReader(connection, "SELECT Id, ImportId, Number, CustomerId, At, Kind, Channel, Country, Lines FROM Orders ORDER BY Id");
        try
        {
            for (; rows.Step(); moved++)
            {
                var key = rows.Int64(0) >> PackedLinesMigration.VersionBits;
                if (key != lastKey)
                    versions.Clear();
                lastKey = key;
                var importId = rows.Int64(1);
                if (!writers.TryGetValue(importId, out var writer))
                    writers.Add(importId, writer = new DocumentBlockWriter(connection, importId, words));
                var number = rows.Utf8(2);
                var place = writer.Add(key, new BlockDocument(number, rows.Int64(4), (byte)rows.Int64(5), rows.Int64OrNull(3), Word(6), Word(7), rows.Blob(8)));
                foreach (var version in versions)
                {
                    if (number.SequenceEqual(version.Number))
                        writer.Hide(version.Place);
                }

                versions.Add((number.ToArray(), place));
            }

            foreach (var writer in writers.Values)
                writer.Finish();
        }
        finally
        {
            foreach (var writer in writers.Values)
                writer.Dispose();
        }

        return moved;

        int Word(int column)
        {
            var word = rows.Utf8(column);
            return word.IsEmpty ? -1 : words.Add(word, StableHash.Of(word));
        }
    }
}
