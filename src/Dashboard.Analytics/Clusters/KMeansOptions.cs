namespace Dashboard.Analytics.Clusters;

/// <summary>How k-means is run.</summary>
/// <param name="Clusters">Number of clusters, 1 to <see cref="MostClusters"/>.</param>
public sealed record KMeansOptions(int Clusters)
{
    /// <summary>Most clusters.</summary>
    public const int MostClusters = 256;

    /// <summary>How many times it is started from other centres, at least 1; the start with the least inertia is kept, of equals the first.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>Most passes over the rows for each start, at least 1.</summary>
    public int MostIterations { get; init; } = 300;

    /// <summary>
    /// Centres that move by no more than this in all (sum of squares) end a start; 0 goes on until no row changes its cluster, which is the exact end.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>Seed of the starting centres.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether bounds on the distances spare rows that cannot change their cluster. The result is the same to the last bit; it pays with many clusters and columns.</summary>
    public bool Bounded { get; init; }

    internal void Check(RowMatrix rows)
    {
        if (Clusters is < 1 or > MostClusters || Clusters > Math.Max(1, rows.Rows))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows), Clusters, FormattableString.Invariant($"The number of clusters lies between 1 and {Math.Min(MostClusters, rows.Rows)}, the number of rows or {MostClusters}."));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Starts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Tolerance);
    }
}

/// <summary>Why an iteration ended.</summary>
public enum StopReason
{
    /// <summary>Nothing changes any more.</summary>
    Converged,

    /// <summary>What changed was less than the tolerance.</summary>
    WithinTolerance,

    /// <summary>The most iterations were reached.</summary>
    MostIterations,
}

/// <summary>Clusters found by k-means.</summary>
public sealed record KMeansFit
{
    /// <summary>Centres, cluster after cluster, in the order of <see cref="Sizes"/>.</summary>
    public required double[] Centres { get; init; }

    /// <summary>Cluster of each row.</summary>
    public required int[] Labels { get; init; }

    /// <summary>Rows of each cluster; 0 only when there are fewer different rows than clusters.</summary>
    public required int[] Sizes { get; init; }

    /// <summary>Sum of the squared distances of the rows to the centres of their clusters.</summary>
    public required double Inertia { get; init; }

    /// <summary>Passes over the rows of the start that was kept.</summary>
    public required int Iterations { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason Stopped { get; init; }

    /// <summary>Which start was kept, from 0.</summary>
    public int Start { get; init; }

    /// <summary>Share of the distances to rows that the bounds left to compute, 0 to 1; 1 without bounds.</summary>
    public required double ScoredShare { get; init; }
}
