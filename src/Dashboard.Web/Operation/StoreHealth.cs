using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dashboard.Web.Operation;

/// <summary>
/// Whether the store can be trusted: its pages are checked once after the start, in the background, so that the site is there at once; <c>/readyz</c> and a strip on every screen say what was found.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it says what was found.</param>
public sealed class StoreHealth(DashboardStore store, TimeProvider time, ILogger<StoreHealth> log) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with the database; none while nothing is known to be.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Raised, on any thread, when faults were found.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether the store answers and no fault is known.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (Faults.Count > 0)
            return Task.FromResult(HealthCheckResult.Unhealthy("The database is damaged."));
        try
        {
            using var connection = store.Connect();
            _ = DashboardStore.DataVersion(connection);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(StoreTrouble.Words(e) ?? "The database does not answer."));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, time, stoppingToken);
        await Task.Run(() => Look(stoppingToken), stoppingToken);
    }

    /// <summary>Looks at the pages of the database.</summary>
    /// <param name="cancellationToken">Stops before it.</param>
    internal void Look(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = store.Connect();
            Faults = StoreCheck.Faults(connection, quick: true, cancellationToken);
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words)
        {
            Faults = [words];
        }

        if (Faults.Count == 0)
            return;
        log.LogError("The database is damaged: {Fault}", Faults[0]);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>Whether the data is open to be read, so that a page would be answered at once.</summary>
/// <param name="snapshots">The snapshot.</param>
public sealed class SnapshotReady(SnapshotService snapshots) : IHealthCheck
{
    /// <summary>Whether there is a snapshot.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(snapshots.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The data is being opened."));
}
