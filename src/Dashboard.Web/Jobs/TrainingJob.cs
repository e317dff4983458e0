using Dashboard.Services.Predictions;
using Quartz;

namespace Dashboard.Web.Jobs;

/// <summary>Looks every hour whether models are due to be trained again.</summary>
/// <param name="training">Trains.</param>
[DisallowConcurrentExecution]
internal sealed class TrainingJob(TrainingService training) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await training.TrainWhatIsDueAsync(cancellationToken);
}
