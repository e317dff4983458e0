using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>What one customer did until a day, read from the documents and, where asked for, their lines; used for one customer after the other.</summary>
internal sealed class CustomerHabits(Snapshot snapshot, int asOfDay, bool readsLines)
{
    private const int Unknown = -1;

    // The customer who last bought a product or category, so that different ones are counted without forgetting all of them each time.
    private readonly int[] buyerOfProduct = Filled(readsLines ? snapshot.Products.Count : 0);
    private readonly int[] priceLevels = readsLines ? PriceLevels.Of(snapshot) : [];
    private readonly int[] buyerOfCategory = Filled(snapshot.Products.Category.Values.Length);

    public int Orders { get; private set; }

    public int FirstDay { get; private set; }

    public int LastDay { get; private set; }

    public int OrderDays { get; private set; }

    public long RevenueE4 { get; private set; }

    public long SoldE4 { get; private set; }

    public long ReturnedE4 { get; private set; }

    /// <summary>Orders by day of the week, Sunday first.</summary>
    public int[] Weekdays { get; } = new int[7];

    /// <summary>Orders by quarter of the day, from midnight.</summary>
    public int[] Quarters { get; } = new int[4];

    public int[] Channels { get; } = new int[snapshot.Orders.Channel.Values.Length];

    public int OrdersWithGoods { get; private set; }

    public int DiscountedOrders { get; private set; }

    public long PiecesE4 { get; private set; }

    public long GoodsE4 { get; private set; }

    public long DiscountE4 { get; private set; }

    public int Products { get; private set; }

    public int Categories { get; private set; }

    /// <summary>Lines of goods by category.</summary>
    public int[] CategoryLines { get; } = new int[snapshot.Products.Category.Values.Length];

    /// <summary>Lines of goods whose category is known.</summary>
    public int LinesWithCategory { get; private set; }

    /// <summary>Lines of goods whose price can be set beside others of the category.</summary>
    public int PricedLines { get; private set; }

    /// <summary>Those of them that are in the dearer half of their category.</summary>
    public int DearLines { get; private set; }

    public long[] CategoriesE4 { get; } = new long[snapshot.Products.Category.Values.Length];

    /// <summary>Reads a customer.</summary>
    public void Read(int customer)
    {
        Clear();
        var orders = snapshot.Orders;
        var end = orders.FirstOfCustomer[customer + 1];
        for (var order = orders.FirstOfCustomer[customer]; order < end && orders.Day[order] <= asOfDay; order++)
        {
            var amount = orders.AmountE4[order];
            RevenueE4 += amount;
            if (orders.Kind[order] == DocumentKind.Return)
                ReturnedE4 -= amount;
            if (orders.Kind[order] != DocumentKind.Order)
                continue;
            var day = orders.Day[order];
            FirstDay = Orders == 0 ? day : FirstDay;
            OrderDays += Orders == 0 || day != LastDay ? 1 : 0;
            LastDay = day;
            Orders++;
            SoldE4 += amount;
            Weekdays[(day + 1) % 7]++;
            Quarters[Math.Clamp(orders.Minute[order] / 360, 0, 3)]++;
            if (orders.Channel.Codes[order] is >= 0 and var channel)
                Channels[channel]++;
            if (readsLines)
                ReadLines(customer, order);
        }
    }

    private void ReadLines(int customer, int order)
    {
        var lines = snapshot.Lines;
        var (pieces, discount) = (0L, 0L);
        for (var line = snapshot.Orders.FirstLine[order]; line < snapshot.Orders.FirstLine[order + 1]; line++)
        {
            var product = lines.Product[line];
            if (product < 0 || !snapshot.Products.IsMerchandise[product] || lines.QuantityE4[line] is not (> 0 and var quantity))
                continue;
            pieces += quantity;
            discount += lines.DiscountE4[line];
            GoodsE4 += lines.AmountE4[line];
            Products += buyerOfProduct[product] == customer ? 0 : 1;
            buyerOfProduct[product] = customer;
            if (priceLevels[product] >= 0)
            {
                PricedLines++;
                DearLines += 2 * priceLevels[product] > PriceLevels.Scale ? 1 : 0;
            }

            if (snapshot.Products.Category.Codes[product] is not (>= 0 and var category))
                continue;
            LinesWithCategory++;
            CategoryLines[category]++;
            CategoriesE4[category] += lines.AmountE4[line];
            Categories += buyerOfCategory[category] == customer ? 0 : 1;
            buyerOfCategory[category] = customer;
        }

        if (pieces == 0)
            return;
        OrdersWithGoods++;
        DiscountedOrders += discount > 0 ? 1 : 0;
        PiecesE4 += pieces;
        DiscountE4 += discount;
    }

    private void Clear()
    {
        (Orders, FirstDay, LastDay, OrderDays, OrdersWithGoods, DiscountedOrders, Products, Categories) = (0, 0, 0, 0, 0, 0, 0, 0);
        (RevenueE4, SoldE4, ReturnedE4, PiecesE4, GoodsE4, DiscountE4) = (0, 0, 0, 0, 0, 0);
        Array.Clear(Weekdays);
        Array.Clear(Quarters);
        Array.Clear(Channels);
        Array.Clear(CategoriesE4);
        (LinesWithCategory, PricedLines, DearLines) = (0, 0, 0);
        Array.Clear(CategoryLines);
    }

    private static int[] Filled(int count)
    {
        var filled = new int[count];
        Array.Fill(filled, Unknown);
        return filled;
    }
}
