namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// Pareto/NBD: customers leave at a rate that differs between them as a gamma distribution, whatever they order (Schmittlein, Morrison and Colombo 1987; formulas as in Fader and Hardie 2005,
/// "A note on deriving the Pareto/NBD model").
/// </summary>
public sealed record ParetoNbd : CountModel
{
    /// <summary>Makes a model.</summary>
    /// <param name="r">Shape of the order rates.</param>
    /// <param name="alpha">Rate parameter of the order rates.</param>
    /// <param name="s">Shape of the leaving rates.</param>
    /// <param name="beta">Rate parameter of the leaving rates.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public ParetoNbd(double r, double alpha, double s, double beta)
        : base(r, alpha) => (S, Beta) = (Positive(s, nameof(s)), Positive(beta, nameof(beta)));

    /// <inheritdoc/>
    public override CountModelKind Kind => CountModelKind.ParetoNbd;

    /// <summary>Shape of the leaving rates.</summary>
    public double S { get; }

    /// <summary>Rate parameter of the leaving rates: their mean is S / Beta.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values => [R, Alpha, S, Beta];

    /// <inheritdoc/>
    public override double ProbabilityAlive(int repeatOrders, double ageAtLastOrder, double age)
    {
        var parts = ParetoNbdParts.Of(this, repeatOrders, ageAtLastOrder, age);
        return parts.Alive / (parts.Alive + parts.Left);
    }

    /// <inheritdoc/>
    public override double ExpectedOrdersIfAlive(int repeatOrders, double age, double horizon)
    {
        if (!(horizon > 0))
            return 0;
        var exponent = (S - 1) * Math.Log((Beta + age + horizon) / (Beta + age));

        // (1 − e^−(s−1)L) / (s − 1), which is L where s is 1.
        var time = Math.Abs(exponent) < 1e-6
            ? (1 - (exponent / 2)) * Math.Log((Beta + age + horizon) / (Beta + age))
            : (1 - Math.Exp(-exponent)) / (S - 1);
        return (R + repeatOrders) * (Beta + age) / (Alpha + age) * time;
    }

    /// <inheritdoc/>
    private protected override void ProbabilitiesIfAlive(int repeatOrders, double age, double horizon, Span<double> probabilities)
    {
        // The number of orders in a known time is negative binomial; the time is the horizon, or shorter with the density of the time of leaving.
        var beta = Beta + age;
        var whole = Math.Log((beta + horizon) / beta);
        Add(probabilities, R + repeatOrders, Alpha + age, horizon, Math.Exp(-S * whole));
        var panels = (int)Math.Ceiling(Math.Max(whole / 2, S * whole / 8)) + 1;
        var half = whole / panels / 2;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var i = 0; i < GaussLegendre.Nodes.Length; i++)
            {
                // The logarithm of (beta + time) / beta is exponential with rate s.
                var u = half * ((2 * panel) + 1 + GaussLegendre.Nodes[i]);
                Add(probabilities, R + repeatOrders, Alpha + age, beta * (Math.Exp(u) - 1), half * GaussLegendre.Weights[i] * S * Math.Exp(-S * u));
            }
        }
    }

    private static void Add(Span<double> probabilities, double shape, double rate, double time, double weight)
    {
        var step = time / (rate + time);
        var orders = weight * Math.Exp(-shape * Math.Log(1 + (time / rate)));
        for (var k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] += orders;
            orders *= (shape + k) / (k + 1) * step;
        }
    }
}
