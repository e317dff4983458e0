namespace Dashboard.Services.Privacy;

/// <summary>How long each kind of data is kept; null keeps it for ever, which is how a shop begins.</summary>
public sealed record RetentionSettings
{
    /// <summary>The longest time that can be set, in months or days.</summary>
    public const int Longest = 3_650;

    /// <summary>Months without an order (and without a sign-up) after which a customer is erased: the documents stay without the customer.</summary>
    public int? CustomerMonths { get; init; }

    /// <summary>Months after which a campaign contact goes.</summary>
    public int? ContactMonths { get; init; }

    /// <summary>Days after which the rows that an import left out go; their counts stay in its report.</summary>
    public int? RejectedDays { get; init; }

    /// <summary>Days after which an uploaded file that nobody imported goes.</summary>
    public int? UploadDays { get; init; }

    /// <summary>Months after which the note of an exported file goes.</summary>
    public int? ExportMonths { get; init; }

    /// <summary>Whether any clock runs.</summary>
    public bool IsOn => this != new RetentionSettings();

    /// <summary>The settings, when they can be used.</summary>
    /// <exception cref="ArgumentException">A time is out of its range.</exception>
    public RetentionSettings Checked() => ((int?[])[CustomerMonths, ContactMonths, RejectedDays, UploadDays, ExportMonths]).All(n => n is null or (>= 1 and <= Longest))
        ? this
        : throw new ArgumentException($"A time is a whole number from 1 to {Longest}. Leave it empty to keep the data.");
}

/// <summary>What the clocks would take away now, or took.</summary>
/// <param name="Customers">Customers who are erased.</param>
/// <param name="Contacts">Contacts.</param>
/// <param name="RejectedRows">Rejected rows.</param>
/// <param name="Uploads">Uploaded files.</param>
/// <param name="Exports">Notes of exported files.</param>
public sealed record RetentionCounts(long Customers, long Contacts, long RejectedRows, long Uploads, long Exports)
{
    /// <summary>Whether there is anything.</summary>
    public bool Any => Customers + Contacts + RejectedRows + Uploads + Exports > 0;
}
