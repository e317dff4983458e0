namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// Gamma-Gamma model of what an order is worth: the values of a customer's orders are gamma-distributed around a mean that differs between customers (Fader and Hardie 2013, "The Gamma-Gamma model
/// of monetary value", note 025). It takes the mean value to be independent of how often customers order.
/// </summary>
/// <param name="P">Shape of the values of one customer.</param>
/// <param name="Q">Shape of the customers' scales.</param>
/// <param name="Gamma">Scale, in units of the values.</param>
public sealed record GammaGamma(double P, double Q, double Gamma)
{
    /// <summary>Names of the parameters, as in the paper.</summary>
    public static IReadOnlyList<string> Names { get; } = ["p", "q", "gamma"];

    /// <summary>The mean over all customers; infinite where <see cref="Q"/> is not above 1.</summary>
    public double PopulationMean => Q > 1 ? P * Gamma / (Q - 1) : double.PositiveInfinity;

    /// <summary>The expected value of an order of a customer: a mean of the customer's own and the population's, weighed by how much is known of the customer.</summary>
    /// <param name="orders">Orders behind the mean, 0 or more.</param>
    /// <param name="meanValue">Their mean value, positive; not looked at without orders.</param>
    /// <returns>The expected value; infinite where the model has no mean.</returns>
    public double ExpectedValue(double orders, double meanValue)
    {
        var shape = (P * orders) + Q - 1;
        if (!(shape > 0))
            return double.PositiveInfinity;
        return P * (Gamma + (orders > 0 ? orders * meanValue : 0)) / shape;
    }

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="orders">Orders behind each mean, 1 or more.</param>
    /// <param name="meanValues">Mean values, positive and finite.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a row is out of its range.</exception>
    public static GammaGammaFit Fit(ReadOnlySpan<int> orders, ReadOnlySpan<double> meanValues, CancellationToken cancellationToken)
    {
        if (orders.Length != meanValues.Length)
            throw new ArgumentException("The columns must have the same length.", nameof(meanValues));
        for (var i = 0; i < orders.Length; i++)
        {
            if (orders[i] < 1 || !(meanValues[i] > 0) || !double.IsFinite(meanValues[i]))
                throw new ArgumentException(FormattableString.Invariant($"Row {i} has {orders[i]} orders of {meanValues[i]} on average: there must be one at least, and the mean must be positive."));
        }

        var independence = ValueIndependence.Of(orders, meanValues);
        if (orders.Length < GammaGammaFit.LeastCustomers)
            return new GammaGammaFit(null, null, independence, new NotEnoughData("a model of what orders are worth", "customers with an order of positive value", GammaGammaFit.LeastCustomers, orders.Length));
        var likelihood = new GammaGammaLikelihood(orders, meanValues, cancellationToken);
        var fit = MaximumLikelihood.Maximise(likelihood.Evaluate, Names, [4, 3, 2], orders.Length, cancellationToken);

        // The scale was that of a mean value of 1.
        var scale = likelihood.Scale;
        fit = fit with
        {
            Parameters = [.. fit.Parameters.Select(p => p.Name == "gamma" ? new FittedParameter(p.Name, p.Value * scale, p.StandardError * scale) : p)],
            LogLikelihood = fit.LogLikelihood + likelihood.LogScaleTerm,
        };
        return new GammaGammaFit(new GammaGamma(fit["p"], fit["q"], fit["gamma"]), fit, independence, null);
    }
}

/// <summary>A fitted Gamma-Gamma model, or what is missing for one.</summary>
/// <param name="Model">The model; null where data is missing.</param>
/// <param name="Fit">How it was reached; null where data is missing.</param>
/// <param name="Independence">The check of its assumption.</param>
/// <param name="Missing">What is missing; null where there is a model.</param>
public sealed record GammaGammaFit(GammaGamma? Model, LikelihoodFit? Fit, ValueIndependence Independence, NotEnoughData? Missing)
{
    /// <summary>Fewer customers say nothing about three parameters.</summary>
    public const int LeastCustomers = 20;
}

/// <summary>The Gamma-Gamma model's assumption, checked: how mean value and number of orders go together.</summary>
/// <param name="Correlation">Pearson's correlation of orders and mean value; 0 where either does not vary.</param>
/// <param name="LogCorrelation">The same of their logarithms, which a few very large values do not decide.</param>
/// <param name="Customers">Customers behind it.</param>
public sealed record ValueIndependence(double Correlation, double LogCorrelation, int Customers)
{
    /// <summary>Beyond this, positive or negative, values depend on how often is ordered too much for the model to be relied on for single customers.</summary>
    public const double Tolerated = 0.3;

    /// <summary>Whether the assumption is far from true.</summary>
    public bool IsDoubtful => Math.Abs(LogCorrelation) > Tolerated;

    internal static ValueIndependence Of(ReadOnlySpan<int> orders, ReadOnlySpan<double> values)
    {
        var (x, y) = (new double[orders.Length], new double[orders.Length]);
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (orders[i], values[i]);
        var plain = Correlate(x, y);
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (Math.Log(x[i]), Math.Log(y[i]));
        return new(plain, Correlate(x, y), x.Length);
    }

    private static double Correlate(double[] x, double[] y)
    {
        if (x.Length < 2)
            return 0;
        var (meanX, meanY) = (x.Sum() / x.Length, y.Sum() / y.Length);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
