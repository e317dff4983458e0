using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Services.Snapshots;

/// <summary>Keeps the snapshot of the newest data version; it is read again when the store's version has moved, whoever moved it.</summary>
/// <param name="store">The store.</param>
public sealed class SnapshotService(DashboardStore store) : IDisposable
{
    private readonly SemaphoreSlim reading = new(1);
    private Snapshot? current;

    /// <summary>The snapshot of the newest data version.</summary>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    public async Task<Snapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        if (current is { } known && known.DataVersion == Version())
            return known;
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (current is null || current.DataVersion != Version())
            {
                current = await Task.Run(
                    () =>
                    {
                        using var connection = store.Connect();
                        return new SnapshotReader(connection, cancellationToken).Read();
                    },
                    cancellationToken);
            }

            return current;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private long Version()
    {
        using var connection = store.Connect();
        return DashboardStore.DataVersion(connection);
    }
}
