using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>Reads the lines of a customer's orders: how much of what, at which price level, and how much of it reduced. Customers come one after the other.</summary>
internal sealed class BasketReader
{
    private readonly BehaviourSide side;
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

    /// <summary>Makes a reader.</summary>
    /// <param name="context">What customers are read with.</param>
    /// <param name="side">Where it counts.</param>
    public BasketReader(BehaviourContext context, BehaviourSide side)
    {
        this.side = side;
        var products = context.Snapshot.Products;
        (lastBuyerOfProduct, lastOrderOfProduct) = (None(products.Count), None(products.Count));
        (lastBuyerOfCategory, lastBuyerOfBrand) = (None(products.Category.Values.Length), None(products.Brand.Values.Length));
    }

    /// <summary>Reads the lines of an order that sell goods.</summary>
    public void Add(in BasketLines lines, int order, int customer)
    {
        var inOrder = 0;
        var end = lines.FirstLine[order + 1];
        for (var line = lines.FirstLine[order]; line < end; line++)
        {
            if (lines.Product[line] is not (>= 0 and var product) || lines.Category[product] is not (>= 0 and var category) || lines.QuantityE4[line] is not (> 0 and var quantity))
                continue;
            items += quantity;
            sold += lines.AmountE4[line];
            off += lines.DiscountE4[line];
            if (lines.PriceLevel[product] is >= 0 and var level)
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
            CountOnce(lastBuyerOfBrand, side.Brands, lines.Brand[product], customer);
        }

        distinct += inOrder;
        orders += inOrder > 0 ? 1 : 0;
    }

    /// <summary>Counts what the orders of one customer came to, and begins anew.</summary>
    public void End()
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

/// <summary>The columns of lines that a <see cref="BasketReader"/> reads, found once for many orders.</summary>
internal readonly ref struct BasketLines(BehaviourContext context)
{
    public readonly ReadOnlySpan<int> FirstLine = context.Snapshot.Orders.FirstLine.Span;
    public readonly ReadOnlySpan<int> Product = context.Snapshot.Lines.Product.Span;
    public readonly ReadOnlySpan<int> Category = context.Goods.Categories;
    public readonly ReadOnlySpan<int> PriceLevel = context.PriceLevels;
    public readonly CodeSpan Brand = new(context.Snapshot.Products.Brand.Codes);
    public readonly NumberSpan QuantityE4 = new(context.Snapshot.Lines.QuantityE4);
    public readonly NumberSpan AmountE4 = new(context.Snapshot.Lines.AmountE4);
    public readonly NumberSpan DiscountE4 = new(context.Snapshot.Lines.DiscountE4);
}
