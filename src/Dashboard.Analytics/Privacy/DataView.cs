namespace Dashboard.Analytics.Privacy;

/// <summary>What part of a shop's data somebody may see; a value, so that it can be part of a cache key.</summary>
public sealed record DataView
{
    /// <summary>All of it.</summary>
    public static DataView Everything { get; } = new();

    /// <summary>The rows to which somebody is limited; null for all.</summary>
    public RowScope? Rows { get; init; }

    /// <summary>Whether names and contacts are hidden.</summary>
    public bool HidesPeople { get; init; }

    /// <summary>Key of the pseudonyms that stand for customer keys that are contacts themselves; without meaning where people are not hidden.</summary>
    public string PseudonymKey { get; init; } = "";
}
