using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Jobs;

/// <summary>Trains models at the first start with data, and after imports that change much. The models page says to people what failed.</summary>
/// <param name="engine">Tells when the data has changed.</param>
/// <param name="training">Trains.</param>
/// <param name="log">Where it says what failed.</param>
internal sealed class TrainingWatch(AnalysisEngine engine, TrainingService training, ILogger<TrainingWatch> log) : DataWatch(engine, log)
{
    /// <inheritdoc/>
    protected override string Failure => "The models could not be trained";

    /// <inheritdoc/>
    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stop = stoppingToken.Register(training.Work.Cancel);
        await base.ExecuteAsync(stoppingToken);
    }

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stoppingToken) => training.TrainWhatIsDueAsync(stoppingToken);
}
