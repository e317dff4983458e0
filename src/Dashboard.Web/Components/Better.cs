namespace Dashboard.Web.Components;

/// <summary>Which way a number is better.</summary>
public enum Better
{
    /// <summary>More is better.</summary>
    Up,

    /// <summary>Less is better.</summary>
    Down,

    /// <summary>It depends; no colour.</summary>
    Neither,
}

/// <summary>How a fact came to be; the three look different everywhere.</summary>
public enum FactKind
{
    /// <summary>It stands in the data.</summary>
    Recorded,

    /// <summary>It follows from the data by a rule.</summary>
    Computed,

    /// <summary>A model expects it; it comes with an interval.</summary>
    Predicted,
}
