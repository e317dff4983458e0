using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Dashboard.Browser.Tests.SampleSite))]
[assembly: AssemblyFixture(typeof(Dashboard.Browser.Tests.EmptySite))]

namespace Dashboard.Browser.Tests;

/// <summary>A site with a sample shop that no test changes; all tests share it.</summary>
public sealed class SampleSite : IAsyncLifetime
{
    private readonly Site site = new();

    /// <summary>A customer with more orders than the others.</summary>
    public string Customer { get; private set; } = "";

    /// <summary>A campaign with more contacts than the others.</summary>
    public string Campaign { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        var samples = site.Services.GetRequiredService<SampleShopService>();
        await samples.CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, TestContext.Current.CancellationToken);
        Campaign = Text(site.Store, "SELECT c.Key FROM Campaigns c JOIN Contacts t ON t.CampaignId = c.Id GROUP BY c.Id ORDER BY COUNT(*) DESC, c.Key LIMIT 1");
        var snapshot = await site.Services.GetRequiredService<SnapshotService>().CurrentAsync(TestContext.Current.CancellationToken);
        var documents = snapshot.Orders.FirstOfCustomer;
        Customer = snapshot.Customers.Keys.Text(Enumerable.Range(0, snapshot.Customers.Count).MaxBy(c => documents[c + 1] - documents[c]));
    }

    public Task<Visitor> VisitAsync(int width = 1440, int height = 1000, ColorScheme theme = ColorScheme.Light) => site.VisitAsync(width, height, theme);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static string Text(DashboardStore store, string query)
    {
        using var connection = new SqliteConnection($"Data Source={store.Path};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries stand above.
        command.CommandText = query;
#pragma warning restore CA2100
        return (string)command.ExecuteScalar()!;
    }
}

/// <summary>A site on an empty database that no test changes.</summary>
public sealed class EmptySite : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public Task<Visitor> VisitAsync() => site.VisitAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
