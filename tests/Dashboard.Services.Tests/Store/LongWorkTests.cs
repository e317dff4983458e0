using Dashboard.Services.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Store;

public sealed class LongWorkTests
{
    private readonly LongWork<int> work = new(NullLogger.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_Twice_RunsOnceAndTellsProgress()
    {
        var release = new TaskCompletionSource();
        var first = work.StartAsync(async (progress, _) =>
        {
            progress.Report(42);
            await release.Task;
        });

        Assert.True(work.IsRunning);
        Assert.Equal(42, work.Progress);
        Assert.False(await work.StartAsync((_, _) => Task.CompletedTask));
        release.SetResult();
        Assert.True(await first);
        Assert.False(work.IsRunning);
        Assert.Null(work.Problem);
    }

    [Fact]
    public async Task StartAsync_UnexpectedFailure_IsToldWithoutItsDetails()
    {
        await work.StartAsync((_, _) => throw new InvalidOperationException("secret path"));

        Assert.NotNull(work.Problem);
        Assert.DoesNotContain("secret", work.Problem, StringComparison.Ordinal);
        Assert.False(work.IsRunning);
    }

    [Fact]
    public async Task StartAsync_ExpectedFailure_IsToldInItsOwnWords()
    {
        await work.StartAsync((_, _) => throw new StoreException("Choose another path."));

        Assert.Equal("Choose another path.", work.Problem);
    }

    [Fact]
    public async Task Cancel_Running_StopsItAndSaysThatNothingChanged()
    {
        var run = work.StartAsync((_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));

        work.Cancel();
        await run.WaitAsync(Cancel);

        Assert.Contains("as it was", work.Problem, StringComparison.Ordinal);
    }
}
