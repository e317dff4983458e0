using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>What an effect is measured on.</summary>
public enum EffectMeasure
{
    /// <summary>Share of customers who clicked or visited.</summary>
    Clicks,

    /// <summary>Share of customers who bought.</summary>
    Conversions,

    /// <summary>Revenue per customer in currency units, those who bought nothing included.</summary>
    Revenue,
}

/// <summary>Treated customers against held-out customers.</summary>
public sealed record Effect
{
    /// <summary>What is measured.</summary>
    public required EffectMeasure Measure { get; init; }

    /// <summary>Treated customers of whom it is known.</summary>
    public required long Treated { get; init; }

    /// <summary>Held-out customers of whom it is known.</summary>
    public required long Control { get; init; }

    /// <summary>Share, or revenue per customer, among the treated.</summary>
    public required double TreatedMean { get; init; }

    /// <summary>Share, or revenue per customer, among the held-out.</summary>
    public required double ControlMean { get; init; }

    /// <summary>
    /// Treated less control for one customer, with its 95 % interval: Newcombe's for shares (the standard error is the unpooled one), Welch's for revenue.
    /// </summary>
    public required Estimate Difference { get; init; }

    /// <summary>Two-sided p value of no difference: pooled z test for shares, Welch's t test for revenue.</summary>
    public required double PValue { get; init; }

    /// <summary>The p value after Benjamini and Hochberg, where the effect is one of several looked at together.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Below this many buyers in an arm, Welch's interval of revenue is too short: measured on shops with planted effects, see docs/methods/campaigns.md.</summary>
    public const long FewBuyers = 20;

    /// <summary>Customers with revenue in the arm that has fewer of them; null for effects on shares, whose intervals hold for small counts too.</summary>
    public long? SmallerArmBuyers { get; init; }

    /// <summary>Whether the interval rests on so few buyers that it is probably too short.</summary>
    public bool IsRough => SmallerArmBuyers < FewBuyers;

    /// <summary>The difference times the treated customers: what would not have happened without the campaign.</summary>
    public Estimate Total => Difference.Times(Treated);

    /// <summary>Whether the interval leaves zero out.</summary>
    public bool IsClear => !Difference.Interval.Contains(0);

    /// <summary>Whether the effect stands out after Benjamini and Hochberg at a false discovery rate of 5 % (without an adjusted value, <see cref="IsClear"/>) and is not rough.</summary>
    public bool StandsOut => !IsRough && (AdjustedPValue is { } p ? p <= 0.05 : IsClear);

    /// <summary>The effect on a share, or null when it is not known in both arms.</summary>
    internal static Effect? OfShare(EffectMeasure measure, Response treated, Response control)
    {
        if (treated.Known == 0 || control.Known == 0)
            return null;
        var wald = Proportions.WaldDifference(control.Count, control.Known, treated.Count, treated.Known);
        return new Effect
        {
            Measure = measure,
            Treated = treated.Known,
            Control = control.Known,
            TreatedMean = treated.Share!.Value,
            ControlMean = control.Share!.Value,
            Difference = wald with { Interval = Proportions.Newcombe(control.Count, control.Known, treated.Count, treated.Known) },
            PValue = Proportions.PooledZTest(control.Count, control.Known, treated.Count, treated.Known).PValue,
        };
    }

    /// <summary>The effect on revenue per customer, or null when an arm has fewer than two customers of known revenue.</summary>
    internal static Effect? OfRevenue(Tally treated, Tally control)
    {
        if (treated.RevenueKnown < 2 || control.RevenueKnown < 2)
            return null;
        var (a, b) = (control.RevenueSummary, treated.RevenueSummary);
        return new Effect
        {
            Measure = EffectMeasure.Revenue,
            Treated = b.Count,
            Control = a.Count,
            TreatedMean = b.Mean,
            ControlMean = a.Mean,
            Difference = Means.WelchDifference(a, b),
            PValue = Means.WelchTest(a, b).PValue,
            SmallerArmBuyers = Math.Min(treated.Spenders, control.Spenders),
        };
    }
}

/// <summary>Arithmetic with estimates.</summary>
public static class EstimateArithmetic
{
    /// <summary>Estimate, standard error and interval times a factor.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="factor">A known number.</param>
    public static Estimate Times(this Estimate estimate, double factor)
    {
        var (a, b) = (estimate.Interval.Low * factor, estimate.Interval.High * factor);
        return estimate with
        {
            Value = estimate.Value * factor,
            StandardError = estimate.StandardError * Math.Abs(factor),
            Interval = new Interval(Math.Min(a, b), Math.Max(a, b), estimate.Interval.Level),
        };
    }

    /// <summary>Estimate and interval moved by an amount.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="amount">A known number.</param>
    public static Estimate Plus(this Estimate estimate, double amount) => estimate with
    {
        Value = estimate.Value + amount,
        Interval = new Interval(estimate.Interval.Low + amount, estimate.Interval.High + amount, estimate.Interval.Level),
    };
}
