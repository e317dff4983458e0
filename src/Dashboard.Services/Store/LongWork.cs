using Dashboard.Services.Imports;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Store;

/// <summary>
/// Work that goes on without the page that began it: one run at a time, with progress, cancel, and what went wrong in words for the person who began it.
/// </summary>
/// <typeparam name="TProgress">What the work tells about how far it is.</typeparam>
/// <param name="log">Where unexpected failures go.</param>
public sealed class LongWork<TProgress>(ILogger log)
    where TProgress : struct
{
    private const int QuietMilliseconds = 100;

    private readonly Lock gate = new();
    private Run? current;
    private long toldAt;

    /// <summary>Whether it runs, or waits for its turn.</summary>
    public bool IsRunning => current is not null;

    /// <summary>Whether cancelling was asked for and is on its way.</summary>
    public bool IsCancelling => current is { Token.IsCancellationRequested: true };

    /// <summary>How far it is; null before the first word of it.</summary>
    public TProgress? Progress { get; private set; }

    /// <summary>What went wrong in the last run and what to do; null when nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Raised, on any thread, when anything of this changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Begins, unless it runs already, and ends with the work. What goes wrong is told by <see cref="Problem"/>.</summary>
    /// <param name="work">The work; it is given where to tell its progress, and when to stop.</param>
    /// <returns>False, at once, when a run is under way.</returns>
    public async Task<bool> StartAsync(Func<IProgress<TProgress>, CancellationToken, Task> work)
    {
        using var source = new CancellationTokenSource();
        lock (gate)
        {
            if (current is not null)
                return false;
            current = new Run(source.Cancel, source.Token);
            (Progress, Problem) = (null, null);
        }

        Tell();
        var problem = await RunAsync(work, source.Token);
        lock (gate)
            (current, Problem) = (null, problem);
        Tell();
        return true;
    }

    /// <summary>Asks the run to stop; what it was about to change stays as it was.</summary>
    public void Cancel()
    {
        lock (gate)
            current?.Cancel();
        Tell();
    }

    /// <summary>Tells everybody who listens that something changed.</summary>
    public void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    private async Task<string?> RunAsync(Func<IProgress<TProgress>, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(new Report(this), cancellationToken);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "Cancelled. The data is as it was before.";
        }
        catch (Exception e) when (e is ImportException or StoreException or ArgumentException)
        {
            return e.Message;
        }
        catch (Exception e)
        {
            if (StoreTrouble.Words(e) is { } words)
            {
                log.LogError(e, "The store could not do long work");
                return words;
            }

            log.LogError(e, "Long work failed");
            return "Something unexpected happened, and the data is as it was before. Try again; if it happens again, look at the program's log.";
        }
    }

    private sealed record Run(Action Cancel, CancellationToken Token);

    private sealed class Report(LongWork<TProgress> owner) : IProgress<TProgress>
    {
        void IProgress<TProgress>.Report(TProgress value)
        {
            owner.Progress = value;
            var now = Environment.TickCount64;
            if (now - owner.toldAt < QuietMilliseconds)
                return;
            owner.toldAt = now;
            owner.Tell();
        }
    }
}
