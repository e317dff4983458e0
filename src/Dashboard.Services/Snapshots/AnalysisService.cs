using System.Collections.Concurrent;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Snapshots;

/// <summary>
/// Runs analyses on the newest snapshot: equal requests at one data version are computed once and kept, and only as many run at a time as there are cores.
/// </summary>
/// <param name="snapshots">Where the data comes from.</param>
public sealed class AnalysisService(SnapshotService snapshots) : IDisposable
{
    private const int MaxResults = 512;

    private readonly SemaphoreSlim gate = new(Math.Max(1, Environment.ProcessorCount));
    private ConcurrentDictionary<object, Lazy<Task>> results = new();
    private long version = -1;

    /// <summary>The result of a request on the newest data.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="request">The request; equal requests share one result.</param>
    /// <param name="cancellationToken">Stops waiting. A computation that others wait for goes on.</param>
    public async Task<TResult> RunAsync<TResult>(IAnalysis<TResult> request, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.CurrentAsync(cancellationToken);
        var kept = ResultsAt(snapshot.DataVersion);
        var entry = kept.GetOrAdd(request, _ => new Lazy<Task>(() => Compute(request, snapshot)));
        var task = (Task<TResult>)entry.Value;
        try
        {
            return await task.WaitAsync(cancellationToken);
        }
        finally
        {
            // A failure is told to those who waited for it, and tried again by the next.
            if (task.IsFaulted || task.IsCanceled)
                kept.TryRemove(KeyValuePair.Create<object, Lazy<Task>>(request, entry));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<TResult> Compute<TResult>(IAnalysis<TResult> request, Snapshot snapshot)
    {
        await gate.WaitAsync();
        try
        {
            return await Task.Run(() => request.Run(snapshot, CancellationToken.None));
        }
        finally
        {
            gate.Release();
        }
    }

    private ConcurrentDictionary<object, Lazy<Task>> ResultsAt(long dataVersion)
    {
        lock (gate)
        {
            if (version != dataVersion || results.Count > MaxResults)
                (version, results) = (dataVersion, new ConcurrentDictionary<object, Lazy<Task>>());
            return results;
        }
    }
}
