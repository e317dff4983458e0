namespace Dashboard.Services.Samples;

/// <summary>How a customer was won.</summary>
/// <param name="Name">Name in the rows.</param>
/// <param name="ShareBefore">Share of new customers before the mix changed.</param>
/// <param name="ShareAfter">Share of new customers afterwards.</param>
/// <param name="RateFactor">Factor on the order rate.</param>
/// <param name="DropoutFactor">Factor on the probability to leave after an order.</param>
/// <param name="Channels">Factors on the persona's weights of web, app, store, marketplace.</param>
internal sealed record Acquisition(string Name, double ShareBefore, double ShareAfter, double RateFactor, double DropoutFactor, double[] Channels)
{
    public static Acquisition[] All { get; } =
    [
        new("Organic search", 0.34, 0.27, 1.1, 0.95, [1, 1, 1, 1]),
        new("Paid search", 0.24, 0.19, 0.95, 1.05, [1.2, 1, 0.8, 1]),
        new("Social media", 0.1, 0.27, 0.7, 1.25, [1, 2, 0.5, 1]),
        new("Referral", 0.1, 0.08, 1.35, 0.75, [1, 1, 1, 0.5]),
        new("Marketplace", 0.1, 0.09, 0.65, 1.3, [0.4, 0.3, 0.2, 12]),
        new("Store", 0.12, 0.1, 1.1, 0.85, [0.5, 0.5, 9, 0.2]),
    ];

    public static double[] SharesBefore { get; } = [.. All.Select(a => a.ShareBefore)];

    public static double[] SharesAfter { get; } = [.. All.Select(a => a.ShareAfter)];

    public bool IsMarketplace => Name == "Marketplace";

    public bool IsStore => Name == "Store";
}

/// <summary>What is true of a customer and can only be guessed from the rows.</summary>
internal sealed record Traits
{
    /// <summary>Share of sign-ups that never order of their own accord.</summary>
    public const double ProspectShare = 0.08;

    private const double FirstOrderAtOnceShare = 0.72;
    private const double FirstOrderDelayDays = 22;
    private const double MeanRatePerDay = 3.2 / 365;

    public required int Persona { get; init; }

    public required Acquisition Acquisition { get; init; }

    public required int SignUpDay { get; init; }

    /// <summary>Day of the first order, or a day past the last for those who never order of their own accord.</summary>
    public required int FirstOrderDay { get; init; }

    /// <summary>Orders a day of the persona's own time, while the customer is one.</summary>
    public required double RatePerDay { get; init; }

    /// <summary>Probability to leave after an order.</summary>
    public required double Dropout { get; init; }

    /// <summary>Mean number of lines of an order beyond the first.</summary>
    public required double ExtraLines { get; init; }

    /// <summary>Taste for the dearer of two products, 0 to 1.</summary>
    public required double Tier { get; init; }

    /// <summary>How much of what the shop sends is read, 0 to 1; those who order often read more.</summary>
    public required double Engagement { get; init; }

    public static Traits Of(SampleWorld world, int customer)
    {
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Traits, customer);
        var personaId = random.Pick(Samples.Persona.Shares);
        var persona = Samples.Persona.All[personaId];
        var signUp = world.SignUpDay(ref random);
        var acquisition = Acquisition.All[random.Pick(signUp >= world.Events.MixChangeDay ? Acquisition.SharesAfter : Acquisition.SharesBefore)];
        var rate = persona.OrdersPerYear / 365 * acquisition.RateFactor * random.Gamma(persona.RateShape) / persona.RateShape;
        var first = signUp;
        if (random.Chance(ProspectShare))
            first = world.Calendar.Days;
        else if (!random.Chance(FirstOrderAtOnceShare))
            first = world.Demand[personaId].DayAfter(signUp, random.Exponential() * FirstOrderDelayDays);
        return new Traits
        {
            Persona = personaId,
            Acquisition = acquisition,
            SignUpDay = signUp,
            FirstOrderDay = first,
            RatePerDay = rate,
            Dropout = Math.Min(0.98, random.Beta(persona.DropoutA, persona.DropoutB) * acquisition.DropoutFactor),
            ExtraLines = persona.ExtraLines * random.Gamma(3) / 3,
            Tier = random.Beta(6 * persona.Tier, 6 * (1 - persona.Tier)),
            Engagement = Math.Clamp(0.12 + (0.55 * rate / (rate + MeanRatePerDay)) + (0.16 * random.Normal()), 0.02, 0.95),
        };
    }
}
