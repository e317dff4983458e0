using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Orders of the customers of an earlier day, cumulated week by week after it: predicted then, and what came. The model has seen none of these days.</summary>
internal static class LifetimeTracking
{
    private const int MostCustomers = 20_000;
    private const double Z80 = 1.2815515655446004;

    public static IReadOnlyList<TrackingPoint> Of(Snapshot snapshot, LifetimeTrial trial, double totalError, CancellationToken cancellationToken)
    {
        var backtest = trial.Backtest;
        var values = CustomerValues.Of(snapshot, trial.Model, backtest.OriginDay, backtest.HorizonDays, cancellationToken);
        var every = Math.Max(1, backtest.Fitter.Buyers.Length / MostCustomers);
        int[] sample = [.. backtest.Fitter.Buyers.Where((_, i) => i % every == 0)];
        var whole = sample.Sum(customer => (double)values.Orders[customer]);
        var scale = whole > 0 ? trial.Orders.Sum() / whole : 1;
        var actual = new double[backtest.HorizonDays + 1];
        foreach (var customer in backtest.Fitter.Buyers)
        {
            var last = 0;
            for (var order = snapshot.Orders.FirstOfCustomer[customer]; order < snapshot.Orders.FirstOfCustomer[customer + 1]; order++)
            {
                var day = snapshot.Orders.Day[order];
                if (day <= backtest.OriginDay || day == last || snapshot.Orders.Kind[order] != DocumentKind.Order)
                    continue;
                if (day > backtest.OriginDay + backtest.HorizonDays)
                    break;
                actual[day - backtest.OriginDay]++;
                last = day;
            }
        }

        for (var day = 1; day < actual.Length; day++)
            actual[day] += actual[day - 1];
        var points = new List<TrackingPoint>();
        for (var day = 7; day <= backtest.HorizonDays; day += 7)
        {
            var end = day;
            var predicted = scale * Partitions.Compute(
                sample.Length,
                (from, to) =>
                {
                    var sum = 0.0;
                    for (var i = from; i < to; i++)
                        sum += values.Scorer.OrdersWithin(values.History(sample[i]), end);
                    return sum;
                },
                cancellationToken).Sum();

            // The luck of single customers and the error of the shop as a whole.
            var spread = Z80 * Math.Sqrt((predicted > 0 ? 1.5 / predicted : 0) + (totalError * totalError));
            points.Add(new(DateOnly.FromDayNumber(backtest.OriginDay + day), actual[day], predicted, predicted * Math.Exp(-spread), predicted * Math.Exp(spread), SeenByModel: false));
        }

        return points;
    }
}
