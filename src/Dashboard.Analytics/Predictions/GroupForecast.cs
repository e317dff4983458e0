using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// The totals of a group of customers with the ranges in which they will lie: by drawing the future of the whole group many times, not by adding up the ranges of its members, whose luck evens out. Each
/// draw takes one set of parameters for all of them, draws every member's orders and what they come to, and one error of the shop as a whole as large as those of the backtests. Of a large group the parameters'
/// part and the luck are drawn on <see cref="MostDrawn"/> members, evenly spaced, and brought to the size of the group.
/// </summary>
/// <param name="Customers">Members who have ordered before.</param>
/// <param name="Orders">Days with an order.</param>
/// <param name="Revenue">Revenue net of returns, in currency units.</param>
/// <param name="Margin">Margin, in currency units; null where too few costs are known.</param>
/// <param name="StillCustomers">Members who still are customers, expected; null for a model that does not know.</param>
public sealed record GroupForecast(int Customers, ForecastRange Orders, ForecastRange Revenue, ForecastRange? Margin, double? StillCustomers)
{
    /// <summary>Most members whose futures are drawn.</summary>
    public const int MostDrawn = 400;

    private const int Each = 4;

    /// <summary>The totals of some customers.</summary>
    /// <param name="values">What is expected of each.</param>
    /// <param name="members">The customers; those who have not ordered yet do not count.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static GroupForecast Of(CustomerValues values, Bitmap members, CancellationToken cancellationToken)
    {
        var buyers = new List<int>();
        var (orders, revenue, margin, alive) = (0.0, 0.0, 0.0, 0.0);
        foreach (var customer in members)
        {
            if (values.Histories.OrderDays[customer] == 0)
                continue;
            buyers.Add(customer);
            orders += values.Orders[customer];
            revenue += values.Revenue[customer];
            margin += values.Margin?[customer] ?? 0;
            alive += values.Alive[customer];
        }

        var (orderDraws, revenueDraws) = Draw(values, buyers, orders, revenue, cancellationToken);
        var money = ForecastRange.Of(revenue, revenueDraws);
        return new GroupForecast(
            buyers.Count,
            ForecastRange.Of(orders, orderDraws),
            money,
            values.Margin is null ? null : revenue > 0 ? money.Times(margin / revenue) : money,
            values.Model.KnowsLeaving ? alive : null);
    }

    private static (double[] Orders, double[] Revenue) Draw(CustomerValues values, List<int> buyers, double orders, double revenue, CancellationToken cancellationToken)
    {
        var drawn = Math.Min(buyers.Count, MostDrawn);
        var sample = new int[drawn];
        for (var i = 0; i < drawn; i++)
            sample[i] = buyers[(int)((i + 0.5) * buyers.Count / drawn)];
        var histories = Array.ConvertAll(sample, values.History);
        var (baseOrders, baseRevenue) = (0.0, 0.0);
        foreach (var customer in sample)
            (baseOrders, baseRevenue) = (baseOrders + values.Orders[customer], baseRevenue + values.Revenue[customer]);
        var (orderTotals, revenueTotals) = (new double[LifetimeScorer.Draws * Each], new double[LifetimeScorer.Draws * Each]);
        var (scorer, seed) = (values.Scorer, values.Model.Seed);
        var luck = drawn == 0 ? 0 : Math.Sqrt((double)buyers.Count / drawn);
        var options = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, LifetimeScorer.Draws, options, draw =>
        {
            var random = new SeededRandom(seed, -1 - draw);
            var (expectedOrders, expectedRevenue) = (0.0, 0.0);
            Span<double> happenedOrders = stackalloc double[Each], happenedRevenue = stackalloc double[Each];
            happenedOrders.Clear();
            happenedRevenue.Clear();
            foreach (ref readonly var history in histories.AsSpan())
            {
                var (alive, own, value) = scorer.ExpectDrawn(draw, history);
                (expectedOrders, expectedRevenue) = (expectedOrders + own, expectedRevenue + (own * value));
                for (var i = 0; i < Each; i++)
                {
                    var (o, r) = scorer.Happen(draw, alive, history, ref random);
                    (happenedOrders[i], happenedRevenue[i]) = (happenedOrders[i] + o, happenedRevenue[i] + r);
                }
            }

            for (var i = 0; i < Each; i++)
            {
                var shop = Math.Exp(values.Model.TotalError * RandomVariates.Normal(ref random));
                orderTotals[(draw * Each) + i] = Math.Max(0, (Scaled(orders, expectedOrders, baseOrders) + (luck * (happenedOrders[i] - expectedOrders))) * shop);
                revenueTotals[(draw * Each) + i] = Math.Max(0, (Scaled(revenue, expectedRevenue, baseRevenue) + (luck * (happenedRevenue[i] - expectedRevenue))) * shop);
            }
        });
        return (orderTotals, revenueTotals);
    }

    private static double Scaled(double total, double drawn, double expected) => expected > 0 ? total * drawn / expected : total;
}
