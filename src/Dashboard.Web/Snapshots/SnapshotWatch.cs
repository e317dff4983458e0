using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Snapshots;

/// <summary>Has the snapshot ready before the first page asks for it, and again soon after the data changed, also when another process changed it.</summary>
/// <param name="snapshots">The snapshot.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it says that the data could not be read.</param>
public sealed class SnapshotWatch(SnapshotService snapshots, TimeProvider time, ILogger<SnapshotWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await snapshots.NewestAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Pages say it to people; here it is said once a round.
                log.LogError(e, "The data could not be read");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
