using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Jobs;

/// <summary>Does something at the start and after each change of the data: one round at a time, and one more for all changes that come during it.</summary>
/// <param name="engine">Tells when the data has changed.</param>
/// <param name="log">Where it says what failed.</param>
public abstract class DataWatch(AnalysisEngine engine, ILogger log) : BackgroundService
{
    private readonly SemaphoreSlim changed = new(1, 1);

    /// <summary>What is said in the log when a round fails; the next change tries again.</summary>
    protected abstract string Failure { get; }

    /// <summary>How long a round waits, so that screens have their numbers first.</summary>
    protected virtual TimeSpan Pause => TimeSpan.Zero;

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        changed.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A round.</summary>
    /// <param name="stoppingToken">Stops.</param>
    protected abstract Task DoAsync(CancellationToken stoppingToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        engine.DataChanged += OnDataChanged;
        try
        {
            while (true)
            {
                await changed.WaitAsync(stoppingToken);
                try
                {
                    await Task.Delay(Pause, stoppingToken);
                    await DoAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "{Failure}", Failure);
                }
            }
        }
        finally
        {
            engine.DataChanged -= OnDataChanged;
        }
    }

    private void OnDataChanged(object? sender, EventArgs e)
    {
        try
        {
            changed.Release();
        }
        catch (Exception full) when (full is SemaphoreFullException or ObjectDisposedException)
        {
            // A round is due already, or the site is closing.
        }
    }
}
