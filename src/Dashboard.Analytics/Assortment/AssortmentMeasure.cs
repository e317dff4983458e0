namespace Dashboard.Analytics.Assortment;

/// <summary>What shares of an assortment are shares of.</summary>
public enum AssortmentMeasure
{
    /// <summary>Customers who ordered: the share who bought the item, its penetration.</summary>
    Customers,

    /// <summary>Orders: the share with the item.</summary>
    Orders,

    /// <summary>Revenue of goods net of returns: the share that the item brought.</summary>
    Revenue,
}
