using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>What one group of customers buys of one item, beside everybody.</summary>
/// <param name="Buyers">Members who bought it.</param>
/// <param name="Orders">Their orders with it.</param>
/// <param name="RevenueE4">What they paid for it net of returns, in ten-thousandths.</param>
/// <param name="Customers">Shares of customers: penetration.</param>
/// <param name="OfOrders">Shares of orders.</param>
/// <param name="OfRevenue">Shares of revenue.</param>
public sealed record AssortmentCell(int Buyers, long Orders, long RevenueE4, ShareOfGroup Customers, ShareOfGroup OfOrders, ShareOfGroup OfRevenue)
{
    /// <summary>The shares of a measure.</summary>
    public ShareOfGroup By(AssortmentMeasure measure) => measure switch
    {
        AssortmentMeasure.Customers => Customers,
        AssortmentMeasure.Orders => OfOrders,
        _ => OfRevenue,
    };

    /// <summary>Makes a cell of sums.</summary>
    internal static AssortmentCell Of(in ItemSums item, in ItemSums all, in ItemSums everybodyItem, in ItemSums everybodyAll) => new(
        item.Buyers,
        item.Orders,
        item.RevenueE4,
        ShareOfGroup.Of(item.Of(AssortmentMeasure.Customers, all), everybodyItem.Of(AssortmentMeasure.Customers, everybodyAll)) with
        {
            Interval = all.Buyers == 0 ? null : Proportions.Wilson(item.Buyers, all.Buyers),
        },
        ShareOfGroup.Of(item.Of(AssortmentMeasure.Orders, all), everybodyItem.Of(AssortmentMeasure.Orders, everybodyAll)),
        ShareOfGroup.Of(item.Of(AssortmentMeasure.Revenue, all), everybodyItem.Of(AssortmentMeasure.Revenue, everybodyAll)));
}

/// <summary>An item's share of what a group buys, and how that compares with everybody.</summary>
/// <param name="Share">Share in the group: 0 to 1 for customers and orders; revenue can leave that when returns outweigh.</param>
/// <param name="Interval">95 % interval of the share: Wilson's for customers; else with customers as the units drawn, and null where the share is 0 or 1 or outside.</param>
/// <param name="Index">100 × the share ÷ everybody's; null where there is no such quotient.</param>
/// <param name="IndexInterval">95 % interval of the index; null where it is 0 or missing.</param>
public sealed record ShareOfGroup(double Share, Interval? Interval, double? Index, Interval? IndexInterval)
{
    /// <summary>Whether the interval leaves 100 out: 1 above, −1 below, 0 neither.</summary>
    public int Side => IndexInterval is { } interval ? interval.Low > 100 ? 1 : interval.High < 100 ? -1 : 0 : 0;

    /// <summary>Makes shares of sums.</summary>
    internal static ShareOfGroup Of(RatioSums group, RatioSums everybody) => new(
        group.Ratio,
        group.ShareInterval(),
        100 * group.Over(everybody),
        group.OverInterval(everybody) is { } interval ? new Interval(100 * interval.Low, 100 * interval.High, interval.Level) : null);
}
