using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Trains the model of orders and money to come: count models with and without a season are judged by the probability that they gave, as of several earlier days, to what customers then did; the best is fitted on everything,
/// with a Gamma-Gamma model of what orders are worth. Too little data for that leaves rates of RFM groups, and less than that counts.
/// </summary>
/// <param name="AsOf">The last day that counts; null for the last day of the data.</param>
/// <param name="Seed">Seed of all draws.</param>
public sealed record LifetimeTraining(DateOnly? AsOf = null, int Seed = 1) : ILongAnalysis<TrainedModel>
{
    /// <summary>Fewest customers with a repeat order for a count model of a shop.</summary>
    public const int LeastRepeaters = 100;

    /// <summary>Fewest days of data for a count model of a shop.</summary>
    public const int LeastDays = 120;

    /// <summary>Fewest customers for rates of groups.</summary>
    public const int LeastBuyers = 50;

    /// <summary>Fewest days of data for rates of groups.</summary>
    public const int LeastRateDays = 28;

    /// <summary>Predictions of so many days ahead are watched for drift.</summary>
    public const int WatchedDays = 90;

    internal const string OrderDaysFeature = "Days with an order";
    internal const string SilenceFeature = "Days since the last order";

    private const int MostOrigins = 4;
    private static readonly CountModelKind[] Kinds = Enum.GetValues<CountModelKind>();

    /// <inheritdoc/>
    public TrainedModel Run(Snapshot snapshot, CancellationToken cancellationToken) => Run(snapshot, null, cancellationToken);

    /// <inheritdoc/>
    public TrainedModel Run(Snapshot snapshot, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var asOf = AsOf is { } day && day < snapshot.LastDay ? day : snapshot.LastDay;
        var span = asOf.DayNumber - snapshot.FirstDay.DayNumber + 1;
        var fitter = new LifetimeFitter(snapshot, asOf.DayNumber, 1, Seed, cancellationToken);
        var report = new LifetimeReport(snapshot, fitter, asOf, Seed);
        progress?.Report(0.02);
        var repeaters = fitter.Buyers.Count(customer => fitter.Histories.OrderDays[customer] > 1);
        if (fitter.Buyers.Length < LeastBuyers || span < LeastRateDays)
        {
            return new TrainedModel(
                report.Counts(fitter.Buyers.Length < LeastBuyers
                    ? new NotEnoughData("rates of groups of customers", "customers with an order", LeastBuyers, fitter.Buyers.Length)
                    : new NotEnoughData("rates of groups of customers", "days of orders", LeastRateDays, span)),
                null);
        }

        if (repeaters < LeastRepeaters || span < LeastDays)
        {
            var rates = fitter.Rates();
            return new TrainedModel(
                report.Rates(rates, repeaters < LeastRepeaters
                    ? new NotEnoughData("a model of how customers order and leave", "customers with a repeat order", LeastRepeaters, repeaters)
                    : new NotEnoughData("a model of how customers order and leave", "days of orders", LeastDays, span)),
                rates);
        }

        var horizon = span >= 900 ? 180 : span >= 360 ? 90 : 30;
        var trials = new List<LifetimeTrial>();
        var origins = Origins(asOf.DayNumber, snapshot.FirstDay.DayNumber, horizon);
        for (var i = 0; i < origins.Length; i++)
        {
            Try(new LifetimeBacktest(snapshot, origins[i], horizon, Seed, cancellationToken), trials);
            progress?.Report(0.02 + (0.7 * (i + 1) / origins.Length));
        }

        var (kind, shape) = LifetimeTrial.Best(trials);
        if (!fitter.Knows(shape))
            shape = fitter.Knows(DemandShape.Season) ? DemandShape.Season : DemandShape.Even;
        var fit = fitter.CountFit(kind, shape);
        progress?.Report(0.85);
        var model = fitter.Model(kind, fit, shape);
        if (LifetimeTrial.ValueLevelForetells(trials))
        {
            trials = trials.ConvertAll(trial => trial.AtValueLevel());
            model = model with { ValueLevel = fitter.ValueLevel ?? 1 };
        }

        model = model with { TotalError = LifetimeTrial.TotalError(snapshot, trials, kind, shape) };
        var result = report.Parametric(model, fit, trials, horizon, cancellationToken);
        progress?.Report(1);
        return new TrainedModel(result, model);
    }

    private static void Try(LifetimeBacktest backtest, List<LifetimeTrial> trials)
    {
        foreach (var shape in Enum.GetValues<DemandShape>().Where(backtest.Fitter.Knows))
        {
            foreach (var kind in Kinds)
            {
                if (backtest.Fit(kind, shape) is { } model)
                {
                    var (orders, revenue, score) = backtest.Predict(model);
                    trials.Add(new LifetimeTrial(backtest, kind, shape, model, orders, revenue, score));
                }
            }
        }
    }

    // Every half horizon back from the last day whose outcome is known, with at least a horizon (and the days that a model needs) before it.
    private static int[] Origins(int asOf, int firstDay, int horizon)
    {
        var origins = new List<int>();
        for (var origin = asOf - horizon; origin - firstDay >= Math.Max(LeastDays / 2, horizon) && origins.Count < MostOrigins; origin -= horizon / 2)
            origins.Add(origin);
        origins.Reverse();
        return [.. origins];
    }
}

/// <summary>A method as of an earlier day, and what it said.</summary>
internal sealed record LifetimeTrial(LifetimeBacktest Backtest, CountModelKind Kind, DemandShape Shape, LifetimeModel Model, double[] Orders, double[] Revenue, double LogScore)
{
    /// <summary>The method with the highest mean log score over the days at which all were tried; BG/NBD's modified form where nothing could be tried, since customers may leave after their first order.</summary>
    public static (CountModelKind Kind, DemandShape Shape) Best(List<LifetimeTrial> trials)
    {
        if (trials.Count == 0)
            return (CountModelKind.MbgNbd, DemandShape.Even);
        var days = trials.Select(trial => trial.Backtest.OriginDay).Distinct().Count();
        var plain = Mean(trials.Where(trial => trial.Shape == DemandShape.Even), days);
        var (kind, _) = plain.Count > 0 ? plain.MaxBy(method => method.Score) : (CountModelKind.MbgNbd, 0);

        // A season or level found at some days only is judged on those, beside the simpler one that it would replace.
        var shape = DemandShape.Even;
        foreach (var richer in new[] { DemandShape.Season, DemandShape.SeasonAndLevel })
        {
            var found = trials.Where(trial => trial.Kind == kind && trial.Shape == richer).ToDictionary(trial => trial.Backtest.OriginDay, trial => trial.LogScore);
            var simpler = Of(trials, kind, shape).Where(trial => found.ContainsKey(trial.Backtest.OriginDay)).Select(trial => trial.LogScore).ToArray();
            if (found.Count > 0 && simpler.Length == found.Count && found.Values.Average() > simpler.Average())
                shape = richer;
        }

        return (kind, shape);
    }

    /// <summary>Whether the factor on values found as of each earlier day was nearer to what orders then came to than none: the mean distance of logarithms over at least two days.</summary>
    public static bool ValueLevelForetells(List<LifetimeTrial> trials)
    {
        var (with, without, days) = (0.0, 0.0, 0);
        foreach (var backtest in trials.Select(trial => trial.Backtest).Distinct())
        {
            if (backtest.Fitter.ValueLevel is not { } level || ValueLevel.Log(backtest.Fitter, backtest.Outcome) is not var (log, _))
                continue;
            (with, without, days) = (with + Math.Abs(log - Math.Log(level)), without + Math.Abs(log), days + 1);
        }

        return days >= 2 && with < without;
    }

    /// <summary>The same with the factor on values that was found as of its day.</summary>
    public LifetimeTrial AtValueLevel() => Backtest.Fitter.ValueLevel is { } level
        ? this with { Model = Model with { ValueLevel = level }, Revenue = Array.ConvertAll(Revenue, revenue => revenue * level) }
        : this;

    /// <summary>
    /// How far totals were off, as the standard deviation around 0 of the logarithm of actual over predicted: of the orders and the revenue of RFM groups and of all, at every earlier day. A few earlier days say little
    /// of the shop as a whole; its groups, which stray each in its own way, say more.
    /// </summary>
    public static double TotalError(Snapshot snapshot, List<LifetimeTrial> trials, CountModelKind kind, DemandShape shape)
    {
        var (squares, count) = (0.0, 0);
        foreach (var trial in Of(trials, kind, shape))
        {
            var groups = RfmScores.Of(snapshot, trial.Backtest.OriginDay).Groups;
            var sums = new SortedDictionary<int, double[]>();
            for (var i = 0; i < trial.Orders.Length; i++)
            {
                foreach (var group in new[] { -1, groups[trial.Backtest.Fitter.Buyers[i]] })
                {
                    if (!sums.TryGetValue(group, out var sum))
                        sums[group] = sum = new double[5];
                    sum[0]++;
                    sum[1] += trial.Backtest.Actual[i];
                    sum[2] += trial.Orders[i];
                    sum[3] += trial.Backtest.ActualRevenue[i];
                    sum[4] += trial.Revenue[i];
                }
            }

            foreach (var sum in sums.Values.Where(sum => sum[0] >= LifetimeBacktest.LeastOfGroup && sum[1] >= LeastOrders))
            {
                squares += Math.Pow(Math.Log(sum[1] / sum[2]), 2) + (sum[3] > 0 ? Math.Pow(Math.Log(sum[3] / sum[4]), 2) : 1);
                count += 2;
            }
        }

        return count == 0 ? 0 : Math.Min(1, Math.Sqrt(squares / count));
    }

    // Fewer orders than this are off by luck alone.
    private const double LeastOrders = 20;

    /// <summary>The trials of a method, by day; the next simpler demand where none was found by then.</summary>
    public static List<LifetimeTrial> Of(List<LifetimeTrial> trials, CountModelKind kind, DemandShape shape) =>
        [.. trials.Where(trial => trial.Kind == kind && trial.Shape <= shape).GroupBy(trial => trial.Backtest.OriginDay).Select(day => day.MaxBy(trial => trial.Shape)!)];

    private static List<(CountModelKind Kind, double Score)> Mean(IEnumerable<LifetimeTrial> trials, int days) =>
        [.. trials.GroupBy(trial => trial.Kind).Where(kind => kind.Count() == days).Select(kind => (kind.Key, kind.Average(trial => trial.LogScore)))];
}
