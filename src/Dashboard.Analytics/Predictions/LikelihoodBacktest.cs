using Dashboard.Analytics.Classification;

namespace Dashboard.Analytics.Predictions;

/// <summary>How a method did at the origins: each was foretold by what the method learned at older ones, and calibrated on how older ones came out.</summary>
/// <param name="Candidate">The method.</param>
/// <param name="Calibration">The way of calibrating that did best.</param>
/// <param name="WithDemand">Whether the demand ahead was reckoned with.</param>
/// <param name="Final">What that way learned from all origins, for predictions of now.</param>
/// <param name="Probabilities">Calibrated probabilities at each origin, the latest first.</param>
/// <param name="Metrics">How they did.</param>
internal sealed record LikelihoodTrial(
    LikelihoodCandidate Candidate, string Calibration, bool WithDemand, Calibration Final, IReadOnlyList<double[]> Probabilities, IReadOnlyList<ClassifierMetrics> Metrics)
{
    /// <summary>Mean log loss over the origins.</summary>
    public double LogLoss => Metrics.Average(m => m.LogLoss!.Value);
}

/// <summary>Rolling-origin backtests (Tashman 2000, International Journal of Forecasting 16:437) of all methods.</summary>
internal static class LikelihoodBacktest
{
    /// <summary>Origins that a model learns from.</summary>
    public const int LearnedOrigins = 4;

    private const int MostTested = 5;
    private const int CalibrationOrigins = 3;
    private const int IsotonicRows = 2_000;

    /// <summary>Origins from which a model foretells that of an index.</summary>
    public static IReadOnlyList<LikelihoodOrigin> LearnedFor(IReadOnlyList<LikelihoodOrigin> origins, int index) => [.. origins.Skip(index + 1).Take(LearnedOrigins)];

    /// <summary>How many origins can be tested: those with enough to learn from before them.</summary>
    public static int Tested(IReadOnlyList<LikelihoodOrigin> origins)
    {
        var tested = 0;
        while (tested < Math.Min(MostTested, origins.Count - 1))
        {
            var learned = LearnedFor(origins, tested);
            var (rows, hits) = (learned.Sum(o => o.Labels.Length), learned.Sum(o => o.Positives));
            var own = origins[tested];
            if (rows < LikelihoodLadder.RateRows || Math.Min(hits, rows - hits) < LikelihoodLadder.RateRarer || own.Positives == 0 || own.Positives == own.Labels.Length)
                break;
            tested++;
        }

        return tested;
    }

    /// <summary>Tries a method at the origins.</summary>
    /// <param name="candidate">The method.</param>
    /// <param name="origins">All origins, the latest first.</param>
    /// <param name="factors">Demand ahead of each origin that is foretold over that of the days learned from, as known then; 1 where it was not.</param>
    /// <param name="kind">What is foretold.</param>
    /// <param name="done">Told after each origin.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static LikelihoodTrial Try(LikelihoodCandidate candidate, IReadOnlyList<LikelihoodOrigin> origins, double[] factors, ModelKind kind, Action done, CancellationToken cancellationToken)
    {
        var tested = factors.Length;
        var margins = new double[tested][];
        for (var origin = 0; origin < tested; origin++)
        {
            margins[origin] = candidate.Learn(LearnedFor(origins, origin), cancellationToken).Margins(origins[origin].Rows.Values, cancellationToken);
            done();
        }

        var reported = Math.Max(1, tested - 1);
        LikelihoodTrial? best = null;
        var adjusted = Array.ConvertAll(Enumerable.Range(0, tested).ToArray(), o => Array.ConvertAll(margins[o], m => DemandAhead.Apply(m, factors[o], kind)));
        foreach (var (withDemand, (name, fit, least)) in Ways.SelectMany(way => new[] { (false, way), (true, way) }))
        {
            if (withDemand && factors.All(f => f == 1))
                continue;
            var used = withDemand ? adjusted : margins;
            var probabilities = new List<double[]>();
            for (var origin = 0; origin < reported; origin++)
            {
                var calibration = Learn(fit, least, used, origins, origin + 1, tested);
                probabilities.Add(Array.ConvertAll(used[origin], m => calibration.Apply(m)));
            }

            ClassifierMetrics[] metrics = [.. probabilities.Select((p, o) => ClassifierMetrics.Of(p, origins[o].Labels))];
            var trial = new LikelihoodTrial(candidate, name, withDemand, Learn(fit, least, used, origins, 0, tested), probabilities, metrics);
            if (best is null || trial.LogLoss < best.LogLoss)
                best = trial;
        }

        return best!;
    }

    private static IReadOnlyList<(string Name, Func<double[], byte[], Calibration> Fit, int Least)> Ways =>
    [
        ("Platt", (margins, labels) => PlattScaling.Fit(margins, labels), 1),
        ("isotonic", (margins, labels) => IsotonicRegression.Fit(margins, (ReadOnlySpan<byte>)labels), IsotonicRows),
        ("none needed", (_, _) => PlattScaling.Identity, 1),
    ];

    // From the youngest origins that are older than the one to be calibrated.
    private static Calibration Learn(Func<double[], byte[], Calibration> fit, int least, double[][] margins, IReadOnlyList<LikelihoodOrigin> origins, int first, int tested)
    {
        var end = Math.Min(tested, first + CalibrationOrigins);
        double[] scores = [.. margins[Math.Min(first, end)..end].SelectMany(m => m)];
        byte[] labels = [.. Enumerable.Range(first, Math.Max(0, end - first)).SelectMany(o => origins[o].Labels)];
        return scores.Length < least ? PlattScaling.Identity : fit(scores, labels);
    }
}
