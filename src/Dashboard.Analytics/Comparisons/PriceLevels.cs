using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>Where the price of each product stands among those of its category: 0 for the cheapest, 1 for the dearest, halves for equals; so that tastes for dear things do not depend on what is bought.</summary>
internal static class PriceLevels
{
    /// <summary>Whole numbers that make 1.</summary>
    public const int Scale = 10_000;

    /// <summary>The level of each product in parts of <see cref="Scale"/>; −1 for those that are not goods, have no price, or are alone in their category.</summary>
    public static int[] Of(Snapshot snapshot) => snapshot.MemoOfData(nameof(PriceLevels), () =>
    {
        var products = snapshot.Products;
        var prices = Prices(snapshot);
        var levels = new int[products.Count];
        Array.Fill(levels, -1);
        foreach (var category in Enumerable.Range(0, products.Count).Where(p => products.IsMerchandise[p] && prices[p] > 0).GroupBy(p => products.Category.Codes[p]))
        {
            int[] ranked = [.. category.OrderBy(p => prices[p])];
            for (var from = 0; from < ranked.Length && ranked.Length > 1;)
            {
                var to = from;
                while (to < ranked.Length && prices[ranked[to]] == prices[ranked[from]])
                    to++;
                foreach (var product in ranked.AsSpan(from, to - from))
                    levels[product] = (int)((long)Scale * (from + to - 1) / (2 * (ranked.Length - 1)));
                from = to;
            }
        }

        return levels;
    });

    // The list price; where a product has none, what one of it was sold for on average before discounts.
    private static long[] Prices(Snapshot snapshot)
    {
        var listed = snapshot.Products.PriceE4;
        if (Array.TrueForAll(listed, price => price > 0))
            return listed;
        var sold = Partitions.Accumulate(
            snapshot.Lines.Count,
            () => new (long Quantity, Int128 Amount)[listed.Length],
            (sums, from, to) =>
            {
                var productOf = snapshot.Lines.Product.Span;
                var quantities = new NumberSpan(snapshot.Lines.QuantityE4);
                var prices = new NumberSpan(snapshot.Lines.UnitPriceE4);
                for (var line = from; line < to; line++)
                {
                    if (productOf[line] is not (>= 0 and var product) || listed[product] > 0 || quantities[line] is not (> 0 and var quantity))
                        continue;
                    sums[product].Quantity += quantity;
                    sums[product].Amount += Math.BigMul(quantity, prices[line]);
                }
            },
            (sum, more) =>
            {
                for (var product = 0; product < sum.Length; product++)
                    sum[product] = (sum[product].Quantity + more[product].Quantity, sum[product].Amount + more[product].Amount);
            },
            CancellationToken.None);
        return [.. listed.Select((price, product) => price > 0 ? price : sold[product].Quantity == 0 ? -1 : (long)(sold[product].Amount / sold[product].Quantity))];
    }
}
