using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Snapshots;

public sealed class AnalysisServiceTests : IDisposable
{
    private readonly TemporaryStore temporary = new();
    private readonly SnapshotService snapshots;
    private readonly AnalysisEngine engine;
    private readonly AnalysisService analyses;

    public AnalysisServiceTests()
    {
        snapshots = new SnapshotService(temporary.Store);
        engine = new AnalysisEngine(snapshots);
        analyses = AnalysisService.OfEverything(engine);
    }

    public void Dispose()
    {
        engine.Dispose();
        snapshots.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task RunAsync_EqualRequestsAtOnce_AreComputedOnce()
    {
        var work = new Work();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken)));
        var later = await analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken);
        var other = await analyses.RunAsync(new Request(2, work), TestContext.Current.CancellationToken);

        Assert.All(results, r => Assert.Same(later, r));
        Assert.NotSame(later, other);
        Assert.Equal(2, work.Runs);
    }

    [Fact]
    public async Task RunAsync_NobodyWaitsAnyMore_StopsTheComputation()
    {
        var work = new Work { Blocks = true };
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = analyses.RunAsync(new Request(1, work), first.Token);
        var two = analyses.RunAsync(new Request(1, work), second.Token);
        await work.Began.Task.WaitAsync(TestContext.Current.CancellationToken);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(work.Stopped.Task.IsCompleted, "Somebody still waits.");
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);

        await work.Stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
        work.Blocks = false;
        Assert.NotNull(await analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_Failure_IsToldAndTriedAgain()
    {
        var work = new Work { Fails = true };
        await Assert.ThrowsAsync<ArgumentException>(() => analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken));

        work.Fails = false;

        Assert.NotNull(await analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_NewData_ComputesAnewAndTellsPages()
    {
        var work = new Work();
        var before = await analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken);
        var told = new TaskCompletionSource();
        analyses.DataChanged += (_, _) => told.TrySetResult();
        var settings = new ShopSettingsService(temporary.Store);
        settings.Save(settings.Current() with { Currency = "GBP" });

        var after = await analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken);

        Assert.NotSame(before, after);
        await told.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_OtherViews_AreComputedApartAndSeeTheirRowsOnly()
    {
        var view = DataView.Everything;
        var viewed = new AnalysisService(engine, _ => view);
        var work = new Work();
        var all = await viewed.RunAsync(new Request(1, work), TestContext.Current.CancellationToken);

        view = new DataView { Rows = new RowScope(["Germany"], []) };
        var germans = await viewed.RunAsync(new Request(1, work), TestContext.Current.CancellationToken);
        var again = await new AnalysisService(engine, _ => new DataView { Rows = new RowScope(["Germany"], []) }).RunAsync(new Request(1, work), TestContext.Current.CancellationToken);
        var snapshot = await viewed.RunAsync(new Seen(), TestContext.Current.CancellationToken);

        Assert.NotSame(all, germans);
        Assert.Same(germans, again);
        Assert.Same(all, await analyses.RunAsync(new Request(1, work), TestContext.Current.CancellationToken));
        Assert.Equal(2, work.Runs);
        Assert.NotSame(snapshot, await analyses.RunAsync(new Seen(), TestContext.Current.CancellationToken));
    }

    private sealed record Seen : IAnalysis<Snapshot>
    {
        public Snapshot Run(Snapshot snapshot, CancellationToken cancellationToken) => snapshot;
    }

    private sealed class Work
    {
        public int Runs;

        public bool Blocks { get; set; }

        public bool Fails { get; set; }

        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Request(int Number, Work Work) : IAnalysis<object>
    {
        public object Run(Snapshot snapshot, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref Work.Runs);
            Work.Began.TrySetResult();
            if (Work.Fails)
                throw new ArgumentException("The range is wrong.");
            if (Work.Blocks)
            {
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(60));
                Work.Stopped.TrySetResult();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return new object();
        }
    }
}
