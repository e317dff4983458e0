namespace Dashboard.Services.Store;

/// <summary>What an export of customers is made of, under a name.</summary>
public sealed class ExportRecipeRecord : ISoftDeleted
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Name by which recipes are told apart, whatever the case.</summary>
    public required string NameKey { get; set; }

    /// <summary>Text of the rule, so that it can be found which recipes use a segment.</summary>
    public required string Rule { get; set; }

    /// <summary>The whole choice as a query string: rule, columns, purpose, range, filter.</summary>
    public required string Query { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it was changed last.</summary>
    public long ChangedAt { get; set; }

    /// <summary>When it was deleted, or null; it can be restored for 30 days.</summary>
    public long? DeletedAt { get; set; }
}

/// <summary>A file that was exported.</summary>
public sealed class ExportHistoryRecord
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>When it was finished, seconds since 1970-01-01T00:00:00Z.</summary>
    public long At { get; set; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; set; }

    /// <summary>Path and query string that gave it; the same address gives the same file of the data of then.</summary>
    public required string Address { get; set; }

    /// <summary>What it is for: "Screen", "Analysis", or marketing by a channel.</summary>
    public required string Purpose { get; set; }

    /// <summary>Rows of all its sheets but Methods.</summary>
    public long Rows { get; set; }

    /// <summary>Version of the data.</summary>
    public long DataVersion { get; set; }
}
