using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>
/// Packs the lines of each document into its row, and finds documents by the hash of their number (docs/decisions/0004): no table of lines, no index on the table of
/// documents. Facts of a customer have the customer and the import as their key. Undo finds the rows of an import by reading the tables through.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261125000000_PackedLines")]
public sealed class PackedLinesMigration : Migration
{
    private const string PackLines = "pack_lines";
    private const string FirstId = "first_document_id";

    /// <summary>Lower bits of a row id that tell the versions of a document, and other numbers with the same key, apart.</summary>
    internal const int VersionBits = 16;

    /// <summary>Gives a connection the functions that the statements of this migration need.</summary>
    internal static void AddFunctions(SqliteConnection connection)
    {
        connection.CreateFunction(FirstId, (string number) => DocumentKey.Of(Encoding.UTF8.GetBytes(number)) << VersionBits, isDeterministic: true);
        connection.CreateAggregate<List<PackedLine>?, byte[]>(PackLines, null, Add, lines => LineCodec.Encode(CollectionsMarshal.AsSpan(lines)), isDeterministic: true);

        static List<PackedLine> Add(List<PackedLine>? lines, object?[] line)
        {
            lines ??= [];
            lines.Add(new PackedLine((long?)line[0], (byte)(long)line[1]!, (long)line[2]!, (long)line[3]!, (long)line[4]!, (long)line[5]!, (long?)line[6]));
            return lines;
        }
    }

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        CREATE TABLE PackedOrders (Id INTEGER PRIMARY KEY, ImportId INTEGER NOT NULL, Number TEXT NOT NULL, CustomerId INTEGER, At INTEGER NOT NULL, Kind INTEGER NOT NULL,
            Channel TEXT, Country TEXT, Hash INTEGER NOT NULL, IsCurrent INTEGER NOT NULL, Lines BLOB NOT NULL);
        INSERT INTO PackedOrders
            SELECT First + ROW_NUMBER() OVER (PARTITION BY First ORDER BY Id) - 1, ImportId, Number, CustomerId, At, Kind, Channel, Country, Hash, IsCurrent,
                (SELECT {PackLines}(ProductId, Kind, QuantityE4, UnitPriceE4, DiscountE4, AmountE4, CostE4) FROM (SELECT * FROM OrderLines WHERE OrderId = Numbered.Id ORDER BY Line))
            FROM (SELECT {FirstId}(Number) AS First, * FROM Orders) AS Numbered;
        DROP TABLE OrderLines;
        DROP TABLE Orders;
        ALTER TABLE PackedOrders RENAME TO Orders;

        CREATE TABLE ToldFacts (CustomerId INTEGER NOT NULL, ImportId INTEGER NOT NULL, Name TEXT, BirthDay INTEGER, Gender TEXT, Country TEXT, Region TEXT, City TEXT,
            Postcode TEXT, Language TEXT, Acquisition TEXT, SignedUpAt INTEGER, Email TEXT, Phone TEXT, Attributes TEXT, PRIMARY KEY (CustomerId, ImportId)) WITHOUT ROWID;
        INSERT INTO ToldFacts SELECT CustomerId, ImportId, Name, BirthDay, Gender, Country, Region, City, Postcode, Language, Acquisition, SignedUpAt, Email, Phone, Attributes
            FROM CustomerFacts ORDER BY CustomerId, ImportId;
        DROP TABLE CustomerFacts;
        ALTER TABLE ToldFacts RENAME TO CustomerFacts;
        DROP INDEX ConsentsByImport;
        DROP INDEX ContactsByImport;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("The lines stay packed. Keep a copy of the database file to go back.");
}
