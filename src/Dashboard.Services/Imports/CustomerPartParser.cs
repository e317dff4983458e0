using Dashboard.Services.Imports.Reading;
using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>Reads what a row of any kind says of its customer.</summary>
internal abstract class CustomerPartParser : RowParser
{
    private const int MostKnown = 65_536;

    private static readonly F[] Described =
    [
        F.Name, F.FirstName, F.LastName, F.BirthDate, F.BirthYear, F.Age, F.Gender, F.Region, F.City, F.Postcode, F.Language, F.AcquisitionChannel, F.SignedUp, F.Email, F.Phone,
        F.ConsentEmail, F.ConsentSms, F.ConsentPhone, F.ConsentPost, F.ConsentAds, F.ConsentAt, F.ConsentSource,
    ];

    private static readonly (F Field, string Channel)[] Consents =
        [(F.ConsentEmail, "email"), (F.ConsentSms, "sms"), (F.ConsentPhone, "phone"), (F.ConsentPost, "post"), (F.ConsentAds, "ads")];

    private readonly bool onlyCountry;
    private readonly bool hasConsents;
    private readonly Dictionary<string, CustomerRow> known = [];

    protected CustomerPartParser(ImportPlan plan)
        : base(plan)
    {
        onlyCountry = !Described.Any(Has) && Repeated.All(column => column.Field != F.Attribute);
        hasConsents = Consents.Any(consent => Has(consent.Field));
    }

    /// <summary>Writes what the row says of its customer into a batch.</summary>
    protected bool TryCustomerPart(ReadOnlySpan<char> key, LineBatch batch, out BatchText facts)
    {
        if (onlyCountry)
        {
            facts = batch.Facts(Characters(F.Country), IsEmail(key) ? key : default);
            return true;
        }

        facts = default;
        if (!TryCustomerPart(key.ToString(), out var customer)) return false;
        facts = batch.Facts(customer!);
        return true;
    }

    protected bool TryCustomerPart(string key, out CustomerRow? customer)
    {
        customer = null;
        var country = Text(F.Country);
        if (onlyCountry)
        {
            if (known.TryGetValue(key, out customer) && customer.Country == country) return true;
            if (known.Count >= MostKnown) known.Clear();
            customer = known[key] = new CustomerRow { Key = key, Country = country, Email = EmailOf(key) };
            return true;
        }

        if (!TryInstant(F.SignedUp, false, out var signedUp) || !TryConsents(out var consents)) return false;
        customer = new CustomerRow
        {
            Key = key,
            Name = Text(F.Name) ?? Joined(Text(F.FirstName), Text(F.LastName)),
            BirthDate = Birth(),
            Gender = ValueText.IsNothing(Value(F.Gender)) ? null : ValueText.Gender(Value(F.Gender)),
            Country = country,
            Region = Text(F.Region),
            City = Text(F.City),
            Postcode = Text(F.Postcode),
            Language = Text(F.Language),
            AcquisitionChannel = Text(F.AcquisitionChannel),
            SignedUpSeconds = signedUp,
            Email = Email(key),
            Phone = Text(F.Phone),
            Consents = consents,
        };
        if (Attributes() is { } attributes) customer = customer with { Attributes = attributes };
        return true;
    }

    private static string? Joined(string? first, string? last) => first is null ? last : last is null ? first : $"{first} {last}";

    private string? Email(string key)
    {
        if (!Has(F.Email)) return EmailOf(key);
        var text = Value(F.Email).Trim();
        if (text.IsEmpty || ValueText.IsNothing(text)) return null;
        if (ValueText.IsEmail(text)) return text.ToString();
        Counts.Notice(ImportNotice.EmailsLeftOut);
        return null;
    }

    private string? EmailOf(string key) => IsEmail(key) ? key : null;

    // A customer known by an e-mail address.
    private bool IsEmail(ReadOnlySpan<char> key) => !Has(F.Email) && ValueText.IsEmail(key);

    private DateOnly? Birth()
    {
        if (!Has(F.BirthDate) && !Has(F.BirthYear) && !Has(F.Age)) return null;
        var latest = Plan.AsOf?.Year ?? 2100;
        var nothing = true;
        if (!ValueText.IsNothing(Value(F.BirthDate)))
        {
            nothing = false;
            if (DateText.TryParse(Value(F.BirthDate), OrderOf(F.BirthDate), out var birth) && birth.Date.Year <= latest) return birth.Date;
        }

        if (!ValueText.IsNothing(Value(F.BirthYear)))
        {
            nothing = false;
            if (Whole(F.BirthYear) is { } year && year >= 1900 && year <= latest) return new DateOnly(year, 7, 1);
        }

        if (Plan.AsOf is { } asOf && !ValueText.IsNothing(Value(F.Age)))
        {
            nothing = false;
            if (Whole(F.Age) is { } age and >= 0 and <= 120) return new DateOnly(asOf.Year - age, 7, 1);
        }

        if (!nothing) Counts.Notice(ImportNotice.BirthsLeftOut);
        return null;
    }

    private int? Whole(F field) => NumberText.TryParseE4(Value(field), DecimalOf(field), out var e4, out _) && e4 is >= 0 and < 100_000_000 ? (int)(e4 / 10_000) : null;

    private bool TryConsents(out IReadOnlyList<ConsentRow> consents)
    {
        consents = [];
        if (!hasConsents) return true;
        if (!TryInstant(F.ConsentAt, false, out var at)) return false;
        var given = new List<ConsentRow>();
        foreach (var (field, channel) in Consents)
        {
            if (!TryBoolean(field, out var granted)) return false;
            if (granted is { } word) given.Add(new ConsentRow(channel, "marketing", word, Text(F.ConsentSource) ?? Plan.File.FileName, at));
        }

        consents = given;
        return true;
    }

    private Dictionary<string, string>? Attributes()
    {
        Dictionary<string, string>? attributes = null;
        foreach (var (field, column, name) in Repeated)
        {
            if (field == F.Attribute && TextAt(column) is { } text) (attributes ??= [])[name] = text;
        }

        return attributes;
    }
}
