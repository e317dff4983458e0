namespace Dashboard.Services.Samples;

/// <summary>A planted kind of customer: how often, when, what and how they buy. Screens never see it; segmentations should find it.</summary>
/// <param name="Name">Name in the truth file.</param>
/// <param name="Share">Share of all customers.</param>
/// <param name="RateShape">Shape of the gamma distribution of order rates.</param>
/// <param name="OrdersPerYear">Mean of the gamma distribution of order rates, while the customer is one.</param>
/// <param name="DropoutA">First parameter of the beta distribution of the probability to leave after an order.</param>
/// <param name="DropoutB">Second parameter of it.</param>
/// <param name="ExtraLines">Mean number of lines beyond the first.</param>
/// <param name="Tier">Mean taste for the dearer of two products, 0 to 1.</param>
/// <param name="DiscountUse">Share of orders with a discount outside of campaigns and sales.</param>
/// <param name="QuantityFactor">Factor on pieces beyond the first.</param>
/// <param name="AgeMean">Mean age in years.</param>
/// <param name="AgeSpread">Standard deviation of the age in years.</param>
/// <param name="FemaleShare">Share of women among those with a known gender.</param>
/// <param name="Response">Factor on what campaigns do.</param>
/// <param name="Channels">Weights of web, app, store, marketplace.</param>
/// <param name="Weekdays">Factors on demand, Sunday first.</param>
/// <param name="Affinity">Weights of the categories, in the order of the catalogue.</param>
internal sealed record Persona(
    string Name,
    double Share,
    double RateShape,
    double OrdersPerYear,
    double DropoutA,
    double DropoutB,
    double ExtraLines,
    double Tier,
    double DiscountUse,
    double QuantityFactor,
    double AgeMean,
    double AgeSpread,
    double FemaleShare,
    double Response,
    double[] Channels,
    double[] Weekdays,
    double[] Affinity)
{
    private static readonly double[] Households = [1.34, 1.1, 0.95, 0.88, 0.9, 0.88, 0.95];
    private static readonly double[] Strollers = [1.02, 0.86, 0.8, 0.82, 0.94, 1.18, 1.38];
    private static readonly double[] Businesses = [0.3, 1.4, 1.35, 1.25, 1.2, 1.1, 0.4];

    public static Persona[] All { get; } =
    [
        new("Young families", 0.24, 0.9, 3.2, 0.9, 3.0, 1.3, 0.35, 0.14, 1.1, 36, 6, 0.62, 1.0, [6, 4, 2, 1.2], Households,
            [1.0, 1.2, 1.4, 0.8, 1.2, 1.4, 0.7, 0.9, 1.8, 0.6, 0.7, 0.9]),
        new("Gift givers", 0.22, 0.7, 1.5, 1.0, 2.2, 0.6, 0.5, 0.1, 0.8, 44, 14, 0.6, 1.1, [6, 2, 2, 1.6], Strollers,
            [0.5, 0.7, 0.9, 1.4, 1.4, 1.0, 0.7, 3.0, 0.3, 0.2, 1.0, 0.4]),
        new("Bargain hunters", 0.22, 0.8, 2.4, 1.0, 2.4, 0.9, 0.15, 0.46, 1.0, 40, 15, 0.54, 1.8, [5, 3, 1.5, 3], Households,
            [0.8, 1.4, 0.8, 0.8, 1.0, 1.4, 0.7, 1.2, 1.3, 0.7, 0.7, 0.7]),
        new("Cafés and caterers", 0.05, 1.3, 11, 0.5, 8.0, 2.4, 0.6, 0.16, 4.0, 45, 10, 0.45, 0.4, [9, 1, 1, 0.3], Businesses,
            [1.8, 1.6, 1.6, 2.6, 2.4, 0.6, 0.5, 0.6, 0.8, 0.1, 0.3, 0.3]),
        new("Home gourmets", 0.12, 1.1, 6.5, 0.6, 6.5, 1.5, 0.75, 0.07, 0.9, 52, 12, 0.48, 0.8, [7, 3, 2.5, 0.6], Households,
            [2.8, 2.0, 1.6, 2.4, 1.4, 0.5, 0.3, 0.5, 0.6, 0.2, 0.4, 0.3]),
        new("Garden lovers", 0.15, 0.9, 3.4, 0.8, 3.6, 1.2, 0.5, 0.1, 1.3, 57, 12, 0.55, 1.0, [6, 1.2, 3.5, 1], Strollers,
            [0.4, 0.4, 0.4, 0.6, 0.5, 0.4, 0.5, 0.8, 0.7, 2.8, 3.0, 2.4]),
    ];

    /// <summary>Shares in the order of <see cref="All"/>.</summary>
    public static double[] Shares { get; } = [.. All.Select(p => p.Share)];
}

/// <summary>What a persona's demand is by day: the clock that repeat orders follow, and the category that a line falls in.</summary>
internal sealed class PersonaDemand
{
    private readonly double[] clock;
    private readonly double[] categories;
    private readonly int categoryCount;

    public PersonaDemand(Persona persona, Calendar calendar, Events events, Catalogue catalogue)
    {
        categoryCount = catalogue.Categories.Length;
        categories = new double[calendar.Days * categoryCount];
        clock = new double[calendar.Days + 1];
        var affinity = persona.Affinity.Sum();
        for (var day = 0; day < calendar.Days; day++)
        {
            var total = 0.0;
            for (var c = 0; c < categoryCount; c++)
            {
                var famous = events.IsViral(day) && catalogue.Categories[c].Name == Events.ViralCategory ? Events.ViralCategoryFactor : 1;
                total += persona.Affinity[c] * catalogue.Categories[c].Season(calendar.DateOf(day)) * famous;
                categories[(day * categoryCount) + c] = total;
            }
            var level = total / affinity * calendar.HolidayFactor[day] * persona.Weekdays[(int)calendar.WeekdayOf(day)] * events.DemandFactor(day);
            clock[day + 1] = clock[day] + level;
        }
        var scale = calendar.Days / clock[^1];
        for (var day = 0; day <= calendar.Days; day++)
            clock[day] *= scale;
    }

    /// <summary>The day on which so much of the persona's own time has passed since the end of a day, or a day past the last.</summary>
    public int DayAfter(int day, double passed)
    {
        var at = Array.BinarySearch(clock, clock[day + 1] + passed);
        return at < 0 ? ~at - 1 : at;
    }

    /// <summary>The level of demand on a day; 1 on average.</summary>
    public double Level(int day) => clock[day + 1] - clock[day];

    public int Category(int day, ref RandomStream random)
    {
        var table = categories.AsSpan(day * categoryCount, categoryCount);
        var at = table.BinarySearch(random.Uniform() * table[^1]);
        return at < 0 ? ~at : at;
    }
}
