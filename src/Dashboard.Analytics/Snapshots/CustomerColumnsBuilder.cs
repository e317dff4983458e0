namespace Dashboard.Analytics.Snapshots;

/// <summary>Collects customers straight into columns.</summary>
internal sealed class CustomerColumnsBuilder
{
    private readonly Utf8Builder keys = new();
    private readonly Utf8Builder names = new();
    private readonly Utf8Builder emails = new();
    private readonly Utf8Builder phones = new();
    private readonly Utf8Builder postcodes = new();
    private readonly TextColumn.Builder genders = new();
    private readonly TextColumn.Builder countries = new();
    private readonly TextColumn.Builder regions = new();
    private readonly TextColumn.Builder cities = new();
    private readonly TextColumn.Builder languages = new();
    private readonly TextColumn.Builder acquisitions = new();
    private readonly Growing<int> birthDays = new();
    private readonly Growing<int> signUpDays = new();
    private readonly SortedDictionary<string, Growing<sbyte>> consents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TextColumn.Builder> attributes = new(StringComparer.Ordinal);

    public int Add(CustomerFacts customer)
    {
        var index = keys.Length;
        keys.Add(customer.Key);
        names.Add(customer.Name);
        emails.Add(customer.Email);
        phones.Add(customer.Phone);
        postcodes.Add(customer.Postcode);
        genders.Add(customer.Gender);
        countries.Add(customer.Country);
        regions.Add(customer.Region);
        cities.Add(customer.City);
        languages.Add(customer.Language);
        acquisitions.Add(customer.Acquisition);
        birthDays.Add(customer.BirthDay);
        signUpDays.Add(customer.SignUpDay);
        foreach (var (channel, granted) in customer.Consent)
        {
            if (!consents.TryGetValue(channel, out var states))
                consents[channel] = states = new Growing<sbyte>();
            Fill(states, index);
            states.Add((sbyte)(granted ? 1 : -1));
        }

        foreach (var (name, value) in customer.Attributes)
        {
            if (!attributes.TryGetValue(name, out var texts))
                attributes[name] = texts = new TextColumn.Builder();
            texts.FillTo(index);
            texts.Add(value);
        }

        return index;
    }

    public int[] SortByKey()
    {
        var order = new int[keys.Length];
        var indexOf = new int[order.Length];
        var isSorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = indexOf[i] = i;
            isSorted &= i == 0 || keys.Utf8(i - 1).SequenceCompareTo(keys.Utf8(i)) <= 0;
        }

        if (isSorted)
            return indexOf;
        order.AsSpan().Sort((a, b) => keys.Utf8(a).SequenceCompareTo(keys.Utf8(b)));
        for (var i = 0; i < order.Length; i++)
            indexOf[order[i]] = i;
        FillUp();
        foreach (var texts in (Utf8Builder[])[keys, names, emails, phones, postcodes])
            texts.Reorder(order);
        foreach (var texts in (TextColumn.Builder[])[genders, countries, regions, cities, languages, acquisitions, .. attributes.Values])
            texts.Reorder(order);
        birthDays.Reorder(order);
        signUpDays.Reorder(order);
        foreach (var states in consents.Values)
            states.Reorder(order);
        return indexOf;
    }

    public CustomerColumns Build()
    {
        FillUp();
        return new CustomerColumns
        {
            Keys = keys.Build(),
            Names = names.Build(),
            Emails = emails.Build(),
            Phones = phones.Build(),
            Postcodes = postcodes.Build(),
            Gender = genders.Build(),
            Country = countries.Build(),
            Region = regions.Build(),
            City = cities.Build(),
            Language = languages.Build(),
            Acquisition = acquisitions.Build(),
            BirthDay = Column<int>.Of(birthDays.Span),
            SignUpDay = Column<int>.Of(signUpDays.Span),
            Consent = consents.ToDictionary(c => c.Key, c => Column<sbyte>.Of(c.Value.Span), StringComparer.Ordinal),
            Attributes = attributes.ToDictionary(a => a.Key, a => a.Value.Build(), StringComparer.Ordinal),
        };
    }

    private void FillUp()
    {
        foreach (var states in consents.Values)
            Fill(states, keys.Length);
        foreach (var texts in attributes.Values)
            texts.FillTo(keys.Length);
    }

    private static void Fill(Growing<sbyte> states, int count)
    {
        while (states.Length < count)
            states.Add(0);
    }
}
