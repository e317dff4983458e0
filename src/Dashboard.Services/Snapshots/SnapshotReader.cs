using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Snapshots;

/// <summary>
/// Reads the store into a <see cref="Snapshot"/> within the caller's read transaction, so that it holds exactly one data version. Documents, which are most of it,
/// are read on two connections, a half of their ids each.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="connection">A connection within a read transaction.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class SnapshotReader(DashboardStore store, SqliteConnection connection, CancellationToken cancellationToken)
{
    private const int Unknown = -2;
    private static readonly Dictionary<string, bool> NoConsent = [];
    private static readonly Dictionary<string, string> NoAttributes = [];

    private readonly IdMap customerIndex = new();
    private readonly IdMap productIndex = new();
    private readonly IdMap campaignIndex = new();

    /// <summary>Reads.</summary>
    public Snapshot Read()
    {
        var settings = ShopSettingsService.Read(connection);
        var clock = new ShopClock(settings.TimeZone);
        var builder = new SnapshotBuilder(settings, DashboardStore.DataVersion(connection));
        ReadCustomers(builder, clock);
        ReadProducts(builder);
        ReadDocuments(builder, settings.TimeZone);
        ReadCampaigns(builder, clock);
        ReadContacts(builder, clock);
        return builder.Build();
    }

    // Three readers in the order of ids, side by side; then the customers are brought into the order of their keys,
    // which gives everyone the same index whichever way the rows came in.
    private void ReadCustomers(SnapshotBuilder builder, ShopClock clock)
    {
        using var facts = new BulkReader(connection, $"SELECT CustomerId, {CustomerWriter.ColumnsRead} FROM CustomerFacts ORDER BY CustomerId, ImportId");
        using var consents = new BulkReader(connection, "SELECT CustomerId, Channel, Granted, At, ImportId FROM Consents WHERE Purpose = 'marketing' ORDER BY CustomerId, Id");
        var consentTimes = new ConsentTimes(connection);
        var hasEdits = HandEdits.Any(connection);
        var (hasFacts, hasConsents) = (facts.Step(), consents.Step());
        var ids = new List<long>();
        Each("SELECT Id, Key FROM Customers ORDER BY Id", r =>
        {
            var id = r.Int64(0);
            CustomerRow? row = null;
            for (; hasFacts && facts.Int64(0) <= id; hasFacts = facts.Step())
            {
                if (facts.Int64(0) == id)
                    row = row is null ? CustomerWriter.Read(facts, "", 1) : CustomerWriter.MergeRows(row, CustomerWriter.Read(facts, "", 1));
            }

            if (hasEdits && row is not null)
                row = HandEdits.WithoutCleared(row);
            Dictionary<string, bool>? said = null;
            consentTimes.Clear();
            for (; hasConsents && consents.Int64(0) <= id; hasConsents = consents.Step())
            {
                if (consents.Int64(0) == id && consents.Text(1)! is var channel && consentTimes.Counts(channel, consents.Int64OrNull(3), consents.Int64(4)))
                    (said ??= new Dictionary<string, bool>(StringComparer.Ordinal))[channel] = consents.Int64(2) != 0;
            }

            ids.Add(id);
            builder.Add(new CustomerFacts(r.Text(1)!)
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
                Consent = said ?? NoConsent,
                Attributes = row?.Attributes ?? NoAttributes,
            });
        });
        var indexOf = builder.SortCustomersByKey();
        for (var i = 0; i < ids.Count; i++)
            customerIndex.Add(ids[i], indexOf[i]);
    }

    private void ReadProducts(SnapshotBuilder builder)
    {
        var facts = Merged($"SELECT ProductId, {ProductWriter.ColumnsRead} FROM ProductFacts ORDER BY ProductId, Id", r => ProductWriter.Read(r, "", 1), ProductWriter.MergeRows);
        Each("SELECT Id, Key FROM Products ORDER BY Key", r =>
        {
            facts.TryGetValue(r.Int64(0), out var row);
            productIndex.Add(r.Int64(0), builder.Add(
                new ProductFacts(r.Text(1)!, row?.Name, row?.Category, row?.Brand, row?.PriceE4 ?? -1, row?.CostE4 ?? -1, row?.IsMerchandise ?? true)));
        });
    }

    private void ReadDocuments(SnapshotBuilder builder, string timeZone)
    {
        var (first, second) = (builder.NewPart(), builder.NewPart());
        var hidden = HiddenVersions.Of(connection);
        var blocks = DocumentBlocks.Heads(connection);
        using var other = store.Connect();
        using var transaction = other.BeginTransaction(deferred: true);
        if (blocks.Count < 2 || DashboardStore.Content(other) != DashboardStore.Content(connection))
        {
            // Not worth it; or an import ended between the beginnings of the two transactions, and one connection alone still sees one version.
            ReadDocuments(connection, first, hidden, 0, long.MaxValue, timeZone);
            return;
        }

        var middle = blocks[blocks.Count / 2].Id;
        Task.WaitAll(
            [
                Task.Run(() => ReadDocuments(connection, first, hidden, 0, middle - 1, timeZone), cancellationToken),
                Task.Run(() => ReadDocuments(other, second, hidden, middle, long.MaxValue, timeZone), cancellationToken),
            ],
            cancellationToken);
    }

    private void ReadDocuments(SqliteConnection from, DocumentPart part, HiddenVersions hidden, long firstId, long lastId, string timeZone)
    {
        var clock = new ShopClock(timeZone);
        using var reader = new BulkReader(from, "SELECT Id, Data FROM DocumentBlocks WHERE Id BETWEEN ? AND ? ORDER BY Id");
        reader.Set(0, firstId);
        reader.Set(1, lastId);
        while (reader.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = new DocumentBlock(reader.Blob(1), reader.Int64(0));
            var places = hidden.In(reader.Int64(0));
            var (channels, countries) = (new int[block.Words], new int[block.Words]);
            for (var word = 0; word < block.Words; word++)
                (channels[word], countries[word]) = (Unknown, Unknown);
            for (var index = 0; block.Next(out var document); index++)
            {
                if (places.Contains(index))
                    continue;
                var (day, minute) = clock.Local(document.AtSeconds);
                var channel = document.Channel < 0 ? -1 : channels[document.Channel] != Unknown ? channels[document.Channel] : channels[document.Channel] = part.ChannelCode(block.Word(document.Channel));
                var country = document.Country < 0 ? -1 : countries[document.Country] != Unknown ? countries[document.Country] : countries[document.Country] = part.CountryCode(block.Word(document.Country));
                part.Add(document.Number, document.CustomerId is { } customer ? customerIndex[customer] : -1, day, minute, (DocumentKind)document.Kind, channel, country);
                for (var lines = LineCodec.Read(document.Lines); lines.Next(out var line);)
                    part.Add(new LineFacts(line.ProductId is { } product ? productIndex[product] : -1, line.QuantityE4, line.UnitPriceE4, line.DiscountE4, line.AmountE4));
            }
        }
    }

    private void ReadCampaigns(SnapshotBuilder builder, ShopClock clock)
    {
        var facts = Merged($"SELECT CampaignId, {CampaignWriter.ColumnsRead} FROM CampaignFacts ORDER BY CampaignId, Id", r => CampaignWriter.Read(r, "", 1), CampaignWriter.MergeRows);
        Each("SELECT Id, Key FROM Campaigns ORDER BY Key", r =>
        {
            facts.TryGetValue(r.Int64(0), out var row);
            campaignIndex.Add(r.Int64(0), builder.Add(new CampaignFacts(
                r.Text(1)!, row?.Name, row?.Channel, row?.Goal, row?.Offer,
                row?.StartSeconds is { } start ? clock.Local(start).Day : 0, row?.EndSeconds is { } end ? clock.Local(end).Day : 0, row?.CostE4 ?? -1)));
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
            if ((count & 0x3FFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            row(reader);
        }
    }

    /// <summary>Indices by row id. Ids are given out one after the other, so an array holds most of them; a store that has seen many undone imports has some far behind.</summary>
    private sealed class IdMap
    {
        private const int MostInArray = 1 << 26;

        private readonly Dictionary<long, int> others = [];
        private int[] indices = new int[1024];

        public int this[long id] => id is >= 0 and < MostInArray && id < indices.Length ? indices[id] : others[id];

        public void Add(long id, int index)
        {
            if (id is < 0 or >= MostInArray)
            {
                others.Add(id, index);
                return;
            }

            if (id >= indices.Length)
                Array.Resize(ref indices, (int)Math.Min(MostInArray, Math.Max(id + 1, 2L * indices.Length)));
            indices[id] = index;
        }
    }
}
