using System.Globalization;
using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Writes the report of a training.</summary>
internal sealed class LikelihoodReport(LikelihoodTraining training, Snapshot snapshot, int horizon)
{
    /// <summary>Bins of the record that a model keeps.</summary>
    public const int RecordBins = 20;

    private const int ImportanceRows = 2_000;
    private const int ShownBins = 10;

    private ModelReport Begin => new()
    {
        Kind = training.Kind,
        Method = "",
        Definition = LikelihoodTraining.DefinitionOf(training.Kind, horizon),
        Window = new DateRange(snapshot.FirstDay, training.AsOf < snapshot.FirstDay ? snapshot.FirstDay : training.AsOf),
        AsOf = training.AsOf,
        HorizonDays = horizon,
        RowsUsed = 0,
        RowsAre = "customers at cut-offs",
        Seed = training.Seed,
        AllowsDemographics = training.ReadsDemographics(snapshot),
        Rung = LadderRung.Counts,
        RungReason = "",
    };

    /// <summary>The report when there is no model.</summary>
    public ModelReport Counts(bool tooShort, int rows, int rarer)
    {
        var history = training.AsOf.DayNumber - snapshot.FirstDay.DayNumber + 1;
        var needed = horizon + Math.Clamp(horizon, 30, 90) + 1;
        return Begin with
        {
            Method = "Counts",
            RowsUsed = rows,
            RungReason = tooShort
                ? string.Create(CultureInfo.InvariantCulture, $"The data covers {history} days; a horizon of {horizon} days must have ended after enough history.")
                : string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} customers at past cut-offs, {rarer:#,0} of them with the rarer outcome, are too few for rates."),
            Unlocks = tooShort
                ? new NotEnoughData("rates by RFM cell", "days of history", needed, Math.Max(0, history))
                : rows < LikelihoodLadder.RateRows
                    ? new NotEnoughData("rates by RFM cell", "customers with an order before a past cut-off", LikelihoodLadder.RateRows, rows)
                    : new NotEnoughData("rates by RFM cell", "customers with the rarer outcome", LikelihoodLadder.RateRarer, rarer),
        };
    }

    /// <summary>The report of a model.</summary>
    public ModelReport Of(
        LikelihoodModel model, LikelihoodOrigin[] learned, LikelihoodTrial[] trials, LikelihoodTrial? chosen, LikelihoodOrigin[] origins, int rarer, CancellationToken cancellationToken)
    {
        var baseline = trials.FirstOrDefault(t => t.Candidate.Name == RateScorer.Name);
        var rows = learned.Sum(o => o.Labels.Length);
        var (reason, unlocks) = Rung(model, trials, rows, rarer);
        var now = LikelihoodRows.Read(snapshot, training.AsOf.DayNumber, model.Keys, LikelihoodOrigins.Sample(snapshot, training.Seed), cancellationToken);
        return Begin with
        {
            Method = model.Scorer.Method,
            RowsUsed = rows,
            LeftOut = LeftOut(),
            Features = Features(model, now),
            Rung = model.Scorer switch { TreeScorer => LadderRung.Learned, LogisticScorer => LadderRung.Parametric, _ => LadderRung.Rates },
            RungReason = reason,
            Unlocks = unlocks,
            Parameters = Parameters(model, learned, cancellationToken),
            Candidates = [.. trials.OrderBy(t => t.LogLoss).Select(t => Candidate(t, baseline, t == chosen))],
            DecidedBy = trials.Length == 0 ? null : LikelihoodMetrics.Deciding,
            Backtests = chosen is null ? [] : [.. chosen.Metrics.Select((m, o) => Backtest(origins[o], m, baseline?.Metrics[o])).Reverse()],
            Calibration = chosen is null ? [] : Bins(chosen, origins, ShownBins),
            Deciles = chosen is null ? [] : Deciles(chosen, origins),
            Groups = chosen is null ? [] : LikelihoodMetrics.Groups(snapshot, origins[0], chosen.Probabilities[0], baseline?.Probabilities[0]),
            Scores = ValueDistribution.Of(Array.ConvertAll(model.Probabilities(now, cancellationToken), p => (float)p)),
            Details =
            [
                new("Cut-offs learned from", string.Join(", ", learned.Select(o => Day(o.Day)))),
                new("Calibration", chosen?.Calibration ?? "none: no backtest is possible yet"),
                new("Demand ahead", model.Demand is { } demand
                    ? string.Create(CultureInfo.InvariantCulture, $"{demand.Factor(training.AsOf.DayNumber, horizon):0.00} times that of the days learned from; the probability of no order is raised to this power")
                    : "not looked at: too little is known of it, or it did not help"),
                new("Age, gender and country", training.ReadsDemographics(snapshot) ? "allowed by the shop" : "not read: the shop does not allow it"),
                .. model.Scorer is TreeScorer trees ? [new("Trees", string.Create(CultureInfo.InvariantCulture, $"{trees.Model.Trees.Length} trees, up to {trees.Model.Trees.Select(t => t.Leaves).DefaultIfEmpty(1).Max()} leaves"))] : Array.Empty<KeyValuePair<string, string>>(),
            ],
        };
    }

    /// <summary>Predicted beside observed over the origins of a trial.</summary>
    public static CalibrationBin[] Bins(LikelihoodTrial trial, IReadOnlyList<LikelihoodOrigin> origins, int bins) =>
        [.. Bands(trial, origins, bins, highestFirst: false).Select(b => new CalibrationBin(b.Predicted, b.Observed, b.Interval, b.Rows))];

    private static IReadOnlyList<LiftDecile> Deciles(LikelihoodTrial trial, IReadOnlyList<LikelihoodOrigin> origins) =>
        [.. Bands(trial, origins, 10, highestFirst: true).Select((b, i) => new LiftDecile(i + 1, b.Rows, b.Predicted, b.Observed, b.Lift))];

    private static IReadOnlyList<ScoreBand> Bands(LikelihoodTrial trial, IReadOnlyList<LikelihoodOrigin> origins, int bands, bool highestFirst)
    {
        double[] probabilities = [.. trial.Probabilities.SelectMany(p => p)];
        byte[] labels = [.. trial.Probabilities.SelectMany((_, o) => origins[o].Labels)];
        return ScoreBands.Of(probabilities, labels, bands, highestFirst);
    }

    private (string Reason, NotEnoughData? Unlocks) Rung(LikelihoodModel model, LikelihoodTrial[] trials, int rows, int rarer)
    {
        var invariant = CultureInfo.InvariantCulture;
        var losses = string.Join(", ", trials.OrderBy(t => t.LogLoss).Select(t => string.Create(invariant, $"{t.Candidate.Name} {t.LogLoss:0.0000}")));
        if (trials.Length == 0)
        {
            return ("One cut-off has an outcome, so there are rates, and no second one to try methods on.",
                new NotEnoughData("a comparison of methods", "days of history", (2 * horizon) + Math.Clamp(horizon, 30, 90) + 1, training.AsOf.DayNumber - snapshot.FirstDay.DayNumber + 1));
        }

        var reason = $"{model.Scorer.Method} foretold earlier time best, by mean log loss: {losses}.";
        if (trials.Any(t => t.Candidate.Name == TreeScorer.Name))
            return (reason, null);
        var (needed, least, method) = trials.Any(t => t.Candidate.Name == LogisticScorer.Name)
            ? (LikelihoodLadder.TreeRows, LikelihoodLadder.TreeRarer, "boosted trees")
            : (LikelihoodLadder.LogisticRows, LikelihoodLadder.LogisticRarer, "logistic regression");
        return (reason, rows < needed ? new NotEnoughData(method, "customers at past cut-offs", needed, rows) : rarer < least ? new NotEnoughData(method, "customers with the rarer outcome", least, rarer) : null);
    }

    private List<LeftOut> LeftOut()
    {
        var leftOut = new List<LeftOut>();
        var first = FirstOrders.Of(snapshot);
        if (first.Count(o => o < 0) is > 0 and var without)
            leftOut.Add(new LeftOut(without, "customers without an order"));
        if (LikelihoodOrigins.Sample(snapshot, training.Seed) is { } sample)
            leftOut.Add(new LeftOut(snapshot.Customers.Count - sample.Length, "customers not in the sample that is learned from; all of them get a probability"));
        return leftOut;
    }

    private static List<ModelFeature> Features(LikelihoodModel model, LikelihoodRows now)
    {
        var sample = now.Values.Take([.. Enumerable.Range(0, Math.Min(ImportanceRows, now.Values.Rows)).Select(i => (int)((long)i * now.Values.Rows / Math.Min(ImportanceRows, now.Values.Rows)))]);
        var work = new double[model.Keys.Count];
        foreach (var row in model.Scorer.Contributions(sample))
        {
            for (var column = 0; column < row.Length; column++)
                work[column] += Math.Abs(row[column]);
        }

        var all = work.Sum();
        return [.. model.Keys.Select((key, column) =>
        {
            var feature = LikelihoodFeature.ByKey(key);
            var distribution = ValueDistribution.Of(now.Values.Column(column));
            return new ModelFeature(feature.Name, feature.Definition, all > 0 ? work[column] / all : null, distribution);
        }).OrderByDescending(f => f.Importance ?? 0)];
    }

    private static List<ModelParameter> Parameters(LikelihoodModel model, LikelihoodOrigin[] learned, CancellationToken cancellationToken)
    {
        if (model.Scorer is not LogisticScorer)
            return [];
        var (scorer, fit) = LikelihoodCandidate.Logistic(learned, cancellationToken);
        var parameters = new List<ModelParameter> { new("Intercept", scorer.Intercept, fit.StandardErrors[0]) };
        for (var column = 0; column < model.Keys.Count; column++)
        {
            var feature = LikelihoodFeature.ByKey(model.Keys[column]);
            var error = fit.StandardErrors[column + 1];
            parameters.Add(new(feature.Name, scorer.Coefficients[column], double.IsNaN(error) ? null : error, feature.IsLog ? "log odds for a step of 1 in the logarithm" : "log odds for a step of 1"));
        }

        return parameters;
    }

    private static ModelCandidate Candidate(LikelihoodTrial trial, LikelihoodTrial? baseline, bool chosen)
    {
        ModelMetric[] metrics = [.. LikelihoodMetrics.Of(trial.Metrics[0], baseline?.Metrics[0]).Select(m => m.Name).Select(name =>
        {
            var own = trial.Metrics.SelectMany((t, o) => LikelihoodMetrics.Of(t, baseline?.Metrics[o])).Where(m => m.Name == name).ToArray();
            return new ModelMetric(name, own.Average(m => m.Model), own.All(m => m.Baseline is not null) ? own.Average(m => m.Baseline!.Value) : null, own[0].HigherIsBetter);
        })];
        return new ModelCandidate(trial.Candidate.Name, metrics, chosen, $"Calibration: {trial.Calibration}{(trial.WithDemand ? ", with the demand ahead" : "")}");
    }

    private ModelBacktest Backtest(LikelihoodOrigin origin, ClassifierMetrics metrics, ClassifierMetrics? baseline) => new(
        DateOnly.FromDayNumber(origin.Day), DateOnly.FromDayNumber(origin.Day + horizon), origin.Labels.Length, LikelihoodMetrics.Of(metrics, baseline));

    private static string Day(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
