using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>
/// Cuts a shop down to the rows of a scope: the columns are those that a shop of these rows alone would have, down to the codes of texts and the indices of customers. What lies outside
/// is not in them, so that no filter, completion or total can tell of it.
/// </summary>
/// <remarks>
/// Names of consent channels and of custom attributes stay, also where nobody in the scope has a value: they are the shop's words, and saved segments use them. Of a campaign that
/// reached others as well, the days are those of the whole campaign, and the cost is unknown: what it cost for these people alone, the data does not say.
/// </remarks>
internal static class RowCut
{
    /// <summary>Cuts.</summary>
    /// <param name="snapshot">All rows.</param>
    /// <param name="people">The customers, as they are to be shown.</param>
    /// <param name="scope">The limits.</param>
    /// <param name="cancellationToken">Looked at between parts.</param>
    public static ViewColumns Of(Snapshot snapshot, CustomerColumns people, RowScope scope, CancellationToken cancellationToken)
    {
        var kept = KeptRows.Of(snapshot, scope, cancellationToken);
        var (customers, documents, lines) = (new Gather(kept.Customers, cancellationToken), new Gather(kept.Documents, cancellationToken), new Gather(kept.Lines, cancellationToken));
        var (products, campaigns) = (new Gather(kept.Products, cancellationToken), new Gather(kept.Campaigns, cancellationToken));
        var customerOf = customers.Indices(snapshot.Customers.Count);
        var keptLines = Lines(snapshot.Lines, lines, products.Indices(snapshot.Products.Count));
        return new ViewColumns(
            Customers(people, customers),
            Orders(snapshot.Orders, documents, customerOf, kept, scope.Brands.Count == 0 ? null : keptLines),
            keptLines,
            Products(snapshot.Products, products),
            Campaigns(snapshot, campaigns, kept),
            Contacts(snapshot.Contacts, new Gather(kept.Contacts, cancellationToken), customerOf, campaigns.Indices(snapshot.Campaigns.Count)));
    }

    private static CustomerColumns Customers(CustomerColumns all, Gather rows) => new()
    {
        Keys = rows.Of(all.Keys),
        Names = rows.Of(all.Names),
        Emails = rows.Of(all.Emails),
        Phones = rows.Of(all.Phones),
        Postcodes = rows.Of(all.Postcodes),
        Gender = rows.Of(all.Gender),
        Country = rows.Of(all.Country),
        Region = rows.Of(all.Region),
        City = rows.Of(all.City),
        Language = rows.Of(all.Language),
        Acquisition = rows.Of(all.Acquisition),
        BirthDay = rows.Of(all.BirthDay),
        SignUpDay = rows.Of(all.SignUpDay),
        Consent = all.Consent.ToDictionary(c => c.Key, c => rows.Of(c.Value), StringComparer.Ordinal),
        Attributes = all.Attributes.ToDictionary(a => a.Key, a => rows.Of(a.Value), StringComparer.Ordinal),
    };

    // A document of which lines are left out is worth the lines that stay.
    private static OrderColumns Orders(OrderColumns all, Gather rows, int[] customerOf, KeptRows kept, LineColumns? lines)
    {
        var (customer, day) = (rows.Of(all.Customer, customerOf), rows.Of(all.Day));
        var firstOfCustomer = Column<int>.Zeros(kept.Customers.Length + 1, out var first);
        foreach (var owner in customer.Span)
        {
            if (owner >= 0)
                first[owner + 1]++;
        }

        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];
        return new OrderColumns
        {
            Number = rows.Of(all.Number),
            Customer = customer,
            Day = day,
            Minute = rows.Of(all.Minute),
            Kind = rows.Of(all.Kind),
            Channel = rows.Of(all.Channel),
            Country = rows.Of(all.Country),
            AmountE4 = lines is null ? rows.Of(all.AmountE4) : Sums(lines.AmountE4, kept.FirstLine),
            FirstLine = kept.FirstLine,
            FirstOfCustomer = firstOfCustomer,
            ByDay = DocumentSorter.ByDay(day),
        };
    }

    private static Column<long> Sums(NumberColumn amounts, Column<int> firstLine)
    {
        var sums = Column<long>.Zeros(firstLine.Length - 1, out var values);
        Partitions.Run(
            values.Length,
            (from, to) =>
            {
                for (var document = from; document < to; document++)
                {
                    for (var line = firstLine[document]; line < firstLine[document + 1]; line++)
                        values[document] += amounts[line];
                }
            },
            CancellationToken.None);
        return sums;
    }

    private static LineColumns Lines(LineColumns all, Gather rows, int[] productOf) => new()
    {
        Product = rows.Of(all.Product, productOf),
        QuantityE4 = rows.Of(all.QuantityE4),
        UnitPriceE4 = rows.Of(all.UnitPriceE4),
        DiscountE4 = rows.Of(all.DiscountE4),
        AmountE4 = rows.Of(all.AmountE4),
    };

    private static ProductColumns Products(ProductColumns all, Gather rows) => new()
    {
        Keys = rows.Of(all.Keys),
        Names = rows.Of(all.Names),
        Category = rows.Of(all.Category),
        Brand = rows.Of(all.Brand),
        PriceE4 = rows.Of(all.PriceE4),
        CostE4 = rows.Of(all.CostE4),
        IsMerchandise = rows.Of(all.IsMerchandise),
    };

    private static CampaignColumns Campaigns(Snapshot snapshot, Gather rows, KeptRows kept)
    {
        var all = snapshot.Campaigns;
        var contacts = new int[all.Count];
        foreach (var contact in kept.Contacts)
            contacts[snapshot.Contacts.Campaign[contact]]++;
        var first = new int[kept.Campaigns.Length + 1];
        for (var i = 0; i < kept.Campaigns.Length; i++)
            first[i + 1] = first[i] + contacts[kept.Campaigns[i]];
        return new CampaignColumns
        {
            Keys = rows.Of(all.Keys),
            Names = rows.Of(all.Names),
            Channel = rows.Of(all.Channel),
            Goal = rows.Of(all.Goal),
            Offer = rows.Of(all.Offer),
            StartDay = rows.Of(all.StartDay),
            EndDay = rows.Of(all.EndDay),
            CostE4 = Array.ConvertAll(kept.Campaigns, c => contacts[c] == all.FirstContact[c + 1] - all.FirstContact[c] ? all.CostE4[c] : -1),
            FirstContact = first,
        };
    }

    private static ContactColumns Contacts(ContactColumns all, Gather rows, int[] customerOf, int[] campaignOf) => new()
    {
        Campaign = rows.Of(all.Campaign, campaignOf),
        Customer = rows.Of(all.Customer, customerOf),
        Day = rows.Of(all.Day),
        Minute = rows.Of(all.Minute),
        Flags = rows.Of(all.Flags),
        Known = rows.Of(all.Known),
        RevenueE4 = rows.Of(all.RevenueE4),
    };
}
