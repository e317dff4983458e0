namespace Dashboard.Analytics.Assortment;

/// <summary>What an order is of, where it holds several items.</summary>
public enum PathCounting
{
    /// <summary>The item that brought most of it: each customer is counted once, and the streams add up.</summary>
    Main,

    /// <summary>Every item in it: a customer counts for each pair of an item before and an item after.</summary>
    Every,
}
