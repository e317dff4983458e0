namespace Dashboard.Analytics.Clusters;

/// <summary>What a feature is measured in.</summary>
public enum FeatureUnit
{
    /// <summary>A number without a unit.</summary>
    Number,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Units of the shop's currency.</summary>
    Money,

    /// <summary>A share, 0 to 1.</summary>
    Share,

    /// <summary>Years.</summary>
    Years,
}

/// <summary>What a feature is about.</summary>
public enum FeatureGroup
{
    /// <summary>How often, how lately, for how much.</summary>
    Orders,

    /// <summary>What an order holds.</summary>
    Basket,

    /// <summary>When orders are placed.</summary>
    Time,

    /// <summary>Through which channel.</summary>
    Channel,

    /// <summary>Which categories.</summary>
    Category,

    /// <summary>How campaigns are answered.</summary>
    Campaigns,

    /// <summary>The person.</summary>
    Person,
}

/// <summary>One thing that customers can be told apart by.</summary>
/// <param name="Key">Name in addresses and models, such as "orders" or "category:Garden".</param>
/// <param name="Name">Name on screens.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Definition">What it is, exactly.</param>
/// <param name="More">What a cluster with much of it is called, as in "frequent".</param>
/// <param name="Less">What a cluster with little of it is called.</param>
public sealed record ClusterFeature(string Key, string Name, FeatureUnit Unit, FeatureGroup Group, string Definition, string More, string Less)
{
    /// <summary>When a customer has no value; null when everybody with an order has one.</summary>
    public string? MissingWhen { get; init; }
}
