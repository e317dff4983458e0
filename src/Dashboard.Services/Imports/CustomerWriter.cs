using System.Text.Json;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>Writes what files say of customers.</summary>
internal sealed class CustomerWriter(SqliteConnection connection, long importId) : FactWriter<CustomerRow>(connection, importId, "Customers", $"SELECT {Columns} FROM CustomerFacts WHERE CustomerId = @0 ORDER BY Id")
{
    private const string Columns = "Name, BirthDay, Gender, Country, Region, City, Postcode, Language, Acquisition, SignedUpAt, Email, Phone, Attributes";

    private readonly PreparedStatement insert = PreparedStatement.Insert(connection, "CustomerFacts", "CustomerId, ImportId, " + Columns);
    private readonly PreparedStatement insertConsent = PreparedStatement.Insert(connection, "Consents", "CustomerId, ImportId, Channel, Purpose, Granted, Source, At");
    private readonly PreparedStatement selectConsents = new(connection, "SELECT Channel, Purpose, Granted, Source, At FROM Consents WHERE CustomerId = @0 ORDER BY Id", 1);

    /// <summary>Reads one row of facts; the columns in the order of the table, from an ordinal on.</summary>
    public static CustomerRow Read(SqliteDataReader reader, string key, int ordinal) => new()
    {
        Key = key,
        Name = Text(reader, ordinal),
        BirthDate = reader.IsDBNull(ordinal + 1) ? null : DateOnly.FromDayNumber(reader.GetInt32(ordinal + 1)),
        Gender = Text(reader, ordinal + 2),
        Country = Text(reader, ordinal + 3),
        Region = Text(reader, ordinal + 4),
        City = Text(reader, ordinal + 5),
        Postcode = Text(reader, ordinal + 6),
        Language = Text(reader, ordinal + 7),
        AcquisitionChannel = Text(reader, ordinal + 8),
        SignedUpSeconds = reader.IsDBNull(ordinal + 9) ? null : reader.GetInt64(ordinal + 9),
        Email = Text(reader, ordinal + 10),
        Phone = Text(reader, ordinal + 11),
        Attributes = Text(reader, ordinal + 12) is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)! : NoAttributes,
    };

    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public static string ColumnsRead => Columns;

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
        Consents = later.Consents.Count == 0 ? earlier.Consents : [.. earlier.Consents.Where(e => !later.Consents.Any(l => SameQuestion(l, e))), .. later.Consents],
        Attributes = later.Attributes.Count == 0 ? earlier.Attributes : Union(earlier.Attributes, later.Attributes),
    };

    public override void Dispose()
    {
        insert.Dispose();
        insertConsent.Dispose();
        selectConsents.Dispose();
        base.Dispose();
    }

    protected override CustomerRow Merge(CustomerRow earlier, CustomerRow later) => MergeRows(earlier, later);

    protected override CustomerRow ReadFacts(SqliteDataReader reader, string key) => Read(reader, key, 0);

    protected override CustomerRow? Stored(long id, string key)
    {
        var stored = base.Stored(id, key);
        using var consents = selectConsents.Read(id);
        while (consents.Read())
        {
            var consent = new ConsentRow(consents.GetString(0), consents.GetString(1), consents.GetInt64(2) != 0, Text(consents, 3), consents.IsDBNull(4) ? null : consents.GetInt64(4));
            stored = MergeRows(stored ?? new CustomerRow { Key = key }, new CustomerRow { Key = key, Consents = [consent] });
        }

        return stored;
    }

    protected override bool SaysNothingNew(CustomerRow stored, CustomerRow merged) =>
        stored with { Consents = [], Attributes = NoAttributes } == merged with { Consents = [], Attributes = NoAttributes }
        && stored.Consents.Count == merged.Consents.Count && stored.Consents.All(merged.Consents.Contains)
        && stored.Attributes.Count == merged.Attributes.Count && stored.Attributes.All(a => merged.Attributes.GetValueOrDefault(a.Key) == a.Value);

    protected override void Store(long id, CustomerRow row)
    {
        insert.Run(
            id, ImportId, row.Name, row.BirthDate?.DayNumber, row.Gender, row.Country, row.Region, row.City, row.Postcode, row.Language, row.AcquisitionChannel,
            row.SignedUpSeconds, row.Email, row.Phone, row.Attributes.Count == 0 ? null : JsonSerializer.Serialize(row.Attributes));
        foreach (var consent in row.Consents)
            insertConsent.Run(id, ImportId, consent.Channel, consent.Purpose, consent.Granted ? 1L : 0L, consent.Source, consent.AtSeconds);
    }

    private static readonly Dictionary<string, string> NoAttributes = [];

    private static bool SameQuestion(ConsentRow a, ConsentRow b) => a.Channel == b.Channel && a.Purpose == b.Purpose;

    private static Dictionary<string, string> Union(IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> later)
    {
        var all = new Dictionary<string, string>(earlier, StringComparer.Ordinal);
        foreach (var (name, value) in later)
            all[name] = value;
        return all;
    }

    private static string? Text(SqliteDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
