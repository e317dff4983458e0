using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Predictions;

namespace Dashboard.Web.Jobs;

/// <summary>
/// Scores everybody after each change of the data or of a model in use, so that the screens of predictions have their numbers when they are opened: a million customers take seconds. What somebody asks for meanwhile comes first.
/// </summary>
/// <param name="engine">Tells when the data has changed, and computes.</param>
/// <param name="log">Where it says what failed.</param>
internal sealed class PredictionsWatch(AnalysisEngine engine, ILogger<PredictionsWatch> log) : DataWatch(engine, log)
{
    private readonly AnalysisEngine engine = engine;

    /// <inheritdoc/>
    protected override string Failure => "Predictions could not be computed ahead";

    /// <inheritdoc/>
    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    /// <summary>Computes what the screens show first.</summary>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task ComputeAsync(CancellationToken cancellationToken)
    {
        await engine.RunAsync(new NextOrdersRequest(Scope.Default), DataView.Everything, null, cancellationToken);
        foreach (var of in new[] { "churn", "purchase" })
            await engine.RunAsync(LikelihoodQuery.Parse(of, null, null, null).Request(Scope.Default), DataView.Everything, null, cancellationToken);
        await engine.RunAsync(LifetimeQuery.Parse(null, null, null).Request(Scope.Default), DataView.Everything, null, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stoppingToken) => ComputeAsync(stoppingToken);
}
