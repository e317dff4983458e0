using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>Reads the lines of a customer's orders: how much of what, at which price level, and how much of it reduced. Customers come one after the other.</summary>
internal sealed class BasketReader
{
    private readonly BehaviourContext context;
    private readonly int[] lastBuyerOfProduct;
    private readonly int[] lastBuyerOfCategory;
    private readonly int[] lastBuyerOfBrand;
    private readonly int[] lastOrderOfProduct;
    private int orders;
    private int distinct;
    private long items;
    private long levels;
    private long levelled;
    private long sold;
    private long off;

    public BasketReader(BehaviourContext context)
    {
        this.context = context;
        var products = context.Snapshot.Products;
        (lastBuyerOfProduct, lastOrderOfProduct) = (None(products.Count), None(products.Count));
        (lastBuyerOfCategory, lastBuyerOfBrand) = (None(products.Category.Values.Length), None(products.Brand.Values.Length));
    }

    /// <summary>Reads the lines of an order that sell goods.</summary>
    public void Add(int order, int customer, BehaviourSide side)
    {
        var snapshot = context.Snapshot;
        var lines = snapshot.Lines;
        var (from, to) = (snapshot.Orders.FirstLine[order], snapshot.Orders.FirstLine[order + 1]);
        var productOf = lines.Product.Span;
        var categoryOf = context.Goods.Categories;
        var brands = snapshot.Products.Brand.Codes;
        var quantities = new NumberSpan(lines.QuantityE4);
        var amounts = new NumberSpan(lines.AmountE4);
        var discounts = new NumberSpan(lines.DiscountE4);
        var inOrder = 0;
        for (var line = from; line < to; line++)
        {
            if (productOf[line] is not (>= 0 and var product) || categoryOf[product] is not (>= 0 and var category) || quantities[line] is not (> 0 and var quantity))
                continue;
            items += quantity;
            sold += amounts[line];
            off += discounts[line];
            if (context.PriceLevels[product] is >= 0 and var level)
            {
                levels += level * (quantity / 100);
                levelled += quantity / 100;
            }

            if (lastOrderOfProduct[product] != order)
            {
                lastOrderOfProduct[product] = order;
                inOrder++;
            }

            if (lastBuyerOfProduct[product] == customer)
                continue;
            lastBuyerOfProduct[product] = customer;
            side.Products[product]++;
            CountOnce(lastBuyerOfCategory, side.Categories, category, customer);
            CountOnce(lastBuyerOfBrand, side.Brands, brands[product], customer);
        }

        distinct += inOrder;
        orders += inOrder > 0 ? 1 : 0;
    }

    /// <summary>Counts what the orders of one customer came to, and begins anew.</summary>
    public void End(BehaviourSide side)
    {
        if (orders > 0)
        {
            side.WithGoods++;
            side.Discounted += off > 0 ? 1 : 0;
            side.Add(BehaviourNumber.Items, items / 100 / orders);
            side.Add(BehaviourNumber.DistinctProducts, 100L * distinct / orders);
            if (levelled > 0)
                side.Add(BehaviourNumber.PriceLevel, levels / levelled);
            if (sold + off > 0)
                side.Add(BehaviourNumber.DiscountRate, (long)((Int128)10_000 * off / (sold + off)));
        }

        (orders, distinct, items, levels, levelled, sold, off) = (0, 0, 0, 0, 0, 0, 0);
    }

    private static int[] None(int count)
    {
        var none = new int[count];
        Array.Fill(none, -1);
        return none;
    }

    // Goods without a category or brand have a code behind the last, or −1.
    private static void CountOnce(int[] lastBuyers, int[] buyers, int code, int customer)
    {
        if ((uint)code >= (uint)buyers.Length || lastBuyers[code] == customer)
            return;
        lastBuyers[code] = customer;
        buyers[code]++;
    }
}
