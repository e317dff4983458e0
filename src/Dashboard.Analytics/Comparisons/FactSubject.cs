namespace Dashboard.Analytics.Comparisons;

/// <summary>What a fact about customers speaks of. A persona takes one difference of a subject, so that it does not say the same thing twice.</summary>
public enum FactSubject
{
    /// <summary>Age band and years.</summary>
    Age,

    /// <summary>Gender.</summary>
    Gender,

    /// <summary>Country, region, city.</summary>
    Place,

    /// <summary>Language.</summary>
    Language,

    /// <summary>How they were won.</summary>
    Acquisition,

    /// <summary>How long they have been known.</summary>
    Tenure,

    /// <summary>An attribute of the shop's own; each is a subject of its own.</summary>
    Attribute,

    /// <summary>Consent to marketing by channel.</summary>
    Consent,

    /// <summary>RFM group.</summary>
    Segment,

    /// <summary>How often and how lately they order.</summary>
    Rhythm,

    /// <summary>What they pay over time.</summary>
    Spend,

    /// <summary>What one order holds.</summary>
    Basket,

    /// <summary>Whether they take the dear or the cheap products of a category.</summary>
    PriceLevel,

    /// <summary>Whether and how much they buy reduced.</summary>
    Discounts,

    /// <summary>Whether they send back.</summary>
    Returns,

    /// <summary>Categories, brands and products that they buy.</summary>
    Goods,

    /// <summary>How they answer campaigns.</summary>
    Campaigns,

    /// <summary>The sales channel that they prefer.</summary>
    Channel,

    /// <summary>The day of the week that they prefer.</summary>
    Weekday,

    /// <summary>The hour that they prefer.</summary>
    TimeOfDay,
}

/// <summary>What the number of a fact is.</summary>
public enum FactUnit
{
    /// <summary>A share of customers, 0 to 1.</summary>
    Share,

    /// <summary>An amount in ten-thousandths of the currency unit.</summary>
    Money,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Years.</summary>
    Years,

    /// <summary>How many: orders, items.</summary>
    Number,

    /// <summary>A fraction of something of each customer, 0 to 1: of the amount, of the products of a category.</summary>
    Fraction,
}
