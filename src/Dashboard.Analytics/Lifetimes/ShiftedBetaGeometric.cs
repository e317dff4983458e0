using MathNet.Numerics;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// Shifted beta-geometric model of contracts: at the end of each period a customer leaves with a probability that differs between customers as a beta distribution
/// (Fader and Hardie 2007, "How to project customer retention", Journal of Interactive Marketing 21:76).
/// </summary>
/// <param name="A">First parameter of the chances to leave: their mean is A / (A + B).</param>
/// <param name="B">Second parameter.</param>
public sealed record ShiftedBetaGeometric(double A, double B)
{
    /// <summary>The share of customers that is still there after some periods.</summary>
    /// <param name="periods">Periods, 0 or more.</param>
    public double Survival(int periods)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(periods);
        return Math.Exp(LogBeta(A, B + periods) - LogBeta(A, B));
    }

    /// <summary>Of those there at the start of a period, the share that stays to its end.</summary>
    /// <param name="period">The period, 1 or more.</param>
    public double Retention(int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        return (B + period - 1) / (A + B + period - 1);
    }

    /// <summary>The periods still expected of a customer who has just renewed, the coming one included, each worth a discounted 1 (Fader and Hardie 2010, "Customer-base valuation in a contractual setting").</summary>
    /// <param name="renewals">Renewals so far, 0 or more.</param>
    /// <param name="discount">Discount for a period, above 0.</param>
    public double ResidualLifetime(int renewals, double discount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(renewals);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(discount);
        var (sum, stays) = (0.0, 1.0);
        for (var period = 0; period < 100_000 && stays > 1e-14; period++)
        {
            sum += stays;
            stays *= Retention(renewals + period + 1) / (1 + discount);
        }

        return sum;
    }

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="survivors">Customers at the start, and still there after each period: never rising, at least two numbers.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <exception cref="ArgumentException">The numbers rise, or are negative.</exception>
    public static ShiftedBetaGeometricFit Fit(ReadOnlySpan<double> survivors, CancellationToken cancellationToken)
    {
        for (var period = 0; period < survivors.Length; period++)
        {
            if (!(survivors[period] >= 0) || (period > 0 && survivors[period] > survivors[period - 1]))
                throw new ArgumentException("The number of customers that are still there is never negative and never rises.", nameof(survivors));
        }

        if (survivors.Length < 3)
            return new ShiftedBetaGeometricFit(null, null, new NotEnoughData("a model of renewals", "periods", 2, Math.Max(0, survivors.Length - 1)));
        if (!(survivors[0] > survivors[^1]))
            return new ShiftedBetaGeometricFit(null, null, new NotEnoughData("a model of renewals", "customers who left", 1, 0));
        double[] lost = [.. survivors.ToArray().Zip(survivors[1..].ToArray(), (before, after) => before - after)];
        var left = survivors[^1];
        var fit = MaximumLikelihood.Maximise((log, gradient) => Evaluate(lost, left, log, gradient), ["alpha", "beta"], [1, 1], survivors[0], cancellationToken);
        return new ShiftedBetaGeometricFit(new ShiftedBetaGeometric(fit["alpha"], fit["beta"]), fit, null);
    }

    internal static double Evaluate(double[] lost, double left, ReadOnlySpan<double> log, Span<double> gradient)
    {
        var (a, b) = (Math.Exp(log[0]), Math.Exp(log[1]));
        var (psiA, psiB, psiAB) = (SpecialFunctions.DiGamma(a), SpecialFunctions.DiGamma(b), SpecialFunctions.DiGamma(a + b));
        var (value, dA, dB) = (0.0, 0.0, 0.0);
        for (var period = 1; period <= lost.Length + 1; period++)
        {
            // Who left at the end of period t: B(a + 1, b + t − 1) / B(a, b); who is still there: B(a, b + t) / B(a, b).
            var (count, more, stayed) = period <= lost.Length ? (lost[period - 1], 1, period - 1) : (left, 0, lost.Length);
            var psi = SpecialFunctions.DiGamma(a + b + more + stayed);
            value += count * (LogBeta(a + more, b + stayed) - LogBeta(a, b));
            dA += count * (SpecialFunctions.DiGamma(a + more) - psi - psiA + psiAB);
            dB += count * (SpecialFunctions.DiGamma(b + stayed) - psi - psiB + psiAB);
        }

        (gradient[0], gradient[1]) = (dA * a, dB * b);
        return value;
    }

    private static double LogBeta(double a, double b) => SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
}

/// <summary>A fitted shifted beta-geometric model, or what is missing for one.</summary>
/// <param name="Model">The model; null where data is missing.</param>
/// <param name="Fit">How it was reached; null where data is missing.</param>
/// <param name="Missing">What is missing; null where there is a model.</param>
public sealed record ShiftedBetaGeometricFit(ShiftedBetaGeometric? Model, LikelihoodFit? Fit, NotEnoughData? Missing);
