using MathNet.Numerics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>
/// Whether treated and held-out customers are in the proportion that was meant (sample ratio mismatch): a chi-square test against the planned share or,
/// where no plan is known, against a customary share that lies within half a percentage point. A mismatch means that the arms were not drawn as planned,
/// or that customers of one arm went missing, so that the effect may be biased.
/// </summary>
/// <remarks>Fabijan et al. (2019), Diagnosing sample ratio mismatch in online controlled experiments, KDD, which flags below 0.0005.</remarks>
public sealed record SplitCheck
{
    /// <summary>Below this p value the split is flagged.</summary>
    public const double FlaggedBelow = 0.0005;

    private static readonly double[] CustomaryShares = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 1 / 3.0, 0.4, 0.5, 0.6, 2 / 3.0, 0.75, 0.8, 0.9];

    /// <summary>Held-out customers over all, 0 to 1.</summary>
    public required double ControlShare { get; init; }

    /// <summary>The share compared with; null when it cannot be known.</summary>
    public required double? ExpectedShare { get; init; }

    /// <summary>Whether <see cref="ExpectedShare"/> was given rather than taken for the nearest customary one.</summary>
    public required bool IsPlanned { get; init; }

    /// <summary>Pearson's chi-square with one degree of freedom; null without an expected share.</summary>
    public required double? ChiSquare { get; init; }

    /// <summary>Chance of a split as uneven by chance; null without an expected share.</summary>
    public required double? PValue { get; init; }

    /// <summary>Whether the split is further from the expected one than chance explains.</summary>
    public bool IsMismatch => PValue < FlaggedBelow;

    /// <summary>Checks a split.</summary>
    /// <param name="treated">Treated customers.</param>
    /// <param name="control">Held-out customers.</param>
    /// <param name="plannedShare">The planned share of held-out customers, above 0 and below 1, or null.</param>
    /// <returns>The check; null when an arm is empty.</returns>
    public static SplitCheck? Of(long treated, long control, double? plannedShare)
    {
        if (treated == 0 || control == 0)
            return null;
        double all = treated + control;
        var share = control / all;
        var customary = CustomaryShares.MinBy(s => Math.Abs(s - share));
        var expected = plannedShare ?? (Math.Abs(customary - share) <= 0.005 ? customary : null);
        double? chiSquare = null;
        if (expected is { } e)
            chiSquare = ((control - (all * e)) * (control - (all * e)) / (all * e)) + ((treated - (all * (1 - e))) * (treated - (all * (1 - e))) / (all * (1 - e)));
        return new SplitCheck
        {
            ControlShare = share,
            ExpectedShare = expected,
            IsPlanned = plannedShare is not null,
            ChiSquare = chiSquare,
            PValue = chiSquare is { } x ? SpecialFunctions.Erfc(Math.Sqrt(x / 2)) : null,
        };
    }
}
