using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>The items of a level: a code for each product that counts, and their names. Goods only: postage and fees are no assortment.</summary>
public sealed class AssortmentItems
{
    private readonly int[] codes;

    private AssortmentItems(ItemLevel level, int[] codes, string[] values, string[] labels)
    {
        Level = level;
        this.codes = codes;
        Values = values;
        Labels = labels;
    }

    /// <summary>Stands for goods of which the category or brand is not recorded.</summary>
    public const int Unknown = -1;

    /// <summary>Stands for lines that do not count: without a product, not goods, or left out by the filter.</summary>
    public const int None = -2;

    /// <summary>The level.</summary>
    public ItemLevel Level { get; }

    /// <summary>The dimension that filters and rules ask the items by.</summary>
    public Dimension Dimension => Level switch { ItemLevel.Product => Dimension.Product, ItemLevel.Category => Dimension.Category, _ => Dimension.Brand };

    /// <summary>Number of items, Unknown not counted.</summary>
    public int Count => Values.Length;

    /// <summary>Items as filters and rules have them.</summary>
    public string[] Values { get; }

    /// <summary>Items as screens show them.</summary>
    public string[] Labels { get; }

    /// <summary>A code a product: an index into <see cref="Values"/>, <see cref="Unknown"/> or <see cref="None"/>.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The code of an item, or <see cref="None"/> when there is none by that name.</summary>
    public int CodeOf(string value) => Array.IndexOf(Values, value) is >= 0 and var code ? code : None;

    /// <summary>The items of a level among the products that a filter leaves.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="level">The level.</param>
    /// <param name="selection">What the filter leaves; conditions on products restrict the items.</param>
    public static AssortmentItems Of(Snapshot snapshot, ItemLevel level, Selection selection)
    {
        var products = snapshot.Products;
        var text = level switch { ItemLevel.Category => products.Category, ItemLevel.Brand => products.Brand, _ => null };
        var codeOf = new int[products.Count];
        for (var product = 0; product < codeOf.Length; product++)
        {
            codeOf[product] = !products.IsMerchandise[product] || !selection.HasProduct(product) ? None
                : text is null ? product
                : text.Codes[product] is var code and >= 0 ? code : Unknown;
        }

        return text is null ? new AssortmentItems(level, codeOf, products.Keys, products.Names) : new AssortmentItems(level, codeOf, text.Values, text.Values);
    }
}
