namespace Dashboard.Analytics.Customers;

/// <summary>What a list of customers is sorted by. Unknown values come last in both directions, and equal ones by key.</summary>
public enum CustomerSort
{
    /// <summary>Best match of the search first, then by key; without a search, by key.</summary>
    Match,

    /// <summary>The shop's own id; ids of digits alone as numbers.</summary>
    Key,

    /// <summary>Name.</summary>
    Name,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Country.</summary>
    Country,

    /// <summary>Region.</summary>
    Region,

    /// <summary>City.</summary>
    City,

    /// <summary>Age.</summary>
    Age,

    /// <summary>Gender.</summary>
    Gender,

    /// <summary>Day of the first order.</summary>
    FirstOrder,

    /// <summary>Day of the last order.</summary>
    LastOrder,

    /// <summary>Days since the last order.</summary>
    DaysSinceLastOrder,

    /// <summary>Number of orders.</summary>
    Orders,

    /// <summary>Number of returns.</summary>
    Returns,

    /// <summary>Net revenue until the end of the range.</summary>
    Revenue,

    /// <summary>Net revenue in the range.</summary>
    RevenueInRange,

    /// <summary>Net revenue an order.</summary>
    AverageOrderValue,

    /// <summary>RFM group, best first.</summary>
    Segment,

    /// <summary>The RFM group before the present one, best first.</summary>
    PreviousSegment,

    /// <summary>First day in the present RFM group.</summary>
    SegmentSince,

    /// <summary>Recency score.</summary>
    RecencyScore,

    /// <summary>Frequency score.</summary>
    FrequencyScore,

    /// <summary>Money score.</summary>
    MoneyScore,

    /// <summary>Predicted probability of no order within the shop's churn horizon.</summary>
    ChurnRisk,

    /// <summary>Predicted probability of an order within 30 days.</summary>
    PurchaseLikelihood,

    /// <summary>Predicted probability of still being a customer.</summary>
    StillCustomer,

    /// <summary>Orders expected within 90 days.</summary>
    ExpectedOrders,

    /// <summary>Revenue expected within 365 days.</summary>
    ExpectedRevenue,

    /// <summary>Day by which half of the next orders would have come.</summary>
    NextOrder,
}
