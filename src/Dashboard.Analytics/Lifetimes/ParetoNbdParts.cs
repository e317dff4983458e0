namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// The two ways in which a history can have come about, as shares of (alpha + t_x)^−(r+x) (beta + t_x)^−s, so that neither over- nor underflows together: the customer is still one, or left at some time
/// after the last order. The second is the integral whose closed form is a difference of two hypergeometric functions that cancel; here it is computed as it stands,
/// s ∫ (alpha + τ)^−(r+x) (beta + τ)^−(s+1) dτ from t_x to T, on a scale of time on which it is smooth, together with its derivatives.
/// </summary>
/// <param name="Alive">Still a customer, at most 1.</param>
/// <param name="Left">Left.</param>
internal readonly record struct ParetoNbdParts(double Alive, double Left)
{
    // Beyond e^-Far of its greatest value the integrand adds nothing.
    private const double Far = 45;

    /// <summary>Mean of −ln(alpha + τ) relative to the last order, over both parts.</summary>
    public double LogAlpha { get; private init; }

    /// <summary>Mean of −ln(beta + τ) relative to the last order, over both parts.</summary>
    public double LogBeta { get; private init; }

    /// <summary>Mean of 1 / (alpha + τ).</summary>
    public double PerAlpha { get; private init; }

    /// <summary>Mean of 1 / (beta + τ), weighed by the power of each part: s where still a customer, s + 1 where left.</summary>
    public double PerBeta { get; private init; }

    /// <summary>Share of the part that left.</summary>
    public double Gone => Left / (Alive + Left);

    public static ParetoNbdParts Of(ParetoNbd model, int repeatOrders, double ageAtLastOrder, double age) =>
        Of(model.R + repeatOrders, model.Alpha, model.S, model.Beta, ageAtLastOrder, age);

    public static ParetoNbdParts Of(double shape, double alpha, double s, double beta, double lastAge, double age)
    {
        var (logAlpha, logBeta) = (Math.Log((alpha + age) / (alpha + lastAge)), Math.Log((beta + age) / (beta + lastAge)));
        var alive = Math.Exp((-shape * logAlpha) - (s * logBeta));
        var (left, sumLogAlpha, sumLogBeta, sumPerAlpha, sumPerBeta) = (0.0, 0.0, 0.0, 0.0, 0.0);
        if (age > lastAge)
        {
            // Time as w = ln((g + τ) / (g + t_x)) with the smaller of alpha and beta as g: the other factor then has no singularity within π of the real line.
            var alphaIsBase = alpha <= beta;
            var (g, other) = alphaIsBase ? (alpha, beta) : (beta, alpha);
            var (baseAtLast, otherAtLast) = (g + lastAge, other + lastAge);
            var (basePower, otherPower) = alphaIsBase ? (shape, s) : (s, shape);
            var whole = alphaIsBase ? logAlpha : logBeta;
            while (Exponent(whole, basePower, otherPower, baseAtLast, otherAtLast) is var depth && depth > 1.5 * Far)
                whole *= Math.Max(0.5, Far / depth);
            var panels = (int)Math.Ceiling(Math.Max(whole / 4, Exponent(whole, basePower, otherPower, baseAtLast, otherAtLast) / 12));
            var half = whole / Math.Max(panels, 1) / 2;
            for (var panel = 0; panel < panels; panel++)
            {
                for (var i = 0; i < GaussLegendre.Nodes.Length; i++)
                {
                    var w = half * ((2 * panel) + 1 + GaussLegendre.Nodes[i]);
                    var grown = Math.Exp(w);
                    var fromBase = baseAtLast * grown;
                    var fromOther = otherAtLast + (baseAtLast * (grown - 1));
                    var logOther = Math.Log(fromOther / otherAtLast);
                    var (la, lb, fromAlpha, fromBeta) = alphaIsBase ? (w, logOther, fromBase, fromOther) : (logOther, w, fromOther, fromBase);
                    var weight = half * GaussLegendre.Weights[i] * s * fromBase / fromBeta * Math.Exp((-shape * la) - (s * lb));
                    left += weight;
                    sumLogAlpha += weight * la;
                    sumLogBeta += weight * lb;
                    sumPerAlpha += weight / fromAlpha;
                    sumPerBeta += weight * (s + 1) / fromBeta;
                }
            }
        }

        var both = alive + left;
        return new(alive, left)
        {
            LogAlpha = ((alive * logAlpha) + sumLogAlpha) / both,
            LogBeta = ((alive * logBeta) + sumLogBeta) / both,
            PerAlpha = ((alive / (alpha + age)) + sumPerAlpha) / both,
            PerBeta = ((alive * s / (beta + age)) + sumPerBeta) / both,
        };
    }

    private static double Exponent(double w, double basePower, double otherPower, double baseAtLast, double otherAtLast) =>
        (basePower * w) + (otherPower * Math.Log((otherAtLast + (baseAtLast * (Math.Exp(w) - 1))) / otherAtLast));
}
