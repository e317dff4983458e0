using Dashboard.Services.Store;

namespace Dashboard.Services.Segments;

/// <summary>A saved segment as the store has it: its newest version.</summary>
public sealed class SavedSegmentRecord : ISoftDeleted
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Name as written.</summary>
    public required string Name { get; set; }

    /// <summary>Name as names are told apart.</summary>
    public required string NameKey { get; set; }

    /// <summary>What it is for.</summary>
    public required string Description { get; set; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; set; }

    /// <summary>Tags, one a line.</summary>
    public required string Tags { get; set; }

    /// <summary>The rule as text.</summary>
    public required string Rule { get; set; }

    /// <summary>Number of the newest version, from 1.</summary>
    public int Version { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When the newest version was made.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Who made the newest version.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>When it was deleted, or null; it can be restored for 30 days.</summary>
    public long? DeletedAt { get; set; }
}

/// <summary>A version of a saved segment.</summary>
public sealed class SegmentVersionRecord
{
    /// <summary>The segment.</summary>
    public long SegmentId { get; set; }

    /// <summary>Its number, from 1.</summary>
    public int Version { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long At { get; set; }

    /// <summary>Who made it.</summary>
    public required string Author { get; set; }

    /// <summary>Why.</summary>
    public required string Note { get; set; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for.</summary>
    public required string Description { get; set; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; set; }

    /// <summary>Tags, one a line.</summary>
    public required string Tags { get; set; }

    /// <summary>The rule as text.</summary>
    public required string Rule { get; set; }
}

/// <summary>How large a saved segment was when it was evaluated.</summary>
public sealed class SegmentSizeRecord
{
    /// <summary>The segment.</summary>
    public long SegmentId { get; set; }

    /// <summary>When, seconds since 1970-01-01T00:00:00Z.</summary>
    public long At { get; set; }

    /// <summary>Last day of the data, as a day number: the day on which the rule was asked.</summary>
    public int Day { get; set; }

    /// <summary>Version of the segment.</summary>
    public int Version { get; set; }

    /// <summary>Version of the data.</summary>
    public long DataVersion { get; set; }

    /// <summary>Customers in it.</summary>
    public int Customers { get; set; }

    /// <summary>Of them, those who may be contacted by at least one channel.</summary>
    public int Contactable { get; set; }

    /// <summary>How long the evaluation took, in microseconds.</summary>
    public long BuildMicroseconds { get; set; }
}

/// <summary>A list of customers made by hand.</summary>
public sealed class ManualListRecord : ISoftDeleted
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Name as written.</summary>
    public required string Name { get; set; }

    /// <summary>Name as names are told apart.</summary>
    public required string NameKey { get; set; }

    /// <summary>What it is for.</summary>
    public required string Description { get; set; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; set; }

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it was changed last.</summary>
    public long ChangedAt { get; set; }

    /// <summary>When it was deleted, or null; it can be restored for 30 days.</summary>
    public long? DeletedAt { get; set; }
}

/// <summary>One entry of a list: what was written, and the customer that it means.</summary>
public sealed class ManualListEntryRecord
{
    /// <summary>The list.</summary>
    public long ListId { get; set; }

    /// <summary>A customer's key or an e-mail address, as it was written.</summary>
    public required string Entry { get; set; }

    /// <summary>Key of the customer meant; empty while there is none. An address that several customers have is one entry for each.</summary>
    public required string CustomerKey { get; set; }

    /// <summary>When it was added, seconds since 1970-01-01T00:00:00Z.</summary>
    public long AddedAt { get; set; }

    /// <summary>Where it came from: a file's name, "pasted", "hand-picked".</summary>
    public required string Source { get; set; }
}
