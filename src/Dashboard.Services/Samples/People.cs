using System.Globalization;
using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>Who the customers are: name, birth date, gender, place, address, telephone. Addresses and numbers are of the kinds that are reserved for examples and fiction.</summary>
internal static class People
{
    private static readonly string[] Domains = ["example.com", "example.org", "example.net"];
    private static readonly string[] Homes = ["Flat", "House with garden", "House"];

    private static readonly Dictionary<string, string>[] AttributeSets =
    [
        [],
        Set(("Loyalty card", "yes")),
        .. Homes.Select(h => Set(("Home", h))),
        .. Homes.Select(h => Set(("Loyalty card", "yes"), ("Home", h))),
    ];

    /// <summary>The shop's own id of a customer: seven digits, with leading zeros.</summary>
    public static string Key(int customer) => (customer + 1).ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>The country of a customer.</summary>
    public static Country CountryOf(SampleWorld world, int customer)
    {
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Person, Original(customer));
        return Country.All[Country.Choice.Draw(ref random)];
    }

    /// <summary>The row of a customer who signed up at a second of the day.</summary>
    public static CustomerRow Row(SampleWorld world, int customer, CustomerHistory history, int signUpSecond)
    {
        var traits = history.Traits;
        var original = Original(customer);
        var persona = original == customer ? Persona.All[traits.Persona] : Persona.All[Traits.Of(world, original).Persona];
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Person, original);
        var country = Country.All[Country.Choice.Draw(ref random)];
        var city = country.CityOf(ref random);
        var style = random.Chance(0.1) ? NameStyle.Wider : random.Chance(0.06) ? (NameStyle)random.Below((int)NameStyle.Wider) : country.Names;
        bool? female = random.Chance(0.012) ? null : random.Chance(persona.FemaleShare);
        var given = Names.Given(style, female, ref random);
        var surname = Names.Surname(style, ref random);
        var age = Math.Clamp(persona.AgeMean + (persona.AgeSpread * random.Normal()), 18, 89);
        var birth = world.Calendar.DateOf(traits.SignUpDay).AddDays(-(int)(age * 365.25));
        var email = random.Chance(0.965) ? $"{Names.ForAddress(given)}.{Names.ForAddress(surname)}{Number(original)}@{Domains[random.Below(Domains.Length)]}" : null;
        var phone = random.Chance(0.45) && country.Phone is { } pattern ? Country.Fill("", pattern, ref random) : null;
        var knowsBirth = random.Chance(0.8);
        var knowsGender = random.Chance(0.91);
        var attributes = (random.Chance(0.25 + (0.5 * traits.Engagement)) ? 1 : 0, random.Chance(0.4) ? 1 + random.Pick(persona.Name == "Garden lovers" ? [1, 8, 2] : [5, 3, 2]) : 0);
        var postcode = random.Chance(0.97) ? Country.Fill(city.PostcodeStart, country.PostcodeRest, ref random) : null;
        var hasCountry = !Dirt.HasNoCountry(customer);
        return new CustomerRow
        {
            Key = Key(customer),
            Name = Dirt.Shouts(customer) ? $"{given} {surname}".ToUpperInvariant() : $"{given} {surname}",
            BirthDate = Dirt.BirthYearShift(customer) is { } shift ? new DateOnly(world.Calendar.DateOf(traits.SignUpDay).Year + shift, 7, 1) : knowsBirth ? birth : null,
            Gender = !knowsGender ? null : female switch { true => "female", false => "male", null => "other" },
            Country = hasCountry ? country.Name : null,
            Region = hasCountry ? city.Region : null,
            City = hasCountry ? city.Name : null,
            Postcode = hasCountry ? postcode : null,
            Language = city.Language,
            AcquisitionChannel = traits.Acquisition.Name,
            SignedUpSeconds = world.Calendar.Instant(traits.SignUpDay, signUpSecond),
            Email = customer == original ? email : email?.ToUpperInvariant(),
            Phone = phone,
            Consents = history.Consents.Rows(world.Calendar, signUpSecond),
            Attributes = AttributeSets[attributes.Item1 + (attributes.Item2 == 0 ? 0 : attributes.Item1 == 1 ? attributes.Item2 + 3 : attributes.Item2 + 1)],
        };
    }

    private static int Original(int customer) => Dirt.IsDuplicate(customer) ? customer - 1 : customer;

    private static string Number(int customer) => (customer + 1).ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Set(params (string Name, string Value)[] pairs) => pairs.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
}
