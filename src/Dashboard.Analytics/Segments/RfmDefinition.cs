namespace Dashboard.Analytics.Segments;

/// <summary>How a shop scores its customers and what it calls the groups: everything that a person may decide about RFM.</summary>
public sealed record RfmDefinition
{
    /// <summary>Most months of a window.</summary>
    public const int LongestWindow = 120;

    private readonly int? windowMonths;

    /// <summary>Quintiles over all history, the usual map and names.</summary>
    public static RfmDefinition Default { get; } = new();

    /// <summary>
    /// Months up to the day whose documents count for frequency and money, 1 to <see cref="LongestWindow"/>, or null for all history. Days since the last order never have a window.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int? WindowMonths
    {
        get => windowMonths;
        init => windowMonths = value is null or (>= 1 and <= LongestWindow)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(WindowMonths), value, $"A window has 1 to {LongestWindow} months.");
    }

    /// <summary>Fixed edges between the scores, or null to take the quintiles of the customers on the day.</summary>
    public RfmThresholds? Thresholds { get; init; }

    /// <summary>Which group each pair of scores belongs to.</summary>
    public RfmMap Map { get; init; } = RfmMap.Default;

    /// <summary>Names and actions of the groups.</summary>
    public RfmNames Names { get; init; } = RfmNames.Default;

    /// <summary>Whether another definition puts every customer into the same group, whatever the groups are called.</summary>
    public bool ScoresAs(RfmDefinition other) => WindowMonths == other.WindowMonths && Equals(Thresholds, other.Thresholds) && Map.Equals(other.Map);
}
