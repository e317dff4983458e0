using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Assortment;

/// <summary>A shop read line by line in the plainest way, to compare with.</summary>
internal sealed class NaiveOrders(Snapshot shop, ItemLevel level)
{
    public const string Unknown = Condition.Unknown;

    /// <summary>Documents of a customer in their order.</summary>
    public IEnumerable<int> Documents(int customer) => Enumerable.Range(shop.Orders.FirstOfCustomer[customer], shop.Orders.FirstOfCustomer[customer + 1] - shop.Orders.FirstOfCustomer[customer]);

    public IEnumerable<int> Orders(int customer) => Documents(customer).Where(o => shop.Orders.Kind[o] == DocumentKind.Order);

    /// <summary>Lines of goods.</summary>
    public IEnumerable<int> Goods(int document) => Enumerable.Range(shop.Orders.FirstLine[document], shop.Orders.FirstLine[document + 1] - shop.Orders.FirstLine[document])
        .Where(l => shop.Lines.Product[l] is >= 0 and var p && shop.Products.IsMerchandise[p]);

    public IEnumerable<int> Sold(int document) => shop.Orders.Kind[document] == DocumentKind.Order ? Goods(document).Where(l => shop.Lines.QuantityE4[l] > 0) : [];

    public string ItemOf(int line) => (level switch
    {
        ItemLevel.Product => shop.Products.Keys[shop.Lines.Product[line]],
        ItemLevel.Category => shop.Products.Category[shop.Lines.Product[line]],
        _ => shop.Products.Brand[shop.Lines.Product[line]],
    }) ?? Unknown;

    /// <summary>Items sold in an order, Unknown left out.</summary>
    public IReadOnlySet<string> Items(int document) => Sold(document).Select(ItemOf).Where(i => i != Unknown).ToHashSet(StringComparer.Ordinal);

    /// <summary>The item that brought most of an order; of equals the one that the snapshot numbers first.</summary>
    public string Main(int document)
    {
        var items = Items(document);
        if (items.Count == 0)
            return Unknown;
        // All lines of the item count, also one that gives something back.
        return items.OrderByDescending(i => Goods(document).Where(l => ItemOf(l) == i).Sum(l => shop.Lines.AmountE4[l])).ThenBy(Number).First();
    }

    private int Number(string item) => level switch
    {
        ItemLevel.Product => Array.IndexOf(shop.Products.Keys, item),
        ItemLevel.Category => shop.Products.Category.CodeOf(item),
        _ => shop.Products.Brand.CodeOf(item),
    };
}
