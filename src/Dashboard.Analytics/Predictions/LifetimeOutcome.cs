using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>Scores a model of orders and money on what came after its training. It can be asked for any number of days, so a part of the horizon is scored as itself.</summary>
internal sealed class LifetimeOutcome(Snapshot snapshot, LifetimeModel model, ModelOutcome begin, CancellationToken cancellationToken)
{
    private const int MostTrackedDays = 730;

    public ModelOutcome Score()
    {
        var (days, ahead) = ModelOutcomeRequest.Windows(begin, begin.HorizonDays);
        var trials = Array.ConvertAll(days, day => Trial(day, ahead));
        if (trials[0].Orders.Length < LifetimeTraining.LeastBuyers)
            return begin with { Missing = new NotEnoughData("the first score", "customers with an order before the training", LifetimeTraining.LeastBuyers, trials[0].Orders.Length) };
        double[] said = [.. trials.SelectMany(t => t.Orders)], came = [.. trials.SelectMany(t => t.Backtest.Actual)];
        var mean = Means.Mean(Summary.Of(came), ModelOutcomeRequest.BiasLevel);
        var tracked = Math.Min(MostTrackedDays, begin.DaysPassed);
        return begin with
        {
            IsProvisional = ahead < begin.HorizonDays,
            DecidedBy = LifetimeReport.Deciding,
            Windows = [.. trials.Select(t => new ModelBacktest(DateOnly.FromDayNumber(t.Backtest.OriginDay), DateOnly.FromDayNumber(t.Backtest.OriginDay + ahead), t.Orders.Length, Metrics(t)))],
            Edge = EdgeOf(said, came, [.. trials.SelectMany(t => t.Backtest.CellMean)]),
            Calibration = new LifetimePool(trials).Calibration(),
            Groups = LifetimeGroups.Of(snapshot, trials[0]),
            Totals = Totals(trials[0]),
            Coverage =
            [
                .. trials.SelectMany(t => t.Backtest.Coverage(model).Concat(t.Backtest.TotalCoverage(model))).GroupBy(c => (c.Of, c.Level))
                    .Select(g => new IntervalCoverage(g.Key.Of, g.Key.Level, g.Sum(c => c.Covered), g.Sum(c => c.Count))),
            ],
            Tracking = LifetimeTracking.Of(snapshot, tracked == ahead ? trials[0] : Trial(begin.Origin.DayNumber, tracked), model.TotalError, cancellationToken),
            Predicted = said.Average(),
            Observed = mean.Value,
            ObservedInterval = mean.Interval,
        };
    }

    private LifetimeTrial Trial(int day, int ahead)
    {
        var backtest = new LifetimeBacktest(snapshot, day, ahead, model.Seed, cancellationToken);
        var (orders, revenue, score) = backtest.Predict(model);
        return new LifetimeTrial(backtest, model.Count, model.Shape, model, orders, revenue, score);
    }

    // Rates of groups give no probability to what a customer does.
    private ModelMetric[] Metrics(LifetimeTrial trial) => [.. LifetimeReport.Metrics(trial).Where(m => m.Baseline is not null || model.KnowsLeaving)];

    private OutcomeTotal[] Totals(LifetimeTrial trial)
    {
        var backtest = trial.Backtest;
        var values = CustomerValues.Of(snapshot, model, backtest.OriginDay, backtest.HorizonDays, cancellationToken);
        var buyers = new Bitmap(snapshot.Customers.Count);
        var (orders, money) = (0.0, 0L);
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            if (values.Histories.OrderDays[customer] == 0)
                continue;
            buyers.Add(customer);
            (orders, money) = (orders + backtest.Outcome.OrderDays[customer], money + backtest.Outcome.NetE4[customer]);
        }

        var forecast = GroupForecast.Of(values, buyers, cancellationToken);
        return [new("Days with an order", false, forecast.Orders, orders), new("Revenue", true, forecast.Revenue, money / 10_000.0)];
    }

    private static Estimate EdgeOf(double[] said, double[] came, double[] naive)
    {
        var saved = new double[came.Length];
        for (var i = 0; i < saved.Length; i++)
            saved[i] = Square(naive[i] - came[i]) - Square(said[i] - came[i]);
        return Means.Mean(Summary.Of(saved), ModelOutcomeRequest.Level);

        static double Square(double value) => value * value;
    }
}
