namespace Dashboard.Analytics.Trends;

/// <summary>What can be followed over time.</summary>
public enum TrendMetric
{
    /// <summary>Revenue net of returns.</summary>
    Revenue,

    /// <summary>Orders.</summary>
    Orders,

    /// <summary>Revenue divided by orders.</summary>
    AverageOrderValue,

    /// <summary>Distinct customers with an order.</summary>
    ActiveCustomers,

    /// <summary>Active customers whose first order falls in the period.</summary>
    NewCustomers,

    /// <summary>Active customers who had ordered before the period.</summary>
    ReturningCustomers,

    /// <summary>Units of goods sold, returns not subtracted.</summary>
    ItemsSold,

    /// <summary>Units sold divided by orders.</summary>
    UnitsPerOrder,

    /// <summary>Amount returned divided by amount sold.</summary>
    ReturnRate,

    /// <summary>Discounts divided by what would have been charged without them.</summary>
    DiscountRate,
}

/// <summary>What the values of a metric are.</summary>
public enum TrendUnit
{
    /// <summary>Ten-thousandths of the currency unit.</summary>
    Money,

    /// <summary>Whole numbers.</summary>
    Count,

    /// <summary>Numbers with decimals.</summary>
    Number,

    /// <summary>Shares; 1 is 100 %.</summary>
    Rate,
}

/// <summary>A metric in words.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Key">Its name in addresses and on the command line: "average-order-value".</param>
/// <param name="Name">Its name on screens: "Average order value".</param>
/// <param name="Definition">What it is, in a sentence or two.</param>
/// <param name="Unit">What its values are.</param>
public sealed record TrendMetricInfo(TrendMetric Metric, string Key, string Name, string Definition, TrendUnit Unit)
{
    /// <summary>Whether it is a quotient, so that parts never add up to the whole.</summary>
    public bool IsRatio => Metric is TrendMetric.AverageOrderValue or TrendMetric.UnitsPerOrder or TrendMetric.ReturnRate or TrendMetric.DiscountRate;

    /// <summary>Whether it counts people, so that somebody may count in several periods and groups.</summary>
    public bool CountsCustomers => Metric is TrendMetric.ActiveCustomers or TrendMetric.NewCustomers or TrendMetric.ReturningCustomers;

    /// <summary>Whether a rise is good news, bad news (false), or neither (null).</summary>
    public bool? HigherIsBetter => Metric switch { TrendMetric.ReturnRate => false, TrendMetric.DiscountRate => null, _ => true };
}

/// <summary>The metrics that trends know.</summary>
public static class TrendMetrics
{
    /// <summary>All of them, in the order of menus.</summary>
    public static IReadOnlyList<TrendMetricInfo> All { get; } =
    [
        new(TrendMetric.Revenue, "revenue", "Revenue", "Sum of all documents, net of returns; anonymous documents and adjustments included.", TrendUnit.Money),
        new(TrendMetric.Orders, "orders", "Orders", "Documents that sell something, anonymous ones included.", TrendUnit.Count),
        new(TrendMetric.AverageOrderValue, "average-order-value", "Average order value", "Revenue net of returns ÷ orders.", TrendUnit.Money),
        new(TrendMetric.ActiveCustomers, "active-customers", "Active customers", "Distinct customers with an order in the period.", TrendUnit.Count),
        new(TrendMetric.NewCustomers, "new-customers", "New customers", "Active customers whose first order of all falls in the period.", TrendUnit.Count),
        new(TrendMetric.ReturningCustomers, "returning-customers", "Returning customers", "Active customers who had ordered before the period.", TrendUnit.Count),
        new(TrendMetric.ItemsSold, "items-sold", "Items sold", "Units on the lines of orders, returns not subtracted; postage and other lines that are not goods are left out.", TrendUnit.Number),
        new(TrendMetric.UnitsPerOrder, "units-per-order", "Units per order", "Items sold ÷ orders.", TrendUnit.Number),
        new(TrendMetric.ReturnRate, "return-rate", "Return rate", "Amount returned in the period ÷ amount sold in it, both of lines; a return counts on its own day, not on that of the sale.", TrendUnit.Rate),
        new(TrendMetric.DiscountRate, "discount-rate", "Discount rate", "Discounts on the lines of orders ÷ what these lines would have cost without them.", TrendUnit.Rate),
    ];

    /// <summary>A metric in words.</summary>
    public static TrendMetricInfo Of(TrendMetric metric) => All[(int)metric];

    /// <summary>The metric of a key or a name in any case ("average-order-value", "Average order value"), or null when there is none.</summary>
    public static TrendMetricInfo? Find(string? name) =>
        All.FirstOrDefault(m => string.Equals(m.Key, name?.Trim(), StringComparison.OrdinalIgnoreCase) || string.Equals(m.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));
}
