using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// How far clusters come back when the data is drawn anew: customers are drawn with repetition, the clusters found afresh, all customers of the sample put into both, and the partitions compared by
/// the adjusted Rand index (Hennig, "Cluster-wise assessment of cluster stability", CSDA 52, 2007, with one index for the partition).
/// </summary>
public sealed record ClusterStability
{
    /// <summary>Mean adjusted Rand index, at most 1.</summary>
    public required double Mean { get; init; }

    /// <summary>Where 95 % of the resamples lie, ends included.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Number of resamples.</summary>
    public required int Resamples { get; init; }

    /// <summary>Customers that each resample draws.</summary>
    public required int Rows { get; init; }

    /// <summary>In a word.</summary>
    public string Word => Mean switch { >= 0.9 => "very stable", >= 0.75 => "stable", >= 0.5 => "loose", _ => "unstable" };

    /// <summary>What the word means.</summary>
    public string Advice => Mean switch
    {
        >= 0.9 => "Other customers of the same kind would give the same clusters.",
        >= 0.75 => "Other customers of the same kind would give much the same clusters.",
        >= 0.5 => "The cores come back, the borders move: do not read much into single customers near a border.",
        _ => "Other customers would give other clusters. Try fewer clusters or other features before acting on these.",
    };

    private const int Drawn = 40;
    private const int MostRows = 4_000;

    /// <summary>Draws anew and compares.</summary>
    /// <param name="data">The customers.</param>
    /// <param name="labels">Cluster of each row.</param>
    /// <param name="find">Finds clusters in a resample, and gives the cluster of each row of the sample that they were drawn from.</param>
    /// <param name="seed">Seed of the sample and the draws.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    internal static ClusterStability Of(
        ClusterData data, int[] labels, Func<ClusterData, ClusterData, int, int[]> find, int seed, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var taken = new SeededRandom(seed, -2).Sample(data.Rows.Rows, MostRows);
        var sample = taken.Length == data.Rows.Rows ? data : data.Take(taken);
        int[] own = [.. taken.Select(row => labels[row])];
        var agreement = new double[Drawn];
        for (var draw = 0; draw < Drawn; draw++)
        {
            var random = new SeededRandom(seed, -1_000 - draw);
            var drawn = new int[taken.Length];
            for (var i = 0; i < drawn.Length; i++)
                drawn[i] = random.Below(taken.Length);
            Array.Sort(drawn);
            agreement[draw] = AdjustedRand.Of(own, find(sample.Take(drawn), sample, draw));
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report((draw + 1.0) / Drawn);
        }

        Array.Sort(agreement);
        return new ClusterStability
        {
            Mean = agreement.Average(),
            Interval = new Interval(SortedQuantiles.Type7(agreement, 0.025), SortedQuantiles.Type7(agreement, 0.975), 0.95),
            Resamples = Drawn,
            Rows = taken.Length,
        };
    }
}
