using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// From how many days of silence a customer counts as at risk and as lapsed. What the shop leaves open follows its repurchase intervals: three of four reorders came sooner than
/// the first number, nine of ten sooner than the second.
/// </summary>
public sealed record ChurnDefinition
{
    /// <summary>The most days that may be given.</summary>
    public const int MostDays = 3650;

    /// <summary>Days for a shop that gives none and has too few repurchases to learn them from.</summary>
    public static readonly ChurnDays WithoutData = new(90, 180, 0, IsMeasured: false);

    /// <summary>Nothing is decided: both numbers follow the data.</summary>
    public static ChurnDefinition FromData { get; } = new();

    /// <summary>Days of silence after which a customer is at risk; null for the 75th percentile of the repurchase intervals.</summary>
    public int? AtRiskAfterDays { get; init; }

    /// <summary>Days of silence after which a customer has lapsed; null for the 90th percentile.</summary>
    public int? LapsedAfterDays { get; init; }

    /// <summary>This definition, if it can be used.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or the first is not below the second.</exception>
    public ChurnDefinition Checked()
    {
        if (AtRiskAfterDays is < 1 or > MostDays || LapsedAfterDays is < 2 or > MostDays)
            throw new ArgumentException($"Give days of silence as whole numbers from 1 to {MostDays}, such as 60 for at risk and 120 for lapsed.");
        return AtRiskAfterDays >= LapsedAfterDays
            ? throw new ArgumentException($"A customer is at risk before having lapsed: {AtRiskAfterDays} days must be fewer than {LapsedAfterDays}.")
            : this;
    }

    /// <summary>The days that count on a day of the data.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; later orders are not seen.</param>
    public ChurnDays On(Snapshot snapshot, int asOfDay)
    {
        var intervals = RepurchaseIntervals.Of(snapshot, asOfDay);
        var (risk, lapsed) = intervals.IsEnough
            ? (Math.Max(1, (int)Math.Round(intervals.Quantile(0.75))), (int)Math.Round(intervals.Quantile(0.9)))
            : (WithoutData.AtRiskAfter, WithoutData.LapsedAfter);

        // A number that the shop gives stands; the other one keeps its distance of at least a day.
        return (AtRiskAfterDays, LapsedAfterDays) switch
        {
            ({ } own, { } other) => new ChurnDays(own, other, intervals.Count, intervals.IsEnough),
            ({ } own, null) => new ChurnDays(own, Math.Max(lapsed, own + 1), intervals.Count, intervals.IsEnough),
            (null, { } other) => new ChurnDays(Math.Min(risk, other - 1), other, intervals.Count, intervals.IsEnough),
            _ => new ChurnDays(risk, Math.Max(lapsed, risk + 1), intervals.Count, intervals.IsEnough),
        };
    }
}

/// <summary>Days of silence after which customers are at risk, and have lapsed.</summary>
/// <param name="AtRiskAfter">Days after which a customer is at risk.</param>
/// <param name="LapsedAfter">Days after which a customer has lapsed; more than <paramref name="AtRiskAfter"/>.</param>
/// <param name="Intervals">Repurchase intervals that the data has.</param>
/// <param name="IsMeasured">Whether they were enough to learn from.</param>
public sealed record ChurnDays(int AtRiskAfter, int LapsedAfter, int Intervals, bool IsMeasured)
{
    /// <summary>What a silence means.</summary>
    /// <param name="silentDays">Days since the last order, at least 0.</param>
    public SilenceState StateOf(int silentDays) => silentDays > LapsedAfter ? SilenceState.Lapsed : silentDays > AtRiskAfter ? SilenceState.AtRisk : SilenceState.Active;
}

/// <summary>What the silence of a customer with orders means.</summary>
public enum SilenceState
{
    /// <summary>Ordered lately.</summary>
    Active,

    /// <summary>Silent for longer than three of four repurchase intervals, or what the shop decided.</summary>
    AtRisk,

    /// <summary>Silent for longer than nine of ten, or what the shop decided.</summary>
    Lapsed,
}
