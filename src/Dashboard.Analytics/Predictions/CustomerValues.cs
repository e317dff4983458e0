using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// What a lifetime model says of every customer: orders, revenue and margin expected within a number of days after a day, and the probability of still being a customer. The columns are
/// expectations; <see cref="OutcomeOf"/> gives the range in which the outcome of one customer will lie, and <see cref="GroupForecast"/> that of the total of a group.
/// </summary>
public sealed class CustomerValues
{
    private readonly LifetimeScorer scorer;
    private readonly byte[] groups;
    private readonly int seed;

    private CustomerValues(Snapshot snapshot, LifetimeModel model, int asOfDay, int horizonDays, Func<Func<double[]>, double[]> keepAlive, CancellationToken cancellationToken)
    {
        (Model, HorizonDays, seed) = (model, horizonDays, model.Seed);
        Histories = OrderHistories.Of(snapshot, asOfDay, cancellationToken);
        groups = model.Rates.Count > 0 ? RfmScores.Of(snapshot, asOfDay).Groups : [];
        scorer = new LifetimeScorer(model, snapshot.FirstDay.DayNumber, asOfDay, horizonDays);
        var count = snapshot.Customers.Count;
        (Orders, Revenue, Alive) = (new float[count], new float[count], new float[count]);
        MarginShares = model.MarginShare is { } share ? CustomerMargins.Of(snapshot, asOfDay).Shares(share, model.MeanOrderValue) : null;
        Margin = MarginShares is null ? null : new float[count];
        var alive = keepAlive(() =>
        {
            var chances = new double[count];
            Partitions.Run(count, (from, to) => Live(chances, from, to), cancellationToken);
            return chances;
        });
        Partitions.Run(count, (from, to) => Score(alive, from, to), cancellationToken);
    }

    /// <summary>The model.</summary>
    public LifetimeModel Model { get; }

    /// <summary>The days ahead.</summary>
    public int HorizonDays { get; }

    /// <summary>What the customers did until then.</summary>
    public OrderHistories Histories { get; }

    /// <summary>Expected days with an order; 0 for who has not ordered yet.</summary>
    public float[] Orders { get; }

    /// <summary>Expected revenue net of returns, in currency units.</summary>
    public float[] Revenue { get; }

    /// <summary>Expected margin, in currency units; null where too few costs are known.</summary>
    public float[]? Margin { get; }

    /// <summary>Probability of still being a customer; NaN for who has not ordered yet, and for a model that does not know.</summary>
    public float[] Alive { get; }

    private float[]? MarginShares { get; }

    /// <summary>The values by the model in use; null where none is in use.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="horizonDays">Days ahead, 1 to 1,095.</param>
    /// <param name="cancellationToken">Looked at before the computation: others may wait for the same value, so one who gives up does not end it.</param>
    public static CustomerValues? Of(Snapshot snapshot, int asOfDay, int horizonDays, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return snapshot.Models.Lifetime is { } inUse
            ? snapshot.MemoOfData((nameof(CustomerValues), inUse, asOfDay, horizonDays, inUse.Model.Rates.Count > 0 ? snapshot.Settings.Rfm : null), () => new CustomerValues(
                snapshot, inUse.Model, asOfDay, horizonDays, alive => snapshot.MemoOfData((nameof(Alive), inUse, asOfDay), alive), CancellationToken.None))
            : null;
    }

    /// <summary>The values by a model.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="model">The model.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="horizonDays">Days ahead, 1 to 1,095.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is out of its range.</exception>
    public static CustomerValues Of(Snapshot snapshot, LifetimeModel model, int asOfDay, int horizonDays, CancellationToken cancellationToken) => horizonDays is >= 1 and <= MostDays
        ? new(snapshot, model, asOfDay, horizonDays, alive => alive(), cancellationToken)
        : throw new ArgumentOutOfRangeException(nameof(horizonDays), horizonDays, $"Values are expected of 1 to {MostDays} days ahead.");

    /// <summary>The longest time ahead: beyond three years the future of a shop is no longer like its past.</summary>
    public const int MostDays = 1095;

    /// <summary>
    /// In which range the outcome of a customer will lie. Ranges are quantiles of draws: each draws parameters from the covariance of their logarithms, whether the customer still is one, the own
    /// rate, the orders and what they come to. So they hold both what is not known of the model and what is not known of the customer. The range of the probability of still being a customer is that of
    /// the parameters alone. Null for who has not ordered yet.
    /// </summary>
    /// <param name="customer">The customer.</param>
    public CustomerOutcome? OutcomeOf(int customer)
    {
        if (Histories.OrderDays[customer] == 0)
            return null;
        var outcome = new OutcomeDraws(OutcomeDraws.OfOne);
        outcome.Draw(scorer, History(customer), seed, Histories.FirstDay[customer] * 7919L + customer, OutcomeDraws.OfOne / LifetimeScorer.Draws);
        return outcome.Ranges(this, customer, MarginShares?[customer]);
    }

    /// <summary>The margin share assumed of a customer; null where too few costs are known.</summary>
    /// <param name="customer">The customer.</param>
    public double? MarginShareOf(int customer) => MarginShares?[customer];

    /// <summary>Expected revenue at a yearly discount, each quarter of the horizon at its middle; undiscounted at 0.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="yearlyDiscount">As in 0.1.</param>
    public double DiscountedRevenue(int customer, double yearlyDiscount)
    {
        if (!(yearlyDiscount > 0) || Histories.OrderDays[customer] == 0)
            return Revenue[customer];
        var history = History(customer);
        var (before, sum) = (0.0, 0.0);
        for (var part = 1; part <= 4; part++)
        {
            var orders = scorer.OrdersWithin(history, HorizonDays * part / 4);
            sum += (orders - before) * Math.Pow(1 + yearlyDiscount, -HorizonDays * (part - 0.5) / 4 / 365.25);
            before = orders;
        }

        return sum * scorer.Value(history);
    }

    internal LifetimeScorer Scorer => scorer;

    internal OrderHistory History(int customer)
    {
        var days = Histories.OrderDays[customer];
        return new OrderHistory(days, Histories.FirstDay[customer], Histories.LastDay[customer], Histories.GrossE4[customer] / 10_000.0 / Math.Max(days, 1), groups.Length > 0 ? groups[customer] : 0);
    }

    private void Live(double[] alive, int from, int to)
    {
        for (var customer = from; customer < to; customer++)
            alive[customer] = Histories.OrderDays[customer] == 0 ? double.NaN : scorer.Alive(History(customer));
    }

    private void Score(double[] alive, int from, int to)
    {
        for (var customer = from; customer < to; customer++)
        {
            Alive[customer] = (float)alive[customer];
            if (Histories.OrderDays[customer] == 0)
                continue;
            var history = History(customer);
            var orders = scorer.Orders(alive[customer], history);
            (Orders[customer], Revenue[customer]) = ((float)orders, (float)(orders * scorer.Value(history)));
            if (Margin is not null)
                Margin[customer] = Revenue[customer] * MarginShares![customer];
        }
    }
}

/// <summary>In which range the outcome of one customer will lie.</summary>
/// <param name="Orders">Days with an order, at 80 and at 95 %.</param>
/// <param name="Revenue">Revenue net of returns, in currency units.</param>
/// <param name="Margin">Margin, in currency units; null where too few costs are known.</param>
/// <param name="Alive">Probability of still being a customer, over what is not known of the parameters; null for a model that does not know.</param>
public sealed record CustomerOutcome(ForecastRange Orders, ForecastRange Revenue, ForecastRange? Margin, ForecastRange? Alive);

/// <summary>An expectation with the ranges of the outcome.</summary>
/// <param name="Expected">The expectation.</param>
/// <param name="Range80">The range that holds the outcome four times in five.</param>
/// <param name="Range95">The range that holds the outcome nineteen times in twenty.</param>
public sealed record ForecastRange(double Expected, Interval Range80, Interval Range95)
{
    internal static ForecastRange Of(double expected, double[] draws)
    {
        Array.Sort(draws);
        return new(expected, new Interval(Quantile(draws, 0.1), Quantile(draws, 0.9), 0.8), new Interval(Quantile(draws, 0.025), Quantile(draws, 0.975), 0.95));
    }

    internal ForecastRange Times(double factor) => factor >= 0
        ? new(Expected * factor, new(Range80.Low * factor, Range80.High * factor, 0.8), new(Range95.Low * factor, Range95.High * factor, 0.95))
        : new(Expected * factor, new(Range80.High * factor, Range80.Low * factor, 0.8), new(Range95.High * factor, Range95.Low * factor, 0.95));

    private static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}
