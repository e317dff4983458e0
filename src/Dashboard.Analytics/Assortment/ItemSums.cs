using System.Runtime.InteropServices;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>What a group of customers bought of one item, or of all: sums over customers, whole numbers all.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ItemSums
{
    private Int128 revenueSquared;
    private Int128 revenueByAll;
    private long ordersSquared;
    private long ordersByAll;

    /// <summary>Customers who bought it.</summary>
    public int Buyers { get; private set; }

    /// <summary>Orders with it.</summary>
    public long Orders { get; private set; }

    /// <summary>Its revenue net of returns, in ten-thousandths.</summary>
    public long RevenueE4 { get; private set; }

    /// <summary>Adds a customer.</summary>
    /// <param name="orders">Orders with the item.</param>
    /// <param name="revenueE4">What the customer paid for it.</param>
    /// <param name="allOrders">Orders of the customer.</param>
    /// <param name="allRevenueE4">What the customer paid for all goods.</param>
    public void Add(long orders, long revenueE4, long allOrders, long allRevenueE4)
    {
        Buyers += orders > 0 ? 1 : 0;
        Orders += orders;
        RevenueE4 += revenueE4;
        ordersSquared += orders * orders;
        ordersByAll += orders * allOrders;
        revenueSquared += Math.BigMul(revenueE4, revenueE4);
        revenueByAll += Math.BigMul(revenueE4, allRevenueE4);
    }

    /// <summary>Adds what other customers bought of it.</summary>
    public void Add(in ItemSums more)
    {
        Buyers += more.Buyers;
        Orders += more.Orders;
        RevenueE4 += more.RevenueE4;
        ordersSquared += more.ordersSquared;
        ordersByAll += more.ordersByAll;
        revenueSquared += more.revenueSquared;
        revenueByAll += more.revenueByAll;
    }

    /// <summary>The sums of a measure beside those of all items.</summary>
    /// <param name="measure">What is counted.</param>
    /// <param name="all">The same customers' sums over all items.</param>
    public readonly RatioSums Of(AssortmentMeasure measure, in ItemSums all) => measure switch
    {
        AssortmentMeasure.Customers => new(Buyers, all.Buyers, Buyers, Buyers, all.Buyers),
        AssortmentMeasure.Orders => new(Orders, all.Orders, ordersSquared, ordersByAll, all.ordersSquared),
        _ => new(RevenueE4, all.RevenueE4, revenueSquared, revenueByAll, all.revenueSquared),
    };
}
