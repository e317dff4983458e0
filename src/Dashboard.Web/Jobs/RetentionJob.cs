using Dashboard.Services.Privacy;
using Quartz;

namespace Dashboard.Web.Jobs;

/// <summary>Runs the clocks of retention once a day; while none is set it only finishes what an erasure left to do.</summary>
/// <param name="retention">Runs them.</param>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(RetentionService retention) : IJob
{
    /// <summary>Who the audit says it was.</summary>
    public const string Who = "retention";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await retention.RunAsync(Who, cancellationToken);
}
