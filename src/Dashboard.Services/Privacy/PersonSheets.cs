using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Services.Excel;
using static System.FormattableString;

namespace Dashboard.Services.Privacy;

/// <summary>Everything of a person as files that the person can be given.</summary>
public static class PersonSheets
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>As JSON; amounts are decimals in the shop's currency, instants are UTC.</summary>
    public static byte[] Json(PersonRecord person) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            person.Key,
            person.Pseudonym,
            person.At,
            person.DataVersion,
            person.Currency,
            facts = person.Facts.ToDictionary(),
            told = person.Told.Select(t => new { t.ImportId, t.At, t.From, t.Who, t.Note, facts = t.Facts.ToDictionary() }),
            person.Consents,
            documents = person.Documents.Select(d => new
            {
                d.Number,
                d.At,
                d.Kind,
                d.Channel,
                d.Country,
                d.ImportId,
                d.IsCurrent,
                lines = d.Lines.Select(l => new { l.ProductKey, l.ProductName, quantity = Decimal(l.QuantityE4), unitPrice = Decimal(l.UnitPriceE4), discount = Decimal(l.DiscountE4), amount = Decimal(l.AmountE4) }),
            }),
            contacts = person.Contacts.Select(c => new { c.Campaign, c.At, c.IsControl, c.Delivered, c.Opened, c.Clicked, c.Converted, revenue = c.RevenueE4 is { } e4 ? Decimal(e4) : (decimal?)null, c.ImportId, c.IsCurrent }),
            person.Lists,
            person.Segments,
            estimates = person.Estimates.ToDictionary(),
            person.Decisions,
            person.Texts,
            person.ListExports,
        },
        Options);

    /// <summary>As a workbook: a sheet a kind of data.</summary>
    public static Workbook Workbook(PersonRecord person) => new(person.Currency, [Facts(person), Told(person), Consents(person), Documents(person), Contacts(person), Places(person), Texts(person)], Methods(person))
    {
        DataVersion = person.DataVersion,
        Purpose = "Access request",
    };

    private static IReadOnlyList<MethodsEntry> Methods(PersonRecord person) =>
    [
        new("Definition", "Everything that this shop keeps of one person: what was told, by which import and when, consents with their history, documents and contacts in all versions, lists, segments, estimates, decisions, and texts that name the person."),
        new("Person", person.Pseudonym),
        new("Currency", person.Currency),
        new("Times", "UTC"),
        new("Not kept", Invariant($"Whom an exported list held. Lists of customers exported since the person is known: {person.ListExports:N0}.")),
        new("Data version", person.DataVersion.ToString(CultureInfo.InvariantCulture)),
        new("Put together at", person.At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
    ];

    private static Sheet Facts(PersonRecord person) => Sheet.Of(
        "Facts",
        [new("Kind", CellKind.Text), new("Fact", CellKind.Text) { Width = 34 }, new("Value", CellKind.Text) { Width = 60 }],
        [("recorded", "key", person.Key), .. person.Facts.Select(f => ("recorded", f.Key, f.Value)), .. person.Estimates.Select(e => ("computed or predicted", e.Key, e.Value))],
        (row, fact) => Texts(row, fact.Item1, fact.Item2, fact.Item3));

    private static Sheet Told(PersonRecord person) => Sheet.Of(
        "Told by imports",
        [new("Import", CellKind.Integer), new("At", CellKind.DateTime), new("From", CellKind.Text), new("By hand by", CellKind.Text), new("Fact", CellKind.Text), new("Value", CellKind.Text) { Width = 60 }],
        person.Told.SelectMany(t => t.Facts.Select(f => (Told: t, Fact: f))),
        (row, entry) =>
        {
            row.Integer(entry.Told.ImportId);
            row.DateTime(entry.Told.At.UtcDateTime);
            Texts(row, entry.Told.From, entry.Told.Who, entry.Fact.Key, entry.Fact.Value);
        });

    private static Sheet Consents(PersonRecord person) => Sheet.Of(
        "Consents",
        [
            new("Channel", CellKind.Text), new("Purpose", CellKind.Text), new("Granted", CellKind.Boolean), new("Counts now", CellKind.Boolean), new("At", CellKind.DateTime), new("Recorded at", CellKind.DateTime),
            new("Source", CellKind.Text), new("From", CellKind.Text), new("By hand by", CellKind.Text), new("Note", CellKind.Text),
        ],
        person.Consents,
        (row, consent) =>
        {
            Texts(row, consent.Channel, consent.Purpose);
            row.Boolean(consent.Granted);
            row.Boolean(consent.Counts);
            row.DateTime(consent.At.UtcDateTime);
            row.DateTime(consent.RecordedAt.UtcDateTime);
            Texts(row, consent.Source, consent.From, consent.Who, consent.Note);
        });

    private static Sheet Documents(PersonRecord person) => Sheet.Of(
        "Documents",
        [
            new("Document", CellKind.Text), new("At", CellKind.DateTime), new("Kind", CellKind.Text), new("Counts", CellKind.Boolean), new("Channel", CellKind.Text), new("Country", CellKind.Text), new("Import", CellKind.Integer),
            new("Product", CellKind.Text), new("Product name", CellKind.Text), new("Quantity", CellKind.Number), new("Unit price", CellKind.Money), new("Discount", CellKind.Money), new("Amount", CellKind.Money),
        ],
        person.Documents.SelectMany(d => d.Lines.Select(l => (Document: d, Line: l))),
        (row, entry) =>
        {
            row.Text(entry.Document.Number);
            row.DateTime(entry.Document.At.UtcDateTime);
            row.Text(entry.Document.Kind.ToString());
            row.Boolean(entry.Document.IsCurrent);
            Texts(row, entry.Document.Channel, entry.Document.Country);
            row.Integer(entry.Document.ImportId);
            Texts(row, entry.Line.ProductKey, entry.Line.ProductName);
            row.Number(entry.Line.QuantityE4 / 10_000.0);
            row.Money(entry.Line.UnitPriceE4);
            row.Money(entry.Line.DiscountE4);
            row.Money(entry.Line.AmountE4);
        });

    private static Sheet Contacts(PersonRecord person) => Sheet.Of(
        "Contacts",
        [
            new("Campaign", CellKind.Text), new("At", CellKind.DateTime), new("Counts", CellKind.Boolean), new("Held out", CellKind.Boolean), new("Delivered", CellKind.Boolean), new("Opened", CellKind.Boolean),
            new("Clicked", CellKind.Boolean), new("Converted", CellKind.Boolean), new("Revenue", CellKind.Money), new("Import", CellKind.Integer),
        ],
        person.Contacts,
        (row, contact) =>
        {
            row.Text(contact.Campaign);
            row.DateTime(contact.At?.UtcDateTime);
            row.Boolean(contact.IsCurrent);
            row.Boolean(contact.IsControl);
            row.Boolean(contact.Delivered);
            row.Boolean(contact.Opened);
            row.Boolean(contact.Clicked);
            row.Boolean(contact.Converted);
            row.Money(contact.RevenueE4);
            row.Integer(contact.ImportId);
        });

    private static Sheet Places(PersonRecord person) => Sheet.Of(
        "Lists and decisions",
        [new("Kind", CellKind.Text), new("Name", CellKind.Text) { Width = 40 }, new("What", CellKind.Text) { Width = 40 }, new("At", CellKind.DateTime)],
        [
            .. person.Segments.Select(s => ("segment now", s, "", (DateTimeOffset?)null)),
            .. person.Lists.Select(l => (l.IsDeleted ? "manual list, deleted" : "manual list", l.List, $"{l.Entry} ({l.Source})", (DateTimeOffset?)l.AddedAt)),
            .. person.Decisions.Select(d => (d.InControl ? "decision, left alone for comparison" : "decision", d.Id.ToString(CultureInfo.InvariantCulture), d.Offer, (DateTimeOffset?)d.MadeAt)),
        ],
        (row, place) =>
        {
            Texts(row, place.Item1, place.Item2, place.Item3);
            row.DateTime(place.Item4?.UtcDateTime);
        });

    private static Sheet Texts(PersonRecord person) => Sheet.Of(
        "Texts that name the person",
        [new("Where", CellKind.Text), new("Number", CellKind.Text), new("Text", CellKind.Text) { Width = 100 }],
        person.Texts,
        (row, text) => Texts(row, text.Where, text.Id, text.Text));

    private static void Texts(RowWriter row, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            row.Text(text);
    }

    private static decimal Decimal(long e4) => e4 / 10_000m;
}
