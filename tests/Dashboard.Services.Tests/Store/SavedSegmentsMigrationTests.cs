using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Services.Tests.Store;

public sealed class SavedSegmentsMigrationTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Open_DatabaseOfTheSchemaBefore_KeepsItsDataAndTakesSegments()
    {
        var path = Path.Combine(temporary.Folder, "old.db");
        await using (var context = new DashboardDbContext(new DbContextOptionsBuilder<DashboardDbContext>().UseSqlite($"Data Source={path}").Options))
        {
            await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var connection = (SqliteConnection)context.Database.GetDbConnection();
            PackedLinesMigration.AddFunctions(connection);
            DocumentBlocksMigration.AddFunctions(connection);
            await context.GetService<IMigrator>().MigrateAsync("20261125120000_DocumentBlocks", TestContext.Current.CancellationToken);
            DashboardStore.Execute(connection, "INSERT INTO Annotations (Day, Text, CreatedAt) VALUES (734000, 'Spring sale', 5)");
        }

        SqliteConnection.ClearAllPools();

        var store = DashboardStore.Open(path);

        Assert.Equal("Spring sale", Assert.Single(await new Services.Trends.AnnotationService(store, TimeProvider.System).ListAsync(null, TestContext.Current.CancellationToken)).Text);
        var segments = new SavedSegmentService(store, TimeProvider.System);
        Assert.IsType<SegmentSaved>(await segments.CreateAsync(new SegmentContent { Name = "VIP", Rule = "everyone" }, new SegmentEdit(), TestContext.Current.CancellationToken));
        Assert.Single(await segments.ListAsync(TestContext.Current.CancellationToken));
    }
}
