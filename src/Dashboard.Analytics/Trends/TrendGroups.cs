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
    private readonly Snapshot snapshot;
    private readonly int[] map;

    private TrendGroups(Snapshot snapshot, DimensionColumn? column, int[] map, int count)
    {
        (this.snapshot, Column, this.map, Count) = (snapshot, column, map, count);
    }

    /// <summary>The column, null for one group of all.</summary>
    public DimensionColumn? Column { get; }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Whether lines of one document can be in different groups.</summary>
    public bool ByLine => Column?.Level == DimensionLevel.Line;

    /// <summary>Index of Unknown before values were merged; Anonymous and lines that are not goods follow it.</summary>
    public static int UnknownOf(DimensionColumn column) => column.Values.Length;

    /// <summary>Everything in one group.</summary>
    public static TrendGroups One(Snapshot snapshot) => new(snapshot, null, [], 1);

    /// <summary>A group for every value, then Unknown, Anonymous, and lines that are not goods.</summary>
    public static TrendGroups Each(Snapshot snapshot, DimensionColumn column)
    {
        var count = column.Values.Length + 3;
        return new TrendGroups(snapshot, column, [.. Enumerable.Range(0, count)], count);
    }

    /// <summary>The same, merged as a map from the groups of <see cref="Each"/> says.</summary>
    public static TrendGroups Merged(Snapshot snapshot, DimensionColumn column, int[] map) => new(snapshot, column, map, map.Max() + 1);

    /// <summary>The group of a document and one of its products (−1 for none); the product matters where <see cref="ByLine"/> says so.</summary>
    public int Of(int order, int product)
    {
        if (Column is null)
            return 0;
        var unknown = Column.Values.Length;
        if (Column.Level == DimensionLevel.Customer)
        {
            var customer = snapshot.Orders.Customer[order];
            return map[customer < 0 ? unknown + 1 : Known(Column.Codes[customer], unknown)];
        }

        if (Column.Level == DimensionLevel.Order)
            return map[Known(Column.Codes[order], unknown)];
        if (product < 0)
            return map[unknown];
        return map[snapshot.Products.IsMerchandise[product] ? Known(Column.Codes[product], unknown) : unknown + 2];
    }

    private static int Known(int code, int unknown) => code < 0 ? unknown : code;
}
