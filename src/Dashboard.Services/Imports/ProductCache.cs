using System.Collections.Frozen;

namespace Dashboard.Services.Imports;

/// <summary>Makes product rows, giving the same object again while a product's facts stay the same.</summary>
internal sealed class ProductCache
{
    private const int Most = 65_536;

    private static readonly FrozenSet<string> ServiceCodes = new[]
    {
        "POST", "DOT", "C2", "CRUK", "PADS", "BANK CHARGES", "AMAZONFEE", "SHIPPING", "POSTAGE", "CARRIAGE", "DELIVERY", "FREIGHT", "HANDLING", "FEE", "DISCOUNT", "MANUAL", "SAMPLES", "ADJUST", "ADJUST2", "TIP",
        "GIFTCARD", "GIFT CARD", "VOUCHER", "ROUNDING", "SURCHARGE", "INSURANCE",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ServiceLetters = new[] { "M", "D", "S", "B" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] ServiceWords = ["postage", "carriage", "manual", "discount", "sample", "bank charge", "fee", "commission", "bad debt", "adjust", "shipping", "gift voucher", "gift card", "handling"];

    private readonly Dictionary<string, ProductRow>.AlternateLookup<ReadOnlySpan<char>> products = new Dictionary<string, ProductRow>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The row of a product; texts that are empty are none.</summary>
    public ProductRow Get(ReadOnlySpan<char> key, ReadOnlySpan<char> name, ReadOnlySpan<char> category, ReadOnlySpan<char> brand)
    {
        if (products.TryGetValue(key, out var known) && name.SequenceEqual(known.Name) && category.SequenceEqual(known.Category) && brand.SequenceEqual(known.Brand)) return known;
        if (products.Dictionary.Count >= Most) products.Dictionary.Clear();
        var (made, called) = (key.ToString(), Text(name));
        return products[key] = new ProductRow { Key = made, Name = called, Category = Text(category), Brand = Text(brand), IsMerchandise = IsMerchandise(made, called) };

        static string? Text(ReadOnlySpan<char> text) => text.IsEmpty ? null : text.ToString();
    }

    /// <summary>The row of a product of which nothing but the key is known.</summary>
    public static ProductRow OfKey(string key) => new() { Key = key, IsMerchandise = IsMerchandise(key, null) };

    /// <summary>
    /// False for codes that are not goods: POST, DOT, BANK CHARGES and their like, gift vouchers, single letters (M for "Manual") and codes without
    /// digits whose name is a service's. A word as a code (a grocer's "sausage") is goods.
    /// </summary>
    public static bool IsMerchandise(string key, string? name)
    {
        if (ServiceCodes.Contains(key) || key.StartsWith("gift_", StringComparison.OrdinalIgnoreCase)) return false;
        var serves = name is not null && Array.Exists(ServiceWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (ServiceLetters.Contains(key)) return name is not null && !serves;
        return !serves || key.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || key.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
