namespace Dashboard.Services.Snapshots;

/// <summary>
/// Threads for long analyses, as many as there are cores: the threads that answer requests and draw pages are never all at work on one. An analysis begins
/// before the parts of those under way, so that it waits for no more than a part.
/// </summary>
internal sealed class AnalysisThreads : TaskScheduler, IDisposable
{
    [ThreadStatic]
    private static AnalysisThreads? owner;

    private readonly Lock starting = new();
    private readonly SemaphoreSlim queued = new(0);
    private readonly System.Collections.Concurrent.ConcurrentQueue<Task> analyses = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<Task> parts = new();
    private readonly int count;
    private bool isStarted;
    private volatile bool isStopped;

    /// <summary>Makes threads, which start with the first analysis.</summary>
    /// <param name="count">How many, at least 1.</param>
    public AnalysisThreads(int count) => this.count = count;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => count;

    /// <summary>Ends the threads when what they work on is done.</summary>
    public void Dispose()
    {
        isStopped = true;
        queued.Release(count);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        Start();
        // What comes from one of these threads is a part of the analysis at work there.
        (owner == this ? parts : analyses).Enqueue(task);
        queued.Release();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => owner == this && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. analyses, .. parts];

    private void Start()
    {
        lock (starting)
        {
            if (isStarted)
                return;
            isStarted = true;
            for (var i = 0; i < count; i++)
                new Thread(Work) { IsBackground = true, Name = "Analysis" }.Start();
        }
    }

    private void Work()
    {
        owner = this;
        while (true)
        {
            queued.Wait();
            if (analyses.TryDequeue(out var task) || parts.TryDequeue(out task))
                TryExecuteTask(task);
            else if (isStopped)
                return;
        }
    }
}
