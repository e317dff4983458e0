using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>How far what a model in use reads and says of the customers now lies from what it read and said at its training.</summary>
/// <param name="Kind">Which model.</param>
/// <param name="Then">The distributions of its training.</param>
public sealed record ModelDriftRequest(ModelKind Kind, WatchedValues Then) : IAnalysis<ModelDrift>
{
    /// <inheritdoc/>
    public ModelDrift Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Models.Model(Kind) is not { } model || snapshot.Models.Run(Kind) != Then.Run || Then.Values.Count == 0)
            return new ModelDrift(Kind, Then.Run, snapshot.LastDay, []);
        var now = model.ValuesOn(snapshot, snapshot.LastDay, cancellationToken).ToDictionary(v => v.Name, v => v.Values, StringComparer.Ordinal);
        var rows = new List<DriftRow>();
        foreach (var (name, values) in Then.Values)
        {
            if (!now.TryGetValue(name, out var later))
                continue;
            var spread = values.Over(later);
            rows.Add(new DriftRow(name, values.StabilityIndex(spread), spread.Total));
        }

        return new ModelDrift(Kind, Then.Run, snapshot.LastDay, [.. rows.OrderByDescending(r => r.Index).ThenBy(r => r.Name, StringComparer.Ordinal)]);
    }
}

/// <summary>The distributions of a training, told apart by the number of its run.</summary>
/// <param name="run">Number of the run.</param>
/// <param name="values">A distribution for each feature, and one for the predictions.</param>
public sealed class WatchedValues(long run, IReadOnlyDictionary<string, ValueDistribution> values) : IEquatable<WatchedValues>
{
    /// <summary>Number of the run.</summary>
    public long Run => run;

    /// <summary>Distributions by name.</summary>
    public IReadOnlyDictionary<string, ValueDistribution> Values => values;

    /// <summary>What a report says about a run.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="report">Its report.</param>
    public static WatchedValues Of(long run, ModelReport report)
    {
        var values = report.Features.Where(f => f.Values is not null).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Values!, StringComparer.Ordinal);
        if (report.Scores is { } scores)
            values[PredictionModel.Scores] = scores;
        return new WatchedValues(run, values);
    }

    /// <inheritdoc/>
    public bool Equals(WatchedValues? other) => other is not null && other.Run == run;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WatchedValues);

    /// <inheritdoc/>
    public override int GetHashCode() => run.GetHashCode();
}

/// <summary>How far the customers of now lie from those of a training.</summary>
/// <param name="Kind">What the model predicts.</param>
/// <param name="Run">Number of its run.</param>
/// <param name="AsOf">The day of now.</param>
/// <param name="Rows">What is watched, what moved most first; empty when the run is not in use or nothing of it is watched.</param>
public sealed record ModelDrift(ModelKind Kind, long Run, DateOnly AsOf, IReadOnlyList<DriftRow> Rows)
{
    /// <summary>The largest index; 0 when nothing is watched.</summary>
    public double Largest => Rows.Count == 0 ? 0 : Rows[0].Index;

    /// <summary>How far it has moved.</summary>
    public DriftLevel Level => DriftLevels.Of(Largest);
}

/// <summary>How far one column has moved.</summary>
/// <param name="Name">The feature, or <see cref="PredictionModel.Scores"/>.</param>
/// <param name="Index">Population stability index, 0 or more.</param>
/// <param name="Count">Customers of now.</param>
public sealed record DriftRow(string Name, double Index, long Count);

/// <summary>How far a distribution has moved, by the usual bounds of the population stability index.</summary>
public enum DriftLevel
{
    /// <summary>Up to 0.1.</summary>
    Steady,

    /// <summary>Up to 0.25.</summary>
    Moved,

    /// <summary>More.</summary>
    MovedMuch,
}

/// <summary>Bounds of the population stability index (Siddiqi, Credit Risk Scorecards, 2006, chapter 9).</summary>
public static class DriftLevels
{
    /// <summary>Up to here a distribution is steady.</summary>
    public const double Steady = 0.1;

    /// <summary>Up to here it has moved; beyond it has moved much.</summary>
    public const double Moved = 0.25;

    /// <summary>The level of an index.</summary>
    /// <param name="index">Population stability index.</param>
    public static DriftLevel Of(double index) => index switch
    {
        <= Steady => DriftLevel.Steady,
        <= Moved => DriftLevel.Moved,
        _ => DriftLevel.MovedMuch,
    };
}
