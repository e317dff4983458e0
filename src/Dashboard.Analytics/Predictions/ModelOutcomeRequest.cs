using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Scores a model of the ledger on the time that has arrived since its training: what it says as of the last day that it has seen, and as of every horizon after it, beside what came. It reads of the
/// customers what was on record until each of those days, and nothing is fitted again; the baseline is learned from what was known on the day of the training.
/// </summary>
/// <param name="Model">The model.</param>
public sealed record ModelOutcomeRequest(KeptModel Model) : IAnalysis<ModelOutcome>
{
    /// <summary>Fewest days that must have passed.</summary>
    public const int LeastDays = 7;

    /// <summary>Most windows that are scored; more say no more.</summary>
    public const int MostWindows = 8;

    internal const double Level = 0.95;
    internal const double BiasLevel = 0.99;

    /// <inheritdoc/>
    public ModelOutcome Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var begin = new ModelOutcome { Kind = Model.Kind, Run = Model.Run, Origin = Model.TrainedAsOf, AsOf = snapshot.LastDay, HorizonDays = Model.HorizonDays };
        if (begin.DaysPassed < LeastDays)
            return begin with { Missing = new NotEnoughData("the first score", "days of data after the training", LeastDays, begin.DaysPassed) };
        return Model.Model switch
        {
            LifetimeModel lifetime => new LifetimeOutcome(snapshot, lifetime, begin, cancellationToken).Score(),
            LikelihoodModel likelihood => new LikelihoodOutcome(snapshot, likelihood, begin, cancellationToken).Score(),
            _ => begin,
        };
    }

    /// <summary>Days as of which a model is asked, and how far ahead: whole horizons one after the other, or the part of the first that has passed.</summary>
    internal static (int[] Days, int Ahead) Windows(ModelOutcome of, int horizonDays)
    {
        var (origin, passed) = (of.Origin.DayNumber, of.DaysPassed);
        return passed < horizonDays
            ? ([origin], passed)
            : ([.. Enumerable.Range(0, Math.Min(MostWindows, passed / horizonDays)).Select(i => origin + (i * horizonDays))], horizonDays);
    }
}
