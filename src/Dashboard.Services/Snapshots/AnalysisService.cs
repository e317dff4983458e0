using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Snapshots;

/// <summary>What pages ask: analyses of what the one who asks may see, and of nothing else.</summary>
/// <param name="engine">Runs them.</param>
/// <param name="view">What may be seen, asked with every request.</param>
public sealed class AnalysisService(AnalysisEngine engine, Func<ShopSettings, DataView> view)
{
    /// <summary>Raised, on any thread, when requests get newer data than before.</summary>
    public event EventHandler? DataChanged
    {
        add => engine.DataChanged += value;
        remove => engine.DataChanged -= value;
    }

    /// <summary>Analyses of the whole shop, for work that nobody looks at and for who runs the machine.</summary>
    /// <param name="engine">Runs them.</param>
    public static AnalysisService OfEverything(AnalysisEngine engine) => new(engine, static _ => DataView.Everything);

    /// <summary>The result of a request on the data as it is ready to be read; see <see cref="SnapshotService.CurrentAsync"/>.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="request">The request; equal requests of those who may see the same share one result.</param>
    /// <param name="cancellationToken">Stops waiting. The computation is stopped when nobody else waits for it.</param>
    public Task<TResult> RunAsync<TResult>(IAnalysis<TResult> request, CancellationToken cancellationToken) => RunAsync(request, null, cancellationToken);

    /// <summary>As the other, and says how far a long analysis is.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="request">The request; equal requests of those who may see the same share one result.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, on any thread, while the request is an <see cref="ILongAnalysis{TResult}"/> that runs.</param>
    /// <param name="cancellationToken">Stops waiting. The computation is stopped when nobody else waits for it.</param>
    public Task<TResult> RunAsync<TResult>(IAnalysis<TResult> request, IProgress<double>? progress, CancellationToken cancellationToken) =>
        engine.RunAsync(request, view, progress, cancellationToken);
}
