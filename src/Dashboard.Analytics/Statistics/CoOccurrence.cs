using System.Runtime.InteropServices;
using MathNet.Numerics;

namespace Dashboard.Analytics.Statistics;

/// <summary>
/// How often two things come together out of all trials: the fourfold table behind support, confidence, lift, leverage and conviction
/// (Agrawal, Imieliński and Swami 1993; Brin, Motwani, Ullman and Tsur 1997).
/// </summary>
/// <param name="Both">Trials with both, 0 to the smaller of <paramref name="Left"/> and <paramref name="Right"/>.</param>
/// <param name="Left">Trials with the first thing.</param>
/// <param name="Right">Trials with the second thing.</param>
/// <param name="All">All trials, 1 or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CoOccurrence(int Both, int Left, int Right, int All)
{
    /// <summary>Share of all trials that have both, 0 to 1.</summary>
    public double Support => (double)Both / All;

    /// <summary>Share of the trials with the first that have the second too, 0 to 1; NaN when the first never occurs.</summary>
    public double Confidence => (double)Both / Left;

    /// <summary>How many times as often both come together as if they were independent; 1 is no link. NaN when one of them never occurs.</summary>
    public double Lift => (double)Both * All / ((double)Left * Right);

    /// <summary>Share of all trials with both less the share expected without a link, −0.25 to 0.25 (Piatetsky-Shapiro 1991).</summary>
    public double Leverage => Support - (double)Left / All * ((double)Right / All);

    /// <summary>Expected over observed share of the first without the second: 1 is no link, infinite when the first never comes without the second.</summary>
    public double Conviction => Both == Left ? double.PositiveInfinity : (1 - (double)Right / All) / (1 - Confidence);

    /// <summary>Trials with both that were to be expected without a link.</summary>
    public double Expected => (double)Left * Right / All;

    /// <summary>Wilson's interval of <see cref="Support"/>.</summary>
    /// <param name="level">Between 0 and 1.</param>
    public Interval SupportInterval(double level = 0.95) => Proportions.Wilson(Both, All, level);

    /// <summary>Wilson's interval of <see cref="Confidence"/>.</summary>
    /// <param name="level">Between 0 and 1.</param>
    public Interval ConfidenceInterval(double level = 0.95) => Proportions.Wilson(Both, Left, level);

    /// <summary>
    /// The log-normal interval of <see cref="Lift"/>: exp(log lift ± z √v) with v = 1/both − 1/left − 1/right + (2 lift − 1)/all, the variance of log lift in a multinomial sample
    /// by the delta method (Agresti 2013, Categorical Data Analysis, section 16.1).
    /// </summary>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>The interval; from 0 to infinity when both never come together, since the logarithm then says nothing.</returns>
    public Interval LiftInterval(double level = 0.95)
    {
        if (Both == 0)
            return new(0, double.PositiveInfinity, level);
        var variance = (1.0 / Both) - (1.0 / Left) - (1.0 / Right) + (((2 * Lift) - 1) / All);
        var factor = Math.Exp(Levels.TwoSidedZ(level) * Math.Sqrt(Math.Max(0, variance)));
        return new(Lift / factor, Lift * factor, level);
    }

    /// <summary>
    /// Fisher's exact test, one-sided: the chance of at least as many trials with both when there is no link and the margins stay (1922, JRSS 85:87). It is what
    /// arules' significance of rules tests (Hahsler and Hornik 2007, Intelligent Data Analysis 11:437).
    /// </summary>
    /// <returns>0 to 1.</returns>
    public double FisherP()
    {
        long both = Both, left = Left, right = Right, neither = (long)All - left - right;
        var least = Math.Max(0, -neither);
        if (both <= least)
            return 1;
        double term = 1, sum = 1;
        if (both > Expected)
        {
            // The terms fall from here to the end of the tail.
            for (var k = both; k < Math.Min(left, right) && term > sum * 1e-17; k++)
                sum += term *= (double)(left - k) * (right - k) / ((double)(k + 1) * (neither + k + 1));
            return Math.Min(1, Math.Exp(LogProbability(both)) * sum);
        }

        for (var k = both - 1; k > least && term > sum * 1e-17; k--)
            sum += term *= (double)k * (neither + k) / ((double)(left - k + 1) * (right - k + 1));
        return Math.Clamp(1 - (Math.Exp(LogProbability(both - 1)) * sum), 0, 1);
    }

    private double LogProbability(long both) => LogChoose(Left, both) + LogChoose((long)All - Left, Right - both) - LogChoose(All, Right);

    private static double LogChoose(double n, double k) => SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);
}
