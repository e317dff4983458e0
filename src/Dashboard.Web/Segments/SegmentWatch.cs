using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Segments;

/// <summary>After each change of the data: looks up again whom lists did not know, evaluates the saved segments and remembers their sizes.</summary>
/// <param name="engine">Tells when the data has changed.</param>
/// <param name="evaluator">Evaluates.</param>
/// <param name="lists">The lists.</param>
/// <param name="log">Where it says what failed.</param>
public sealed class SegmentWatch(AnalysisEngine engine, SegmentEvaluator evaluator, ManualListService lists, ILogger<SegmentWatch> log) : BackgroundService
{
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
        try
        {
            while (true)
            {
                await changed.WaitAsync(stoppingToken);
                try
                {
                    await lists.MatchAgainAsync(stoppingToken);
                    await evaluator.EvaluateAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // Screens count by themselves; only the remembered sizes wait for the next change.
                    log.LogError(e, "The saved segments could not be evaluated");
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
