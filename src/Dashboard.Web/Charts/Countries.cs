namespace Dashboard.Web.Charts;

/// <summary>Finds countries on the map by the names and codes that files have for them.</summary>
public static class Countries
{
    // Written as the map (Natural Earth, 1:110 million) writes them: the left is what files say, in lower case.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EIRE"] = "Ireland",
        ["Republic of Ireland"] = "Ireland",
        ["USA"] = "United States of America",
        ["US"] = "United States of America",
        ["U.S.A."] = "United States of America",
        ["United States"] = "United States of America",
        ["America"] = "United States of America",
        ["UK"] = "United Kingdom",
        ["GB"] = "United Kingdom",
        ["Great Britain"] = "United Kingdom",
        ["England"] = "United Kingdom",
        ["Scotland"] = "United Kingdom",
        ["Wales"] = "United Kingdom",
        ["Northern Ireland"] = "United Kingdom",
        ["RSA"] = "South Africa",
        ["Korea"] = "South Korea",
        ["Republic of Korea"] = "South Korea",
        ["Czech Republic"] = "Czechia",
        ["Bosnia and Herzegovina"] = "Bosnia and Herz.",
        ["Dominican Republic"] = "Dominican Rep.",
        ["Central African Republic"] = "Central African Rep.",
        ["Democratic Republic of the Congo"] = "Dem. Rep. Congo",
        ["DR Congo"] = "Dem. Rep. Congo",
        ["Ivory Coast"] = "Côte d'Ivoire",
        ["Cote d'Ivoire"] = "Côte d'Ivoire",
        ["Equatorial Guinea"] = "Eq. Guinea",
        ["South Sudan"] = "S. Sudan",
        ["Solomon Islands"] = "Solomon Is.",
        ["Falkland Islands"] = "Falkland Is.",
        ["North Macedonia"] = "Macedonia",
        ["Swaziland"] = "eSwatini",
        ["Burma"] = "Myanmar",
        ["Türkiye"] = "Turkey",
        ["Turkiye"] = "Turkey",
        ["Holland"] = "Netherlands",
        ["The Netherlands"] = "Netherlands",
        ["Viet Nam"] = "Vietnam",
        ["Russian Federation"] = "Russia",
        ["UAE"] = "United Arab Emirates",
        ["East Timor"] = "Timor-Leste",
        ["Western Sahara"] = "W. Sahara",
        ["Deutschland"] = "Germany",
        ["Österreich"] = "Austria",
        ["Schweiz"] = "Switzerland",
        ["España"] = "Spain",
        ["Italia"] = "Italy",
        ["Polska"] = "Poland",
    };

    // ISO 3166 two-letter codes come from the regions that .NET knows, by their English names.
    private static readonly Lazy<Dictionary<string, string>> Codes = new(() => System.Globalization.CultureInfo.GetCultures(System.Globalization.CultureTypes.SpecificCultures)
        .Select(c => new System.Globalization.RegionInfo(c.Name))
        .SelectMany(r => new[] { (Code: r.TwoLetterISORegionName, r.EnglishName), (Code: r.ThreeLetterISORegionName, r.EnglishName) })
        .Where(r => r.Code.Length is 2 or 3 && char.IsLetter(r.Code[0]))
        .GroupBy(r => r.Code, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First().EnglishName, StringComparer.OrdinalIgnoreCase));

    private static readonly HashSet<string> OnMap = new(StringComparer.OrdinalIgnoreCase)
    {
        "Afghanistan", "Albania", "Algeria", "Angola", "Argentina", "Armenia", "Australia", "Austria", "Azerbaijan", "Bahamas", "Bangladesh", "Belarus", "Belgium", "Belize",
        "Benin", "Bhutan", "Bolivia", "Bosnia and Herz.", "Botswana", "Brazil", "Brunei", "Bulgaria", "Burkina Faso", "Burundi", "Cambodia", "Cameroon", "Canada",
        "Central African Rep.", "Chad", "Chile", "China", "Colombia", "Congo", "Costa Rica", "Croatia", "Cuba", "Cyprus", "Czechia", "Côte d'Ivoire", "Dem. Rep. Congo",
        "Denmark", "Djibouti", "Dominican Rep.", "Ecuador", "Egypt", "El Salvador", "Eq. Guinea", "Eritrea", "Estonia", "Ethiopia", "Falkland Is.", "Fiji", "Finland",
        "Fr. S. Antarctic Lands", "France", "Gabon", "Gambia", "Georgia", "Germany", "Ghana", "Greece", "Greenland", "Guatemala", "Guinea", "Guinea-Bissau", "Guyana", "Haiti",
        "Honduras", "Hungary", "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy", "Jamaica", "Japan", "Jordan", "Kazakhstan", "Kenya", "Kosovo",
        "Kuwait", "Kyrgyzstan", "Laos", "Latvia", "Lebanon", "Lesotho", "Liberia", "Libya", "Lithuania", "Luxembourg", "Macedonia", "Madagascar", "Malawi", "Malaysia", "Mali",
        "Mauritania", "Mexico", "Moldova", "Mongolia", "Montenegro", "Morocco", "Mozambique", "Myanmar", "N. Cyprus", "Namibia", "Nepal", "Netherlands", "New Caledonia",
        "New Zealand", "Nicaragua", "Niger", "Nigeria", "North Korea", "Norway", "Oman", "Pakistan", "Palestine", "Panama", "Papua New Guinea", "Paraguay", "Peru",
        "Philippines", "Poland", "Portugal", "Puerto Rico", "Qatar", "Romania", "Russia", "Rwanda", "S. Sudan", "Saudi Arabia", "Senegal", "Serbia", "Sierra Leone", "Slovakia",
        "Slovenia", "Solomon Is.", "Somalia", "Somaliland", "South Africa", "South Korea", "Spain", "Sri Lanka", "Sudan", "Suriname", "Sweden", "Switzerland", "Syria",
        "Taiwan", "Tajikistan", "Tanzania", "Thailand", "Timor-Leste", "Togo", "Trinidad and Tobago", "Tunisia", "Turkey", "Turkmenistan", "Uganda", "Ukraine",
        "United Arab Emirates", "United Kingdom", "United States of America", "Uruguay", "Uzbekistan", "Vanuatu", "Venezuela", "Vietnam", "W. Sahara", "Yemen", "Zambia",
        "Zimbabwe", "eSwatini",
    };

    /// <summary>The name that the map has for a country; null for what is not on it.</summary>
    /// <param name="name">A name or code, as in a file: "EIRE", "USA", "de".</param>
    public static string? OnTheMap(string name)
    {
        var plain = name.Trim();
        if (Known(plain) is { } known)
            return known;
        return Codes.Value.TryGetValue(plain, out var english) ? Known(english) : null;
    }

    /// <summary>A map of values by country. Names that mean one country are added up when <paramref name="adds"/> says that values do, else the first stays.</summary>
    /// <param name="label">What the map is of.</param>
    /// <param name="valueName">What a value is.</param>
    /// <param name="places">Countries as the data names them, most first.</param>
    /// <param name="format">How values are written.</param>
    /// <param name="adds">Whether values are amounts or counts, which add up, rather than rates or indexes.</param>
    public static MapSpec Map(string label, string valueName, IReadOnlyList<Place> places, ValueFormat format, bool adds = true)
    {
        var found = places.Select(p => (Place: p, Country: OnTheMap(p.Name))).ToList();
        return new MapSpec
        {
            Label = label,
            ValueName = valueName,
            Format = format,
            Height = 420,
            Places =
            [
                .. found.Where(f => f.Country is not null).GroupBy(f => f.Country!, StringComparer.Ordinal).Select(g => new MapPlace(
                    g.Key,
                    string.Join(", ", g.Select(f => f.Place.Name)),
                    adds ? g.Sum(f => f.Place.Value) : g.First().Place.Value,
                    g.First().Place.Note)),
            ],
            Unplaced = [.. found.Where(f => f.Country is null).Select(f => f.Place)],
        };
    }

    private static string? Known(string name) =>
        Aliases.TryGetValue(name, out var alias) ? alias : OnMap.TryGetValue(name, out var exact) ? exact : null;
}
