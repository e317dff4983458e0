using System.Text.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// What people say of a customer by hand. Each edit is an import of its own with this kind, so that it has its place among the imports (later ones count more), its time and its author, and is taken back as
/// an import is. What the files say is compared among files alone, so that a file which repeats what was corrected is no news.
/// </summary>
internal static class HandEdits
{
    /// <summary>The kind of their imports.</summary>
    public const string Kind = "ByHand";

    /// <summary>A cleared text: it hides what files say, and nothing shows.</summary>
    public const string Cleared = "";

    /// <summary>A cleared birth date.</summary>
    public static readonly DateOnly NoBirth = DateOnly.MinValue;

    /// <summary>Whether there are any.</summary>
    public static bool Any(SqliteConnection connection)
    {
        using var reader = new BulkReader(connection, $"SELECT EXISTS (SELECT 1 FROM Imports WHERE Kind = '{Kind}')");
        return reader.Scalar() != 0;
    }

    /// <summary>Numbers of their imports.</summary>
    public static HashSet<long> Ids(SqliteConnection connection)
    {
        var ids = new HashSet<long>();
        using var reader = new BulkReader(connection, $"SELECT Id FROM Imports WHERE Kind = '{Kind}'");
        while (reader.Step())
            ids.Add(reader.Int64(0));
        return ids;
    }

    /// <summary>Notes an edit within the caller's transaction.</summary>
    /// <returns>Number of its import.</returns>
    public static long Begin(SqliteConnection connection, string what, HandEditNote note, DateTimeOffset now)
    {
        var at = now.ToUnixTimeSeconds();
        DashboardStore.Execute(
            connection,
            "INSERT INTO Imports (FileName, Kind, StartedAt, FinishedAt, Plan, Report) VALUES (@0, @1, @2, @2, @3, @4)",
            what, Kind, at, JsonSerializer.Serialize(note), JsonSerializer.Serialize(new ImportReport()));
        using var last = new BulkReader(connection, "SELECT last_insert_rowid()");
        return last.Scalar();
    }

    /// <summary>What was noted with an edit.</summary>
    public static HandEditNote NoteOf(string plan) => JsonSerializer.Deserialize<HandEditNote>(plan) ?? new HandEditNote("", "");

    /// <summary>A merged row without the marks of what was cleared.</summary>
    public static CustomerRow WithoutCleared(CustomerRow row) => row with
    {
        Name = Text(row.Name),
        BirthDate = row.BirthDate == NoBirth ? null : row.BirthDate,
        Gender = Text(row.Gender),
        Country = Text(row.Country),
        Region = Text(row.Region),
        City = Text(row.City),
        Postcode = Text(row.Postcode),
        Language = Text(row.Language),
        AcquisitionChannel = Text(row.AcquisitionChannel),
        Email = Text(row.Email),
        Phone = Text(row.Phone),
        Attributes = row.Attributes.Values.Contains(Cleared) ? row.Attributes.Where(a => a.Value != Cleared).ToDictionary(StringComparer.Ordinal) : row.Attributes,
    };

    private static string? Text(string? text) => text == Cleared ? null : text;
}

/// <summary>Who edited by hand, and why.</summary>
/// <param name="Who">Name of the account.</param>
/// <param name="Why">In the person's words; may be empty.</param>
internal sealed record HandEditNote(string Who, string Why);
