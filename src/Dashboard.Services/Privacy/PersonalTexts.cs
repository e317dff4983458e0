using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>A text that names a person.</summary>
/// <param name="Where">Kind of thing that has the text: "Note on a day", "Export".</param>
/// <param name="Id">Which of its kind.</param>
/// <param name="Text">The text.</param>
public sealed record MentioningText(string Where, string Id, string Text);

/// <summary>All columns of texts that people write, or that hold values as they came, and might name a person: searched for the access request, and cleaned by erasure.</summary>
internal static class PersonalTexts
{
    private static readonly Place[] Places =
    [
        new("Rejected row", "RejectedRows", "Id", ["Value", "Message"]),
        new("Import", "Imports", "Id", ["FileName", "Plan", "Report"]),
        new("Note on a day", "Annotations", "Id", ["Text"]),
        new("Saved segment", "SavedSegments", "Id", ["Name", "NameKey", "Description", "Tags", "Rule"]),
        new("Version of a segment", "SegmentVersions", "SegmentId || '.' || Version", ["Name", "Description", "Note", "Tags", "Rule"]),
        new("Manual list", "ManualLists", "Id", ["Name", "NameKey", "Description"]),
        new("Recipe of an export", "ExportRecipes", "Id", ["Name", "NameKey", "Rule", "Query"]),
        new("Export", "ExportHistory", "Id", ["Address", "FileName"]),
        new("Decision", "Decisions", "Id", ["Rule", "Offer", "Note"]),
        new("Reason to go on", "FairnessReasons", "Id", ["Rule", "Reason"]),
        new("Clustering", "ClusterModels", "Id", ["Name", "ClusterNames"]),
    ];

    /// <summary>The texts that name somebody.</summary>
    public static IReadOnlyList<MentioningText> Naming(SqliteConnection connection, PersonNames names)
    {
        var found = new List<MentioningText>();
        foreach (var place in Places)
        {
            using var reader = new BulkReader(connection, $"SELECT {place.Id}, {string.Join(", ", place.Columns.Select(Quoted))} FROM {place.Table}");
            while (reader.Step())
            {
                for (var i = 0; i < place.Columns.Length; i++)
                {
                    if (place.Columns[i] != "NameKey" && reader.Text(i + 1) is { } text && names.IsIn(text))
                        found.Add(new MentioningText(place.Name, reader.Text(0)!, text));
                }
            }
        }

        return found;
    }

    /// <summary>Takes the words out of all texts, within the caller's transaction.</summary>
    /// <returns>Texts that changed, by the kind of thing.</returns>
    public static IReadOnlyDictionary<string, long> Clean(SqliteConnection connection, PersonNames names)
    {
        var changed = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var place in Places)
        {
            var updates = new List<(string Id, string Column, string Text)>();
            using (var reader = new BulkReader(connection, $"SELECT {place.Id}, {string.Join(", ", place.Columns.Select(Quoted))} FROM {place.Table}"))
            {
                while (reader.Step())
                {
                    for (var i = 0; i < place.Columns.Length; i++)
                    {
                        if (reader.Text(i + 1) is { } text && Cleaned(place, i, text, names) is var clean && clean != text)
                            updates.Add((reader.Text(0)!, place.Columns[i], clean));
                    }
                }
            }

            foreach (var (id, column, text) in updates)
                DashboardStore.Execute(connection, $"UPDATE {place.Table} SET {Quoted(column)} = @1 WHERE CAST({place.Id} AS TEXT) = @0", id, text);
            if (updates.Count > 0)
                changed[place.Name] = updates.Count;
        }

        // The name of an exported file is made of its address.
        DashboardStore.Execute(connection, $"UPDATE ExportHistory SET FileName = 'erased' || substr(FileName, -5) WHERE Address LIKE '%{PersonNames.Erased}%' AND Address LIKE '/export/customer/%'");
        return changed;
    }

    private static string Cleaned(Place place, int column, string text, PersonNames names) => place.Columns[column] == "NameKey" ? names.Without(text).ToUpperInvariant() : names.Without(text);

    private static string Quoted(string column) => $"\"{column}\"";

    private sealed record Place(string Name, string Table, string Id, string[] Columns);
}
