using System.Collections.Concurrent;
using Dashboard.Services.Snapshots;

namespace Dashboard.Services.Tests.Snapshots;

public class AnalysisThreadsTests
{
    [Fact]
    public async Task Analyses_WithParts_RunOnThreadsOfTheirOwnAndEnd()
    {
        using var threads = new AnalysisThreads(2);
        var names = new ConcurrentDictionary<string, bool>();

        var sums = await Task.WhenAll(Enumerable.Range(0, 20).Select(analysis => Run(threads, () =>
        {
            var sum = 0;
            Parallel.For(0, 100, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, i =>
            {
                names[Thread.CurrentThread.Name ?? ""] = true;
                Interlocked.Add(ref sum, i + analysis);
            });
            return sum;
        })));

        Assert.Equal(Enumerable.Range(0, 20).Select(analysis => 4_950 + (100 * analysis)), sums);
        Assert.Equal(["Analysis"], names.Keys);
    }

    [Fact]
    public async Task Analyses_OneThread_BeginBeforePartsOfThoseUnderWay()
    {
        using var threads = new AnalysisThreads(1);
        var order = new List<string>();
        using var bothAsked = new ManualResetEventSlim();
        var first = Run(threads, () =>
        {
            var part = Task.Factory.StartNew(() => order.Add("part"), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
            bothAsked.Wait(TestContext.Current.CancellationToken);
            return part;
        });
        var second = Run(threads, () => order.Count);
        bothAsked.Set();

        await second;
        await await first;

        Assert.Equal(0, await second);
        Assert.Equal(["part"], order);
    }

    private static Task<T> Run<T>(AnalysisThreads threads, Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, threads);
}
