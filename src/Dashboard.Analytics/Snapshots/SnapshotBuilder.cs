namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Collects rows and builds the columns of a <see cref="Snapshot"/>: encodes texts, sorts documents by customer and time, contacts by campaign and customer.
/// Rows may come in any order; those that come sorted cost no sort. The builder is used once.
/// </summary>
/// <param name="settings">What the shop decided.</param>
/// <param name="dataVersion">Version of the data.</param>
public sealed class SnapshotBuilder(ShopSettings settings, long dataVersion)
{
    private readonly List<CustomerFacts> customers = [];
    private readonly List<ProductFacts> products = [];
    private readonly List<CampaignFacts> campaigns = [];
    private readonly List<ContactFacts> contacts = [];
    private readonly List<DocumentFacts> documents = [];
    private readonly List<LineFacts> lines = [];

    /// <summary>Adds a customer.</summary>
    /// <returns>The customer's index.</returns>
    public int Add(CustomerFacts customer)
    {
        customers.Add(customer);
        return customers.Count - 1;
    }

    /// <summary>Adds a product.</summary>
    /// <returns>The product's index.</returns>
    public int Add(ProductFacts product)
    {
        products.Add(product);
        return products.Count - 1;
    }

    /// <summary>Adds a campaign.</summary>
    /// <returns>The campaign's index.</returns>
    public int Add(CampaignFacts campaign)
    {
        campaigns.Add(campaign);
        return campaigns.Count - 1;
    }

    /// <summary>Adds a contact of a campaign and a customer that were added before.</summary>
    public void Add(ContactFacts contact) => contacts.Add(contact);

    /// <summary>Adds a document; the lines added next belong to it.</summary>
    public void Add(DocumentFacts document) => documents.Add(document with { FirstLine = lines.Count });

    /// <summary>Adds a line to the document added last.</summary>
    public void Add(LineFacts line) => lines.Add(line);

    /// <summary>Builds the snapshot.</summary>
    /// <exception cref="InvalidOperationException">A line was added before any document.</exception>
    public Snapshot Build()
    {
        if (documents.Count == 0 && lines.Count > 0)
            throw new InvalidOperationException("A line needs a document: add the document first.");
        var order = Sorted(documents.Count, (a, b) => Compare(documents[a], documents[b]));
        var lineOrder = new int[lines.Count];
        var firstLine = new int[documents.Count + 1];
        var lineDocument = new int[lines.Count];
        var next = 0;
        for (var i = 0; i < order.Length; i++)
        {
            firstLine[i] = next;
            var end = order[i] + 1 < documents.Count ? documents[order[i] + 1].FirstLine : lines.Count;
            for (var line = documents[order[i]].FirstLine; line < end; line++)
            {
                lineOrder[next] = line;
                lineDocument[next++] = i;
            }
        }

        firstLine[^1] = next;
        return new Snapshot
        {
            DataVersion = dataVersion,
            Settings = settings,
            Customers = BuildCustomers(),
            Orders = BuildOrders(order, firstLine, lineOrder),
            Lines = new LineColumns
            {
                Order = lineDocument,
                Product = Array.ConvertAll(lineOrder, l => lines[l].Product),
                QuantityE4 = Array.ConvertAll(lineOrder, l => lines[l].QuantityE4),
                UnitPriceE4 = Array.ConvertAll(lineOrder, l => lines[l].UnitPriceE4),
                DiscountE4 = Array.ConvertAll(lineOrder, l => lines[l].DiscountE4),
                AmountE4 = Array.ConvertAll(lineOrder, l => lines[l].AmountE4),
            },
            Products = new ProductColumns
            {
                Keys = [.. products.Select(p => p.Key)],
                Names = [.. products.Select(p => p.Name ?? p.Key)],
                Category = TextColumn.From(products.Select(p => p.Category)),
                Brand = TextColumn.From(products.Select(p => p.Brand)),
                PriceE4 = [.. products.Select(p => p.PriceE4)],
                CostE4 = [.. products.Select(p => p.CostE4)],
                IsMerchandise = [.. products.Select(p => p.IsMerchandise)],
            },
            Campaigns = BuildCampaigns(out var contactOrder),
            Contacts = new ContactColumns
            {
                Campaign = Array.ConvertAll(contactOrder, c => contacts[c].Campaign),
                Customer = Array.ConvertAll(contactOrder, c => contacts[c].Customer),
                Day = Array.ConvertAll(contactOrder, c => contacts[c].Day),
                Minute = Array.ConvertAll(contactOrder, c => contacts[c].Minute),
                Flags = Array.ConvertAll(contactOrder, c => contacts[c].Flags),
                Known = Array.ConvertAll(contactOrder, c => contacts[c].Known),
                RevenueE4 = Array.ConvertAll(contactOrder, c => contacts[c].RevenueE4),
            },
        };
    }

    private static int Compare(DocumentFacts a, DocumentFacts b)
    {
        var byCustomer = ((uint)a.Customer).CompareTo((uint)b.Customer);
        if (byCustomer != 0)
            return byCustomer;
        var byTime = (a.Day, a.Minute).CompareTo((b.Day, b.Minute));
        return byTime != 0 ? byTime : string.CompareOrdinal(a.Number, b.Number);
    }

    private static int[] Sorted(int count, Comparison<int> compare)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = 1; i < count; i++)
        {
            if (compare(i - 1, i) > 0)
            {
                Array.Sort(order, (a, b) => compare(a, b) is var c && c != 0 ? c : a.CompareTo(b));
                break;
            }
        }

        return order;
    }

    private CustomerColumns BuildCustomers()
    {
        var consent = new SortedDictionary<string, sbyte[]>(StringComparer.Ordinal);
        var attributes = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < customers.Count; i++)
        {
            attributes.UnionWith(customers[i].Attributes.Keys);
            foreach (var (channel, granted) in customers[i].Consent)
            {
                if (!consent.TryGetValue(channel, out var flags))
                    consent[channel] = flags = new sbyte[customers.Count];
                flags[i] = (sbyte)(granted ? 1 : -1);
            }
        }

        return new CustomerColumns
        {
            Keys = [.. customers.Select(c => c.Key)],
            Names = [.. customers.Select(c => c.Name)],
            Emails = [.. customers.Select(c => c.Email)],
            Phones = [.. customers.Select(c => c.Phone)],
            Postcodes = [.. customers.Select(c => c.Postcode)],
            Gender = TextColumn.From(customers.Select(c => c.Gender)),
            Country = TextColumn.From(customers.Select(c => c.Country)),
            Region = TextColumn.From(customers.Select(c => c.Region)),
            City = TextColumn.From(customers.Select(c => c.City)),
            Language = TextColumn.From(customers.Select(c => c.Language)),
            Acquisition = TextColumn.From(customers.Select(c => c.Acquisition)),
            BirthDay = [.. customers.Select(c => c.BirthDay)],
            SignUpDay = [.. customers.Select(c => c.SignUpDay)],
            Consent = consent,
            Attributes = attributes.ToDictionary(a => a, a => TextColumn.From(customers.Select(c => c.Attributes.GetValueOrDefault(a))), StringComparer.Ordinal),
        };
    }

    private OrderColumns BuildOrders(int[] order, int[] firstLine, int[] lineOrder)
    {
        var firstOfCustomer = new int[customers.Count + 1];
        foreach (var document in documents)
        {
            if (document.Customer >= 0)
                firstOfCustomer[document.Customer + 1]++;
        }

        for (var i = 1; i < firstOfCustomer.Length; i++)
            firstOfCustomer[i] += firstOfCustomer[i - 1];
        var day = Array.ConvertAll(order, o => documents[o].Day);
        var byDay = Enumerable.Range(0, day.Length).ToArray();
        Array.Sort([.. byDay.Select(i => ((long)day[i] << 32) | (uint)i)], byDay);
        var amount = new long[order.Length];
        for (var i = 0; i < amount.Length; i++)
        {
            for (var line = firstLine[i]; line < firstLine[i + 1]; line++)
                amount[i] += lines[lineOrder[line]].AmountE4;
        }

        return new OrderColumns
        {
            Number = Array.ConvertAll(order, o => documents[o].Number),
            Customer = Array.ConvertAll(order, o => documents[o].Customer),
            Day = day,
            Minute = Array.ConvertAll(order, o => documents[o].Minute),
            Kind = Array.ConvertAll(order, o => documents[o].Kind),
            Channel = TextColumn.From(order.Select(o => documents[o].Channel)),
            Country = TextColumn.From(order.Select(o => documents[o].Country ?? (documents[o].Customer < 0 ? null : customers[documents[o].Customer].Country))),
            AmountE4 = amount,
            FirstLine = firstLine,
            FirstOfCustomer = firstOfCustomer,
            ByDay = byDay,
        };
    }

    private CampaignColumns BuildCampaigns(out int[] contactOrder)
    {
        contactOrder = Sorted(contacts.Count, (a, b) => (contacts[a].Campaign, contacts[a].Customer).CompareTo((contacts[b].Campaign, contacts[b].Customer)));
        var first = new int[campaigns.Count + 1];
        var (start, end) = (campaigns.Select(c => c.StartDay).ToArray(), campaigns.Select(c => c.EndDay).ToArray());
        foreach (var contact in contacts)
        {
            first[contact.Campaign + 1]++;
            if (contact.Day <= 0)
                continue;
            if (campaigns[contact.Campaign].StartDay == 0 && (start[contact.Campaign] == 0 || contact.Day < start[contact.Campaign]))
                start[contact.Campaign] = contact.Day;
            if (campaigns[contact.Campaign].EndDay == 0)
                end[contact.Campaign] = Math.Max(end[contact.Campaign], contact.Day);
        }

        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];
        return new CampaignColumns
        {
            Keys = [.. campaigns.Select(c => c.Key)],
            Names = [.. campaigns.Select(c => c.Name ?? c.Key)],
            Channel = [.. campaigns.Select(c => c.Channel)],
            Goal = [.. campaigns.Select(c => c.Goal)],
            Offer = [.. campaigns.Select(c => c.Offer)],
            StartDay = start,
            EndDay = end,
            CostE4 = [.. campaigns.Select(c => c.CostE4)],
            FirstContact = first,
        };
    }
}
