using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>A cut-off with what each method learned before it says of it, uncalibrated: for laying other programs' answers beside ours on the same rows.</summary>
public sealed record LikelihoodComparison
{
    /// <summary>The last day that features know.</summary>
    public required DateOnly CutOff { get; init; }

    /// <summary>Keys of the features.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Features learned from; NaN where missing.</summary>
    public required FeatureMatrix Train { get; init; }

    /// <summary>What came of them.</summary>
    public required byte[] TrainLabels { get; init; }

    /// <summary>Features as of the cut-off.</summary>
    public required FeatureMatrix Test { get; init; }

    /// <summary>What came of them.</summary>
    public required byte[] TestLabels { get; init; }

    /// <summary>Rates by RFM cell.</summary>
    public required double[] Rates { get; init; }

    /// <summary>Probabilities by logistic regression.</summary>
    public required double[] Logistic { get; init; }

    /// <summary>Probabilities by boosted trees.</summary>
    public required double[] Trees { get; init; }

    /// <summary>Number of trees.</summary>
    public required int TreeCount { get; init; }

    /// <summary>Most leaves of a tree.</summary>
    public required int TreeLeaves { get; init; }

    /// <summary>Fewest rows of a leaf.</summary>
    public required int TreeLeastRows { get; init; }

    /// <summary>All cut-offs of a training that have enough before them, the latest first.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="kind">Churn or purchase.</param>
    /// <param name="asOf">The last day that counts.</param>
    /// <param name="horizonDays">Days ahead.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static IReadOnlyList<LikelihoodComparison> Of(Snapshot snapshot, ModelKind kind, DateOnly asOf, int horizonDays, CancellationToken cancellationToken)
    {
        string[] keys = [.. LikelihoodFeature.Behaviour.Select(f => f.Key)];
        var among = LikelihoodOrigins.Sample(snapshot, 1);
        LikelihoodOrigin[] origins = [.. LikelihoodOrigins.Days(snapshot, asOf.DayNumber, horizonDays).Select(day => LikelihoodOrigins.Read(snapshot, day, keys, among, kind, horizonDays, cancellationToken))];
        var tested = origins.Length == 0 ? 0 : LikelihoodBacktest.Tested(origins);
        var comparisons = new List<LikelihoodComparison>();
        for (var origin = 0; origin < tested; origin++)
        {
            var learned = LikelihoodBacktest.LearnedFor(origins, origin);
            var (rows, labels, _) = LikelihoodOrigin.Together(learned);
            var candidates = LikelihoodCandidate.For(int.MaxValue, int.MaxValue, 1);
            var scorers = candidates.Select(c => c.Learn(learned, cancellationToken)).ToArray();
            var test = origins[origin].Rows.Values;
            double[] Chances(int candidate) => Array.ConvertAll(scorers[candidate].Margins(test, cancellationToken), m => 1 / (1 + Math.Exp(-m)));
            var options = LikelihoodCandidate.TreeOptions(rows.Rows, 1);
            comparisons.Add(new LikelihoodComparison
            {
                CutOff = DateOnly.FromDayNumber(origins[origin].Day),
                Keys = keys,
                Train = rows,
                TrainLabels = labels,
                Test = test,
                TestLabels = origins[origin].Labels,
                Rates = Chances(0),
                Logistic = Chances(1),
                Trees = Chances(2),
                TreeCount = ((TreeScorer)scorers[2]).Model.Trees.Length,
                TreeLeaves = options.MostLeaves,
                TreeLeastRows = options.LeastRowsInLeaf,
            });
        }

        return comparisons;
    }
}
