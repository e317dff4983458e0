using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>
/// The first schema. What files say of a customer, product or campaign is kept by import ("facts"), and the newest word on each field counts;
/// so is each version of a document and contact, the newest being current. Undoing an import takes its rows away, and what they hid shows again.
/// Amounts and quantities are integers in ten-thousandths, instants are seconds since 1970-01-01T00:00:00Z, days are day numbers.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261123000000_Initial")]
public sealed class InitialMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE Imports (Id INTEGER PRIMARY KEY AUTOINCREMENT, FileName TEXT NOT NULL, Kind TEXT NOT NULL,
            StartedAt INTEGER NOT NULL, FinishedAt INTEGER NOT NULL, UndoneAt INTEGER, Plan TEXT NOT NULL, Report TEXT NOT NULL);
        CREATE TABLE RejectedRows (Id INTEGER PRIMARY KEY, ImportId INTEGER NOT NULL, RowNumber INTEGER NOT NULL, "Column" TEXT, Value TEXT, Reason TEXT NOT NULL, Message TEXT NOT NULL);
        CREATE INDEX RejectedRowsByImport ON RejectedRows (ImportId);
        CREATE TABLE Settings (Name TEXT PRIMARY KEY, Value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE Annotations (Id INTEGER PRIMARY KEY, Day INTEGER NOT NULL, Text TEXT NOT NULL, CreatedAt INTEGER NOT NULL, DeletedAt INTEGER);

        CREATE TABLE Customers (Id INTEGER PRIMARY KEY, Key TEXT NOT NULL UNIQUE);
        CREATE TABLE CustomerFacts (Id INTEGER PRIMARY KEY, CustomerId INTEGER NOT NULL, ImportId INTEGER NOT NULL, Name TEXT, BirthDay INTEGER, Gender TEXT,
            Country TEXT, Region TEXT, City TEXT, Postcode TEXT, Language TEXT, Acquisition TEXT, SignedUpAt INTEGER, Email TEXT, Phone TEXT, Attributes TEXT);
        CREATE INDEX CustomerFactsByCustomer ON CustomerFacts (CustomerId);
        CREATE INDEX CustomerFactsByImport ON CustomerFacts (ImportId);
        CREATE TABLE Consents (Id INTEGER PRIMARY KEY, CustomerId INTEGER NOT NULL, ImportId INTEGER NOT NULL, Channel TEXT NOT NULL, Purpose TEXT NOT NULL,
            Granted INTEGER NOT NULL, Source TEXT, At INTEGER);
        CREATE INDEX ConsentsByCustomer ON Consents (CustomerId);
        CREATE INDEX ConsentsByImport ON Consents (ImportId);

        CREATE TABLE Products (Id INTEGER PRIMARY KEY, Key TEXT NOT NULL UNIQUE);
        CREATE TABLE ProductFacts (Id INTEGER PRIMARY KEY, ProductId INTEGER NOT NULL, ImportId INTEGER NOT NULL, Name TEXT, Category TEXT, Brand TEXT,
            PriceE4 INTEGER, CostE4 INTEGER, IsMerchandise INTEGER NOT NULL);
        CREATE INDEX ProductFactsByProduct ON ProductFacts (ProductId);
        CREATE INDEX ProductFactsByImport ON ProductFacts (ImportId);

        CREATE TABLE Orders (Id INTEGER PRIMARY KEY, ImportId INTEGER NOT NULL, Number TEXT NOT NULL, CustomerId INTEGER, At INTEGER NOT NULL, Kind INTEGER NOT NULL,
            Channel TEXT, Country TEXT, Hash INTEGER NOT NULL, IsCurrent INTEGER NOT NULL);
        CREATE INDEX OrdersByNumber ON Orders (Number);
        CREATE INDEX OrdersByImport ON Orders (ImportId);
        CREATE TABLE OrderLines (OrderId INTEGER NOT NULL, Line INTEGER NOT NULL, ProductId INTEGER, Kind INTEGER NOT NULL, QuantityE4 INTEGER NOT NULL,
            UnitPriceE4 INTEGER NOT NULL, DiscountE4 INTEGER NOT NULL, AmountE4 INTEGER NOT NULL, CostE4 INTEGER, PRIMARY KEY (OrderId, Line)) WITHOUT ROWID;

        CREATE TABLE Campaigns (Id INTEGER PRIMARY KEY, Key TEXT NOT NULL UNIQUE);
        CREATE TABLE CampaignFacts (Id INTEGER PRIMARY KEY, CampaignId INTEGER NOT NULL, ImportId INTEGER NOT NULL, Name TEXT, Channel TEXT, Goal TEXT,
            StartAt INTEGER, EndAt INTEGER, CostE4 INTEGER, Offer TEXT);
        CREATE TABLE Contacts (Id INTEGER PRIMARY KEY, ImportId INTEGER NOT NULL, CampaignId INTEGER NOT NULL, CustomerId INTEGER NOT NULL, At INTEGER,
            IsControl INTEGER NOT NULL, Delivered INTEGER, Opened INTEGER, Clicked INTEGER, Converted INTEGER, RevenueE4 INTEGER, IsCurrent INTEGER NOT NULL);
        CREATE INDEX ContactsByCampaign ON Contacts (CampaignId, CustomerId, At);
        CREATE INDEX ContactsByImport ON Contacts (ImportId);

        INSERT INTO Settings (Name, Value) VALUES ('DataVersion', '0');
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("The first schema has none before it. Keep a copy of the database file to go back.");
}
