namespace Dashboard.Services.Segments;

/// <summary>A saved segment: its newest version, and when that was made.</summary>
/// <param name="Id">Its number, which stays when the name changes.</param>
/// <param name="Version">Number of the version, from 1.</param>
/// <param name="Content">What a person wrote.</param>
/// <param name="CreatedAt">When the first version was made.</param>
/// <param name="ChangedAt">When this version was made.</param>
/// <param name="ChangedBy">Who made it; empty when nobody said.</param>
/// <param name="DeletedAt">When it was deleted; null while it lives.</param>
public sealed record StoredSegment(long Id, int Version, SegmentContent Content, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, DateTimeOffset? DeletedAt)
{
    /// <summary>Its name.</summary>
    public string Name => Content.Name;

    /// <summary>Its rule as text.</summary>
    public string Rule => Content.Rule;
}

/// <summary>A version of a saved segment.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="At">When it was made.</param>
/// <param name="Author">Who made it; empty when nobody said.</param>
/// <param name="Note">Why; empty when nobody said.</param>
/// <param name="Content">What it says.</param>
public sealed record SegmentVersion(int Number, DateTimeOffset At, string Author, string Note, SegmentContent Content);

/// <summary>What a saved segment uses or is used by.</summary>
/// <param name="Kind">What it is: "segment" or "export recipe".</param>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
public sealed record SegmentUse(string Kind, long Id, string Name);

/// <summary>Who changes a segment, and why.</summary>
/// <param name="Author">Who; may be empty.</param>
/// <param name="Note">Why; may be empty.</param>
/// <param name="IsConfirmed">Whether the person saw what else uses the segment and went on.</param>
public sealed record SegmentEdit(string Author = "", string Note = "", bool IsConfirmed = false);

/// <summary>How an attempt to change a saved segment ended.</summary>
public abstract record SegmentOutcome;

/// <summary>It was done.</summary>
/// <param name="Segment">The segment now.</param>
/// <param name="Followers">Segments and export recipes whose rules were rewritten to follow a new name.</param>
public sealed record SegmentSaved(StoredSegment Segment, IReadOnlyList<SegmentUse> Followers) : SegmentOutcome;

/// <summary>Nothing was changed: somebody saved a newer version than the one that was edited.</summary>
/// <param name="Current">The newer version.</param>
/// <param name="Note">Why it was made.</param>
public sealed record SegmentConflict(StoredSegment Current, string Note) : SegmentOutcome;

/// <summary>Nothing was changed: others use the segment, and would change with it. Confirm to go on.</summary>
/// <param name="Uses">Who uses it, directly or through others.</param>
public sealed record SegmentInUse(IReadOnlyList<SegmentUse> Uses) : SegmentOutcome;

/// <summary>Nothing was changed: another living segment has the name.</summary>
/// <param name="Holder">That segment.</param>
public sealed record SegmentNameTaken(StoredSegment Holder) : SegmentOutcome;

/// <summary>Nothing was changed: there is no such segment, it was deleted meanwhile, or the 30 days of a deleted one are over.</summary>
public sealed record SegmentGone : SegmentOutcome;
