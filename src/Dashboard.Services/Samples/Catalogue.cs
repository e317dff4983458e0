using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>A category of goods.</summary>
/// <param name="Name">Name.</param>
/// <param name="Code">First two letters of its stock codes.</param>
/// <param name="LowPrice">Cheap end of the list prices, in currency units.</param>
/// <param name="HighPrice">Dear end of the list prices.</param>
/// <param name="Margin">Mean share of the price that is not cost.</param>
/// <param name="Elasticity">Relative change of units for a relative change of the price.</param>
/// <param name="ExtraPieces">Mean pieces beyond the first on a line.</param>
/// <param name="ReturnRate">Probability that a line comes back.</param>
/// <param name="PeakDayOfYear">Where the season peaks.</param>
/// <param name="SeasonHeight">What the peak adds to 1.</param>
/// <param name="SeasonWidthDays">Width of the season (one standard deviation).</param>
/// <param name="Materials">First words of product names.</param>
/// <param name="Things">Last words of product names.</param>
internal sealed record Category(
    string Name, string Code, double LowPrice, double HighPrice, double Margin, double Elasticity, double ExtraPieces, double ReturnRate,
    int PeakDayOfYear, double SeasonHeight, double SeasonWidthDays, string Materials, string Things)
{
    public static Category[] All { get; } =
    [
        new("Cookware", "CW", 19, 149, 0.46, -1.4, 0.1, 0.035, 335, 0.5, 25, "Cast iron,Steel,Copper,Ceramic,Enamel", "frying pan,casserole,saucepan,wok,roasting tin,stock pot,griddle"),
        new("Kitchen tools", "KT", 4, 39, 0.52, -1.8, 0.4, 0.02, 335, 0.3, 25, "Beech,Steel,Silicone,Olive wood,Slate", "ladle,peeler,chopping board,grater,whisk,garlic press,colander"),
        new("Baking", "BK", 5, 49, 0.5, -1.7, 0.3, 0.02, 338, 1.6, 18, "Tin,Silicone,Stoneware,Beech,Steel", "cake tin,rolling pin,biscuit cutter set,mixing bowl,bread tin,proving basket,cooling rack"),
        new("Coffee and tea", "CT", 6, 89, 0.48, -1.2, 0.5, 0.018, 15, 0.3, 40, "Glass,Porcelain,Steel,Stoneware,Copper", "teapot,moka pot,cup set,hand grinder,coffee dripper,tea tin,milk jug"),
        new("Tableware", "TW", 6, 79, 0.5, -1.5, 1.2, 0.03, 345, 0.6, 22, "Porcelain,Stoneware,Bamboo,Crystal,Enamel", "dinner plate,soup bowl,serving dish,wine glass,carafe,salad bowl,cutlery set"),
        new("Home textiles", "HT", 9, 99, 0.55, -2.0, 0.5, 0.09, 310, 0.4, 40, "Linen,Cotton,Wool,Velvet,Waffle", "tablecloth,cushion cover,throw,towel set,apron,curtain,napkin set"),
        new("Lighting", "LI", 14, 169, 0.5, -1.3, 0.15, 0.06, 320, 0.5, 45, "Brass,Opal,Rattan,Smoked glass,Oak", "table lamp,pendant,floor lamp,wall light,string lights,reading lamp"),
        new("Candles and decor", "CD", 3, 45, 0.6, -2.2, 0.9, 0.015, 343, 2.8, 20, "Beeswax,Cedar,Frosted,Gold,Paper", "pillar candle,wreath,lantern,bauble set,garland,vase,candle holder"),
        new("Storage", "ST", 7, 59, 0.5, -1.9, 0.6, 0.03, 10, 0.6, 20, "Wicker,Felt,Glass,Tin,Bamboo", "basket,storage jar,drawer organiser,bread bin,box with lid,laundry hamper"),
        new("Garden tools", "GT", 8, 89, 0.47, -1.1, 0.15, 0.025, 105, 2.0, 35, "Ash,Forged,Steel,Copper,Folding", "trowel,hand fork,secateurs,hoe,watering can,pruning saw,dibber"),
        new("Plants and pots", "PP", 4, 69, 0.54, -1.6, 0.9, 0.04, 118, 2.2, 30, "Terracotta,Glazed,Zinc,Hanging,Fibre clay", "pot,herb planter,flower bulbs,trough,olive tree,lavender,saucer"),
        new("Outdoor living", "OL", 15, 249, 0.44, -1.4, 0.2, 0.05, 165, 2.4, 35, "Acacia,Rattan,Aluminium,Canvas,Steel", "folding chair,parasol,fire bowl,picnic set,hammock,garden bench,grill tray"),
    ];

    /// <summary>What a date does to the category's demand.</summary>
    public double Season(DateOnly date) => 1 + (SeasonHeight * Calendar.Bell(date, PeakDayOfYear, SeasonWidthDays));
}

/// <summary>A product with its price on every day.</summary>
/// <param name="Row">The row that describes it, with the price of the last day.</param>
/// <param name="Category">Index of its true category; a few rows keep silent about it.</param>
/// <param name="LaunchDay">First day on which it is sold.</param>
/// <param name="PricesE4">List price by day.</param>
/// <param name="Acceptance">Probability by day that somebody who would take the product takes it at its price; 0 before the launch.</param>
/// <param name="CostE4">Cost of one.</param>
internal sealed record Product(ProductRow Row, int Category, int LaunchDay, long[] PricesE4, double[] Acceptance, long CostE4)
{
    public string Key => Row.Key;
}

/// <summary>The goods of the shop: 400 products in twelve categories, with prices that change on Mondays.</summary>
internal sealed class Catalogue
{
    public const string DeliveryKey = "DELIVERY";
    public const string AdjustmentKey = "TILL-DIFF";
    public const long DeliveryPriceE4 = 49_500;
    public const long FreeDeliveryFromE4 = 590_000;
    private const int ProductCount = 400;

    private static readonly string[] Brands =
    [
        "Alderby", "Brunnhof", "Casalume", "Dorrinell", "Eskelund", "Farnwick", "Gartenrast", "Holmvik", "Isarglas", "Jorvane", "Kesselgut", "Lindemere",
        "Morgenrain", "Nestwerk", "Ostrava & Finn", "Petrelle", "Quendale", "Rosmarinhof", "Solvang & Ko", "Talwerk",
    ];

    private readonly int[][] byCategory;
    private readonly AliasTable[] popularity;

    public Catalogue(int seed, Calendar calendar, Events events)
    {
        Categories = Category.All;
        Products = new Product[ProductCount];
        byCategory = [.. Categories.Select((_, c) => Enumerable.Range(0, ProductCount).Where(p => p % Categories.Length == c).ToArray())];
        popularity = new AliasTable[Categories.Length];
        for (var c = 0; c < Categories.Length; c++)
        {
            var weights = new double[byCategory[c].Length];
            for (var rank = 0; rank < weights.Length; rank++)
            {
                var id = byCategory[c][rank];
                var random = new RandomStream(seed, StreamPurpose.Catalogue, id);
                Products[id] = Make(c, rank, calendar, events, ref random);
                weights[rank] = Math.Pow(rank + 4, -0.8) * Math.Exp(0.2 * random.Normal());
            }
            popularity[c] = new AliasTable(weights);
        }
    }

    public Category[] Categories { get; }

    public Product[] Products { get; }

    /// <summary>The best-selling cookware, which comes back from the faulty batch.</summary>
    public int FaultyProduct => byCategory[0][0];

    /// <summary>A product that a customer of a taste would take on a day, before the price has its say.</summary>
    public int Wish(int category, double tier, ref RandomStream random)
    {
        var one = byCategory[category][popularity[category].Draw(ref random)];
        var other = byCategory[category][popularity[category].Draw(ref random)];
        var dearer = Products[one].PricesE4[0] >= Products[other].PricesE4[0] ? one : other;
        return random.Chance(tier) ? dearer : one + other - dearer;
    }

    /// <summary>Rows of the goods and of the two products that are not goods.</summary>
    public IEnumerable<ProductRow> Rows() => Products.Select(p => p.Row).Concat(
    [
        new ProductRow { Key = DeliveryKey, Name = "Delivery", PriceE4 = DeliveryPriceE4, IsMerchandise = false },
        new ProductRow { Key = AdjustmentKey, Name = "Till difference", IsMerchandise = false },
    ]);

    private Product Make(int c, int rank, Calendar calendar, Events events, ref RandomStream random)
    {
        var category = Categories[c];
        var basePrice = category.LowPrice * Math.Pow(category.HighPrice / category.LowPrice, Math.Clamp(0.45 + (0.24 * random.Normal()), 0, 1));
        var launch = rank > 3 && random.Chance(0.15) ? random.Below(calendar.Days * 2 / 3) : 0;
        var prices = new long[calendar.Days];
        var acceptance = new double[calendar.Days];
        var level = 1.0;
        var weeksLeft = 8 + random.Below(24);
        for (var day = 0; day < prices.Length; day++)
        {
            if (calendar.WeekdayOf(day) == DayOfWeek.Monday && --weeksLeft == 0)
            {
                level = Math.Exp(Math.Clamp(0.15 * random.Normal(), -0.28, 0.28));
                weeksLeft = 16 + random.Below(26);
            }
            prices[day] = RetailPrice(basePrice * level * (day >= events.PriceRiseDay ? Events.PriceRise : 1));
        }
        var cheapest = prices.Min();
        for (var day = launch; day < prices.Length; day++)
            acceptance[day] = Math.Pow((double)prices[day] / cheapest, category.Elasticity);
        var cost = (long)(basePrice * (1 - category.Margin + (0.05 * (random.Uniform() - 0.5))) * 100) * 100;
        var (materials, things) = (category.Materials.Split(','), category.Things.Split(','));
        var brand = Brands[random.Below(Brands.Length)];
        var row = new ProductRow
        {
            Key = FormattableString.Invariant($"{category.Code}-{rank + 1:D4}"),
            Name = $"{brand} {materials[rank % materials.Length].ToLowerInvariant()} {things[rank % things.Length]}",
            Brand = brand,
            Category = Dirt.KeepsCategorySilent(c, rank) ? null : category.Name,
            PriceE4 = prices[^1],
            CostE4 = cost,
        };
        return new Product(row, c, launch, prices, acceptance, cost);
    }

    /// <summary>Prices end in 5 or 0 cents, and above 20 in 90.</summary>
    private static long RetailPrice(double price) => price < 20
        ? (long)Math.Round(price * 20) * 500
        : ((long)Math.Round(price) * 10_000) - 1_000;
}
