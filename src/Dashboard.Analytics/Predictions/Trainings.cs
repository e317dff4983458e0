using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>The training of each kind of model.</summary>
public static class Trainings
{
    /// <summary>Seed of all trainings, so that the same data gives the same model.</summary>
    public const int Seed = 1;

    /// <summary>The training of a kind; null for one that can't be trained yet.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="asOf">The last day that it sees.</param>
    public static IAnalysis<TrainedModel>? Of(ModelKind kind, DateOnly asOf) => kind switch
    {
        ModelKind.Lifetime => new LifetimeTraining(asOf, Seed),
        _ => new LikelihoodTraining(kind, asOf) { Seed = Seed },
    };
}
