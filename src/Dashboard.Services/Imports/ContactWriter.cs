using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>Writes contacts: one for each (campaign, customer, time); one that comes again is unchanged or replaces itself.</summary>
internal sealed class ContactWriter : IDisposable
{
    private const string Columns = "CampaignId, CustomerId, At, IsControl, Delivered, Opened, Clicked, Converted, RevenueE4";

    private readonly HashSet<(long Campaign, long Customer, long At)> seen = [];
    private readonly long importId;
    private readonly bool storeWasEmpty;
    private readonly PreparedStatement insert;
    private readonly PreparedStatement find;
    private readonly PreparedStatement hide;
    private long added;
    private long updated;
    private long unchanged;

    public ContactWriter(SqliteConnection connection, long importId)
    {
        this.importId = importId;
        insert = PreparedStatement.Insert(connection, "Contacts", "ImportId, IsCurrent, " + Columns);
        find = new PreparedStatement(
            connection, $"SELECT Id, IsControl, Delivered, Opened, Clicked, Converted, RevenueE4 FROM Contacts WHERE CampaignId = @0 AND CustomerId = @1 AND At IS @2 AND IsCurrent = 1", 3);
        hide = new PreparedStatement(connection, "UPDATE Contacts SET IsCurrent = 0 WHERE Id = @0", 1);
        using var any = new PreparedStatement(connection, "SELECT EXISTS (SELECT 1 FROM Contacts)", 0);
        storeWasEmpty = (long)any.Scalar()! == 0;
    }

    public long Count => seen.Count;

    public RecordCounts Counts => new(added, updated, unchanged);

    public void Add(ContactRow row, long campaignId, long customerId)
    {
        var isFirst = seen.Add((campaignId, customerId, row.AtSeconds ?? long.MinValue));
        if (!(storeWasEmpty && isFirst))
        {
            var (id, same) = Find(row, campaignId, customerId);
            if (same)
            {
                unchanged += isFirst ? 1 : 0;
                return;
            }

            if (id != 0)
                hide.Run(id);
            updated += isFirst && id != 0 ? 1 : 0;
            added += isFirst && id == 0 ? 1 : 0;
        }
        else
        {
            added++;
        }

        insert.Run(
            importId, 1L, campaignId, customerId, row.AtSeconds, row.IsControl ? 1L : 0L, Number(row.Delivered), Number(row.Opened), Number(row.Clicked), Number(row.Converted), row.RevenueE4);
    }

    public void Dispose()
    {
        insert.Dispose();
        find.Dispose();
        hide.Dispose();
    }

    private (long Id, bool Same) Find(ContactRow row, long campaignId, long customerId)
    {
        using var reader = find.Read(campaignId, customerId, row.AtSeconds);
        if (!reader.Read())
            return (0, false);
        var same = (reader.GetInt64(1) != 0) == row.IsControl
            && Same(2, Number(row.Delivered)) && Same(3, Number(row.Opened)) && Same(4, Number(row.Clicked)) && Same(5, Number(row.Converted)) && Same(6, row.RevenueE4);
        return (reader.GetInt64(0), same);

        bool Same(int ordinal, long? value) => (reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal)) == value;
    }

    private static long? Number(bool? flag) => flag is null ? null : flag.Value ? 1 : 0;
}
