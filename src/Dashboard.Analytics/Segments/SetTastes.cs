using System.Runtime.InteropServices;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Segments;

/// <summary>Which products count as taste, and their category: one entry a product, made once for all parts.</summary>
internal sealed class TasteProducts
{
    private readonly int[] categories;

    public TasteProducts(Snapshot snapshot, Selection selection)
    {
        var products = snapshot.Products;
        Unknown = products.Category.Values.Length;
        categories = new int[products.Count];
        for (var product = 0; product < categories.Length; product++)
        {
            categories[product] = !selection.HasProduct(product) || !products.IsMerchandise[product] ? -1
                : products.Category.Codes[product] is var code and >= 0 ? code : Unknown;
        }
    }

    /// <summary>Category code of a product; <see cref="Unknown"/> without one, −1 for products that are not goods or not selected, and for none (−1).</summary>
    public ReadOnlySpan<int> Categories => categories;

    /// <summary>Code of goods without a category, the last.</summary>
    public int Unknown { get; }
}

/// <summary>Collects what a set of customers bought, line by line; documents come customer by customer, so that buyers are counted by remembering the last one.</summary>
internal sealed class SetTastes
{
    private readonly Snapshot snapshot;
    private readonly TasteProducts goods;
    private readonly Counts[] products;
    private readonly Counts[] categories;

    public SetTastes(Snapshot snapshot, TasteProducts goods)
    {
        (this.snapshot, this.goods) = (snapshot, goods);
        products = new Counts[snapshot.Products.Count];
        categories = new Counts[goods.Unknown + 1];
        Array.Fill(products, Counts.None);
        Array.Fill(categories, Counts.None);
    }

    /// <summary>Items of an order.</summary>
    public ValueCounts Items { get; } = new();

    /// <summary>Distinct products of an order.</summary>
    public ValueCounts Distinct { get; } = new();

    /// <summary>Adds documents of the customers.</summary>
    /// <param name="documents">The documents, ascending.</param>
    public void Add(Bitmap.Rows documents)
    {
        var firstLine = snapshot.Orders.FirstLine.Span;
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var productOf = snapshot.Lines.Product.Span;
        var quantities = new NumberSpan(snapshot.Lines.QuantityE4);
        var amounts = new NumberSpan(snapshot.Lines.AmountE4);
        var categoryOf = goods.Categories;
        foreach (var order in documents)
        {
            var customer = customers[order];
            var isOrder = kinds[order] == DocumentKind.Order;
            var (items, distinct) = (0L, 0);
            for (var line = firstLine[order]; line < firstLine[order + 1]; line++)
            {
                var product = productOf[line];
                if (product < 0 || categoryOf[product] is not (>= 0 and var category))
                    continue;
                var amount = amounts[line];
                products[product].AddRevenue(amount);
                categories[category].AddRevenue(amount);
                if (!isOrder || quantities[line] is not (> 0 and var quantity))
                    continue;
                products[product].AddBuyer(customer);
                categories[category].AddBuyer(customer);
                items += quantity;
                distinct += products[product].IsFirstIn(order) ? 1 : 0;
            }

            if (distinct == 0)
                continue;
            Items.Add((int)Math.Clamp((items + 5_000) / 10_000, 1, int.MaxValue));
            Distinct.Add(distinct);
        }
    }

    /// <summary>Adds what other customers bought.</summary>
    public void Add(SetTastes other)
    {
        Items.Add(other.Items);
        Distinct.Add(other.Distinct);
        for (var code = 0; code < products.Length; code++)
            products[code].Add(other.products[code]);
        for (var code = 0; code < categories.Length; code++)
            categories[code].Add(other.categories[code]);
    }

    /// <summary>The products that brought most, beside everybody; those of fewer buyers than the shop shows are only counted.</summary>
    public Taste Products(SetTastes all, int top, int buyers, int allBuyers) =>
        Top(products, all.products, top, buyers, allBuyers, snapshot.Settings.SmallestGroup, code => (snapshot.Products.Keys[code], snapshot.Products.Names[code]));

    /// <summary>The categories that brought most, likewise.</summary>
    public Taste Categories(SetTastes all, int top, int buyers, int allBuyers) =>
        Top(categories, all.categories, top, buyers, allBuyers, snapshot.Settings.SmallestGroup, code => code < goods.Unknown
            ? (snapshot.Products.Category.Values[code], snapshot.Products.Category.Values[code])
            : (Condition.Unknown, "Unknown"));

    private static Taste Top(Counts[] counts, Counts[] all, int top, int total, int allTotal, int least, Func<int, (string Key, string Label)> name)
    {
        var codes = Enumerable.Range(0, counts.Length).Where(code => counts[code].IsSeen).ToList();
        var large = codes.FindAll(code => !SmallGroups.IsSmall(counts[code].Buyers, least) && !SmallGroups.IsSmall(all[code].Buyers - counts[code].Buyers, least));
        var rows = large
            .OrderByDescending(code => counts[code].RevenueE4).ThenBy(code => name(code).Key, StringComparer.Ordinal).Take(top)
            .Select(code => new TasteRow(ShareRow.Of(name(code).Key, name(code).Label, counts[code].Buyers, total, all[code].Buyers, allTotal), counts[code].RevenueE4))
            .ToList();
        return new Taste(rows, codes.Count - rows.Count, codes.Count - large.Count, total, allTotal);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Counts
    {
        private int lastBuyer;
        private int lastOrder;

        public static Counts None => new() { lastBuyer = -1, lastOrder = -1 };

        /// <summary>Net revenue.</summary>
        public long RevenueE4 { get; private set; }

        public int Buyers { get; private set; }

        /// <summary>Whether any customer has a line of it.</summary>
        public bool IsSeen { get; private set; }

        public void AddRevenue(long amountE4)
        {
            RevenueE4 += amountE4;
            IsSeen = true;
        }

        public void AddBuyer(int customer)
        {
            if (lastBuyer == customer)
                return;
            lastBuyer = customer;
            Buyers++;
        }

        public bool IsFirstIn(int order)
        {
            var isFirst = lastOrder != order;
            lastOrder = order;
            return isFirst;
        }

        public void Add(in Counts other)
        {
            RevenueE4 += other.RevenueE4;
            Buyers += other.Buyers;
            IsSeen |= other.IsSeen;
        }
    }
}
