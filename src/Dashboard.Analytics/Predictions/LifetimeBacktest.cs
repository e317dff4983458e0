using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What would have been predicted as of an earlier day, by each method, beside what came.</summary>
internal sealed class LifetimeBacktest
{
    private readonly Snapshot snapshot;
    private readonly CancellationToken cancellationToken;

    public LifetimeBacktest(Snapshot snapshot, int originDay, int horizonDays, int seed, CancellationToken cancellationToken)
    {
        (this.snapshot, OriginDay, HorizonDays, this.cancellationToken) = (snapshot, originDay, horizonDays, cancellationToken);
        var all = OrderHistories.Of(snapshot, originDay, cancellationToken).OrderDays.Count(days => days > 0);
        Fitter = new LifetimeFitter(snapshot, originDay, Math.Max(1, all / MostCustomers), seed, cancellationToken);
        Outcome = OrderHistories.Between(snapshot, originDay, originDay + horizonDays, cancellationToken);
        Actual = Array.ConvertAll(Fitter.Buyers, customer => (double)Outcome.OrderDays[customer]);
        ActualRevenue = Array.ConvertAll(Fitter.Buyers, customer => Outcome.NetE4[customer] / 10_000.0);
        OwnRate = Rate(Fitter.Histories.OrderDays);
        OwnRevenue = Rate(Array.ConvertAll(Fitter.Histories.NetE4, net => net / 10_000.0));
        (CellMean, CellRevenue) = Cells();
    }

    /// <summary>More customers than this are thinned out evenly: they say no more.</summary>
    public const int MostCustomers = 200_000;

    /// <summary>Totals of smaller groups are not looked at.</summary>
    public const int LeastOfGroup = 50;

    public int OriginDay { get; }

    public int HorizonDays { get; }

    public LifetimeFitter Fitter { get; }

    public OrderHistories Outcome { get; }

    /// <summary>Orders that came, by buyer.</summary>
    public double[] Actual { get; }

    public double[] ActualRevenue { get; }

    /// <summary>Naive: each customer goes on at the own past rate.</summary>
    public double[] OwnRate { get; }

    public double[] OwnRevenue { get; }

    /// <summary>Naive: each customer does what those of the same RFM cell did in the days before.</summary>
    public double[] CellMean { get; }

    public double[] CellRevenue { get; }

    /// <summary>A model of a kind fitted as of the origin; null where there is too little.</summary>
    public LifetimeModel? Fit(CountModelKind kind, DemandShape shape)
    {
        var fit = Fitter.CountFit(kind, shape);
        return fit.Model is null ? null : Fitter.Model(kind, fit, shape);
    }

    /// <summary>What a model says of the buyers: orders, revenue, and the mean logarithm of the probability of what came.</summary>
    public (double[] Orders, double[] Revenue, double LogScore) Predict(LifetimeModel model)
    {
        var values = CustomerValues.Of(snapshot, model, OriginDay, HorizonDays, cancellationToken);
        var score = 0.0;
        if (model.CountValues.Count > 0)
        {
            var count = CountModel.Of(model.Count, model.CountValues);
            var clock = new DemandClock(model.Season, model.Level, snapshot.FirstDay.DayNumber, OriginDay + HorizonDays);
            var ahead = clock.Between(OriginDay, OriginDay + HorizonDays);
            var every = Math.Max(1, Fitter.Buyers.Length / MostScored);
            int[] scored = [.. Enumerable.Range(0, Fitter.Buyers.Length).Where(i => i % every == 0)];
            var logs = new double[scored.Length];
            Partitions.Run(
                scored.Length,
                (from, to) =>
                {
                    for (var i = from; i < to; i++)
                    {
                        var customer = Fitter.Buyers[scored[i]];
                        var age = clock.Between(Fitter.Histories.FirstDay[customer], OriginDay);
                        var last = Math.Min(age, clock.Between(Fitter.Histories.FirstDay[customer], Fitter.Histories.LastDay[customer]));
                        var most = (int)Actual[scored[i]];
                        logs[i] = Math.Log(Math.Max(1e-12, count.Probabilities(Fitter.Histories.OrderDays[customer] - 1, last, age, ahead, most)[most]));
                    }
                },
                cancellationToken);
            score = logs.Length > 0 ? logs.Sum() / logs.Length : 0;
        }

        return (Array.ConvertAll(Fitter.Buyers, customer => (double)values.Orders[customer]), Array.ConvertAll(Fitter.Buyers, customer => (double)values.Revenue[customer]), score);
    }

    /// <summary>
    /// How often the 80 and 95 % ranges of single customers held what came. A count of orders often lies on the end of its range, so it is placed at random within its step of the distribution (Czado, Gneiting and
    /// Held 2009, Biometrics 65:1254); then a true model's ranges hold their level exactly.
    /// </summary>
    public IEnumerable<IntervalCoverage> Coverage(LifetimeModel model)
    {
        var values = CustomerValues.Of(snapshot, model, OriginDay, HorizonDays, cancellationToken);
        var every = Math.Max(1, Fitter.Buyers.Length / MostDrawn);
        int[] drawn = [.. Enumerable.Range(0, Fitter.Buyers.Length).Where(i => i % every == 0)];
        var (orders, revenue) = (new double[drawn.Length], new double[drawn.Length]);
        var options = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, drawn.Length, options, i =>
        {
            var customer = Fitter.Buyers[drawn[i]];
            var draws = new OutcomeDraws(OutcomeDraws.OfOne);
            draws.Draw(values.Scorer, values.History(customer), model.Seed, customer, OutcomeDraws.OfOne / LifetimeScorer.Draws);
            var random = new SeededRandom(model.Seed, -1000L - customer);
            orders[i] = Place(draws.Orders, Actual[drawn[i]], random.Uniform());

            // Nothing ordered is certain to bring nothing; what is ordered and all sent back is taken for nothing too.
            revenue[i] = Place(draws.Revenue, Actual[drawn[i]] == 0 ? 0 : Math.Max(ActualRevenue[drawn[i]], 1e-9), random.Uniform());
        });
        foreach (var level in new[] { 0.8, 0.95 })
        {
            yield return new("Orders of one customer", level, orders.Count(place => Math.Abs(place - 0.5) <= level / 2), orders.Length);
            yield return new("Revenue of one customer", level, revenue.Count(place => Math.Abs(place - 0.5) <= level / 2), revenue.Length);
        }
    }

    /// <summary>How often the ranges of totals of RFM groups held what came.</summary>
    public IEnumerable<IntervalCoverage> TotalCoverage(LifetimeModel model)
    {
        var values = CustomerValues.Of(snapshot, model, OriginDay, HorizonDays, cancellationToken);
        var (held80, held95, count) = (0, 0, 0);
        foreach (var (_, members) in Groups(snapshot, OriginDay))
        {
            var forecast = GroupForecast.Of(values, members, cancellationToken);
            if (forecast.Customers < LeastOfGroup)
                continue;
            var (orders, money) = (0.0, 0L);
            foreach (var customer in members)
            {
                if (Fitter.Histories.OrderDays[customer] > 0)
                    (orders, money) = (orders + Outcome.OrderDays[customer], money + Outcome.NetE4[customer]);
            }

            held80 += (forecast.Orders.Range80.Contains(orders) ? 1 : 0) + (forecast.Revenue.Range80.Contains(money / 10_000.0) ? 1 : 0);
            held95 += (forecast.Orders.Range95.Contains(orders) ? 1 : 0) + (forecast.Revenue.Range95.Contains(money / 10_000.0) ? 1 : 0);
            count += 2;
        }

        yield return new("Totals of RFM groups", 0.8, held80, count);
        yield return new("Totals of RFM groups", 0.95, held95, count);
    }

    /// <summary>The customers of each RFM group on a day.</summary>
    public static IEnumerable<(RfmGroup Group, Bitmap Members)> Groups(Snapshot snapshot, int day)
    {
        var codes = RfmScores.Of(snapshot, day).Groups;
        foreach (var group in RfmGroups.All)
        {
            var members = new Bitmap(codes.Length);
            for (var customer = 0; customer < codes.Length; customer++)
            {
                if (codes[customer] == (int)group)
                    members.Add(customer);
            }

            yield return (group, members);
        }
    }

    private const int MostScored = 50_000;
    private const int MostDrawn = 1_000;

    private static double Place(double[] draws, double actual, double uniform)
    {
        var (less, equal) = (0, 0);
        foreach (var draw in draws)
        {
            less += draw < actual ? 1 : 0;
            equal += draw == actual ? 1 : 0;
        }

        return (less + (uniform * (equal + 1))) / (draws.Length + 1);
    }

    private double[] Rate<T>(T[] totals)
        where T : struct, IConvertible => Array.ConvertAll(
            Fitter.Buyers,
            customer => totals[customer].ToDouble(null) * HorizonDays / Math.Max(HorizonDays, OriginDay - Fitter.Histories.FirstDay[customer] + 1));

    private (double[] Orders, double[] Revenue) Cells()
    {
        var earlier = OriginDay - HorizonDays;
        var (then, now) = (RfmScores.Of(snapshot, earlier), RfmScores.Of(snapshot, OriginDay));
        var before = OrderHistories.Of(snapshot, earlier, cancellationToken);
        var after = OrderHistories.Between(snapshot, earlier, OriginDay, cancellationToken);
        var cells = new (double Customers, double Orders, double Revenue)[217];
        var all = (Customers: 0.0, Orders: 0.0, Revenue: 0.0);
        for (var customer = 0; customer < before.OrderDays.Length; customer++)
        {
            if (before.OrderDays[customer] == 0)
                continue;
            ref var cell = ref cells[Cell(then, customer)];
            var (orders, revenue) = (after.OrderDays[customer], after.NetE4[customer] / 10_000.0);
            cell = (cell.Customers + 1, cell.Orders + orders, cell.Revenue + revenue);
            all = (all.Customers + 1, all.Orders + orders, all.Revenue + revenue);
        }

        double Mean(int customer, Func<(double Customers, double Orders, double Revenue), double> of)
        {
            var cell = cells[Cell(now, customer)];
            return (of(cell) + (all.Customers > 0 ? of(all) / all.Customers : 0)) / (cell.Customers + 1);
        }

        return (Array.ConvertAll(Fitter.Buyers, customer => Mean(customer, cell => cell.Orders)), Array.ConvertAll(Fitter.Buyers, customer => Mean(customer, cell => cell.Revenue)));
    }

    private static int Cell(RfmScores scores, int customer) => (scores.Recency[customer] * 36) + (scores.Frequency[customer] * 6) + scores.Money[customer];
}
