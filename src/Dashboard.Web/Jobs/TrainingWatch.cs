using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Jobs;

/// <summary>Trains models at the first start with data, and after imports that change much.</summary>
/// <param name="engine">Tells when the data has changed.</param>
/// <param name="training">Trains.</param>
/// <param name="log">Where it says what failed.</param>
internal sealed class TrainingWatch(AnalysisEngine engine, TrainingService training, ILogger<TrainingWatch> log) : BackgroundService
{
    // Screens come first: they have their numbers before the machine learns.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim changed = new(1, 1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        changed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        engine.DataChanged += OnDataChanged;
        await using var stop = stoppingToken.Register(training.Work.Cancel);
        try
        {
            while (true)
            {
                await changed.WaitAsync(stoppingToken);
                await Task.Delay(Pause, stoppingToken);
                try
                {
                    await training.TrainWhatIsDueAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // The models page says it to people; the next change tries again.
                    log.LogError(e, "The models could not be trained");
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
