namespace Dashboard.Services.Imports;

/// <summary>What a file is about; it decides which fields are required and which records an import counts as new, updated or unchanged.</summary>
public enum ImportKind
{
    /// <summary>One row an order line, or one row an order.</summary>
    Orders,

    /// <summary>One row a customer.</summary>
    Customers,

    /// <summary>One row a product.</summary>
    Products,

    /// <summary>One row a campaign.</summary>
    Campaigns,

    /// <summary>One row a customer who was contacted, or held out, in a campaign.</summary>
    Contacts,
}

/// <summary>What a line of a document does.</summary>
public enum LineKind : byte
{
    /// <summary>Something sold; makes its document an order.</summary>
    Sale,

    /// <summary>Something taken back (negative quantity, or a cancellation document); makes a document without sales a return.</summary>
    Return,

    /// <summary>Moves stock or books, not a sale: unpriced stock corrections, bad debt. A document of nothing else is an adjustment.</summary>
    Adjustment,
}

/// <summary>
/// One accepted row of a file, in the parts it speaks of. A row of an order file may carry a customer and a product too;
/// a row of a wide campaign file may carry several contacts.
/// </summary>
public sealed record ImportRow
{
    /// <summary>Row number in the file, the header being row 1 (so that a spreadsheet shows the same number).</summary>
    public required long RowNumber { get; init; }

    /// <summary>The order line, if the row has one.</summary>
    public OrderLineRow? Line { get; init; }

    /// <summary>What the row says of a customer, if anything.</summary>
    public CustomerRow? Customer { get; init; }

    /// <summary>What the row says of a product, if anything.</summary>
    public ProductRow? Product { get; init; }

    /// <summary>What the row says of campaigns, if anything.</summary>
    public IReadOnlyList<CampaignRow> Campaigns { get; init; } = [];

    /// <summary>Contacts of the row's customer, if any.</summary>
    public IReadOnlyList<ContactRow> Contacts { get; init; } = [];
}

/// <summary>One line of a document (order, return or adjustment). Amounts and quantities are in ten-thousandths.</summary>
public sealed record OrderLineRow
{
    /// <summary>Document number, as text: leading zeros and a leading C are part of it.</summary>
    public required string Document { get; init; }

    /// <summary>Key of the customer, or null for an anonymous line.</summary>
    public string? CustomerKey { get; init; }

    /// <summary>Key of the product, or null when the file is at order level.</summary>
    public string? ProductKey { get; init; }

    /// <summary>Instant, seconds since 1970-01-01T00:00:00Z.</summary>
    public required long AtSeconds { get; init; }

    /// <summary>Sales channel, or null when unknown.</summary>
    public string? Channel { get; init; }

    /// <summary>Country of the order, or null when unknown.</summary>
    public string? Country { get; init; }

    /// <summary>What the line does.</summary>
    public LineKind Kind { get; init; }

    /// <summary>Quantity in ten-thousandths; negative for returns.</summary>
    public long QuantityE4 { get; init; } = 10_000;

    /// <summary>Price of one, in ten-thousandths of the currency unit.</summary>
    public long UnitPriceE4 { get; init; }

    /// <summary>Discount on the whole line, as a positive amount in ten-thousandths of the currency unit.</summary>
    public long DiscountE4 { get; init; }

    /// <summary>What the line adds to revenue (negative for returns), after discount, in ten-thousandths of the currency unit.</summary>
    public required long AmountE4 { get; init; }

    /// <summary>Cost of the whole line in ten-thousandths of the currency unit, or null when unknown.</summary>
    public long? CostE4 { get; init; }
}

/// <summary>What one row says of a customer: null means "says nothing", so that a later file never erases what an earlier one told.</summary>
public sealed record CustomerRow
{
    /// <summary>The shop's own id of the customer, as text.</summary>
    public required string Key { get; init; }

    /// <summary>Full name.</summary>
    public string? Name { get; init; }

    /// <summary>Birth date; when only the year is known, 1 July of it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>"female", "male", "other", or the file's own word.</summary>
    public string? Gender { get; init; }

    /// <summary>Country name as the file writes it.</summary>
    public string? Country { get; init; }

    /// <summary>Region, state or zone.</summary>
    public string? Region { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Postcode, as text.</summary>
    public string? Postcode { get; init; }

    /// <summary>Language, as the file writes it.</summary>
    public string? Language { get; init; }

    /// <summary>How the customer was won.</summary>
    public string? AcquisitionChannel { get; init; }

    /// <summary>Sign-up instant, seconds since 1970-01-01T00:00:00Z.</summary>
    public long? SignedUpSeconds { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number, as text.</summary>
    public string? Phone { get; init; }

    /// <summary>Consent statements.</summary>
    public IReadOnlyList<ConsentRow> Consents { get; init; } = [];

    /// <summary>Custom attributes by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = EmptyAttributes;

    private static readonly IReadOnlyDictionary<string, string> EmptyAttributes = new Dictionary<string, string>();
}

/// <summary>A customer's word on being contacted through a channel for a purpose.</summary>
/// <param name="Channel">"email", "sms", "phone", "post" or "ads".</param>
/// <param name="Purpose">What for; "marketing" unless the file says otherwise.</param>
/// <param name="Granted">Yes or no.</param>
/// <param name="Source">Where the word was given, or the file's name.</param>
/// <param name="AtSeconds">When, seconds since 1970-01-01T00:00:00Z; null when the file does not say.</param>
public sealed record ConsentRow(string Channel, string Purpose, bool Granted, string? Source, long? AtSeconds);

/// <summary>What one row says of a product; null means "says nothing".</summary>
public sealed record ProductRow
{
    /// <summary>The shop's own id of the product (stock code), as text, case-sensitive.</summary>
    public required string Key { get; init; }

    /// <summary>Name or description.</summary>
    public string? Name { get; init; }

    /// <summary>Category.</summary>
    public string? Category { get; init; }

    /// <summary>Brand.</summary>
    public string? Brand { get; init; }

    /// <summary>List price in ten-thousandths of the currency unit.</summary>
    public long? PriceE4 { get; init; }

    /// <summary>Cost of one in ten-thousandths of the currency unit.</summary>
    public long? CostE4 { get; init; }

    /// <summary>False for postage, fees, manual corrections and other lines that are not goods.</summary>
    public bool IsMerchandise { get; init; } = true;
}

/// <summary>What one row says of a campaign; null means "says nothing".</summary>
public sealed record CampaignRow
{
    /// <summary>The shop's own id of the campaign; its name when the file has no id.</summary>
    public required string Key { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>"email", "sms", "ads", "post", "phone", or the file's own word.</summary>
    public string? Channel { get; init; }

    /// <summary>What it was for.</summary>
    public string? Goal { get; init; }

    /// <summary>First instant, seconds since 1970-01-01T00:00:00Z.</summary>
    public long? StartSeconds { get; init; }

    /// <summary>Last instant, seconds since 1970-01-01T00:00:00Z.</summary>
    public long? EndSeconds { get; init; }

    /// <summary>Total cost in ten-thousandths of the currency unit.</summary>
    public long? CostE4 { get; init; }

    /// <summary>What was offered.</summary>
    public string? Offer { get; init; }
}

/// <summary>One customer in one campaign, treated or held out. Null means that the file does not say.</summary>
public sealed record ContactRow
{
    /// <summary>Key of the campaign.</summary>
    public required string CampaignKey { get; init; }

    /// <summary>Key of the customer.</summary>
    public required string CustomerKey { get; init; }

    /// <summary>Instant of the contact, seconds since 1970-01-01T00:00:00Z; null when the file has no time.</summary>
    public long? AtSeconds { get; init; }

    /// <summary>True when the customer was held out as control.</summary>
    public bool IsControl { get; init; }

    /// <summary>Whether the message arrived.</summary>
    public bool? Delivered { get; init; }

    /// <summary>Whether it was opened.</summary>
    public bool? Opened { get; init; }

    /// <summary>Whether the customer clicked, or visited.</summary>
    public bool? Clicked { get; init; }

    /// <summary>Whether the customer bought.</summary>
    public bool? Converted { get; init; }

    /// <summary>What the customer spent in the outcome window, in ten-thousandths of the currency unit.</summary>
    public long? RevenueE4 { get; init; }
}
