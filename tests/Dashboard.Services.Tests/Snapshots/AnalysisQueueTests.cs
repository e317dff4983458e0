using Dashboard.Services.Snapshots;

namespace Dashboard.Services.Tests.Snapshots;

public class AnalysisQueueTests
{
    private static readonly TimeSpan Short = AnalysisQueue.LongestShort;
    private readonly Clock time = new();
    private readonly List<string> begun = [];

    [Fact]
    public async Task EnterAsync_PlaceIsFree_GoesAtOnce()
    {
        var queue = new AnalysisQueue(2, 0, time);

        await queue.EnterAsync(Milliseconds(500), CancellationToken.None);
        await queue.EnterAsync(Milliseconds(500), CancellationToken.None);

        Assert.False(queue.EnterAsync(Milliseconds(1), CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Leave_SeveralWait_TheShortestGoesFirst()
    {
        var queue = new AnalysisQueue(1, 0, time);
        await queue.EnterAsync(Milliseconds(100), CancellationToken.None);
        Task<TimeSpan>[] turns = [Enter(queue, "long", 400), Enter(queue, "short", 5), Enter(queue, "middle", 90), Enter(queue, "second short", 5)];

        await LeaveAllAsync(queue, turns);

        Assert.Equal(["short", "second short", "middle", "long"], begun);
    }

    [Fact]
    public async Task Leave_ShortOnesKeepComing_ALongOneIsNotPassedForEver()
    {
        var queue = new AnalysisQueue(1, 0, time);
        await queue.EnterAsync(Milliseconds(100), CancellationToken.None);
        var turns = new List<Task<TimeSpan>> { Enter(queue, "long", 400) };
        for (var i = 0; i < 20; i++)
        {
            turns.Add(Enter(queue, $"short {i}", 10));
            time.Advance(Milliseconds(100));
        }

        await LeaveAllAsync(queue, turns);

        // It is due after 3 × 400 ms; those that came within 3 × 10 ms of that, or later, are due after it.
        Assert.Equal(12, begun.IndexOf("long"));
        Assert.Equal(["short 0", "short 1", "short 2"], begun[..3]);
    }

    [Fact]
    public async Task EnterAsync_LongOnesRun_ShortOnesHavePlacesBesideThem()
    {
        var queue = new AnalysisQueue(2, 1, time);
        await queue.EnterAsync(Milliseconds(400), CancellationToken.None);
        await queue.EnterAsync(Milliseconds(400), CancellationToken.None);

        var another = queue.EnterAsync(Milliseconds(400), CancellationToken.None);
        var first = queue.EnterAsync(Short, CancellationToken.None);
        var second = queue.EnterAsync(Short, CancellationToken.None);

        await first;
        Assert.False(another.IsCompleted);
        Assert.False(second.IsCompleted);
        queue.Leave(Short);
        await second;
        Assert.False(another.IsCompleted, "The place that is free is a short one's.");
        queue.Leave(Short);
        Assert.False(another.IsCompleted, "Two long ones still run.");
        queue.Leave(Milliseconds(400));
        await another;
    }

    [Fact]
    public async Task EnterAsync_Cancelled_IsPassedOver()
    {
        var queue = new AnalysisQueue(1, 0, time);
        await queue.EnterAsync(Milliseconds(100), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var gone = queue.EnterAsync(Milliseconds(1), stop.Token);
        var next = queue.EnterAsync(Milliseconds(100), CancellationToken.None);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        queue.Leave(Milliseconds(100));

        await next;
        Assert.False(queue.EnterAsync(Milliseconds(1), CancellationToken.None).IsCompleted);
    }

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private async Task<TimeSpan> Enter(AnalysisQueue queue, string name, int expected)
    {
        await queue.EnterAsync(Milliseconds(expected), CancellationToken.None);
        begun.Add(name);
        return Milliseconds(expected);
    }

    // One at a time, so that the order in which they begin is that of their turns. The first turn is one of 100 ms.
    private static async Task LeaveAllAsync(AnalysisQueue queue, IEnumerable<Task<TimeSpan>> turns)
    {
        var waiting = turns.ToList();
        var last = Milliseconds(100);
        while (waiting.Count > 0)
        {
            queue.Leave(last);
            var turn = await Task.WhenAny(waiting);
            last = await turn;
            waiting.Remove(turn);
            Assert.DoesNotContain(waiting, t => t.IsCompleted);
        }
    }

    private sealed class Clock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan time) => ticks += time.Ticks;
    }
}
