using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Jobs;

namespace Dashboard.Web.Segments;

/// <summary>
/// After each change of the data: looks up again whom lists did not know, evaluates the saved segments and remembers their sizes. Screens count by themselves; when it fails, only the remembered sizes wait for the next
/// change.
/// </summary>
/// <param name="engine">Tells when the data has changed.</param>
/// <param name="evaluator">Evaluates.</param>
/// <param name="lists">The lists.</param>
/// <param name="log">Where it says what failed.</param>
public sealed class SegmentWatch(AnalysisEngine engine, SegmentEvaluator evaluator, ManualListService lists, ILogger<SegmentWatch> log) : DataWatch(engine, log)
{
    /// <inheritdoc/>
    protected override string Failure => "The saved segments could not be evaluated";

    /// <inheritdoc/>
    protected override async Task DoAsync(CancellationToken stoppingToken)
    {
        await lists.MatchAgainAsync(stoppingToken);
        await evaluator.EvaluateAsync(stoppingToken);
    }
}
