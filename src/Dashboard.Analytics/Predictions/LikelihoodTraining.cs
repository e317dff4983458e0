using System.Globalization;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Trains a model of churn (no order within the horizon) or purchase (an order within it): rates by RFM cell, logistic regression and boosted trees are tried on earlier time, and the one with the least log loss is
/// learned again from all of it. Features are as of cut-offs, outcomes strictly behind them.
/// </summary>
/// <param name="Kind">Churn or purchase.</param>
/// <param name="AsOf">The last day that counts.</param>
/// <param name="Horizon">Days ahead, 1 to <see cref="MostHorizonDays"/>; null for the silence after which a customer of the shop has lapsed, and for purchase <see cref="PurchaseDays"/>.</param>
public sealed record LikelihoodTraining(ModelKind Kind, DateOnly AsOf, int? Horizon = null) : ILongAnalysis<TrainedModel>
{
    /// <summary>Days ahead of purchase where nothing else is asked for.</summary>
    public const int PurchaseDays = 30;

    /// <summary>Most days ahead.</summary>
    public const int MostHorizonDays = 730;

    /// <summary>Seed of the sample of customers and of the trees.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether age, gender and country may be read; null for what the shop has decided, which is no unless somebody allowed it (<see cref="ShopSettings.AllowsDemographics"/>).</summary>
    public bool? Demographics { get; init; }

    /// <summary>The days ahead that the training means on some data.</summary>
    /// <param name="snapshot">The data.</param>
    public int HorizonOn(Snapshot snapshot) => Horizon
        ?? (Kind == ModelKind.Purchase ? PurchaseDays : Math.Min(MostHorizonDays, snapshot.Settings.Churn.On(snapshot, AsOf.DayNumber).LapsedAfter));

    /// <summary>Whether the training reads age, gender and country on some data.</summary>
    /// <param name="snapshot">The data.</param>
    public bool ReadsDemographics(Snapshot snapshot) => Demographics ?? snapshot.Settings.AllowsDemographics;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of likelihood, or the horizon is out of its range.</exception>
    public TrainedModel Run(Snapshot snapshot, CancellationToken cancellationToken) => Run(snapshot, null, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of likelihood, or the horizon is out of its range.</exception>
    public TrainedModel Run(Snapshot snapshot, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)Kind, (int)ModelKind.Lifetime, nameof(Kind));
        ArgumentOutOfRangeException.ThrowIfLessThan(Horizon ?? 1, 1, nameof(Horizon));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Horizon ?? 1, MostHorizonDays, nameof(Horizon));
        var horizon = HorizonOn(snapshot);
        var days = LikelihoodOrigins.Days(snapshot, AsOf.DayNumber, horizon);
        var among = LikelihoodOrigins.Sample(snapshot, Seed);
        string[] offered = [.. LikelihoodFeature.Of(snapshot, ReadsDemographics(snapshot)).Select(f => f.Key)];
        var origins = Read(snapshot, days, horizon, offered, among, progress, cancellationToken);
        var (rows, hits) = (origins.Take(LikelihoodBacktest.LearnedOrigins).Sum(o => o.Labels.Length), origins.Take(LikelihoodBacktest.LearnedOrigins).Sum(o => o.Positives));
        var rarer = Math.Min(hits, rows - hits);
        var report = new LikelihoodReport(this, snapshot, horizon);
        if (rows < LikelihoodLadder.RateRows || rarer < LikelihoodLadder.RateRarer)
            return new TrainedModel(report.Counts(days.Length == 0, rows, rarer), null);

        origins = Varying(origins);
        var tested = LikelihoodBacktest.Tested(origins);
        var candidates = LikelihoodCandidate.For(rows, rarer, Seed);
        if (tested == 0)
            candidates = [candidates[0]];
        else
            candidates = [.. candidates.Where(c => c.Name == RateScorer.Name || Suffices(origins, tested))];
        var stages = new Stages(progress, 0.1, (candidates.Count * Math.Max(1, tested)) + 2);
        double[] factors = [.. Enumerable.Range(0, tested).Select(o =>
            DemandAhead.Of(snapshot, origins[o].Day, LikelihoodBacktest.LearnedFor(origins, o), horizon, cancellationToken)?.Factor(origins[o].Day, horizon) ?? 1)];
        LikelihoodTrial[] trials = tested == 0 ? [] : [.. candidates.Select(c => LikelihoodBacktest.Try(c, origins, factors, Kind, stages.Next, cancellationToken))];
        var chosen = trials.MinBy(t => t.LogLoss);

        LikelihoodOrigin[] learned = [.. origins.Take(LikelihoodBacktest.LearnedOrigins)];
        var scorer = (chosen?.Candidate ?? candidates[0]).Learn(learned, cancellationToken);
        stages.Next();
        var model = new LikelihoodModel
        {
            HorizonDays = horizon,
            Kind = Kind,
            Keys = [.. origins[0].Rows.Keys],
            Scorer = scorer,
            Demand = chosen is { WithDemand: true } ? DemandAhead.Of(snapshot, AsOf.DayNumber, learned, horizon, cancellationToken) : null,
            Calibration = chosen?.Final ?? Classification.PlattScaling.Identity,
            Record = chosen is null ? [] : LikelihoodReport.Bins(chosen, origins, LikelihoodReport.RecordBins),
        };
        var result = report.Of(model, learned, trials, chosen, origins, rarer, cancellationToken);
        stages.Next();
        return new TrainedModel(result, model);
    }

    private LikelihoodOrigin[] Read(Snapshot snapshot, int[] days, int horizon, string[] keys, int[]? among, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var origins = new LikelihoodOrigin[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            origins[i] = LikelihoodOrigins.Read(snapshot, days[i], keys, among, Kind, horizon, cancellationToken);
            progress?.Report(0.1 * (i + 1) / days.Length);
        }

        return origins;
    }

    // Logistic regression must be possible at every origin that is tested, so that methods are compared on the same.
    private static bool Suffices(LikelihoodOrigin[] origins, int tested) => Enumerable.Range(0, tested).All(i =>
    {
        var learned = LikelihoodBacktest.LearnedFor(origins, i);
        var (rows, hits) = (learned.Sum(o => o.Labels.Length), learned.Sum(o => o.Positives));
        return rows >= LikelihoodLadder.LogisticRows / 2 && Math.Min(hits, rows - hits) >= LikelihoodLadder.LogisticRarer / 2;
    });

    // What is the same for everybody in all origins that are learned from says nothing of anybody; what rates by RFM cell read stays.
    private static LikelihoodOrigin[] Varying(LikelihoodOrigin[] origins)
    {
        var keys = origins[0].Rows.Keys;
        int[] varying = [.. Enumerable.Range(0, keys.Count).Where(c => keys[c] is "silence" or "orders" or "revenue"
            || origins.Take(LikelihoodBacktest.LearnedOrigins).SelectMany(o => o.Rows.Values.Column(c).ToArray()).Distinct().Take(2).Count() == 2)];
        if (varying.Length == keys.Count)
            return origins;
        return [.. origins.Select(o => o with
        {
            Rows = o.Rows with
            {
                Keys = [.. varying.Select(c => keys[c])],
                Values = Classification.FeatureMatrix.OfColumns([.. varying.Select(c => o.Rows.Values.Column(c).ToArray())]),
            },
        })];
    }

    private sealed class Stages(IProgress<double>? progress, double from, int steps)
    {
        private int done;

        public void Next() => progress?.Report(Math.Min(1, from + ((1 - from) * ++done / steps)));
    }

    /// <summary>What the model foretells, in a sentence.</summary>
    public static string DefinitionOf(ModelKind kind, int horizonDays) => kind == ModelKind.Churn
        ? string.Create(CultureInfo.InvariantCulture, $"Probability that a customer with an order until now orders nothing within the next {horizonDays} days.")
        : string.Create(CultureInfo.InvariantCulture, $"Probability that a customer with an order until now orders again within the next {horizonDays} days.");
}
