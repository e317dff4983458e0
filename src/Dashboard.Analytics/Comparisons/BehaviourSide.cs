using System.Numerics.Tensors;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>What the customers of one set did, counted; whole numbers, so parts merge in any order.</summary>
internal sealed class BehaviourSide
{
    public BehaviourSide(Snapshot snapshot)
    {
        Channels = new int[snapshot.Orders.Channel.Values.Length];
        Categories = new int[snapshot.Products.Category.Values.Length];
        Brands = new int[snapshot.Products.Brand.Values.Length];
        Products = new int[snapshot.Products.Count];
    }

    private BehaviourSide(BehaviourSide like)
    {
        (Channels, Categories) = (new int[like.Channels.Length], new int[like.Categories.Length]);
        (Brands, Products) = (new int[like.Brands.Length], new int[like.Products.Length]);
    }

    /// <summary>By <see cref="BehaviourNumber"/>.</summary>
    public RankedValues[] Numbers { get; } = [.. Enum.GetValues<BehaviourNumber>().Select(_ => new RankedValues())];

    /// <summary>Customers by the channel of most of their orders.</summary>
    public int[] Channels { get; }

    public int[] Weekdays { get; } = new int[7];

    public int[] DayParts { get; } = new int[4];

    public int[] Hours { get; } = new int[24];

    /// <summary>Customers who bought of each category.</summary>
    public int[] Categories { get; }

    public int[] Brands { get; }

    public int[] Products { get; }

    /// <summary>Customers with an order that names goods.</summary>
    public int WithGoods { get; set; }

    /// <summary>Those of them who bought something reduced.</summary>
    public int Discounted { get; set; }

    /// <summary>Customers who ordered and sent something back in the range.</summary>
    public int Returned { get; set; }

    public void Add(BehaviourNumber number, long value) => Numbers[(int)number].Add(value);

    public void Add(BehaviourSide other)
    {
        for (var number = 0; number < Numbers.Length; number++)
            Numbers[number].Add(other.Numbers[number]);
        Sum(Channels, other.Channels);
        Sum(Weekdays, other.Weekdays);
        Sum(DayParts, other.DayParts);
        Sum(Hours, other.Hours);
        Sum(Categories, other.Categories);
        Sum(Brands, other.Brands);
        Sum(Products, other.Products);
        WithGoods += other.WithGoods;
        Discounted += other.Discounted;
        Returned += other.Returned;
    }

    /// <summary>This with what other customers did.</summary>
    public BehaviourSide With(BehaviourSide other)
    {
        var both = new BehaviourSide(this);
        both.Add(this);
        both.Add(other);
        return both;
    }

    /// <summary>What is left of this without a part of its customers.</summary>
    public BehaviourSide Less(BehaviourSide part)
    {
        var rest = new BehaviourSide(this);
        for (var number = 0; number < Numbers.Length; number++)
            rest.Numbers[number] = Numbers[number].Less(part.Numbers[number]);
        rest.WithGoods = WithGoods - part.WithGoods;
        rest.Discounted = Discounted - part.Discounted;
        rest.Returned = Returned - part.Returned;
        Subtract(rest.Channels, Channels, part.Channels);
        Subtract(rest.Weekdays, Weekdays, part.Weekdays);
        Subtract(rest.DayParts, DayParts, part.DayParts);
        Subtract(rest.Hours, Hours, part.Hours);
        Subtract(rest.Categories, Categories, part.Categories);
        Subtract(rest.Brands, Brands, part.Brands);
        Subtract(rest.Products, Products, part.Products);
        return rest;
    }

    private static void Subtract(int[] rest, int[] counts, int[] part) => TensorPrimitives.Subtract<int>(counts, part, rest);

    private static void Sum(int[] counts, int[] more) => TensorPrimitives.Add<int>(counts, more, counts);
}
