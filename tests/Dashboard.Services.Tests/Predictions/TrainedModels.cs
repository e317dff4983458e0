using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Predictions;

namespace Dashboard.Services.Tests.Predictions;

/// <summary>Results of trainings with the numbers that a test needs.</summary>
internal static class TrainedModels
{
    public static TrainingNotes Notes { get; } = new("asked for", 3, 100, TimeSpan.FromSeconds(1.5));

    public static LikelihoodModel Likelihood { get; } = new()
    {
        HorizonDays = 90,
        Kind = ModelKind.Churn,
        Keys = ["silence"],
        Scorer = new LogisticScorer(0.1, [1], [-0.5], [0], [0]),
        Calibration = PlattScaling.Identity,
    };

    public static LifetimeModel Lifetime { get; } = new() { TrainedAsOf = new(2025, 6, 30) };

    /// <summary>A report whose model has a log loss of <paramref name="loss"/> against a baseline of 0.5.</summary>
    public static ModelReport Report(ModelKind kind, double loss = 0.4) => new()
    {
        Kind = kind,
        Method = "Boosted trees",
        Definition = "What it predicts.",
        Window = new DateRange(new(2024, 1, 1), new(2025, 6, 30)),
        AsOf = new(2025, 6, 30),
        HorizonDays = 90,
        RowsUsed = 1_234,
        RowsAre = "customers",
        LeftOut = [new LeftOut(7, "without an order")],
        Seed = 1,
        Rung = LadderRung.Learned,
        RungReason = "there are enough customers",
        DecidedBy = "Log loss",
        Backtests = [new(new(2025, 3, 31), new(2025, 6, 29), 1_000, [new("Log loss", loss, 0.5, false), new("AUC", 0.8, null, true)])],
        Features = [new("Orders | so far", "Orders", 0.5, ValueDistribution.Of([1, 2, 3], 2))],
        Groups = [new("Gender", "female", 50, 0.4, 0.41, [new("AUC", 0.79, null, true)], true)],
    };

    public static TrainedModel Of(ModelKind kind, PredictionModel? model, double loss = 0.4) => new(Report(kind, loss), model);
}

/// <summary>A training that gives what it is told to, once for each day.</summary>
internal sealed record FixedTraining(TrainedModel Result, DateOnly AsOf) : ILongAnalysis<TrainedModel>
{
    public TrainedModel Run(Snapshot snapshot, CancellationToken cancellationToken) => Run(snapshot, null, cancellationToken);

    public TrainedModel Run(Snapshot snapshot, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(0.5);
        return Result;
    }
}
