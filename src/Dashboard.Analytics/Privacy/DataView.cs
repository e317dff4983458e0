using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>What part of a shop's data somebody may see: a value, so that it can be part of the key of a result. <see cref="Snapshot.As"/> makes the snapshot of it.</summary>
public sealed record DataView
{
    /// <summary>All of it.</summary>
    public static DataView Everything { get; } = new();

    /// <summary>Which rows; null for all of them. A scope without any limit is null.</summary>
    public RowScope? Rows
    {
        get;
        init => field = value is { IsEverything: true } ? null : value;
    }

    /// <summary>Whether nothing is shown by which a person could be named or reached; see <see cref="PeopleMask"/>.</summary>
    public bool HidesPeople { get; init; }

    /// <summary>The secret of which the pseudonyms of customer keys that are contacts themselves are made: the same key gives the same pseudonyms. Without meaning where people are not hidden.</summary>
    public string PseudonymKey { get; init; } = "";

    /// <summary>Whether nothing is left out or hidden.</summary>
    public bool IsEverything => Rows is null && !HidesPeople;

    /// <inheritdoc/>
    public bool Equals(DataView? other) =>
        other is not null && HidesPeople == other.HidesPeople && Equals(Rows, other.Rows) && (!HidesPeople || string.Equals(PseudonymKey, other.PseudonymKey, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, HidesPeople);

    /// <summary>What it shows, without its secret, so that it can stand in a log.</summary>
    public override string ToString() => $"{Rows?.ToString() ?? "all rows"}{(HidesPeople ? ", people hidden" : "")}";
}
