using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Store;

/// <summary>Runs of model trainings, and decisions. Instants are seconds since 1970-01-01T00:00:00Z, days are day numbers, amounts ten-thousandths.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261126120000_Models")]
public sealed class ModelsMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE ModelRuns (Id INTEGER PRIMARY KEY AUTOINCREMENT, Kind TEXT NOT NULL, TrainedAt INTEGER NOT NULL, Why TEXT NOT NULL, Milliseconds INTEGER NOT NULL,
            DataVersion INTEGER NOT NULL, Content TEXT NOT NULL, Documents INTEGER NOT NULL, AsOf INTEGER NOT NULL, Method TEXT NOT NULL, Rung TEXT NOT NULL, RowsUsed INTEGER NOT NULL,
            Metric TEXT, MetricModel REAL, MetricBaseline REAL, HigherIsBetter INTEGER NOT NULL, BeatsBaseline INTEGER NOT NULL, Model BLOB, Report BLOB NOT NULL,
            InUse INTEGER NOT NULL, IsPinned INTEGER NOT NULL);
        CREATE UNIQUE INDEX ModelRunsInUse ON ModelRuns (Kind) WHERE InUse = 1;
        CREATE TABLE Decisions (Id INTEGER PRIMARY KEY AUTOINCREMENT, MadeAt INTEGER NOT NULL, MadeOn INTEGER NOT NULL, DueDay INTEGER NOT NULL, Rule TEXT NOT NULL, Offer TEXT NOT NULL,
            Owner TEXT NOT NULL, Note TEXT NOT NULL, ExpectedShare REAL, ExpectedValueE4 INTEGER, ModelRun INTEGER, Target BLOB NOT NULL, Control BLOB NOT NULL, Customers INTEGER NOT NULL,
            InControl INTEGER NOT NULL, DeletedAt INTEGER);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE Decisions; DROP TABLE ModelRuns;");
}
