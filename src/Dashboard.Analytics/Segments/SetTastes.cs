using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Collects what members and everybody bought, line by line; documents come customer by customer, so that buyers are counted by remembering the last one.</summary>
internal sealed class SetTastes
{
    private readonly Snapshot snapshot;
    private readonly Counts products;
    private readonly Counts categories;
    private readonly int[] lastOrderOfProduct;

    public SetTastes(Snapshot snapshot)
    {
        this.snapshot = snapshot;
        products = new Counts(snapshot.Products.Count);
        categories = new Counts(snapshot.Products.Category.Values.Length + 1);
        lastOrderOfProduct = new int[snapshot.Products.Count];
        Array.Fill(lastOrderOfProduct, -1);
    }

    public SetHistogram Items { get; } = SetHistogram.OfCounts();

    public SetHistogram Distinct { get; } = SetHistogram.OfCounts();

    /// <summary>Adds a document of a known customer.</summary>
    public void Add(Selection selection, int order, bool isMember)
    {
        var (orders, lines) = (snapshot.Orders, snapshot.Lines);
        var isOrder = orders.Kind[order] == DocumentKind.Order;
        var (items, distinct) = (0L, 0);
        for (var line = orders.FirstLine[order]; line < orders.FirstLine[order + 1]; line++)
        {
            var product = lines.Product[line];
            if (product < 0 || !selection.HasProduct(product) || !snapshot.Products.IsMerchandise[product])
                continue;
            var bought = isOrder && lines.QuantityE4[line] > 0;
            var category = snapshot.Products.Category.Codes[product] is var code and >= 0 ? code : categories.RevenueE4.Length - 1;
            products.Add(product, orders.Customer[order], lines.AmountE4[line], bought, isMember);
            categories.Add(category, orders.Customer[order], lines.AmountE4[line], bought, isMember);
            if (!bought)
                continue;
            items += lines.QuantityE4[line];
            distinct += lastOrderOfProduct[product] == order ? 0 : 1;
            lastOrderOfProduct[product] = order;
        }

        if (distinct == 0)
            return;
        Items.Add((int)Math.Clamp((items + 5_000) / 10_000, 1, int.MaxValue), isMember);
        Distinct.Add(distinct, isMember);
    }

    public Taste Products(int top, int buyers, int allBuyers) =>
        products.Top(top, buyers, allBuyers, code => (snapshot.Products.Keys[code], snapshot.Products.Names[code]));

    public Taste Categories(int top, int buyers, int allBuyers) =>
        categories.Top(top, buyers, allBuyers, code => code < snapshot.Products.Category.Values.Length
            ? (snapshot.Products.Category.Values[code], snapshot.Products.Category.Values[code])
            : (Condition.Unknown, "Unknown"));

    private sealed class Counts
    {
        private readonly int[] lastBuyer;
        private readonly int[] buyers;
        private readonly int[] allBuyers;
        private readonly bool[] seen;

        public Counts(int codes)
        {
            (lastBuyer, buyers, allBuyers, RevenueE4, seen) = (new int[codes], new int[codes], new int[codes], new long[codes], new bool[codes]);
            Array.Fill(lastBuyer, -1);
        }

        public long[] RevenueE4 { get; }

        public void Add(int code, int customer, long amountE4, bool bought, bool isMember)
        {
            if (isMember)
            {
                RevenueE4[code] += amountE4;
                seen[code] = true;
            }

            if (!bought || lastBuyer[code] == customer)
                return;
            lastBuyer[code] = customer;
            allBuyers[code]++;
            buyers[code] += isMember ? 1 : 0;
        }

        public Taste Top(int top, int total, int allTotal, Func<int, (string Key, string Label)> name)
        {
            var codes = Enumerable.Range(0, RevenueE4.Length).Where(code => seen[code]).ToList();
            var rows = codes
                .OrderByDescending(code => RevenueE4[code]).ThenBy(code => name(code).Key, StringComparer.Ordinal).Take(top)
                .Select(code => new TasteRow(ShareRow.Of(name(code).Key, name(code).Label, buyers[code], total, allBuyers[code], allTotal), RevenueE4[code]));
            return new Taste([.. rows], Math.Max(0, codes.Count - top), total, allTotal);
        }
    }
}
