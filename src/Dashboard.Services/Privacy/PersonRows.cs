using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>What one import, or a person by hand, says of a customer.</summary>
/// <param name="ImportId">Number of the import.</param>
/// <param name="At">When.</param>
/// <param name="From">Name of the file; of an edit what was done.</param>
/// <param name="Who">Who edited by hand; null for imports.</param>
/// <param name="Note">Why, in that person's words; null for imports.</param>
/// <param name="Facts">Each fact by its name; an empty text was cleared.</param>
public sealed record ToldFacts(long ImportId, DateTimeOffset At, string From, string? Who, string? Note, IReadOnlyList<KeyValuePair<string, string>> Facts);

/// <summary>Reads the rows of one customer.</summary>
internal static class PersonRows
{
    /// <summary>The id of a customer's key; null when there is none.</summary>
    public static long? IdOf(SqliteConnection connection, string key)
    {
        using var reader = new BulkReader(connection, "SELECT Id FROM Customers WHERE Key = ?");
        reader.SetText(0, key);
        return reader.Step() ? reader.Int64(0) : null;
    }

    /// <summary>All that was ever told of a customer and not taken back, oldest first.</summary>
    public static IReadOnlyList<ToldFacts> Told(SqliteConnection connection, long customerId)
    {
        var told = new List<ToldFacts>();
        using var reader = new BulkReader(connection, $"""
            SELECT i.Id, i.StartedAt, i.FileName, i.Kind, i.Plan, {CustomerWriter.ColumnsRead} FROM CustomerFacts f JOIN Imports i ON i.Id = f.ImportId WHERE f.CustomerId = ? ORDER BY f.ImportId
            """);
        reader.Set(0, customerId);
        while (reader.Step())
        {
            var note = reader.Text(3) == HandEdits.Kind ? HandEdits.NoteOf(reader.Text(4)!) : null;
            told.Add(new ToldFacts(
                reader.Int64(0), DateTimeOffset.FromUnixTimeSeconds(reader.Int64(1)), reader.Text(2)!, note?.Who, note?.Why, [.. FactsOf(CustomerWriter.Read(reader, "", 5))]));
        }

        return told;
    }

    /// <summary>The facts of a row that it tells, by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FactsOf(CustomerRow row)
    {
        (string Name, string? Value)[] facts =
        [
            ("name", row.Name), ("email", row.Email), ("phone", row.Phone), ("country", row.Country), ("region", row.Region), ("city", row.City), ("postcode", row.Postcode), ("language", row.Language),
            ("gender", row.Gender), ("birth", row.BirthDate is { } birth ? birth == HandEdits.NoBirth ? "" : birth.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null),
            ("acquisition", row.AcquisitionChannel),
            ("signed up", row.SignedUpSeconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at).ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) : null),
            .. row.Attributes.Select(a => (Correction.AttributePrefix + a.Key, (string?)a.Value)),
        ];
        return facts.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Name, f.Value!));
    }
}
