namespace Dashboard.Analytics.Predictions;

/// <summary>What a shop's demand follows beside its customers.</summary>
internal enum DemandShape
{
    /// <summary>Nothing: the same all the time.</summary>
    Even,

    /// <summary>The months of the year.</summary>
    Season,

    /// <summary>The months of the year, and a level that moves.</summary>
    SeasonAndLevel,
}
