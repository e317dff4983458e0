namespace Dashboard.Analytics.Snapshots;

/// <summary>A customer on the way into the columns; units as in <see cref="CustomerColumns"/>.</summary>
public sealed record CustomerFacts(string Key)
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Postcode.</summary>
    public string? Postcode { get; init; }

    /// <summary>Gender.</summary>
    public string? Gender { get; init; }

    /// <summary>Country.</summary>
    public string? Country { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Language.</summary>
    public string? Language { get; init; }

    /// <summary>Acquisition channel.</summary>
    public string? Acquisition { get; init; }

    /// <summary>Birth day number, 0 when unknown.</summary>
    public int BirthDay { get; init; }

    /// <summary>Sign-up day number, 0 when unknown.</summary>
    public int SignUpDay { get; init; }

    /// <summary>Consent to marketing by channel; a channel that was never asked is absent.</summary>
    public IReadOnlyDictionary<string, bool> Consent { get; init; } = NoConsent;

    /// <summary>Custom attributes.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes;

    private static readonly Dictionary<string, bool> NoConsent = [];

    private static readonly Dictionary<string, string> NoAttributes = [];
}

/// <summary>A product on the way into the columns; units as in <see cref="ProductColumns"/>.</summary>
public sealed record ProductFacts(string Key, string? Name = null, string? Category = null, string? Brand = null, long PriceE4 = -1, long CostE4 = -1, bool IsMerchandise = true);

/// <summary>A campaign on the way into the columns; units as in <see cref="CampaignColumns"/>.</summary>
public sealed record CampaignFacts(string Key, string? Name = null, string? Channel = null, string? Goal = null, string? Offer = null, int StartDay = 0, int EndDay = 0, long CostE4 = -1);

/// <summary>A contact on the way into the columns; units as in <see cref="ContactColumns"/>.</summary>
public readonly record struct ContactFacts(int Campaign, int Customer, int Day, short Minute, ContactFlags Flags, ContactFlags Known, long RevenueE4 = 0);

/// <summary>A document on the way into the columns; units as in <see cref="OrderColumns"/>.</summary>
public readonly record struct DocumentFacts(string Number, int Customer, int Day, short Minute = 0, DocumentKind Kind = DocumentKind.Order, string? Channel = null, string? Country = null);

/// <summary>A line on the way into the columns; units as in <see cref="LineColumns"/>.</summary>
public readonly record struct LineFacts(int Product, long QuantityE4, long UnitPriceE4, long DiscountE4, long AmountE4);
