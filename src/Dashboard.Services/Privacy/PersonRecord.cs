using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Privacy;

/// <summary>Everything that the shop keeps of a person.</summary>
public sealed record PersonRecord
{
    /// <summary>The shop's own key.</summary>
    public required string Key { get; init; }

    /// <summary>How the audit names the person.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>When this was put together.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the data.</summary>
    public required long DataVersion { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>What counts now, by name: the newest word on each fact.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; }

    /// <summary>All that was ever told and not taken back, oldest first.</summary>
    public required IReadOnlyList<ToldFacts> Told { get; init; }

    /// <summary>The ledger of consents, newest first.</summary>
    public required IReadOnlyList<ConsentEntry> Consents { get; init; }

    /// <summary>Documents in all versions, newest first.</summary>
    public required IReadOnlyList<PersonDocument> Documents { get; init; }

    /// <summary>Campaign contacts in all versions.</summary>
    public required IReadOnlyList<PersonContact> Contacts { get; init; }

    /// <summary>Entries of manual lists, deleted lists too.</summary>
    public required IReadOnlyList<PersonListEntry> Lists { get; init; }

    /// <summary>Saved segments that the person is in now.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>What is computed and predicted, as sentences by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Estimates { get; init; }

    /// <summary>Decisions that have the person.</summary>
    public required IReadOnlyList<PersonDecision> Decisions { get; init; }

    /// <summary>Texts that name the person: rejected rows, exports, segments, notes.</summary>
    public required IReadOnlyList<MentioningText> Texts { get; init; }

    /// <summary>Exports of lists, of which it is not kept whom they held: how many since the person is known.</summary>
    public required long ListExports { get; init; }
}

/// <summary>A document of a person.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Kind">Order, return or adjustment.</param>
/// <param name="Channel">Sales channel, or null.</param>
/// <param name="Country">Country, or null.</param>
/// <param name="ImportId">The import that brought it.</param>
/// <param name="IsCurrent">Whether it counts; a later version hides it if not.</param>
/// <param name="Lines">Its lines.</param>
public sealed record PersonDocument(string Number, DateTimeOffset At, DocumentKind Kind, string? Channel, string? Country, long ImportId, bool IsCurrent, IReadOnlyList<CustomerLine> Lines);

/// <summary>A contact of a person.</summary>
/// <param name="Campaign">Key of the campaign.</param>
/// <param name="At">When; null when nobody says.</param>
/// <param name="IsControl">Whether the person was held out.</param>
/// <param name="Delivered">Whether it arrived; null when nobody says.</param>
/// <param name="Opened">Whether it was opened.</param>
/// <param name="Clicked">Whether something in it was clicked.</param>
/// <param name="Converted">Whether the person bought.</param>
/// <param name="RevenueE4">What the person spent, in ten-thousandths; null when nobody says.</param>
/// <param name="ImportId">The import that brought it.</param>
/// <param name="IsCurrent">Whether it counts; a later version hides it if not.</param>
public sealed record PersonContact(string Campaign, DateTimeOffset? At, bool IsControl, bool? Delivered, bool? Opened, bool? Clicked, bool? Converted, long? RevenueE4, long ImportId, bool IsCurrent);

/// <summary>An entry of a manual list.</summary>
/// <param name="List">Name of the list.</param>
/// <param name="Entry">What was written.</param>
/// <param name="AddedAt">When.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="IsDeleted">Whether the list was deleted and can be restored.</param>
public sealed record PersonListEntry(string List, string Entry, DateTimeOffset AddedAt, string Source, bool IsDeleted);

/// <summary>A decision that has a person.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Offer">What was offered.</param>
/// <param name="InControl">Whether the person was left alone for comparison.</param>
public sealed record PersonDecision(long Id, DateTimeOffset MadeAt, string Offer, bool InControl);
