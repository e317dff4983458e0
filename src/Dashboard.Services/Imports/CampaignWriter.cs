using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>Writes what files say of campaigns.</summary>
internal sealed class CampaignWriter(SqliteConnection connection, long importId)
    : FactWriter<CampaignRow>(connection, importId, "Campaigns", $"SELECT {ColumnsRead} FROM CampaignFacts WHERE CampaignId = ? ORDER BY Id")
{
    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string ColumnsRead = "Name, Channel, Goal, StartAt, EndAt, CostE4, Offer";

    public static CampaignRow Read(BulkReader reader, string key, int column) => new()
    {
        Key = key,
        Name = reader.Text(column),
        Channel = reader.Text(column + 1),
        Goal = reader.Text(column + 2),
        StartSeconds = reader.Int64OrNull(column + 3),
        EndSeconds = reader.Int64OrNull(column + 4),
        CostE4 = reader.Int64OrNull(column + 5),
        Offer = reader.Text(column + 6),
    };

    public static CampaignRow MergeRows(CampaignRow earlier, CampaignRow later) => new()
    {
        Key = earlier.Key,
        Name = later.Name ?? earlier.Name,
        Channel = later.Channel ?? earlier.Channel,
        Goal = later.Goal ?? earlier.Goal,
        StartSeconds = later.StartSeconds ?? earlier.StartSeconds,
        EndSeconds = later.EndSeconds ?? earlier.EndSeconds,
        CostE4 = later.CostE4 ?? earlier.CostE4,
        Offer = later.Offer ?? earlier.Offer,
    };

    protected override CampaignRow Merge(CampaignRow earlier, CampaignRow later) => MergeRows(earlier, later);

    protected override CampaignRow ReadFacts(BulkReader reader, CampaignRow like) => Read(reader, like.Key, 0);

    protected override BulkWriter Insert() => BulkWriter.Insert(Connection, "CampaignFacts", "CampaignId, ImportId, " + ColumnsRead);

    protected override void Store(BulkWriter insert, long id, CampaignRow row)
    {
        insert.Set(0, id);
        insert.Set(1, ImportId);
        insert.SetText(2, row.Name);
        insert.SetText(3, row.Channel);
        insert.SetText(4, row.Goal);
        insert.Set(5, row.StartSeconds);
        insert.Set(6, row.EndSeconds);
        insert.Set(7, row.CostE4);
        insert.SetText(8, row.Offer);
        insert.Run();
    }
}
