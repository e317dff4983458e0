using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;

namespace Dashboard.Analytics.Predictions;

/// <summary>Applies a model to one customer after another: what is expected, and what may happen.</summary>
internal sealed class LifetimeScorer
{
    /// <summary>How many sets of parameters are drawn from their covariance.</summary>
    public const int Draws = 64;

    private readonly LifetimeModel model;
    private readonly DemandClock clock;
    private readonly int asOfDay;
    private readonly int horizonDays;
    private readonly double horizon;
    private readonly CountModel? count;
    private readonly GammaGamma? spend;
    private readonly CountModel[] counts;
    private readonly GammaGamma[] spends;
    private readonly ExpectedOrdersTable table;
    private readonly double[] shapes = new double[256];
    private readonly double[] rates = new double[256];

    public LifetimeScorer(LifetimeModel model, int firstDay, int asOfDay, int horizonDays)
    {
        (this.model, this.asOfDay, this.horizonDays) = (model, asOfDay, horizonDays);
        clock = new DemandClock(model.Season, model.Level, firstDay, asOfDay + horizonDays);
        horizon = clock.Between(asOfDay, asOfDay + horizonDays);
        table = new ExpectedOrdersTable(firstDay, Math.Max(0, asOfDay - firstDay + 1));
        count = model.CountValues.Count > 0 ? CountModel.Of(model.Count, model.CountValues) : null;
        spend = model.SpendValues.Count > 0 ? new GammaGamma(model.SpendValues[0], model.SpendValues[1], model.SpendValues[2]) : null;
        counts = count is null ? [] : [.. Drawn(model.CountValues, model.CountCovariance, 1).Select(values => CountModel.Of(model.Count, values))];
        spends = spend is null ? [] : [.. Drawn(model.SpendValues, model.SpendCovariance, 2).Select(values => new GammaGamma(values[0], values[1], values[2]))];
        Array.Fill(shapes, 1);
        foreach (var rate in model.Rates)
            (shapes[rate.Group], rates[rate.Group]) = (rate.Shape, rate.PerDay);
    }

    // From what the model of values says of an order to what stays of it.
    private double NetFactor => model.ValueLevel * (1 - model.ReturnShare);

    /// <summary>Net revenue of an order that is expected of a customer.</summary>
    public double Value(in OrderHistory history) => Value(spend, history);

    /// <summary>The probability of still being a customer; not a number where the model does not know. It is the same for any time ahead.</summary>
    public double Alive(in OrderHistory history)
    {
        if (count is null)
            return double.NaN;
        var (repeats, last, age) = Ages(history);
        return count.ProbabilityAlive(repeats, last, age);
    }

    /// <summary>The orders expected of who has a probability of still being a customer.</summary>
    public double Orders(double alive, in OrderHistory history) =>
        count is null ? rates[history.Group] * horizonDays : alive * table.Of(count, history, Ages(history).Age, horizon);

    /// <summary>The orders expected under a set of drawn parameters, and what one of them is worth.</summary>
    public (double Alive, double Orders, double Value) ExpectDrawn(int draw, in OrderHistory history)
    {
        var value = Value(spends.Length > 0 ? spends[draw] : null, history);
        if (counts.Length == 0)
            return (double.NaN, rates[history.Group] * horizonDays, value);
        var (repeats, last, age) = Ages(history);
        var alive = counts[draw].ProbabilityAlive(repeats, last, age);
        return (alive, alive * counts[draw].ExpectedOrdersIfAlive(repeats, age, horizon), value);
    }

    /// <summary>The orders expected of a customer in a part of the time ahead, from its start.</summary>
    public double OrdersWithin(in OrderHistory history, int days)
    {
        if (count is null)
            return rates[history.Group] * days;
        var (repeats, last, age) = Ages(history);
        return count.ExpectedOrders(repeats, last, age, clock.Between(asOfDay, asOfDay + days));
    }

    /// <summary>What may happen to a customer: orders and net revenue, drawn under a set of drawn parameters that gives a probability of still being a customer.</summary>
    public (int Orders, double Revenue) Happen(int draw, double alive, in OrderHistory history, ref SeededRandom random)
    {
        int orders;
        if (count is null)
        {
            var shape = shapes[history.Group];
            orders = RandomVariates.Poisson(rates[history.Group] * horizonDays * RandomVariates.Gamma(shape, ref random) / shape, ref random);
        }
        else
        {
            var (repeats, _, age) = Ages(history);
            orders = FutureDraws.Orders(counts[draw], alive, repeats, age, horizon, ref random);
        }

        if (orders == 0)
            return (0, 0);
        if (spends.Length == 0)
            return (orders, orders * model.MeanOrderValue * NetFactor);
        var (p, q, gamma) = spends[draw];
        var own = history.HasValue ? history.OrderDays : 0;
        var scale = (gamma + (own * history.MeanValue)) / RandomVariates.Gamma(q + (p * own), ref random);
        return (orders, scale * RandomVariates.Gamma(p * orders, ref random) * NetFactor);
    }

    private double Value(GammaGamma? from, in OrderHistory history)
    {
        var value = from?.ExpectedValue(history.HasValue ? history.OrderDays : 0, history.MeanValue) ?? model.MeanOrderValue;
        return (double.IsFinite(value) ? value : model.MeanOrderValue) * NetFactor;
    }

    private (int Repeats, double Last, double Age) Ages(in OrderHistory history)
    {
        var age = clock.Between(history.FirstDay, asOfDay);
        return (history.OrderDays - 1, Math.Min(age, clock.Between(history.FirstDay, history.LastDay)), age);
    }

    // Sets of parameters from the normal distribution of their logarithms; every second is the mirror image of the one before, so that their mean is not off by chance.
    private IEnumerable<double[]> Drawn(IReadOnlyList<double> values, IReadOnlyList<double> covariance, int stream)
    {
        var n = values.Count;
        var factor = covariance.Count == n * n ? Cholesky.Of([.. covariance], n) : null;
        var random = new SeededRandom(model.Seed, stream);
        var step = new double[n];
        for (var draw = 0; draw < Draws; draw++)
        {
            if (draw % 2 == 1)
            {
                for (var i = 0; i < n; i++)
                    step[i] = -step[i];
            }
            else if (factor is not null)
            {
                var normal = new double[n];
                for (var i = 0; i < n; i++)
                    normal[i] = RandomVariates.Normal(ref random);
                step = factor.Times(normal);
            }

            // Beyond three times either way a normal distribution of the logarithm says nothing any more.
            yield return [.. values.Select((value, i) => value * Math.Exp(Math.Clamp(step[i], -1.1, 1.1)))];
        }
    }
}

/// <summary>What a model reads of a customer.</summary>
/// <param name="OrderDays">Days with an order, 1 or more.</param>
/// <param name="FirstDay">Day number of the first.</param>
/// <param name="LastDay">Day number of the last.</param>
/// <param name="MeanValue">Mean value of a day with orders, in currency units.</param>
/// <param name="Group">Code of the RFM group; only the rung of rates looks at it.</param>
internal readonly record struct OrderHistory(int OrderDays, int FirstDay, int LastDay, double MeanValue, int Group)
{
    /// <summary>Whether the value can be that of a customer's orders: gifts and corrections come to nothing or less.</summary>
    public bool HasValue => MeanValue > 0;
}
