namespace Dashboard.Analytics.Classification;

/// <summary>How boosted trees are grown.</summary>
public sealed record BoostingOptions
{
    /// <summary>Most trees, at least 1.</summary>
    public int MostTrees { get; init; } = 100;

    /// <summary>Most leaves of a tree, 2 to 65,536.</summary>
    public int MostLeaves { get; init; } = 31;

    /// <summary>Most splits between root and leaf, at least 1.</summary>
    public int MostDepth { get; init; } = 64;

    /// <summary>Share of each tree's answer that is taken, above 0 and up to 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Fewest rows of a leaf, at least 1.</summary>
    public int LeastRowsInLeaf { get; init; } = 20;

    /// <summary>Added to the sum of second derivatives of each leaf, at least 0: the ridge on leaf values.</summary>
    public double Penalty { get; init; }

    /// <summary>Most bins of known values of a feature, 2 to <see cref="FeatureBins.MostBins"/>.</summary>
    public int Bins { get; init; } = FeatureBins.MostBins;

    /// <summary>For each feature 1 if the probability may only rise with it, −1 if it may only fall, 0 if it may do either; null for 0 everywhere.</summary>
    public IReadOnlyList<int>? Monotone { get; init; }

    /// <summary>With rows to check against: how many trees without a better log loss on them end the growth; the trees behind the best are dropped.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Seed of the sample that the bins rest on.</summary>
    public int Seed { get; init; } = 1;

    internal void Check(FeatureMatrix rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MostTrees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostLeaves, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostLeaves, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastRowsInLeaf, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Penalty);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bins, FeatureBins.MostBins);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
        if (!(LearningRate > 0 && LearningRate <= 1))
            throw new ArgumentOutOfRangeException(nameof(rows), LearningRate, "The learning rate lies above 0 and up to 1.");
        if (Monotone is { } monotone && (monotone.Count != rows.Columns || monotone.Any(m => m is < -1 or > 1)))
            throw new ArgumentOutOfRangeException(nameof(rows), "Monotone holds −1, 0 or 1 for each feature.");
        if (rows.Rows > RowGradients.MostRows)
            throw new ArgumentOutOfRangeException(nameof(rows), rows.Rows, FormattableString.Invariant($"Boosted trees are grown on at most {RowGradients.MostRows} rows; take a sample."));
    }
}

/// <summary>Rows that growth is checked against after each tree.</summary>
/// <param name="Rows">Features.</param>
/// <param name="Labels">0 or 1 for each row.</param>
public sealed record BoostingCheck(FeatureMatrix Rows, ReadOnlyMemory<byte> Labels);
