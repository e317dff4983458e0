using Dashboard.Analytics.Classification;

namespace Dashboard.Analytics.Predictions;

/// <summary>A method that is tried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Learn">Learns from origins.</param>
internal sealed record LikelihoodCandidate(string Name, Func<IReadOnlyList<LikelihoodOrigin>, CancellationToken, LikelihoodScorer> Learn)
{
    // Every fifth customer tells when to stop growing; at all cut-offs the same ones, so that nobody is on both sides.
    private const int CheckEvery = 5;
    private const int SmallRows = 20_000;

    /// <summary>The methods that the rows suffice for, the simplest first.</summary>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="rarer">Rows of the rarer outcome.</param>
    /// <param name="seed">Of the trees.</param>
    public static IReadOnlyList<LikelihoodCandidate> For(int rows, int rarer, int seed)
    {
        var candidates = new List<LikelihoodCandidate> { new(RateScorer.Name, (origins, _) => Rates(origins)) };
        if (rows >= LikelihoodLadder.LogisticRows && rarer >= LikelihoodLadder.LogisticRarer)
            candidates.Add(new(LogisticScorer.Name, (origins, token) => Logistic(origins, token).Scorer));
        if (rows >= LikelihoodLadder.TreeRows && rarer >= LikelihoodLadder.TreeRarer)
            candidates.Add(new(TreeScorer.Name, (origins, token) => Trees(origins, seed, token)));
        return candidates;
    }

    /// <summary>Logistic regression with its fit.</summary>
    public static (LogisticScorer Scorer, LogisticFit Fit) Logistic(IReadOnlyList<LikelihoodOrigin> origins, CancellationToken cancellationToken)
    {
        var (rows, labels, _) = LikelihoodOrigin.Together(origins);
        return LogisticScorer.Learn(rows, labels, cancellationToken);
    }

    /// <summary>How large trees may be on some rows.</summary>
    public static BoostingOptions TreeOptions(int rows, int seed) => new()
    {
        MostTrees = 400,
        LearningRate = 0.05,
        MostLeaves = rows < SmallRows ? 8 : 31,
        LeastRowsInLeaf = Math.Clamp(rows / 400, 20, 200),
        Penalty = 1,
        Patience = 25,
        Seed = seed,
    };

    private static RateScorer Rates(IReadOnlyList<LikelihoodOrigin> origins)
    {
        var (rows, labels, _) = LikelihoodOrigin.Together(origins);
        return RateScorer.Learn(rows, labels, origins[0].Rows.Keys);
    }

    private static TreeScorer Trees(IReadOnlyList<LikelihoodOrigin> origins, int seed, CancellationToken cancellationToken)
    {
        var (rows, labels, customers) = LikelihoodOrigin.Together(origins);
        int[] grown = [.. Enumerable.Range(0, labels.Length).Where(r => customers[r] % CheckEvery != 0)];
        int[] kept = [.. Enumerable.Range(0, labels.Length).Where(r => customers[r] % CheckEvery == 0)];
        var options = TreeOptions(rows.Rows, seed);
        byte[] grownLabels = [.. grown.Select(r => labels[r])];
        var check = new BoostingCheck(rows.Take(kept), kept.Select(r => labels[r]).ToArray());
        var tried = BoostedTrees.Fit(rows.Take(grown), grownLabels, options, check, null, cancellationToken);

        // With the number of trees known, all rows are learned from.
        var model = BoostedTrees.Fit(rows, labels, options with { MostTrees = Math.Max(1, tried.Trees.Length) }, null, null, cancellationToken);
        return new TreeScorer(model with { CheckLosses = tried.CheckLosses, GrownTrees = tried.GrownTrees });
    }
}

/// <summary>How much data each rung of the ladder needs.</summary>
internal static class LikelihoodLadder
{
    public const int RateRows = 100;
    public const int RateRarer = 10;
    public const int LogisticRows = 500;
    public const int LogisticRarer = 50;
    public const int TreeRows = 2_000;
    public const int TreeRarer = 200;
}
