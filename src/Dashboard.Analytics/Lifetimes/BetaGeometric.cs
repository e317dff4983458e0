namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// BG/NBD and MBG/NBD: after each repeat order (MBG/NBD: after the first order too) a customer leaves with a probability that differs between customers as a beta distribution.
/// Both have the same form when the modified one is written with one more survived chance to leave (Fader, Hardie and Lee 2005; Batislam, Denizel and Filiztekin 2007).
/// </summary>
public sealed record BetaGeometric : CountModel
{
    // Where a formula is 0 / 0 at a parameter, it is read off the line between two points this far to both sides.
    private const double Beside = 1e-4;

    // From here on the chances to leave differ so little between customers that their distribution is smooth enough to be summed, and the series of the formula would be long and leave the range of doubles.
    private const double Narrow = 64;
    private readonly int survived;

    /// <summary>Makes a model.</summary>
    /// <param name="r">Shape of the rates.</param>
    /// <param name="alpha">Rate parameter of the rates.</param>
    /// <param name="a">First parameter of the chances to leave.</param>
    /// <param name="b">Second parameter of the chances to leave.</param>
    /// <param name="modified">Whether customers may leave after the first order: MBG/NBD.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public BetaGeometric(double r, double alpha, double a, double b, bool modified)
        : base(r, alpha)
    {
        (A, B) = (Positive(a, nameof(a)), Positive(b, nameof(b)));
        survived = modified ? 1 : 0;
    }

    /// <inheritdoc/>
    public override CountModelKind Kind => survived == 1 ? CountModelKind.MbgNbd : CountModelKind.BgNbd;

    /// <summary>First parameter of the chances to leave: their mean is A / (A + B).</summary>
    public double A { get; }

    /// <summary>Second parameter of the chances to leave.</summary>
    public double B { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values => [R, Alpha, A, B];

    /// <inheritdoc/>
    public override double ProbabilityAlive(int repeatOrders, double ageAtLastOrder, double age)
    {
        if (repeatOrders + survived == 0)
            return 1;

        // 1 / (1 + odds), with the odds of having left as the exponential of their logarithm: 1,000 orders followed by silence overflow to infinity, and the probability is 0.
        var odds = A / (B + repeatOrders + survived - 1) * Math.Exp((R + repeatOrders) * Math.Log((Alpha + age) / (Alpha + ageAtLastOrder)));
        return 1 / (1 + odds);
    }

    /// <inheritdoc/>
    public override double ExpectedOrdersIfAlive(int repeatOrders, double age, double horizon)
    {
        if (!(horizon > 0))
            return 0;
        if (A >= Narrow && Dropout(repeatOrders).B >= Narrow)
            return Summed(repeatOrders, age, horizon);
        return Between(A, 1, a => Between(B, repeatOrders + survived == 0 ? 1 - a : double.NaN, b => Expected(a, b, repeatOrders, age, horizon)));
    }

    /// <summary>The chance of leaving at the next order, for a customer who is still one.</summary>
    /// <param name="repeatOrders">Repeat orders.</param>
    internal (double A, double B) Dropout(int repeatOrders) => (A, B + repeatOrders + survived);

    /// <inheritdoc/>
    private protected override void ProbabilitiesIfAlive(int repeatOrders, double age, double horizon, Span<double> probabilities)
    {
        // Fader, Hardie and Lee 2005, equation 8, with the parameters brought up to date; all factors by recursion.
        var (shape, rate, b) = (R + repeatOrders, Alpha + age, B + repeatOrders + survived);
        var step = horizon / (rate + horizon);
        var orders = Math.Exp(-shape * Math.Log(1 + (horizon / rate)));
        var (stays, below) = (1.0, 0.0);
        probabilities[0] = orders;
        for (var k = 1; k < probabilities.Length; k++)
        {
            below += orders;
            orders *= (shape + k - 1) / k * step;
            var leaves = stays * A / (A + b + k - 1);
            stays *= (b + k - 1) / (A + b + k - 1);
            probabilities[k] = (stays * orders) + (leaves * Math.Max(0, 1 - below));
        }
    }

    // Fader, Hardie and Lee 2005, equation 10, without its denominator.
    private double Expected(double a, double b, int repeatOrders, double age, double horizon)
    {
        var c = a + b + repeatOrders + survived - 1;
        var damped = Hypergeometric.Damped(R + repeatOrders, b + repeatOrders + survived, c, horizon / (Alpha + age + horizon));
        return c / (a - 1) * (1 - damped);
    }

    // The mean of what is expected at a chance to leave p, (1 − (1 + p·horizon / (α + age))^−(r + x)) / p, over the beta distribution of p: the trapezoidal rule on the logit of p in steps of half a standard deviation, which
    // for a bell-shaped density is exact to the last digits (Trefethen and Weideman 2014, SIAM Review 56:385, section 5).
    private double Summed(int repeatOrders, double age, double horizon)
    {
        const int Steps = 20;
        var (a, b) = Dropout(repeatOrders);
        var (shape, ratio) = (R + repeatOrders, horizon / (Alpha + age));
        var (middle, step) = (Math.Log(a / b), 0.5 * Math.Sqrt((1 / a) + (1 / b)));
        var (weights, sum) = (0.0, 0.0);

        // The odds of staying fall by the same factor from step to step: 1 ÷ p is one more than they are.
        var (staying, factor) = (Math.Exp((Steps * step) - middle), Math.Exp(-step));
        var top = LogDensity(middle, Math.Exp(-middle));
        for (var k = -Steps; k <= Steps; k++)
        {
            var weight = Math.Exp(LogDensity(middle + (k * step), staying) - top);
            weights += weight;
            sum += weight * (1 - Math.Pow(1 + (ratio / (1 + staying)), -shape)) * (1 + staying);
            staying *= factor;
        }

        return sum / weights;

        double LogDensity(double logit, double staying) => -((a + b) * Math.Log(1 + staying)) - (b * logit);
    }

    private static double Between(double value, double hole, Func<double, double> of)
    {
        if (!(Math.Abs(value - hole) < Beside))
            return of(value);
        var (below, above) = (of(hole - Beside), of(hole + Beside));
        return below + ((above - below) * (value - hole + Beside) / (2 * Beside));
    }
}
