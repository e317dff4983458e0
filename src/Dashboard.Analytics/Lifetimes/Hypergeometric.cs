namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// The combination of Gauss's hypergeometric function that the beta-geometric models need, (1 − z)^A · ₂F₁(A, B; C; z) for 0 ≤ z &lt; 1, which lies between 0 and 1 there although both
/// factors leave the range of doubles for a customer with some hundred orders.
/// </summary>
internal static class Hypergeometric
{
    private const int MostTerms = 200_000;
    private const double Large = 1e250;

    /// <summary>Computes (1 − z)^A · ₂F₁(A, B; C; z).</summary>
    /// <param name="a">A, positive.</param>
    /// <param name="b">B, positive.</param>
    /// <param name="c">C, greater than −1 and not 0.</param>
    /// <param name="z">z, from 0 to 1, without 1.</param>
    public static double Damped(double a, double b, double c, double z)
    {
        if (z == 0)
            return 1;
        var log = Math.Log(1 - z);

        // Euler's transformation (Abramowitz and Stegun 15.3.3) has short, shrinking series unless C is small beside A; then its terms would cancel and those of the definition, all of one sign, do not.
        return a <= 2 * c ? Scaled(c - a, c - b, c, z, (c - b) * log) : Scaled(a, b, c, z, a * log);
    }

    private static double Scaled(double a, double b, double c, double z, double logScale)
    {
        var sum = Series(a, b, c, z, out var scaled);
        return sum * Math.Exp(logScale + (scaled * Math.Log(Large)));
    }

    private static double Series(double a, double b, double c, double z, out int scaled)
    {
        var (term, sum) = (1.0, 1.0);
        scaled = 0;
        for (var n = 0; n < MostTerms; n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
            if (Math.Abs(term) <= 1e-17 * Math.Abs(sum) && (a + n + 1) * (b + n + 1) * z < (c + n + 1) * (n + 2))
                break;
            if (Math.Abs(sum) > Large)
            {
                sum /= Large;
                term /= Large;
                scaled++;
            }
        }

        return sum;
    }
}
