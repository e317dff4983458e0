using System.Text;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>
/// What a row says of a customer, in bytes, without the id: each word that it says as the number of its field and its value. Saying nothing takes no bytes. The bytes live as long as the import.
/// </summary>
internal static class CustomerFactsCodec
{
    private enum Field : byte
    {
        Name,
        BirthDate,
        Gender,
        Country,
        Region,
        City,
        Postcode,
        Language,
        AcquisitionChannel,
        SignedUp,
        Email,
        Phone,
        Consent,
        Attribute,
    }

    public static void Write(ByteBuffer to, CustomerRow row)
    {
        Text(Field.Name, row.Name);
        if (row.BirthDate is { } birth)
            Number(Field.BirthDate, birth.DayNumber);
        Text(Field.Gender, row.Gender);
        Text(Field.Country, row.Country);
        Text(Field.Region, row.Region);
        Text(Field.City, row.City);
        Text(Field.Postcode, row.Postcode);
        Text(Field.Language, row.Language);
        Text(Field.AcquisitionChannel, row.AcquisitionChannel);
        if (row.SignedUpSeconds is { } signedUp)
            Number(Field.SignedUp, signedUp);
        Text(Field.Email, row.Email);
        Text(Field.Phone, row.Phone);
        for (var i = 0; i < row.Consents.Count; i++)
            WriteConsent(to, row.Consents[i]);
        foreach (var (name, value) in row.Attributes)
        {
            to.Byte((byte)Field.Attribute);
            WriteText(to, name);
            WriteText(to, value);
        }

        void Text(Field field, string? text)
        {
            if (text is null)
                return;
            to.Byte((byte)field);
            WriteText(to, text);
        }

        void Number(Field field, long number)
        {
            to.Byte((byte)field);
            to.Signed(number);
        }
    }

    /// <summary>Writes a country and an e-mail address, empty for none.</summary>
    public static void Write(ByteBuffer to, ReadOnlySpan<char> country, ReadOnlySpan<char> email)
    {
        if (!country.IsEmpty)
        {
            to.Byte((byte)Field.Country);
            WriteText(to, country);
        }

        if (email.IsEmpty)
            return;
        to.Byte((byte)Field.Email);
        WriteText(to, email);
    }

    public static CustomerRow Read(ReadOnlySpan<byte> bytes, string key)
    {
        var from = new ByteCursor(bytes);
        string? name = null, gender = null, country = null, region = null, city = null, postcode = null, language = null, acquisition = null, email = null, phone = null;
        DateOnly? birth = null;
        long? signedUp = null;
        List<ConsentRow>? consents = null;
        Dictionary<string, string>? attributes = null;
        while (!from.IsAtEnd)
        {
            switch ((Field)from.Byte())
            {
                case Field.Name: name = ReadText(ref from); break;
                case Field.BirthDate: birth = DateOnly.FromDayNumber((int)from.Signed()); break;
                case Field.Gender: gender = ReadText(ref from); break;
                case Field.Country: country = ReadText(ref from); break;
                case Field.Region: region = ReadText(ref from); break;
                case Field.City: city = ReadText(ref from); break;
                case Field.Postcode: postcode = ReadText(ref from); break;
                case Field.Language: language = ReadText(ref from); break;
                case Field.AcquisitionChannel: acquisition = ReadText(ref from); break;
                case Field.SignedUp: signedUp = from.Signed(); break;
                case Field.Email: email = ReadText(ref from); break;
                case Field.Phone: phone = ReadText(ref from); break;
                case Field.Consent: (consents ??= []).Add(ReadConsent(ref from)); break;
                case Field.Attribute: (attributes ??= new Dictionary<string, string>(StringComparer.Ordinal))[ReadText(ref from)] = ReadText(ref from); break;
                default: throw new InvalidDataException("There is no such field of a customer.");
            }
        }

        var row = new CustomerRow
        {
            Key = key,
            Name = name,
            BirthDate = birth,
            Gender = gender,
            Country = country,
            Region = region,
            City = city,
            Postcode = postcode,
            Language = language,
            AcquisitionChannel = acquisition,
            SignedUpSeconds = signedUp,
            Email = email,
            Phone = phone,
        };
        return consents is null && attributes is null ? row : row with { Consents = consents ?? row.Consents, Attributes = attributes ?? row.Attributes };
    }

    private static void WriteConsent(ByteBuffer to, ConsentRow consent)
    {
        to.Byte((byte)Field.Consent);
        to.Byte((byte)((consent.Granted ? 1 : 0) | (consent.Source is null ? 0 : 2) | (consent.AtSeconds is null ? 0 : 4)));
        WriteText(to, consent.Channel);
        WriteText(to, consent.Purpose);
        if (consent.Source is { } source)
            WriteText(to, source);
        if (consent.AtSeconds is { } at)
            to.Signed(at);
    }

    private static ConsentRow ReadConsent(ref ByteCursor from)
    {
        var flags = from.Byte();
        return new ConsentRow(ReadText(ref from), ReadText(ref from), (flags & 1) != 0, (flags & 2) != 0 ? ReadText(ref from) : null, (flags & 4) != 0 ? from.Signed() : null);
    }

    private static void WriteText(ByteBuffer to, ReadOnlySpan<char> text)
    {
        to.Number((ulong)Encoding.UTF8.GetByteCount(text));
        to.Characters(text);
    }

    private static string ReadText(ref ByteCursor from) => Encoding.UTF8.GetString(from.Text());
}
