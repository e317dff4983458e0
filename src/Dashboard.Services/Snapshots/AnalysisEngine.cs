using System.Diagnostics;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Snapshots;

/// <summary>
/// Runs analyses on what somebody may see of the snapshot: equal requests about equal views at one data version are computed once and kept within a bound of bytes, only as many long ones run at a time as there are
/// cores, short ones first (<see cref="AnalysisQueue"/>), and one that nobody waits for any more is stopped.
/// </summary>
/// <param name="snapshots">Where the data comes from.</param>
public sealed class AnalysisEngine(SnapshotService snapshots) : IDisposable
{
    private const long MostResultBytes = 96L << 20;

    private readonly AnalysisQueue queue = new(Environment.ProcessorCount, Environment.ProcessorCount, TimeProvider.System);
    private readonly AnalysisCosts costs = new();
    private readonly AnalysisThreads threads = new(Environment.ProcessorCount);
    private readonly Lock sync = new();
    private readonly Dictionary<object, Flight> flights = [];
    private BoundedCache results = new(MostResultBytes);
    private long version = -1;

    /// <summary>Raised, on any thread, when requests get newer data than before.</summary>
    public event EventHandler? DataChanged
    {
        add => snapshots.Changed += value;
        remove => snapshots.Changed -= value;
    }

    /// <summary>The result of a request on the data as it is ready to be read; see <see cref="SnapshotService.CurrentAsync"/>.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="request">The request; equal requests about equal views share one result.</param>
    /// <param name="view">What may be seen of the data.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, on any thread, while the request is an <see cref="ILongAnalysis{TResult}"/> that runs; null for nobody.</param>
    /// <param name="cancellationToken">Stops waiting. The computation is stopped when nobody else waits for it.</param>
    public Task<TResult> RunAsync<TResult>(IAnalysis<TResult> request, DataView view, IProgress<double>? progress, CancellationToken cancellationToken) =>
        RunAsync(request, _ => view, progress, cancellationToken);

    /// <summary>As the other, for a view that depends on what the shop decided, such as to show names to nobody.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="request">The request; equal requests about equal views share one result.</param>
    /// <param name="viewOf">What may be seen of the data under its settings.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, on any thread, while the request is an <see cref="ILongAnalysis{TResult}"/> that runs; null for nobody.</param>
    /// <param name="cancellationToken">Stops waiting. The computation is stopped when nobody else waits for it.</param>
    public async Task<TResult> RunAsync<TResult>(IAnalysis<TResult> request, Func<ShopSettings, DataView> viewOf, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.CurrentAsync(cancellationToken);
        var view = viewOf(snapshot.Settings);
        Flight flight;
        lock (sync)
        {
            if (version != snapshot.DataVersion)
                (version, results) = (snapshot.DataVersion, new BoundedCache(MostResultBytes));
            if (results.TryGet<TResult>((request, view), out var kept))
                return kept!;
            if (!flights.TryGetValue((request, view, snapshot.DataVersion), out flight!))
                flights[(request, view, snapshot.DataVersion)] = flight = Start(request, view, snapshot, results);
            flight.Waiting++;
            if (progress is not null)
                flight.Told += progress.Report;
        }

        try
        {
            return await ((Task<TResult>)flight.Result).WaitAsync(cancellationToken);
        }
        finally
        {
            lock (sync)
            {
                if (progress is not null)
                    flight.Told -= progress.Report;
                if (--flight.Waiting == 0 && !flight.Result.IsCompleted)
                {
                    Land(flight);
                    flight.Stop.Cancel();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => threads.Dispose();

    private Flight Start<TResult>(IAnalysis<TResult> request, DataView view, Snapshot snapshot, BoundedCache keep)
    {
        var flight = new Flight((request, view, snapshot.DataVersion));
        flight.Result = Task.Run(() => ComputeAsync(request, view, snapshot, keep, flight));
        return flight;
    }

    private async Task<TResult> ComputeAsync<TResult>(IAnalysis<TResult> request, DataView view, Snapshot snapshot, BoundedCache keep, Flight flight)
    {
        try
        {
            var kind = AnalysisCosts.KindOf(request, snapshot);
            var expected = costs.Expected(kind);
            await queue.EnterAsync(expected, flight.Stop.Token);
            try
            {
                // A failure is told to those who wait for it, and tried again by the next.
                var begun = Stopwatch.GetTimestamp();
                var result = await Task.Factory.StartNew(
                    () => (TResult)keep.Get<object>((request, view), () => Compute(request, snapshot.As(view, flight.Stop.Token), flight)!),
                    flight.Stop.Token,
                    TaskCreationOptions.None,
                    AnalysisQueue.IsShort(expected) ? TaskScheduler.Default : threads);
                costs.Add(kind, Stopwatch.GetElapsedTime(begun));
                return result;
            }
            finally
            {
                queue.Leave(expected);

                // The columns may lie in a mapped file, which must not go while they are read.
                GC.KeepAlive(snapshot);
            }
        }
        finally
        {
            lock (sync)
                Land(flight);
        }
    }

    private static TResult Compute<TResult>(IAnalysis<TResult> request, Snapshot seen, Flight flight)
    {
        var result = request is ILongAnalysis<TResult> work ? work.Run(seen, flight, flight.Stop.Token) : request.Run(seen, flight.Stop.Token);
        GC.KeepAlive(seen);
        return result;
    }

    private void Land(Flight flight)
    {
        if (flights.TryGetValue(flight.Key, out var current) && current == flight)
            flights.Remove(flight.Key);
    }

    // A computation under way. Its token source is left to the garbage collector: it has no timer, and who cancels it may come late.
    private sealed class Flight(object key) : IProgress<double>
    {
        public object Key { get; } = key;

        public Task Result { get; set; } = Task.CompletedTask;

        public CancellationTokenSource Stop { get; } = new();

        public int Waiting { get; set; }

        public Action<double>? Told { get; set; }

        public void Report(double value) => Told?.Invoke(value);
    }
}
