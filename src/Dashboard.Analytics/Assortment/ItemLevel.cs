namespace Dashboard.Analytics.Assortment;

/// <summary>What counts as one thing that is bought.</summary>
public enum ItemLevel
{
    /// <summary>Products.</summary>
    Product,

    /// <summary>Categories of products.</summary>
    Category,

    /// <summary>Brands of products.</summary>
    Brand,
}
