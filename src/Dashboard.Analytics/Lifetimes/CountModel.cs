namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// A count model with its parameters: orders come at random at a rate that differs between customers as a gamma distribution, until the customer leaves for good.
/// Histories are (repeat orders, age at the last order, age), in the time unit of the parameters.
/// </summary>
public abstract record CountModel
{
    private protected CountModel(double r, double alpha) => (R, Alpha) = (Positive(r, nameof(r)), Positive(alpha, nameof(alpha)));

    /// <summary>Which model it is.</summary>
    public abstract CountModelKind Kind { get; }

    /// <summary>Shape of the rates' distribution.</summary>
    public double R { get; }

    /// <summary>Rate parameter of the rates' distribution: the mean rate is <see cref="R"/> / <see cref="Alpha"/>.</summary>
    public double Alpha { get; }

    /// <summary>The parameters in the order of their names.</summary>
    public abstract IReadOnlyList<double> Values { get; }

    /// <summary>The names of the parameters of a model, as in its paper.</summary>
    /// <param name="kind">The model.</param>
    public static IReadOnlyList<string> NamesOf(CountModelKind kind) => kind == CountModelKind.ParetoNbd ? ["r", "alpha", "s", "beta"] : ["r", "alpha", "a", "b"];

    /// <summary>A model from its parameters.</summary>
    /// <param name="kind">The model.</param>
    /// <param name="values">Four parameters, positive and finite, in the order of <see cref="NamesOf"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public static CountModel Of(CountModelKind kind, IReadOnlyList<double> values) => kind == CountModelKind.ParetoNbd
        ? new ParetoNbd(values[0], values[1], values[2], values[3])
        : new BetaGeometric(values[0], values[1], values[2], values[3], kind == CountModelKind.MbgNbd);

    /// <summary>The probability that a customer is still one.</summary>
    /// <param name="repeatOrders">Repeat orders.</param>
    /// <param name="ageAtLastOrder">Age at the last order.</param>
    /// <param name="age">Age.</param>
    /// <returns>0 to 1.</returns>
    public abstract double ProbabilityAlive(int repeatOrders, double ageAtLastOrder, double age);

    /// <summary>The orders expected of a customer in the time to come.</summary>
    /// <param name="repeatOrders">Repeat orders.</param>
    /// <param name="ageAtLastOrder">Age at the last order.</param>
    /// <param name="age">Age.</param>
    /// <param name="horizon">Time ahead, 0 or more.</param>
    public double ExpectedOrders(int repeatOrders, double ageAtLastOrder, double age, double horizon) =>
        ProbabilityAlive(repeatOrders, ageAtLastOrder, age) * ExpectedOrdersIfAlive(repeatOrders, age, horizon);

    /// <summary>The orders expected in the time to come of a customer who is still one.</summary>
    /// <param name="repeatOrders">Repeat orders.</param>
    /// <param name="age">Age.</param>
    /// <param name="horizon">Time ahead, 0 or more.</param>
    public abstract double ExpectedOrdersIfAlive(int repeatOrders, double age, double horizon);

    /// <summary>The repeat orders expected of a new customer in the first <paramref name="horizon"/> units of time.</summary>
    /// <param name="horizon">Time from the first order, 0 or more.</param>
    public double ExpectedOrdersOfNew(double horizon) => ExpectedOrders(0, 0, 0, horizon);

    /// <summary>The probabilities of 0, 1 … <paramref name="most"/> orders in the time to come.</summary>
    /// <param name="repeatOrders">Repeat orders.</param>
    /// <param name="ageAtLastOrder">Age at the last order.</param>
    /// <param name="age">Age.</param>
    /// <param name="horizon">Time ahead, 0 or more.</param>
    /// <param name="most">The largest number asked for.</param>
    public double[] Probabilities(int repeatOrders, double ageAtLastOrder, double age, double horizon, int most)
    {
        var probabilities = new double[most + 1];
        ProbabilitiesIfAlive(repeatOrders, age, horizon, probabilities);
        var alive = ProbabilityAlive(repeatOrders, ageAtLastOrder, age);
        for (var k = 0; k <= most; k++)
            probabilities[k] *= alive;
        probabilities[0] += 1 - alive;
        return probabilities;
    }

    /// <summary>Fits a model by maximum likelihood.</summary>
    /// <param name="kind">The model.</param>
    /// <param name="rows">The histories.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static CountModelFit Fit(CountModelKind kind, PurchaseRows rows, CancellationToken cancellationToken)
    {
        if (rows.Repeaters < CountModelFit.LeastRepeaters)
            return new CountModelFit(null, null, new NotEnoughData("a model of how customers order and leave", "customers with a repeat order", CountModelFit.LeastRepeaters, (int)rows.Repeaters));

        // All who came back did so at once, or the time observed is nil: no rate can be told.
        if (!(rows.TotalAge > 0))
            return new CountModelFit(null, null, new NotEnoughData("a model of how customers order and leave", "days of observation after the first orders", 1, 0));

        // From a rate near the observed one, in whatever unit the ages are.
        var alpha = Math.Clamp(rows.TotalAge / Math.Max(rows.RepeatOrders, 1), 1e-5, 1e5);
        var scale = rows.TotalAge / rows.Customers;
        double[] start = kind == CountModelKind.ParetoNbd ? [1, alpha, 1, Math.Clamp(scale, 1e-5, 1e5)] : [1, alpha, 1, 2];
        LogDensity density = kind == CountModelKind.ParetoNbd
            ? new ParetoNbdLikelihood(rows, cancellationToken).Evaluate
            : new BetaGeometricLikelihood(rows, kind == CountModelKind.MbgNbd, cancellationToken).Evaluate;
        var fit = MaximumLikelihood.Maximise(density, NamesOf(kind), start, rows.Customers, cancellationToken);
        return new CountModelFit(Of(kind, [.. fit.Parameters.Select(parameter => parameter.Value)]), fit, null);
    }

    /// <summary>The probabilities of 0, 1 … orders in the time to come of a customer who is still one.</summary>
    private protected abstract void ProbabilitiesIfAlive(int repeatOrders, double age, double horizon, Span<double> probabilities);

    private protected static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A parameter of a count model is positive and finite.");
}

/// <summary>A fitted count model, or what is missing for one.</summary>
/// <param name="Model">The model; null where data is missing.</param>
/// <param name="Fit">How it was reached; null where data is missing.</param>
/// <param name="Missing">What is missing; null where there is a model.</param>
public sealed record CountModelFit(CountModel? Model, LikelihoodFit? Fit, NotEnoughData? Missing)
{
    /// <summary>Fewer customers with a repeat order than this say nothing about four parameters.</summary>
    public const int LeastRepeaters = 20;
}
