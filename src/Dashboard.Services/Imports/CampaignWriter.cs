using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>Writes what files say of campaigns.</summary>
internal sealed class CampaignWriter(SqliteConnection connection, long importId) : FactWriter<CampaignRow>(connection, importId, "Campaigns", $"SELECT {Columns} FROM CampaignFacts WHERE CampaignId = @0 ORDER BY Id")
{
    private const string Columns = "Name, Channel, Goal, StartAt, EndAt, CostE4, Offer";

    private readonly PreparedStatement insert = PreparedStatement.Insert(connection, "CampaignFacts", "CampaignId, ImportId, " + Columns);

    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public static string ColumnsRead => Columns;

    public static CampaignRow Read(SqliteDataReader reader, string key, int ordinal) => new()
    {
        Key = key,
        Name = reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal),
        Channel = reader.IsDBNull(ordinal + 1) ? null : reader.GetString(ordinal + 1),
        Goal = reader.IsDBNull(ordinal + 2) ? null : reader.GetString(ordinal + 2),
        StartSeconds = reader.IsDBNull(ordinal + 3) ? null : reader.GetInt64(ordinal + 3),
        EndSeconds = reader.IsDBNull(ordinal + 4) ? null : reader.GetInt64(ordinal + 4),
        CostE4 = reader.IsDBNull(ordinal + 5) ? null : reader.GetInt64(ordinal + 5),
        Offer = reader.IsDBNull(ordinal + 6) ? null : reader.GetString(ordinal + 6),
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

    public override void Dispose()
    {
        insert.Dispose();
        base.Dispose();
    }

    protected override CampaignRow Merge(CampaignRow earlier, CampaignRow later) => MergeRows(earlier, later);

    protected override CampaignRow ReadFacts(SqliteDataReader reader, string key) => Read(reader, key, 0);

    protected override bool SaysNothingNew(CampaignRow stored, CampaignRow merged) => stored == merged;

    protected override void Store(long id, CampaignRow row) =>
        insert.Run(id, ImportId, row.Name, row.Channel, row.Goal, row.StartSeconds, row.EndSeconds, row.CostE4, row.Offer);
}
