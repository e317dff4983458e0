using System.Text.Json.Serialization;

namespace Dashboard.Services.Imports;

/// <summary>What a column can mean. The names are those of <c>--map</c>, written there in any case and with or without hyphens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportField>))]
public enum ImportField
{
    /// <summary>Number of the invoice, order or return.</summary>
    Document,

    /// <summary>The shop's id of the customer.</summary>
    Customer,

    /// <summary>Date of the document or contact, perhaps with the time.</summary>
    Date,

    /// <summary>Time of day, when it has its own column.</summary>
    Time,

    /// <summary>Id of the product.</summary>
    Product,

    /// <summary>Name or description of the product.</summary>
    ProductName,

    /// <summary>Category of the product.</summary>
    Category,

    /// <summary>Brand of the product.</summary>
    Brand,

    /// <summary>How many.</summary>
    Quantity,

    /// <summary>Price of one.</summary>
    UnitPrice,

    /// <summary>Amount of the line, after discount.</summary>
    Amount,

    /// <summary>Amount of the whole document.</summary>
    Total,

    /// <summary>Discount on the line, its unit decided from the values.</summary>
    Discount,

    /// <summary>Discount on the line, as an amount.</summary>
    DiscountAmount,

    /// <summary>Discount on the line, as a fraction (0.1) or with a per cent sign.</summary>
    DiscountFraction,

    /// <summary>Discount on the line, in per cent (10).</summary>
    DiscountPercent,

    /// <summary>Cost of the whole line.</summary>
    Cost,

    /// <summary>Cost of one.</summary>
    UnitCost,

    /// <summary>Profit on the line.</summary>
    Profit,

    /// <summary>Sales channel.</summary>
    Channel,

    /// <summary>Country.</summary>
    Country,

    /// <summary>Region, state or zone.</summary>
    Region,

    /// <summary>City.</summary>
    City,

    /// <summary>Postcode.</summary>
    Postcode,

    /// <summary>Full name of the customer.</summary>
    Name,

    /// <summary>First name.</summary>
    FirstName,

    /// <summary>Last name.</summary>
    LastName,

    /// <summary>Birth date.</summary>
    BirthDate,

    /// <summary>Year of birth.</summary>
    BirthYear,

    /// <summary>Age in years.</summary>
    Age,

    /// <summary>Gender.</summary>
    Gender,

    /// <summary>Language.</summary>
    Language,

    /// <summary>How the customer was won.</summary>
    AcquisitionChannel,

    /// <summary>When the customer signed up.</summary>
    SignedUp,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>Consent to e-mail.</summary>
    ConsentEmail,

    /// <summary>Consent to text messages.</summary>
    ConsentSms,

    /// <summary>Consent to calls.</summary>
    ConsentPhone,

    /// <summary>Consent to letters.</summary>
    ConsentPost,

    /// <summary>Consent to being shown ads.</summary>
    ConsentAds,

    /// <summary>When the consents were given or refused.</summary>
    ConsentAt,

    /// <summary>Where the consents were given or refused.</summary>
    ConsentSource,

    /// <summary>List price of the product.</summary>
    Price,

    /// <summary>Id or name of the campaign.</summary>
    Campaign,

    /// <summary>Name of the campaign.</summary>
    CampaignName,

    /// <summary>Channel of the campaign.</summary>
    CampaignChannel,

    /// <summary>Goal of the campaign.</summary>
    Goal,

    /// <summary>Start of the campaign.</summary>
    Start,

    /// <summary>End of the campaign.</summary>
    End,

    /// <summary>Total cost of the campaign.</summary>
    CampaignCost,

    /// <summary>What the campaign offered.</summary>
    Offer,

    /// <summary>Treated or control, in words; yes means treated.</summary>
    Group,

    /// <summary>Yes for customers who were held out.</summary>
    Control,

    /// <summary>Whether the message arrived.</summary>
    Delivered,

    /// <summary>Whether it was opened.</summary>
    Opened,

    /// <summary>Whether the customer clicked, or visited.</summary>
    Clicked,

    /// <summary>Whether the customer bought.</summary>
    Converted,

    /// <summary>What the customer spent.</summary>
    Revenue,

    /// <summary>Whether the customer answered the campaign that the column is about; several columns may be.</summary>
    Response,

    /// <summary>Any other fact about the customer; several columns may be.</summary>
    Attribute,
}
