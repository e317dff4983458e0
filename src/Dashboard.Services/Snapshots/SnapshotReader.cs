using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Snapshots;

/// <summary>Reads the store into a <see cref="Snapshot"/> within the caller's read transaction, so that it holds exactly one data version.</summary>
internal sealed class SnapshotReader(SqliteConnection connection, CancellationToken cancellationToken)
{
    private readonly Dictionary<long, int> customerIndex = [];
    private readonly Dictionary<long, int> productIndex = [];
    private readonly Dictionary<long, int> campaignIndex = [];

    public Snapshot Read()
    {
        var settings = ShopSettingsService.Read(connection);
        var clock = new ShopClock(settings.TimeZone);
        var builder = new SnapshotBuilder(settings, DashboardStore.DataVersion(connection));
        ReadCustomers(builder, clock);
        ReadProducts(builder);
        ReadOrders(builder, clock);
        ReadCampaigns(builder, clock);
        ReadContacts(builder, clock);
        return builder.Build();
    }

    private void ReadCustomers(SnapshotBuilder builder, ShopClock clock)
    {
        // Keys in ordinal order give every customer the same index whichever way the rows came in.
        var facts = Merged($"SELECT CustomerId, {CustomerWriter.ColumnsRead} FROM CustomerFacts ORDER BY CustomerId, ImportId", r => CustomerWriter.Read(r, "", 1), CustomerWriter.MergeRows);
        var consents = new Dictionary<long, Dictionary<string, bool>>();
        Each("SELECT CustomerId, Channel, Granted FROM Consents WHERE Purpose = 'marketing' ORDER BY CustomerId, Id", r =>
        {
            if (!consents.TryGetValue(r.Int64(0), out var said))
                consents[r.Int64(0)] = said = new Dictionary<string, bool>(StringComparer.Ordinal);
            said[r.Text(1)!] = r.Int64(2) != 0;
        });
        Each("SELECT Id, Key FROM Customers ORDER BY Key", r =>
        {
            var id = r.Int64(0);
            facts.TryGetValue(id, out var row);
            customerIndex[id] = builder.Add(new CustomerFacts(r.Text(1)!)
            {
                Name = row?.Name,
                Email = row?.Email,
                Phone = row?.Phone,
                Postcode = row?.Postcode,
                Gender = row?.Gender,
                Country = row?.Country,
                Region = row?.Region,
                City = row?.City,
                Language = row?.Language,
                Acquisition = row?.AcquisitionChannel,
                BirthDay = row?.BirthDate?.DayNumber ?? 0,
                SignUpDay = row?.SignedUpSeconds is { } at ? clock.Local(at).Day : 0,
                Consent = consents.GetValueOrDefault(id) ?? NoConsent,
                Attributes = row?.Attributes ?? NoAttributes,
            });
        });
    }

    private void ReadProducts(SnapshotBuilder builder)
    {
        var facts = Merged($"SELECT ProductId, {ProductWriter.ColumnsRead} FROM ProductFacts ORDER BY ProductId, Id", r => ProductWriter.Read(r, "", 1), ProductWriter.MergeRows);
        Each("SELECT Id, Key FROM Products ORDER BY Key", r =>
        {
            facts.TryGetValue(r.Int64(0), out var row);
            productIndex[r.Int64(0)] = builder.Add(
                new ProductFacts(r.Text(1)!, row?.Name, row?.Category, row?.Brand, row?.PriceE4 ?? -1, row?.CostE4 ?? -1, row?.IsMerchandise ?? true));
        });
    }

    private void ReadOrders(SnapshotBuilder builder, ShopClock clock) => Each(
        "SELECT Number, CustomerId, At, Kind, Channel, Country, Lines FROM Orders WHERE IsCurrent = 1",
        r =>
        {
            var (day, minute) = clock.Local(r.Int64(2));
            builder.Add(new DocumentFacts(r.Text(0)!, r.IsNull(1) ? -1 : customerIndex[r.Int64(1)], day, minute, (DocumentKind)r.Int64(3), r.Text(4), r.Text(5)));
            for (var lines = LineCodec.Read(r.Blob(6)); lines.Next(out var line);)
                builder.Add(new LineFacts(line.ProductId is { } product ? productIndex[product] : -1, line.QuantityE4, line.UnitPriceE4, line.DiscountE4, line.AmountE4));
        });

    private void ReadCampaigns(SnapshotBuilder builder, ShopClock clock)
    {
        var facts = Merged($"SELECT CampaignId, {CampaignWriter.ColumnsRead} FROM CampaignFacts ORDER BY CampaignId, Id", r => CampaignWriter.Read(r, "", 1), CampaignWriter.MergeRows);
        Each("SELECT Id, Key FROM Campaigns ORDER BY Key", r =>
        {
            facts.TryGetValue(r.Int64(0), out var row);
            campaignIndex[r.Int64(0)] = builder.Add(new CampaignFacts(
                r.Text(1)!, row?.Name, row?.Channel, row?.Goal, row?.Offer,
                row?.StartSeconds is { } start ? clock.Local(start).Day : 0, row?.EndSeconds is { } end ? clock.Local(end).Day : 0, row?.CostE4 ?? -1));
        });
    }

    private void ReadContacts(SnapshotBuilder builder, ShopClock clock) => Each(
        "SELECT CampaignId, CustomerId, At, IsControl, Delivered, Opened, Clicked, Converted, RevenueE4 FROM Contacts WHERE IsCurrent = 1",
        r =>
        {
            var (day, minute) = r.IsNull(2) ? (0, (short)0) : clock.Local(r.Int64(2));
            var (flags, known) = (ContactFlags.None, ContactFlags.Control);
            Flag(3, ContactFlags.Control);
            Flag(4, ContactFlags.Delivered);
            Flag(5, ContactFlags.Opened);
            Flag(6, ContactFlags.Clicked);
            Flag(7, ContactFlags.Converted);
            if (!r.IsNull(8))
                known |= ContactFlags.Revenue;
            builder.Add(new ContactFacts(campaignIndex[r.Int64(0)], customerIndex[r.Int64(1)], day, minute, flags, known, r.IsNull(8) ? 0 : r.Int64(8)));

            void Flag(int ordinal, ContactFlags flag)
            {
                if (r.IsNull(ordinal))
                    return;
                known |= flag;
                if (r.Int64(ordinal) != 0)
                    flags |= flag;
            }
        });

    private Dictionary<long, TRow> Merged<TRow>(string sql, Func<BulkReader, TRow> read, Func<TRow, TRow, TRow> merge)
    {
        var rows = new Dictionary<long, TRow>();
        Each(sql, r =>
        {
            var id = r.Int64(0);
            rows[id] = rows.TryGetValue(id, out var earlier) ? merge(earlier, read(r)) : read(r);
        });
        return rows;
    }

    private void Each(string sql, Action<BulkReader> row)
    {
        using var reader = new BulkReader(connection, sql);
        for (var count = 0; reader.Step(); count++)
        {
            if ((count & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            row(reader);
        }
    }

    private static readonly Dictionary<string, bool> NoConsent = [];

    private static readonly Dictionary<string, string> NoAttributes = [];
}
