namespace Dashboard.Services.Snapshots;

/// <summary>
/// The order in which analyses have their turn. Each is due when it came, plus <see cref="Patience"/> times what it is expected to take; of those that wait, the one due
/// first goes first. So short ones pass long ones that wait, but no one is passed for ever: who comes much later is due later, however short it is.
/// Short ones have places of their own beside those of all, so that they don't wait behind long ones that run.
/// </summary>
/// <param name="places">How many long ones run at a time, at least 1.</param>
/// <param name="shortPlaces">How many short ones may run beside them; where fewer long ones run, short ones take their places too.</param>
/// <param name="time">The clock.</param>
internal sealed class AnalysisQueue(int places, int shortPlaces, TimeProvider time)
{
    /// <summary>How many times its own length an analysis lets others go first.</summary>
    public const int Patience = 3;

    /// <summary>What is expected to take no longer than this is short.</summary>
    public static readonly TimeSpan LongestShort = TimeSpan.FromMilliseconds(30);

    private readonly Lock sync = new();
    private readonly PriorityQueue<TaskCompletionSource, (TimeSpan Due, long Number)> waiting = new();
    private readonly PriorityQueue<TaskCompletionSource, (TimeSpan Due, long Number)> waitingShort = new();
    private readonly long start = time.GetTimestamp();
    private long number;
    private int running;
    private int runningLong;

    /// <summary>Waits for a turn; who has one gives it back with <see cref="Leave"/>.</summary>
    /// <param name="expected">How long the analysis is expected to take.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task EnterAsync(TimeSpan expected, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            var due = time.GetElapsedTime(start) + (Patience * expected);
            (IsShort(expected) ? waitingShort : waiting).Enqueue(turn, (due, number++));
            Next();
        }

        await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    /// <summary>Gives a turn back.</summary>
    /// <param name="expected">What was expected when it was asked for.</param>
    public void Leave(TimeSpan expected)
    {
        lock (sync)
        {
            running--;
            runningLong -= IsShort(expected) ? 0 : 1;
            Next();
        }
    }

    /// <summary>Whether what is expected to take so long is short.</summary>
    public static bool IsShort(TimeSpan expected) => expected <= LongestShort;

    private void Next()
    {
        while (running < places + shortPlaces)
        {
            var isLongDue = waiting.TryPeek(out _, out var due) && runningLong < places;
            var isShortDue = waitingShort.TryPeek(out _, out var shortDue) && !(isLongDue && due.CompareTo(shortDue) < 0);
            if (!isLongDue && !isShortDue)
                return;

            // Who has stopped waiting is passed over.
            if (!(isShortDue ? waitingShort : waiting).Dequeue().TrySetResult())
                continue;
            running++;
            runningLong += isShortDue ? 0 : 1;
        }
    }
}
