using System.Collections;
using System.Text.Json;
using Dashboard.Services.Privacy;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// Writes what files say of customers, who may be millions: their ids are kept, what is said of them waits in the spool, and at the end it is brought into the order of the
/// ids, merged, and written where it is new.
/// </summary>
internal sealed class CustomerWriter(SqliteConnection connection, long importId, SpoolSpace space)
{
    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string ColumnsRead = "Name, BirthDay, Gender, Country, Region, City, Postcode, Language, Acquisition, SignedUpAt, Email, Phone, Attributes";

    private const int FieldsRead = 13;
    private const int PartBytes = 4 << 20;
    private const int MostParts = 512;
    private static readonly Dictionary<string, string> NoAttributes = [];
    private readonly Spool told = new(space, 1);
    private readonly BitArray named = new(0);
    private readonly BitArray kept = new(0);
    private ulong[] lastTold = new ulong[32];
    private KeyIds? ids;

    /// <summary>Keys that the file names.</summary>
    public KeyTable Keys { get; } = new();

    /// <summary>Ids of the keys, known once they are resolved.</summary>
    public KeyIds Ids => ids ?? throw new InvalidOperationException("The ids are known after Resolve.");

    /// <summary>The number of a customer's key.</summary>
    public int Add(ReadOnlySpan<byte> key, ulong hash)
    {
        var index = Keys.Add(key, hash);
        if (index == lastTold.Length)
            Array.Resize(ref lastTold, 2 * lastTold.Length);
        if (index == named.Length)
            named.Length = kept.Length = Math.Max(32, 2 * named.Length);
        return index;
    }

    /// <summary>Adds what a row says of a customer.</summary>
    /// <param name="customer">The customer's number.</param>
    /// <param name="facts">What it says, by <see cref="CustomerFactsCodec"/>; it may be nothing.</param>
    /// <param name="hash">Hash of that.</param>
    public void Say(int customer, ReadOnlySpan<byte> facts, ulong hash)
    {
        named[customer] = true;
        if (facts.IsEmpty || lastTold[customer] == hash)
            return;
        lastTold[customer] = hash;
        var to = told.Open(0);
        to.Number((ulong)customer);
        to.Text(facts);
        told.Close(0);
    }

    /// <summary>Notes that a document or a contact mentions a customer.</summary>
    public void Keep(int customer) => kept[customer] = true;

    /// <summary>Gives every customer their id.</summary>
    public void Resolve(CancellationToken cancellationToken) => ids = KeyIds.Of(connection, "Customers", Keys, cancellationToken);

    /// <summary>Stores what is new; after documents and contacts.</summary>
    public RecordCounts Finish(CancellationToken cancellationToken)
    {
        using var store = new FactStore(connection, importId);
        var parts = Parts();
        var updated = 0L;
        for (var part = 0; part < parts.Partitions; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            updated += Write(store, parts.Read(part));
            parts.Forget(part);
        }

        return new RecordCounts(Ids.New, updated, Keys.Count - Ids.New - updated);
    }

    /// <summary>Reads one row of facts; the columns from one on.</summary>
    public static CustomerRow Read(BulkReader reader, string key, int column) => new()
    {
        Key = key,
        Name = reader.Text(column),
        BirthDate = reader.Int64OrNull(column + 1) is { } day ? DateOnly.FromDayNumber((int)day) : null,
        Gender = reader.Text(column + 2),
        Country = reader.Text(column + 3),
        Region = reader.Text(column + 4),
        City = reader.Text(column + 5),
        Postcode = reader.Text(column + 6),
        Language = reader.Text(column + 7),
        AcquisitionChannel = reader.Text(column + 8),
        SignedUpSeconds = reader.Int64OrNull(column + 9),
        Email = reader.Text(column + 10),
        Phone = reader.Text(column + 11),
        Attributes = reader.IsNull(column + 12) ? NoAttributes : JsonSerializer.Deserialize<Dictionary<string, string>>(reader.Utf8(column + 12))!,
    };

    /// <summary>The later row's word on each field, else the earlier one's.</summary>
    public static CustomerRow MergeRows(CustomerRow earlier, CustomerRow later) => new()
    {
        Key = earlier.Key,
        Name = later.Name ?? earlier.Name,
        BirthDate = later.BirthDate ?? earlier.BirthDate,
        Gender = later.Gender ?? earlier.Gender,
        Country = later.Country ?? earlier.Country,
        Region = later.Region ?? earlier.Region,
        City = later.City ?? earlier.City,
        Postcode = later.Postcode ?? earlier.Postcode,
        Language = later.Language ?? earlier.Language,
        AcquisitionChannel = later.AcquisitionChannel ?? earlier.AcquisitionChannel,
        SignedUpSeconds = later.SignedUpSeconds ?? earlier.SignedUpSeconds,
        Email = later.Email ?? earlier.Email,
        Phone = later.Phone ?? earlier.Phone,
        Consents = later.Consents.Count == 0 ? earlier.Consents : MergeConsents(earlier.Consents, later.Consents),
        Attributes = later.Attributes.Count == 0 ? earlier.Attributes : Union(earlier.Attributes, later.Attributes),
    };

    // What was told, in parts of a few megabytes that follow one another as the ids do. A new customer whom nothing else mentions and of whom nothing is told
    // is told of with no words, so that the customer stays.
    private Spool Parts()
    {
        var count = (int)Math.Clamp((told.Length / PartBytes) + 1, 1, MostParts);
        var (least, greatest) = (long.MaxValue, 0L);
        for (var i = 0; i < Keys.Count; i++)
            (least, greatest) = (Math.Min(least, Ids[i]), Math.Max(greatest, Ids[i]));
        var parts = new Spool(space, count);
        foreach (var bytes in told.Parts(0))
        {
            var from = new ByteCursor(bytes);
            while (!from.IsAtEnd)
                Tell(Ids[(int)from.Number()], from.Text());
        }

        told.Forget(0);
        for (var i = 0; i < Keys.Count; i++)
        {
            if (named[i] && !kept[i] && lastTold[i] == 0 && Ids.IsNew(i))
                Tell(Ids[i], default);
        }

        return parts;

        void Tell(long id, ReadOnlySpan<byte> facts)
        {
            var part = (int)((id - least) * count / (greatest - least + 1));
            var to = parts.Open(part);
            to.Number((ulong)id);
            to.Text(facts);
            parts.Close(part);
        }
    }

    // Writes one part; gives the number of customers known before of whom something new was said.
    private long Write(FactStore store, byte[] bytes)
    {
        var rows = new List<(long Id, int Start)>();
        var from = new ByteCursor(bytes);
        while (!from.IsAtEnd)
        {
            rows.Add(((long)from.Number(), from.At));
            from.Text();
        }

        rows.Sort();
        var updated = 0L;
        for (var i = 0; i < rows.Count;)
        {
            var (id, start) = rows[i];
            var said = RowAt(start);
            for (i++; i < rows.Count && rows[i].Id == id; i++)
                said = MergeRows(said, RowAt(rows[i].Start));
            if (id < Ids.FirstNew)
            {
                if (store.Known(id, out var isCorrected) is { } known)
                {
                    if (SaysNothingNew(known, MergeRows(known, said)))
                        continue;
                    // What the source said before a person corrected it is no news when it says it again.
                    if (isCorrected)
                        said = NewsOf(known, said);
                }

                updated++;
            }

            store.Add(id, said);
        }

        return updated;

        CustomerRow RowAt(int start) => CustomerFactsCodec.Read(new ByteCursor(bytes.AsSpan(start)).Text(), "");
    }

    private static bool SaysNothingNew(CustomerRow stored, CustomerRow merged) =>
        stored with { Consents = [], Attributes = NoAttributes } == merged with { Consents = [], Attributes = NoAttributes }
        && stored.Consents.Count == merged.Consents.Count && stored.Consents.All(merged.Consents.Contains)
        && stored.Attributes.Count == merged.Attributes.Count && stored.Attributes.All(a => merged.Attributes.GetValueOrDefault(a.Key) == a.Value);

    // The last word counts where no time is told; entries with a time are all kept, since the time decides.
    private static IReadOnlyList<ConsentRow> MergeConsents(IReadOnlyList<ConsentRow> earlier, IReadOnlyList<ConsentRow> later) =>
        [.. earlier.Where(e => !later.Contains(e) && (e.AtSeconds is not null || !later.Any(l => SameQuestion(l, e)))), .. later];

    private static CustomerRow NewsOf(CustomerRow known, CustomerRow said) => said with
    {
        Name = said.Name == known.Name ? null : said.Name,
        BirthDate = said.BirthDate == known.BirthDate ? null : said.BirthDate,
        Gender = said.Gender == known.Gender ? null : said.Gender,
        Country = said.Country == known.Country ? null : said.Country,
        Region = said.Region == known.Region ? null : said.Region,
        City = said.City == known.City ? null : said.City,
        Postcode = said.Postcode == known.Postcode ? null : said.Postcode,
        Language = said.Language == known.Language ? null : said.Language,
        AcquisitionChannel = said.AcquisitionChannel == known.AcquisitionChannel ? null : said.AcquisitionChannel,
        SignedUpSeconds = said.SignedUpSeconds == known.SignedUpSeconds ? null : said.SignedUpSeconds,
        Email = said.Email == known.Email ? null : said.Email,
        Phone = said.Phone == known.Phone ? null : said.Phone,
        Consents = [.. said.Consents.Where(c => !known.Consents.Contains(c))],
        Attributes = said.Attributes.Where(a => known.Attributes.GetValueOrDefault(a.Key) != a.Value).ToDictionary(StringComparer.Ordinal),
    };

    private static bool SameQuestion(ConsentRow a, ConsentRow b) => a.Channel == b.Channel && a.Purpose == b.Purpose;

    private static Dictionary<string, string> Union(IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> later)
    {
        var all = new Dictionary<string, string>(earlier, StringComparer.Ordinal);
        foreach (var (name, value) in later)
            all[name] = value;
        return all;
    }

    /// <summary>The tables of what is said of customers.</summary>
    private sealed class FactStore(SqliteConnection connection, long importId) : IDisposable
    {
        private readonly BulkWriter insert = BulkWriter.Insert(connection, "CustomerFacts", "CustomerId, ImportId, " + ColumnsRead);
        private readonly BulkWriter insertConsent = BulkWriter.Insert(connection, "Consents", "CustomerId, ImportId, Channel, Purpose, Granted, Source, At");
        private readonly BulkReader select = new(connection, $"SELECT {ColumnsRead}, ImportId FROM CustomerFacts WHERE CustomerId = ? ORDER BY ImportId");
        private readonly BulkReader selectConsents = new(connection, "SELECT Channel, Purpose, Granted, Source, At, ImportId FROM Consents WHERE CustomerId = ? ORDER BY Id");
        private readonly HashSet<long> byHand = HandEdits.Ids(connection);

        /// <summary>What all files say of a customer, whatever people corrected by hand; null when they say nothing but the id.</summary>
        /// <param name="id">The customer.</param>
        /// <param name="isCorrected">Whether a person said something by hand.</param>
        public CustomerRow? Known(long id, out bool isCorrected)
        {
            CustomerRow? known = null;
            isCorrected = false;
            select.Set(0, id);
            while (select.Step())
            {
                if (byHand.Contains(select.Int64(FieldsRead)))
                {
                    isCorrected = true;
                    continue;
                }

                var row = Read(select, "", 0);
                known = known is null ? row : MergeRows(known, row);
            }

            selectConsents.Set(0, id);
            while (selectConsents.Step())
            {
                if (byHand.Contains(selectConsents.Int64(5)))
                {
                    isCorrected = true;
                    continue;
                }

                var consent = new ConsentRow(
                    selectConsents.Text(0)!, selectConsents.Text(1)!, selectConsents.Int64(2) != 0, selectConsents.Text(3), selectConsents.Int64OrNull(4));
                known = MergeRows(known ?? new CustomerRow { Key = "" }, new CustomerRow { Key = "", Consents = [consent] });
            }

            return known;
        }

        public void Add(long id, CustomerRow row)
        {
            insert.Set(0, id);
            insert.Set(1, importId);
            insert.SetText(2, row.Name);
            insert.Set(3, row.BirthDate?.DayNumber);
            insert.SetText(4, row.Gender);
            insert.SetText(5, row.Country);
            insert.SetText(6, row.Region);
            insert.SetText(7, row.City);
            insert.SetText(8, row.Postcode);
            insert.SetText(9, row.Language);
            insert.SetText(10, row.AcquisitionChannel);
            insert.Set(11, row.SignedUpSeconds);
            insert.SetText(12, row.Email);
            insert.SetText(13, row.Phone);
            if (row.Attributes.Count == 0)
                insert.SetNull(14);
            else
                insert.SetText(14, JsonSerializer.SerializeToUtf8Bytes(row.Attributes));
            insert.Run();
            foreach (var consent in row.Consents)
            {
                insertConsent.Set(0, id);
                insertConsent.Set(1, importId);
                insertConsent.SetText(2, consent.Channel);
                insertConsent.SetText(3, consent.Purpose);
                insertConsent.Set(4, consent.Granted ? 1L : 0L);
                insertConsent.SetText(5, consent.Source);
                insertConsent.Set(6, consent.AtSeconds);
                insertConsent.Run();
            }
        }

        public void Dispose()
        {
            insert.Dispose();
            insertConsent.Dispose();
            select.Dispose();
            selectConsents.Dispose();
        }
    }
}
