using System.Globalization;
using Dashboard.Services.Privacy;

namespace Dashboard.Web.Privacy;

/// <summary>Sentences of the privacy pages.</summary>
internal static class PrivacyText
{
    private static readonly string[] Personal = ["name", "email", "phone", "postcode"];

    /// <summary>An instant, to the minute.</summary>
    public static string At(DateTimeOffset at) => $"{Formats.Date(DateOnly.FromDateTime(at.UtcDateTime))}, {at.UtcDateTime.ToString("t", CultureInfo.CurrentCulture)} UTC";

    /// <summary>A fact as it may be shown.</summary>
    /// <param name="name">Name of the fact.</param>
    /// <param name="value">Its value; empty was cleared.</param>
    /// <param name="isHidden">Whether names and contacts are shown to nobody.</param>
    public static string Fact(string name, string value, bool isHidden) => value.Length == 0 ? "taken away" : isHidden && Personal.Contains(name) ? "hidden" : value;

    /// <summary>What an erasure takes away.</summary>
    public static string Of(ErasedCounts counts)
    {
        var parts = new List<string>();
        Add(counts.Facts, "row of facts", "rows of facts");
        Add(counts.Consents, "consent entry", "consent entries");
        Add(counts.Contacts, "campaign contact", "campaign contacts");
        Add(counts.ListEntries, "list entry", "list entries");
        Add(counts.Decisions, "place in a decision", "places in decisions");
        Add(counts.Texts.Values.Sum(), "text that names them", "texts that name them");
        return parts.Count == 0 ? "nothing else" : string.Join(", ", parts);

        void Add(long count, string one, string many)
        {
            if (count > 0)
                parts.Add(Formats.Count(count, one, many));
        }
    }

    /// <summary>How much of the documents is anonymous.</summary>
    public static string Anonymous(DataMap map) => map.Documents == 0
        ? "There are no documents yet."
        : $"{Formats.Count(map.AnonymousDocuments, "document")} of {Formats.Integer(map.Documents)} ({Formats.Percent((double)map.AnonymousDocuments / map.Documents, 1)}) have no customer: sold to nobody known, or to people who were erased. They count in every total.";

    /// <summary>What the clocks would take away.</summary>
    public static string Of(RetentionCounts counts) => counts.Any
        ? $"{Formats.Count(counts.Customers, "person", "people")}, {Formats.Count(counts.Contacts, "contact")}, {Formats.Count(counts.RejectedRows, "rejected row")}, {Formats.Count(counts.Uploads, "upload")}, {Formats.Count(counts.Exports, "note of an export", "notes of exports")}"
        : "nothing";
}
