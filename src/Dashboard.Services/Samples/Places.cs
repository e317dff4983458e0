namespace Dashboard.Services.Samples;

/// <summary>A city, what is spoken there, and how its postcodes begin.</summary>
internal sealed record City(string Name, string Region, string PostcodeStart, string Language);

/// <summary>A country that the shop delivers to.</summary>
internal sealed class Country
{
    private readonly AliasTable cityChoice;

    /// <summary>Makes a country.</summary>
    /// <param name="name">Name.</param>
    /// <param name="weight">Share of customers, in percent.</param>
    /// <param name="names">Which names are usual there.</param>
    /// <param name="language">Language, unless a city has its own.</param>
    /// <param name="postcode">Pattern of postcodes after the city's beginning: # a digit, @ a letter.</param>
    /// <param name="phone">Pattern of numbers that are reserved for fiction (# a digit), or null where no range is.</param>
    /// <param name="cities">Cities, largest first: "name|region|beginning of postcodes|weight|language, if another".</param>
    private Country(string name, double weight, NameStyle names, string language, string postcode, string? phone, params string[] cities)
    {
        Name = name;
        Weight = weight;
        Names = names;
        PostcodeRest = postcode;
        Phone = phone;
        var parts = cities.Select(c => c.Split('|')).ToArray();
        Cities = [.. parts.Select(p => new City(p[0], p[1], p[2], p.Length > 4 ? p[4] : language))];
        cityChoice = new AliasTable([.. parts.Select(p => double.Parse(p[3], System.Globalization.CultureInfo.InvariantCulture))]);
    }

    public static Country[] All { get; } =
    [
        new("Germany", 50, NameStyle.German, "German", "###", "+49 30 23125 ###",
            "Berlin|Berlin|10|10", "Hamburg|Hamburg|20|6", "Munich|Bavaria|80|5", "Cologne|North Rhine-Westphalia|50|4", "Frankfurt|Hesse|60|3", "Leipzig|Saxony|04|3",
            "Stuttgart|Baden-Württemberg|70|3", "Düsseldorf|North Rhine-Westphalia|40|2.5", "Bremen|Bremen|28|2", "Hanover|Lower Saxony|30|2", "Nuremberg|Bavaria|90|2",
            "Freiburg|Baden-Württemberg|79|1.5", "Dresden|Saxony|01|2.5", "Kiel|Schleswig-Holstein|24|1", "Erfurt|Thuringia|99|0.8", "Mainz|Rhineland-Palatinate|55|0.9"),
        new("Austria", 9, NameStyle.German, "German", "##", null,
            "Vienna|Vienna|10|8", "Graz|Styria|80|2", "Linz|Upper Austria|40|1.5", "Salzburg|Salzburg|50|1.5", "Innsbruck|Tyrol|60|1"),
        new("Netherlands", 8, NameStyle.Dutch, "Dutch", "## @@", null,
            "Amsterdam|North Holland|10|5", "Rotterdam|South Holland|30|3", "Utrecht|Utrecht|35|2", "Eindhoven|North Brabant|56|1.5", "Groningen|Groningen|97|1"),
        new("France", 7, NameStyle.French, "French", "###", "+33 6 39 98 ## ##",
            "Paris|Île-de-France|75|6", "Lyon|Auvergne-Rhône-Alpes|69|2.5", "Strasbourg|Grand Est|67|2.5", "Lille|Hauts-de-France|59|1.5", "Nantes|Pays de la Loire|44|1"),
        new("Switzerland", 6, NameStyle.German, "German", "##", null,
            "Zurich|Zurich|80|4", "Basel|Basel-Stadt|40|2", "Bern|Bern|30|2", "Geneva|Geneva|12|2|French", "Lugano|Ticino|69|0.6|Italian"),
        new("Belgium", 4.5, NameStyle.Dutch, "Dutch", "##", null,
            "Antwerp|Flanders|20|3", "Ghent|Flanders|90|2", "Brussels|Brussels|10|3|French", "Liège|Wallonia|40|1.5|French"),
        new("United Kingdom", 4, NameStyle.English, "English", "# #@@", "+44 7700 900###",
            "London|England|SW|5", "Manchester|England|M|2", "Edinburgh|Scotland|EH|1.5", "Bristol|England|BS|1", "Cardiff|Wales|CF|0.7"),
        new("Italy", 3, NameStyle.Italian, "Italian", "###", null, "Milan|Lombardy|20|3", "Rome|Lazio|00|3", "Bolzano|South Tyrol|39|1|German", "Turin|Piedmont|10|1.5"),
        new("Spain", 2.5, NameStyle.Spanish, "Spanish", "###", null, "Madrid|Madrid|28|3", "Barcelona|Catalonia|08|3", "Valencia|Valencia|46|1.2", "Palma|Balearic Islands|07|1"),
        new("Denmark", 2, NameStyle.Nordic, "Danish", "##", null, "Copenhagen|Capital Region|21|3", "Aarhus|Central Jutland|80|1.5", "Odense|Southern Denmark|50|1"),
        new("Sweden", 2, NameStyle.Nordic, "Swedish", " ##", "+46 70 174 06 ##", "Stockholm|Stockholm|111|3", "Gothenburg|Västra Götaland|411|1.5", "Malmö|Skåne|211|1.5"),
        new("Poland", 1.5, NameStyle.Polish, "Polish", "-###", null, "Warsaw|Masovia|00|3", "Kraków|Lesser Poland|30|1.5", "Wrocław|Lower Silesia|50|1.2"),
        new("Luxembourg", 0.4, NameStyle.French, "French", "##", null, "Luxembourg|Luxembourg|11|1", "Esch-sur-Alzette|Esch|40|0.4"),
        new("Ireland", 0.6, NameStyle.English, "English", "# @#@#", null, "Dublin|Leinster|D0|3", "Cork|Munster|T1|1"),
    ];

    /// <summary>Shares in the order of <see cref="All"/>.</summary>
    public static AliasTable Choice { get; } = new([.. All.Select(c => c.Weight)]);

    public string Name { get; }

    public double Weight { get; }

    public NameStyle Names { get; }

    public string PostcodeRest { get; }

    public string? Phone { get; }

    public City[] Cities { get; }

    /// <summary>Whether the shop's own stores are near.</summary>
    public bool HasStores => Name is "Germany" or "Austria";

    public City CityOf(ref RandomStream random) => Cities[cityChoice.Draw(ref random)];

    /// <summary>Fills a pattern: # becomes a digit, @ a letter.</summary>
    public static string Fill(string start, string pattern, ref RandomStream random)
    {
        Span<char> text = stackalloc char[start.Length + pattern.Length];
        start.CopyTo(text);
        for (var i = 0; i < pattern.Length; i++)
        {
            text[start.Length + i] = pattern[i] switch
            {
                '#' => (char)('0' + random.Below(10)),
                '@' => (char)('A' + random.Below(26)),
                var c => c,
            };
        }
        return new string(text);
    }
}
