using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How large a control must be so that the effect of an offer on the share that orders shows: a two-sided test of two shares at 95 % that finds the effect in four of five cases (Fleiss, Levin and Paik 2003,
/// Statistical Methods for Rates and Proportions, section 4.2, with groups of unequal size).
/// </summary>
public static class ControlSize
{
    /// <summary>Chance that the effect shows.</summary>
    public const double Power = 0.8;

    /// <summary>The largest share of a control.</summary>
    public const double Largest = 0.5;

    private const double Level = 0.95;
    private const int Steps = 60;

    // The normal distribution says nothing of smaller groups.
    private const int LeastOfGroup = 10;

    /// <summary>The smallest effect that shows, as a difference of shares; null where none does, or there is nobody to compare.</summary>
    /// <param name="customers">All customers, the control among them, 0 or more.</param>
    /// <param name="controlShare">Share of the control, 0 to 1.</param>
    /// <param name="baseShare">Share that orders without the offer, 0 to 1.</param>
    public static double? LeastEffect(int customers, double controlShare, double baseShare)
    {
        var control = (int)Math.Round(customers * controlShare);
        var treated = customers - control;
        if (control < LeastOfGroup || treated < LeastOfGroup || baseShare is not (>= 0 and < 1))
            return null;
        var z = Levels.TwoSidedZ(Level) + Levels.TwoSidedZ((2 * Power) - 1);
        if (Needed(1 - baseShare) > 1 - baseShare)
            return null;
        var (low, high) = (0.0, 1 - baseShare);
        for (var step = 0; step < Steps; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Needed(middle) > middle ? (middle, high) : (low, middle);
        }

        return high;

        double Needed(double effect)
        {
            var with = baseShare + effect;
            return z * Math.Sqrt((baseShare * (1 - baseShare) / control) + (with * (1 - with) / treated));
        }
    }

    /// <summary>The smallest control, in whole hundredths of the customers, with which an effect shows; null where not even half of them do.</summary>
    /// <param name="customers">All customers, the control among them, 0 or more.</param>
    /// <param name="baseShare">Share that orders without the offer, 0 to 1.</param>
    /// <param name="effect">The effect of interest, as a difference of shares, more than 0.</param>
    public static double? ShareFor(int customers, double baseShare, double effect)
    {
        for (var percent = 1; percent <= (int)(Largest * 100); percent++)
        {
            if (LeastEffect(customers, percent / 100.0, baseShare) is { } least && least <= effect)
                return percent / 100.0;
        }

        return null;
    }
}
