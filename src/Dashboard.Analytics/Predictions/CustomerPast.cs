using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Predictions;

/// <summary>What one customer did until a cut-off.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CustomerPast
{
    public int Orders;
    public int OrderDays;
    public int FirstDay;
    public int LastDay;
    public int Orders30;
    public int Orders90;
    public int OrdersBefore90;
    public int Orders365;
    public int OrdersLastYear;
    public double SquaredGaps;
    public long RevenueE4;
    public long Revenue90E4;
    public long RevenueBefore90E4;
    public long Revenue365E4;
    public long SoldE4;
    public long LastOrderE4;
    public long ReturnedE4;
    public int OrdersWithGoods;
    public int DiscountedOrders;
    public int Products;
    public int Categories;

    /// <summary>Mean days between days with an order; NaN before the second.</summary>
    public readonly double Gap => OrderDays < 2 ? double.NaN : (double)(LastDay - FirstDay) / (OrderDays - 1);

    /// <summary>Standard deviation of the gaps over their mean; NaN before the third day.</summary>
    public readonly double GapSpread
    {
        get
        {
            if (OrderDays < 3)
                return double.NaN;
            var gaps = OrderDays - 1;
            var mean = Gap;
            return Math.Sqrt(Math.Max(0, (SquaredGaps - (gaps * mean * mean)) / (gaps - 1))) / mean;
        }
    }

    /// <summary>What was sold over the orders.</summary>
    public readonly double AverageOrder => SoldE4 / 1e4 / Math.Max(1, Orders);
}
