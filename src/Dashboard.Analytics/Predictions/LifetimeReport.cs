using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Writes down how a training of lifetime values went.</summary>
internal sealed class LifetimeReport(Snapshot snapshot, LifetimeFitter fitter, DateOnly asOf, int seed)
{
    /// <summary>The metric that decides whether a model beats its baseline.</summary>
    public const string Deciding = "Error of orders (root mean square)";

    public static string NameOf(CountModelKind kind, DemandShape shape) =>
        (kind switch { CountModelKind.BgNbd => "BG/NBD", CountModelKind.MbgNbd => "MBG/NBD", _ => "Pareto/NBD" })
        + (shape switch { DemandShape.Season => " with a season", DemandShape.SeasonAndLevel => " with a season and a moving level", _ => "" });

    /// <summary>Too little for anything.</summary>
    public ModelReport Counts(NotEnoughData missing) => Report(
        LadderRung.Counts, "Counts", "Only what happened is shown: there is too little data to say what will.", missing, LifetimeTraining.WatchedDays);

    /// <summary>Rates of groups.</summary>
    public ModelReport Rates(LifetimeModel model, NotEnoughData missing) => Report(
        LadderRung.Rates,
        "Empirical-Bayes rates by RFM group",
        "Customers are expected to do what those of their RFM group did, drawn towards the shop's mean where a group is small: " + missing.Message,
        missing,
        LifetimeFitter.RateDays(snapshot, asOf.DayNumber)) with
    {
        Parameters =
        [
            .. model.Rates.Select(rate => new ModelParameter(((RfmGroup)rate.Group).Name(), rate.PerDay * 30, null, "Expected days with an order in 30 days")),
            .. Spend(),
        ],
    };

    /// <summary>A count model.</summary>
    public ModelReport Parametric(LifetimeModel model, CountModelFit fit, List<LifetimeTrial> trials, int horizon, CancellationToken cancellationToken)
    {
        var chosen = LifetimeTrial.Of(trials, model.Count, model.Shape);
        var pooled = new LifetimePool(chosen);
        var report = Report(
            LadderRung.Parametric,
            NameOf(model.Count, model.Shape) + (model.SpendValues.Count > 0 ? " and Gamma-Gamma" : " at a mean order value"),
            chosen.Count > 0
                ? "There are enough repeat orders for a model of how customers order and leave, and enough time to try it on what followed."
                : "There are enough repeat orders for a model of how customers order and leave; there is not yet enough time to try it on what followed.",
            chosen.Count > 0 ? null : new NotEnoughData("a backtest", "days of orders", 2 * horizon + LifetimeTraining.LeastDays / 2, asOf.DayNumber - snapshot.FirstDay.DayNumber + 1),
            horizon);
        var values = CustomerValues.Of(snapshot, model, asOf.DayNumber, LifetimeTraining.WatchedDays, cancellationToken);
        var watched = model.ValuesOn(snapshot, asOf, cancellationToken);
        return report with
        {
            Parameters = [.. fit.Fit!.Parameters.Select(parameter => new ModelParameter(parameter.Name, parameter.Value, Known(parameter.StandardError), Meaning(parameter.Name))), .. Spend()],
            Features =
            [
                new(OrderFeature, "Distinct days with at least one order, up to the as-of day", null, Spread(watched, OrderFeature)),
                new(SilenceFeature, "From the last order to the as-of day", null, Spread(watched, SilenceFeature)),
                new("Days since the first order", "From the first order to the as-of day"),
                new("Mean value of a day with orders", "Before returns; for the money only"),
            ],
            Candidates = Candidates(trials, model.Count, model.Shape),
            DecidedBy = chosen.Count > 0 ? Deciding : null,
            Backtests = [.. chosen.Select(trial => new ModelBacktest(
                DateOnly.FromDayNumber(trial.Backtest.OriginDay), DateOnly.FromDayNumber(trial.Backtest.OriginDay + horizon), trial.Orders.Length, Metrics(trial)))],
            Calibration = pooled.Calibration(),
            Deciles = pooled.Deciles(),
            Coverage = Coverage(model, chosen),
            Tracking = chosen.Count > 0 ? LifetimeTracking.Of(snapshot, chosen[^1], model.TotalError, cancellationToken) : [],
            Groups = chosen.Count > 0 ? LifetimeGroups.Of(snapshot, chosen[^1]) : [],
            Scores = Spread(watched, PredictionModel.Scores),
            Details =
            [
                new("Fit", FormattableString.Invariant($"{fit.Fit.Iterations} steps, {fit.Fit.Evaluations} evaluations; {fit.Fit.StopReason}")),
                new("Log likelihood", FormattableString.Invariant($"{fit.Fit.LogLikelihood:0.000}")),
                .. pooled.Slope is { } slope ? [new("Calibration slope", FormattableString.Invariant($"{slope:0.000}"))] : Array.Empty<KeyValuePair<string, string>>(),
                new("Correlation of orders and their value", FormattableString.Invariant($"{fitter.Spend.Independence.Correlation:0.000}, of logarithms {fitter.Spend.Independence.LogCorrelation:0.000} over {fitter.Spend.Independence.Customers} customers; ")
                    + (fitter.Spend.Independence.IsDoubtful ? "too strong for independence, so single customers' money is less certain than stated" : "weak enough for the model's independence of the two")),
                new("Returned share of sales", FormattableString.Invariant($"{model.ReturnShare:0.0%}")),
                new("Margin", model.MarginShare is { } margin
                    ? FormattableString.Invariant($"{margin:0.0%} of revenue, on the {model.MarginCoverage:0.0%} of revenue whose cost is known")
                    : FormattableString.Invariant($"not stated: the cost of only {model.MarginCoverage:0.0%} of revenue is known")),
                new("Season", model.Season.Count > 0 ? string.Join(" ", model.Season.Select(factor => FormattableString.Invariant($"{factor:0.00}"))) : "none that predicts better"),
                new("Level of demand", model.Level is { } level
                    ? FormattableString.Invariant($"{string.Join(" ", level.Factors.TakeLast(12).Select(factor => FormattableString.Invariant($"{factor:0.00}")))} in the last months; the last one ± {1.96 * level.LastDeviation:0.0%}, a month's step {level.StepDeviation:0.0%}")
                    : "none that moves and predicts better"),
                new("Level of order values", model.ValueLevel != 1
                    ? FormattableString.Invariant($"{model.ValueLevel:0.00}: what orders came to lately over what the model of values said of who placed them")
                    : "none that predicts better"),
                new("Error of totals in backtests", FormattableString.Invariant($"{model.TotalError:0.000} (standard deviation of the logarithm of actual over predicted)")),
                .. fit.Fit.Notes.Select(note => new KeyValuePair<string, string>("Note", note)),
                .. values.Model.SpendValues.Count == 0 ? [new("Note", "Order values do not bound the Gamma-Gamma model; every order is expected at the mean value.")] : Array.Empty<KeyValuePair<string, string>>(),
            ],
        };
    }

    private const string OrderFeature = LifetimeTraining.OrderDaysFeature;
    private const string SilenceFeature = LifetimeTraining.SilenceFeature;

    private ModelReport Report(LadderRung rung, string method, string reason, NotEnoughData? unlocks, int horizon) => new()
    {
        Kind = ModelKind.Lifetime,
        Method = method,
        Definition = "Days with an order, and revenue net of returns, that each customer who has ordered before will bring in the days ahead. Orders of one day are one.",
        Window = new DateRange(snapshot.FirstDay, asOf),
        AsOf = asOf,
        HorizonDays = horizon,
        RowsUsed = fitter.Buyers.Length,
        RowsAre = "customers",
        LeftOut = [.. Left(snapshot.Customers.Count - fitter.Buyers.Length, "have not ordered yet"), .. Left(fitter.NoValue, "whose orders come to nothing or less: counted, without a value of their own")],
        Seed = seed,
        Rung = rung,
        RungReason = reason,
        Unlocks = unlocks,
    };

    private static IEnumerable<LeftOut> Left(int rows, string reason) => rows > 0 ? [new LeftOut(rows, reason)] : [];

    private IEnumerable<ModelParameter> Spend() => fitter.Spend.Fit is { } fit
        ? fit.Parameters.Select(parameter => new ModelParameter(parameter.Name, parameter.Value, Known(parameter.StandardError), Meaning(parameter.Name)))
        : [];

    private static double? Known(double error) => double.IsFinite(error) ? error : null;

    private static string? Meaning(string name) => name switch
    {
        "r" => "How alike customers are in how often they order: larger is more alike",
        "alpha" => "Weeks: r / alpha is the mean rate of orders a week",
        "a" => "a / (a + b) is the mean chance to leave after an order",
        "b" => "With a: how alike customers are in leaving",
        "s" => "How alike customers are in leaving at any time",
        "beta" => "Weeks: s / beta is the mean rate of leaving a week",
        "p" => "How steady the values of one customer's orders are",
        "q" => "How alike customers are in what they spend",
        "gamma" => "Scale of order values",
        _ => null,
    };

    private static ValueDistribution? Spread(IReadOnlyList<NamedValues> watched, string name) =>
        watched.FirstOrDefault(values => values.Name == name) is { } found ? ValueDistribution.Of(found.Values) : null;

    /// <summary>How a method did as of an earlier day, beside the mean of RFM cells.</summary>
    public static List<ModelMetric> Metrics(LifetimeTrial trial)
    {
        var b = trial.Backtest;
        return
        [
            new(Deciding, LifetimePool.RootMeanSquare(trial.Orders, b.Actual), LifetimePool.RootMeanSquare(b.CellMean, b.Actual), false),
            new("Error of total orders", LifetimePool.TotalError(trial.Orders, b.Actual), LifetimePool.TotalError(b.CellMean, b.Actual), false),
            new("Error of total revenue", LifetimePool.TotalError(trial.Revenue, b.ActualRevenue), LifetimePool.TotalError(b.CellRevenue, b.ActualRevenue), false),
            new("Error of deciles", LifetimePool.DecileError(trial.Orders, b.Actual), LifetimePool.DecileError(b.CellMean, b.Actual), false),
            new("Error of revenue (root mean square)", LifetimePool.RootMeanSquare(trial.Revenue, b.ActualRevenue), LifetimePool.RootMeanSquare(b.CellRevenue, b.ActualRevenue), false),
            new("Log score of orders", trial.LogScore, null, true),
        ];
    }

    private static List<ModelCandidate> Candidates(List<LifetimeTrial> trials, CountModelKind kind, DemandShape shape)
    {
        var models = trials.GroupBy(trial => (trial.Kind, trial.Shape)).Select(method => new ModelCandidate(
            NameOf(method.Key.Kind, method.Key.Shape),
            [
                new("Log score of orders", method.Average(trial => trial.LogScore), null, true),
                new(Deciding, method.Average(trial => LifetimePool.RootMeanSquare(trial.Orders, trial.Backtest.Actual)), null, false),
                new("Error of total orders", method.Average(trial => LifetimePool.TotalError(trial.Orders, trial.Backtest.Actual)), null, false),
            ],
            method.Key == (kind, shape),
            FormattableString.Invariant($"Over {method.Count()} earlier days"))).OrderByDescending(method => method.Chosen).ThenByDescending(method => method.Metrics[0].Model);
        var tests = trials.Select(trial => trial.Backtest).Distinct().ToArray();
        return tests.Length == 0 ? [.. models] : [.. models, Naive("RFM cell mean", b => b.CellMean), Naive("Own past rate", b => b.OwnRate)];

        ModelCandidate Naive(string name, Func<LifetimeBacktest, double[]> of) => new(
            name,
            [
                new(Deciding, tests.Average(b => LifetimePool.RootMeanSquare(of(b), b.Actual)), null, false),
                new("Error of total orders", tests.Average(b => LifetimePool.TotalError(of(b), b.Actual)), null, false),
            ],
            false,
            "Naive baseline");
    }

    private static List<IntervalCoverage> Coverage(LifetimeModel model, List<LifetimeTrial> chosen) =>
    [
        .. chosen.SelectMany(trial => trial.Backtest.Coverage(trial.Model).Concat(trial.Backtest.TotalCoverage(trial.Model with { TotalError = model.TotalError })))
            .GroupBy(coverage => (coverage.Of, coverage.Level))
            .Select(group => new IntervalCoverage(group.Key.Of, group.Key.Level, group.Sum(c => c.Covered), group.Sum(c => c.Count))),
    ];
}
