namespace Dashboard.Services.Samples;

/// <summary>The planted anomalies and change points: when they happen and what they do. Days count from the first day of the shop.</summary>
internal sealed class Events
{
    public const double OutageFactor = 0.12;
    public const double ViralSignUpFactor = 5;
    public const double ViralDemandFactor = 1.8;
    public const double ViralCategoryFactor = 4;
    public const int ViralDays = 2;
    public const string ViralCategory = "Coffee and tea";
    public const double FaultyReturnRate = 0.5;
    public const int FaultyDays = 28;
    public const double PriceRise = 1.06;
    public const double CompetitorFactor = 0.84;

    public Events(Calendar calendar)
    {
        OutageDay = calendar.On(DayOfWeek.Tuesday, 201);
        ViralDay = calendar.On(DayOfWeek.Thursday, 436);
        DoubledTillDay = calendar.On(DayOfWeek.Saturday, 96);
        FaultyFrom = calendar.On(DayOfWeek.Monday, 330);
        PriceRiseDay = calendar.On(DayOfWeek.Monday, 622);
        AppLaunchDay = calendar.On(DayOfWeek.Monday, 755);
        MixChangeDay = calendar.On(DayOfWeek.Monday, 503);
        CompetitorDay = calendar.On(DayOfWeek.Monday, 236);
    }

    /// <summary>Web and app were down for most of the day.</summary>
    public int OutageDay { get; }

    /// <summary>First of two days on which a video made the shop famous.</summary>
    public int ViralDay { get; }

    /// <summary>A Saturday whose till receipts were loaded twice under other numbers.</summary>
    public int DoubledTillDay { get; }

    /// <summary>First day of four weeks in which the best-selling cookware came from a faulty batch.</summary>
    public int FaultyFrom { get; }

    /// <summary>From this day on, list prices are 6 % higher.</summary>
    public int PriceRiseDay { get; }

    /// <summary>First day of the app.</summary>
    public int AppLaunchDay { get; }

    /// <summary>From this day on, many more customers come from social media.</summary>
    public int MixChangeDay { get; }

    /// <summary>From this day on, a competitor takes 16 % of the demand.</summary>
    public int CompetitorDay { get; }

    public bool IsViral(int day) => day >= ViralDay && day < ViralDay + ViralDays;

    public bool IsFaulty(int day) => day >= FaultyFrom && day < FaultyFrom + FaultyDays;

    /// <summary>Factor on everybody's demand: slow growth, the competitor, the famous days. The outage is not in it: it strikes channels.</summary>
    public double DemandFactor(int day) => (1 + (0.07 * day / 365)) * (day >= CompetitorDay ? CompetitorFactor : 1) * (IsViral(day) ? ViralDemandFactor : 1);

    /// <summary>Factor on sign-ups: many in the first months after the opening, then steady growth, the famous days.</summary>
    public double SignUpFactor(int day) => (0.8 + (0.2 * day / 365) + (1.6 * Math.Exp(-day / 60.0))) * (IsViral(day) ? ViralSignUpFactor : 1);

    /// <summary>The anomalies for the truth file.</summary>
    public IReadOnlyList<TruthEvent> Anomalies(SampleWorld world) =>
    [
        new(world.Calendar.DateOf(OutageDay), 1, "outage", OutageFactor, "Web and app were down for most of the day."),
        new(world.Calendar.DateOf(ViralDay), ViralDays, "viral", ViralDemandFactor, "A video made the shop famous: sign-ups times 5, all demand times 1.8, coffee and tea times 4 more."),
        new(world.Calendar.DateOf(DoubledTillDay), 1, "doubled", 2, "The till's receipts were loaded twice under other numbers."),
        new(world.Calendar.DateOf(FaultyFrom), FaultyDays, "faulty", FaultyReturnRate, $"A faulty batch: of {world.Catalogue.Products[world.Catalogue.FaultyProduct].Key}, this share of lines comes back."),
    ];

    /// <summary>The change points for the truth file.</summary>
    public IReadOnlyList<TruthEvent> ChangePoints(Calendar calendar) =>
    [
        new(calendar.DateOf(AppLaunchDay), 0, "app", 1, "The app opens as a sales channel."),
        new(calendar.DateOf(PriceRiseDay), 0, "prices", PriceRise, "List prices rise."),
        new(calendar.DateOf(MixChangeDay), 0, "acquisition", 2.7, "Social media brings many more of the new customers, who order less and leave sooner."),
        new(calendar.DateOf(CompetitorDay), 0, "demand", CompetitorFactor, "A competitor takes part of everybody's demand."),
    ];
}
