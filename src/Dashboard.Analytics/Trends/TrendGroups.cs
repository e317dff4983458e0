using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Trends;

/// <summary>What a group of a breakdown is.</summary>
public enum TrendGroupKind
{
    /// <summary>One value of the dimension.</summary>
    Value,

    /// <summary>The values that are not shown one by one.</summary>
    More,

    /// <summary>Documents or lines whose value is not recorded.</summary>
    Unknown,

    /// <summary>Documents without a customer, where the dimension tells customers apart.</summary>
    Anonymous,

    /// <summary>Postage, fees and other lines that are not goods, where the dimension tells products apart.</summary>
    NotGoods,
}

/// <summary>Maps documents and lines to the groups of a dimension: its values, then Unknown, Anonymous and lines that are not goods.</summary>
internal sealed class TrendGroups
{
    private const int Specials = 3;

    private readonly DimensionLevel? level;

    // The group of each code, after that of unknown.
    private readonly int[] ofCode;
    private readonly Codes? codes;
    private readonly int anonymous;

    // The group of each product, after that of lines without one.
    private readonly int[] ofProduct = [];

    private TrendGroups()
    {
        (ofCode, Count) = ([], 1);
    }

    private TrendGroups(Snapshot snapshot, DimensionColumn column, int[] map)
    {
        var unknown = UnknownOf(column);
        (level, codes, Count) = (column.Level, column.Codes, map.Max() + 1);
        ofCode = [map[unknown], .. map.AsSpan(0, unknown)];
        anonymous = map[unknown + 1];
        if (!ByLine)
            return;
        var goods = snapshot.Products.IsMerchandise;
        ofProduct = [map[unknown], .. Enumerable.Range(0, goods.Length).Select(product => goods[product] ? ofCode[codes[product] + 1] : map[unknown + 2])];
    }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Whether lines of one document can be in different groups.</summary>
    public bool ByLine => level == DimensionLevel.Line;

    /// <summary>Everything in one group.</summary>
    public static TrendGroups One { get; } = new();

    /// <summary>Index of Unknown before values were merged; Anonymous and lines that are not goods follow it.</summary>
    public static int UnknownOf(DimensionColumn column) => column.Values.Length;

    /// <summary>A group for every value, then Unknown, Anonymous, and lines that are not goods.</summary>
    public static TrendGroups Each(Snapshot snapshot, DimensionColumn column) => new(snapshot, column, [.. Enumerable.Range(0, UnknownOf(column) + Specials)]);

    /// <summary>A group for each of some groups of <see cref="Each"/>; all others are in none.</summary>
    public static TrendGroups Of(Snapshot snapshot, DimensionColumn column, int[] groups)
    {
        var map = new int[UnknownOf(column) + Specials];
        Array.Fill(map, -1);
        for (var i = 0; i < groups.Length; i++)
            map[groups[i]] = i;
        return new(snapshot, column, map);
    }

    /// <summary>One group of some values; all others are in none.</summary>
    public static TrendGroups Only(Snapshot snapshot, DimensionColumn column, int[] codes)
    {
        var map = new int[UnknownOf(column) + Specials];
        Array.Fill(map, -1);
        foreach (var code in codes)
            map[code] = 0;
        return new(snapshot, column, map);
    }

    /// <summary>The group of a document: that of a document without lines, where lines are told apart; −1 for none.</summary>
    /// <param name="order">The document.</param>
    /// <param name="customer">Its customer, −1 for anonymous.</param>
    public int OfDocument(int order, int customer) => level switch
    {
        null => 0,
        DimensionLevel.Order => ofCode[codes![order] + 1],
        DimensionLevel.Customer => customer < 0 ? anonymous : ofCode[codes![customer] + 1],
        _ => ofCode[0],
    };

    /// <summary>The group of a line by its product (−1 for none); −1 for none.</summary>
    public int OfProduct(int product) => ofProduct[product + 1];
}
