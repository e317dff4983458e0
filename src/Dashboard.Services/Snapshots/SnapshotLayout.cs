using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Snapshots;

/// <summary>Names every column of a snapshot once, for writing and for reading.</summary>
internal static class SnapshotLayout
{
    /// <summary>Goes over all columns.</summary>
    /// <param name="blocks">Where they go to, or come from.</param>
    /// <param name="settings">Settings of the snapshot that is made; they are not in the file.</param>
    /// <param name="dataVersion">Its version; neither is it.</param>
    /// <param name="from">The snapshot to write; null to read one.</param>
    /// <returns>A snapshot of the columns that the blocks gave back.</returns>
    public static Snapshot Map(SnapshotBlocks blocks, ShopSettings settings, long dataVersion, Snapshot? from) => new()
    {
        DataVersion = dataVersion,
        Settings = settings,
        Customers = Customers(blocks, from?.Customers),
        Orders = Orders(blocks, from?.Orders),
        Lines = Lines(blocks, from?.Lines),
        Products = Products(blocks, from?.Products),
        Campaigns = Campaigns(blocks, from?.Campaigns),
        Contacts = Contacts(blocks, from?.Contacts),
    };

    private static CustomerColumns Customers(SnapshotBlocks b, CustomerColumns? c)
    {
        var channels = b.Texts("customers.consents", c?.Consent.Keys.ToArray());
        var attributes = b.Texts("customers.attributes", c?.Attributes.Keys.ToArray());
        return new CustomerColumns
        {
            Keys = b.Utf8("customers.keys", c?.Keys),
            Names = b.Utf8("customers.names", c?.Names),
            Emails = b.Utf8("customers.emails", c?.Emails),
            Phones = b.Utf8("customers.phones", c?.Phones),
            Postcodes = b.Utf8("customers.postcodes", c?.Postcodes),
            Gender = b.Codes("customers.gender", c?.Gender),
            Country = b.Codes("customers.country", c?.Country),
            Region = b.Codes("customers.region", c?.Region),
            City = b.Codes("customers.city", c?.City),
            Language = b.Codes("customers.language", c?.Language),
            Acquisition = b.Codes("customers.acquisition", c?.Acquisition),
            BirthDay = b.Column("customers.birth", c?.BirthDay),
            SignUpDay = b.Column("customers.signup", c?.SignUpDay),
            Consent = channels.ToDictionary(name => name!, name => b.Column("customers.consent." + name, c?.Consent[name!]), StringComparer.Ordinal),
            Attributes = attributes.ToDictionary(name => name!, name => b.Codes("customers.attribute." + name, c?.Attributes[name!]), StringComparer.Ordinal),
        };
    }

    private static OrderColumns Orders(SnapshotBlocks b, OrderColumns? o) => new()
    {
        Number = b.Utf8("orders.number", o?.Number),
        Customer = b.Column("orders.customer", o?.Customer),
        Day = b.Column("orders.day", o?.Day),
        Minute = b.Column("orders.minute", o?.Minute),
        Kind = b.Column("orders.kind", o?.Kind),
        Channel = b.Codes("orders.channel", o?.Channel),
        Country = b.Codes("orders.country", o?.Country),
        AmountE4 = b.Column("orders.amount", o?.AmountE4),
        FirstLine = b.Column("orders.firstline", o?.FirstLine),
        FirstOfCustomer = b.Column("orders.firstofcustomer", o?.FirstOfCustomer),
        ByDay = b.Column("orders.byday", o?.ByDay),
    };

    private static LineColumns Lines(SnapshotBlocks b, LineColumns? l) => new()
    {
        Product = b.Column("lines.product", l?.Product),
        QuantityE4 = b.Numbers("lines.quantity", l?.QuantityE4),
        UnitPriceE4 = b.Numbers("lines.price", l?.UnitPriceE4),
        DiscountE4 = b.Numbers("lines.discount", l?.DiscountE4),
        AmountE4 = b.Numbers("lines.amount", l?.AmountE4),
    };

    private static ProductColumns Products(SnapshotBlocks b, ProductColumns? p) => new()
    {
        Keys = b.Texts("products.keys", p?.Keys)!,
        Names = b.Texts("products.names", p?.Names)!,
        Category = b.Codes("products.category", p?.Category),
        Brand = b.Codes("products.brand", p?.Brand),
        PriceE4 = b.Array("products.price", p?.PriceE4),
        CostE4 = b.Array("products.cost", p?.CostE4),
        IsMerchandise = b.Array("products.merchandise", p?.IsMerchandise),
    };

    private static CampaignColumns Campaigns(SnapshotBlocks b, CampaignColumns? c) => new()
    {
        Keys = b.Texts("campaigns.keys", c?.Keys)!,
        Names = b.Texts("campaigns.names", c?.Names)!,
        Channel = b.Texts("campaigns.channel", c?.Channel),
        Goal = b.Texts("campaigns.goal", c?.Goal),
        Offer = b.Texts("campaigns.offer", c?.Offer),
        StartDay = b.Array("campaigns.start", c?.StartDay),
        EndDay = b.Array("campaigns.end", c?.EndDay),
        CostE4 = b.Array("campaigns.cost", c?.CostE4),
        FirstContact = b.Array("campaigns.firstcontact", c?.FirstContact),
    };

    private static ContactColumns Contacts(SnapshotBlocks b, ContactColumns? c) => new()
    {
        Campaign = b.Column("contacts.campaign", c?.Campaign),
        Customer = b.Column("contacts.customer", c?.Customer),
        Day = b.Column("contacts.day", c?.Day),
        Minute = b.Column("contacts.minute", c?.Minute),
        Flags = b.Column("contacts.flags", c?.Flags),
        Known = b.Column("contacts.known", c?.Known),
        RevenueE4 = b.Numbers("contacts.revenue", c?.RevenueE4),
    };
}
