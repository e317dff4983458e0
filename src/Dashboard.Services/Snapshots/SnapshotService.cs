using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Predictions;
using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Snapshots;

/// <summary>
/// Keeps the snapshot of the newest data version. It is opened from its file beside the database when that holds the same data, and read from the store otherwise.
/// When the store's version has moved, whoever moved it, a new one is read in the background while the one before stays in use; the switch is atomic.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="log">Where it says why a saved snapshot was not used, or could not be saved.</param>
public sealed class SnapshotService(DashboardStore store, ILogger<SnapshotService>? log = null) : IDisposable
{
    // Fewer rows than this are read in about a second: a reader would rather wait for the newest data than be shown the one before.
    private const int FewRows = 300_000;

    private readonly ILogger log = log ?? NullLogger<SnapshotService>.Instance;
    private readonly CancellationTokenSource stopping = new();
    private readonly ModelsInUseReader models = new();
    private readonly Lock sync = new();
    private readonly Lock asking = new();
    private VersionQuestion? ask;
    private bool isDisposed;
    private Snapshot? current;
    private string? currentContent;
    private Task<Snapshot>? reading;

    /// <summary>Raised, on any thread, when another snapshot is in use than before.</summary>
    public event EventHandler? Changed;

    /// <summary>Raised, on any thread, when reading begins or ends.</summary>
    public event EventHandler? ReadingChanged;

    /// <summary>Whether a newer snapshot is being read while one is in use.</summary>
    public bool IsReadingNewer => current is not null && reading is not null;

    /// <summary>Whether a snapshot is open, be it of the newest data or of the data before.</summary>
    public bool IsReady => current is not null;

    /// <summary>
    /// The snapshot to use now: the newest, or for a large shop the one before while the newest is being read. The first one is waited for.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting; reading goes on.</param>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public async Task<Snapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        var known = current;
        if (known is not null && known.DataVersion == Version())
            return known;
        var next = Read();
        return known is not null && known.Orders.Count + known.Customers.Count > FewRows && !next.IsCompleted ? known : await next.WaitAsync(cancellationToken);
    }

    /// <summary>The snapshot of the newest data, however long it takes to read.</summary>
    /// <param name="cancellationToken">Stops waiting; reading goes on.</param>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public async Task<Snapshot> NewestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (current is { } known && known.DataVersion == Version())
                return known;
            await Read().WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
        lock (asking)
        {
            ask?.Dispose();
            isDisposed = true;
        }
    }

    private Task<Snapshot> Read()
    {
        lock (sync)
        {
            if (reading is not null)
                return reading;
            var mine = reading = Task.Run(ReadNow, stopping.Token);
            _ = mine.ContinueWith(
                done =>
                {
                    var before = current;
                    lock (sync)
                    {
                        reading = null;
                        if (done.IsCompletedSuccessfully)
                            current = done.Result;
                    }

                    ReadingChanged?.Invoke(this, EventArgs.Empty);
                    if (before is not null && before != current)
                        Changed?.Invoke(this, EventArgs.Empty);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            return mine;
        }
    }

    private Snapshot ReadNow()
    {
        ReadingChanged?.Invoke(this, EventArgs.Empty);
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var content = DashboardStore.Content(connection);
        // Where only settings and definitions changed, the columns in use go on; a store without a name of its rows has never held any.
        var columns = content == currentContent && content != DashboardStore.NoContent && current is { } known ? known : Columns(connection, content);
        var settings = ShopSettingsService.Read(connection);
        var snapshot = columns.With(settings, SegmentCatalogReader.Read(connection, log), models.Read(connection, log).AllowedBy(settings), DashboardStore.DataVersion(connection));
        currentContent = content;
        return snapshot;
    }

    private Snapshot Columns(SqliteConnection connection, string content)
    {
        var file = new SnapshotFile(store.Path, log);
        var (settings, version) = (ShopSettingsService.Read(connection), DashboardStore.DataVersion(connection));
        if (file.TryOpen(content, settings, version) is { } saved)
            return saved;
        var snapshot = new SnapshotReader(store, connection, stopping.Token).Read();
        if (snapshot.IsEmpty || !file.Save(snapshot, content) || file.TryOpen(content, settings, version, isJustSaved: true) is not { } mapped)
            return snapshot;
        if (snapshot.Orders.Count + snapshot.Customers.Count <= FewRows)
            return mapped;

        // What the new snapshot was made of is as large as itself, and no longer needed.
        snapshot = null;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return mapped;
    }

    // Asked with every request, so on a connection and by a statement that stay open.
    private long Version()
    {
        lock (asking)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            ask ??= new VersionQuestion(store.Connect());
            return ask.Answer();
        }
    }

    private sealed class VersionQuestion(SqliteConnection connection) : IDisposable
    {
        private readonly BulkReader reader = new(connection, "SELECT CAST(Value AS INTEGER) FROM Settings WHERE Name = 'DataVersion'");

        public long Answer() => reader.Scalar();

        public void Dispose()
        {
            reader.Dispose();
            connection.Dispose();
        }
    }
}
