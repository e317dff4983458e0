namespace Dashboard.Services.Audit;

/// <summary>What somebody did.</summary>
/// <param name="Action">A dotted word: export, import, import.undo, person.erase, segment.save …</param>
/// <param name="Subject">What it was done to: the name of a segment, a file, an account; a person only by the shop's own key or, once erased, a pseudonym.</param>
/// <param name="Rows">How many rows or people it was about; null when that says nothing.</param>
/// <param name="Detail">What else an auditor needs; never a name, an address or a secret.</param>
public sealed record AuditEntry(string Action, string Subject, long? Rows = null, string? Detail = null);

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Number">1 for the first, without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Who">Name of the account.</param>
/// <param name="Entry">What.</param>
/// <param name="Hash">SHA-256 over this entry and the hash before it, in hexadecimal.</param>
public sealed record AuditRecord(long Number, DateTimeOffset At, string Who, AuditEntry Entry, string Hash);

/// <summary>Which entries are asked for.</summary>
/// <param name="Who">Name of the account; null for all.</param>
/// <param name="Action">First letters of the action; null for all.</param>
/// <param name="Text">A part of subject or detail; null for all.</param>
/// <param name="From">First moment; null for the beginning.</param>
/// <param name="To">The moment before which; null for the end.</param>
public sealed record AuditFilter(string? Who = null, string? Action = null, string? Text = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>All entries.</summary>
    public static AuditFilter All { get; } = new();
}

/// <summary>Whether the log is as it was written.</summary>
/// <param name="Entries">Entries that were read.</param>
/// <param name="Hash">Hash of the last one: whoever keeps it elsewhere can tell later that nothing before it was cut off.</param>
/// <param name="Fault">What is wrong, in words; null when nothing is.</param>
public sealed record AuditVerdict(long Entries, string Hash, string? Fault);
