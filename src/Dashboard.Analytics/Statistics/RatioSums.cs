using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Statistics;

/// <summary>
/// Sums over units (customers) for the ratio Σr ÷ Σt of two of their amounts: of r, r², r·t of the part, and of t, t² of the whole. Whole numbers, so that they add up to the same in any order.
/// A share of customers is the case r = 0 or 1, t = 1.
/// </summary>
/// <param name="Part">Σr.</param>
/// <param name="Whole">Σt.</param>
/// <param name="PartSquared">Σr².</param>
/// <param name="PartByWhole">Σr·t.</param>
/// <param name="WholeSquared">Σt².</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RatioSums(Int128 Part, Int128 Whole, Int128 PartSquared, Int128 PartByWhole, Int128 WholeSquared)
{
    /// <summary>Σr ÷ Σt; 0 without a whole.</summary>
    public double Ratio => Whole == 0 ? 0 : (double)Part / (double)Whole;

    /// <summary>
    /// The interval of the ratio when each unit is drawn as a whole: the linearised standard error of a ratio (Cochran 1977, Sampling Techniques, section 6.4), on the logit scale so that
    /// it stays between 0 and 1.
    /// </summary>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>Null when the ratio is not inside 0 to 1: the scale has no place for it.</returns>
    public Interval? ShareInterval(double level = 0.95)
    {
        var p = Ratio;
        if (p is not (> 0 and < 1))
            return null;
        var squares = (double)PartSquared - (2 * p * (double)PartByWhole) + (p * p * (double)WholeSquared);
        var error = Math.Sqrt(Math.Max(0, squares)) / Math.Abs((double)Whole) / (p * (1 - p));
        var (logit, z) = (Math.Log(p / (1 - p)), Levels.TwoSidedZ(level));
        return new(1 / (1 + Math.Exp(z * error - logit)), 1 / (1 + Math.Exp(-z * error - logit)), level);
    }

    /// <summary>This ratio over that of everybody, to whom these units belong; null when one of the two is not above 0.</summary>
    /// <param name="everybody">The sums of everybody, these units included.</param>
    public double? Over(RatioSums everybody) =>
        Whole > 0 && everybody.Part > 0 && everybody.Whole > 0 ? Ratio / everybody.Ratio : null;

    /// <summary>
    /// The log-normal interval of <see cref="Over"/>: the part shares its units with everybody, so that the variance is that of each unit's influence on the logarithm of the quotient
    /// (linearisation, Deville 1999, Survey Methodology 25:193). For shares of customers it is the interval of a lift.
    /// </summary>
    /// <param name="everybody">The sums of everybody, these units included.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>Null when the quotient is not above 0: its logarithm says nothing.</returns>
    public Interval? OverInterval(RatioSums everybody, double level = 0.95)
    {
        if (Over(everybody) is not (> 0 and var quotient))
            return null;
        double part = (double)Part, whole = (double)Whole, allPart = (double)everybody.Part, allWhole = (double)everybody.Whole;
        // A unit of these moves both ratios: r (1/part − 1/allPart) − t (1/whole − 1/allWhole); any other moves that of everybody: r/allPart − t/allWhole.
        var mine = Squares((1 / part) - (1 / allPart), (1 / whole) - (1 / allWhole), this);
        var others = Squares(1 / allPart, 1 / allWhole, new RatioSums(0, 0, everybody.PartSquared - PartSquared, everybody.PartByWhole - PartByWhole, everybody.WholeSquared - WholeSquared));
        var factor = Math.Exp(Levels.TwoSidedZ(level) * Math.Sqrt(Math.Max(0, mine + others)));
        return new(quotient / factor, quotient * factor, level);
    }

    private static double Squares(double a, double b, RatioSums s) => (a * a * (double)s.PartSquared) - (2 * a * b * (double)s.PartByWhole) + (b * b * (double)s.WholeSquared);
}
