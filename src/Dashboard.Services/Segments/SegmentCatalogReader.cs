using System.Text.Json;
using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Rules;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Segments;

/// <summary>Reads what rules refer to by name into the catalog of a snapshot, within the caller's read transaction.</summary>
internal static class SegmentCatalogReader
{
    /// <summary>Reads. A saved rule that can't be read any more is left out, so that what mentions it says that it is missing.</summary>
    /// <param name="connection">A connection within a read transaction.</param>
    /// <param name="log">Where it says which rule can't be read.</param>
    public static SegmentCatalog Read(SqliteConnection connection, ILogger log) =>
        new(Segments(connection, log), Lists(connection), Clusterings(connection));

    private static List<SavedSegment> Segments(SqliteConnection connection, ILogger log)
    {
        var segments = new List<SavedSegment>();
        using var reader = new BulkReader(connection, "SELECT Name, Rule FROM SavedSegments WHERE DeletedAt IS NULL ORDER BY NameKey");
        while (reader.Step())
        {
            if (RuleText.TryParse(reader.Text(1)!, out var rule, out var problem))
                segments.Add(new SavedSegment(reader.Text(0)!, rule!));
            else
                log.LogWarning("The rule of the segment {Segment} can't be read: {Problem}", reader.Text(0), problem!.Message);
        }

        return segments;
    }

    // An entry that meant nobody when it was added may be the key of a customer who came later.
    private static List<CustomerList> Lists(SqliteConnection connection)
    {
        var keys = new Dictionary<long, SortedSet<string>>();
        using (var entries = new BulkReader(connection, "SELECT ListId, CustomerKey, Entry FROM ManualListEntries"))
        {
            while (entries.Step())
            {
                if (!keys.TryGetValue(entries.Int64(0), out var found))
                    keys[entries.Int64(0)] = found = new SortedSet<string>(StringComparer.Ordinal);
                found.Add(entries.Text(1) is { Length: > 0 } key ? key : entries.Text(2)!);
            }
        }

        var lists = new List<CustomerList>();
        using var reader = new BulkReader(connection, "SELECT Id, Name FROM ManualLists WHERE DeletedAt IS NULL ORDER BY NameKey");
        while (reader.Step())
            lists.Add(new CustomerList(reader.Text(1)!, keys.TryGetValue(reader.Int64(0), out var found) ? [.. found] : []));
        return lists;
    }

    private static List<Clustering> Clusterings(SqliteConnection connection)
    {
        var clusterings = new List<Clustering>();
        using var reader = new BulkReader(connection, "SELECT Name, Model, ClusterNames FROM ClusterModels WHERE DeletedAt IS NULL ORDER BY Id");
        while (reader.Step())
        {
            var model = JsonSerializer.Deserialize<ClusterModel>(reader.Text(1)!)!;
            clusterings.Add(new Clustering(reader.Text(0)!, JsonSerializer.Deserialize<string[]>(reader.Text(2)!)!, model.CodesOf)
            {
                Assign = (snapshot, day) => model.Assign(snapshot, DateOnly.FromDayNumber(day), CancellationToken.None),
            });
        }

        return clusterings;
    }
}
