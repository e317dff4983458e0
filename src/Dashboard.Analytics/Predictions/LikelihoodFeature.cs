using System.Globalization;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What features of a customer are about: reasons are given by theme, since features of a theme say much the same.</summary>
public enum LikelihoodTheme
{
    /// <summary>How long the silence is, alone and against the own rhythm.</summary>
    Silence,

    /// <summary>How often and how regularly they order.</summary>
    Rhythm,

    /// <summary>More or less than before.</summary>
    Trend,

    /// <summary>How much they spend.</summary>
    Spend,

    /// <summary>Out of how many categories and products they choose.</summary>
    Breadth,

    /// <summary>How much is bought at a discount.</summary>
    Discounts,

    /// <summary>How much is sent back.</summary>
    Returns,

    /// <summary>How they answer campaigns.</summary>
    Campaigns,

    /// <summary>How long they have been customers.</summary>
    Tenure,

    /// <summary>The season: what they did at this time last year.</summary>
    Season,

    /// <summary>The person; only where the shop allows it.</summary>
    Person,
}

/// <summary>How a feature is written for people.</summary>
public enum LikelihoodUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>The currency of the shop.</summary>
    Money,

    /// <summary>A share, 0 to 1.</summary>
    Share,

    /// <summary>A ratio; 1 is even.</summary>
    Ratio,

    /// <summary>Years.</summary>
    Years,
}

/// <summary>A number that models of likelihood read of a customer, as of a day.</summary>
/// <param name="Key">Its lasting name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Definition">What it is.</param>
/// <param name="Theme">What it is about.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsLog">Whether models read the logarithm of 1 + the number (of ratios: of the ratio), so that the step from 1 to 2 is as long as that from 10 to 20.</param>
public sealed record LikelihoodFeature(string Key, string Name, string Definition, LikelihoodTheme Theme, LikelihoodUnit Unit, bool IsLog)
{
    /// <summary>Days before the cut-off in which answers to campaigns may still come in, so that contacts of these days are not looked at.</summary>
    public const int AnswerDays = 14;

    /// <summary>Prefix of the keys of genders.</summary>
    public const string GenderPrefix = "gender:";

    /// <summary>Prefix of the keys of countries.</summary>
    public const string CountryPrefix = "country:";

    // Countries with fewer customers, and more countries than these, tell a model nothing that lasts.
    private const int MostCountries = 12;
    private const int LeastOfCountry = 50;

    /// <summary>Features of every shop; those that do not vary in a shop are left out by the training.</summary>
    public static IReadOnlyList<LikelihoodFeature> Behaviour { get; } =
    [
        new("silence", "Days since the last order", "Days from the last order to the cut-off.", LikelihoodTheme.Silence, LikelihoodUnit.Days, true),
        new("silence-ratio", "Silence against the own rhythm", "Days since the last order over the mean number of days between days with an order; missing before the second such day.", LikelihoodTheme.Silence, LikelihoodUnit.Ratio, true),
        new("orders", "Orders", "Orders until the cut-off.", LikelihoodTheme.Rhythm, LikelihoodUnit.Count, true),
        new("orders-365", "Orders in a year", "Orders in the 365 days before the cut-off.", LikelihoodTheme.Rhythm, LikelihoodUnit.Count, true),
        new("orders-90", "Orders in 90 days", "Orders in the 90 days before the cut-off.", LikelihoodTheme.Rhythm, LikelihoodUnit.Count, true),
        new("orders-30", "Orders in 30 days", "Orders in the 30 days before the cut-off.", LikelihoodTheme.Rhythm, LikelihoodUnit.Count, true),
        new("gap", "Days between orders", "Mean number of days between days with an order; missing before the second such day.", LikelihoodTheme.Rhythm, LikelihoodUnit.Days, true),
        new("gap-spread", "Irregularity", "Standard deviation of the days between orders over their mean; missing before the third day with an order.", LikelihoodTheme.Rhythm, LikelihoodUnit.Ratio, false),
        new("orders-trend", "Trend of orders", "Orders in the last 90 days against the 90 days before, each with one added.", LikelihoodTheme.Trend, LikelihoodUnit.Ratio, true),
        new("revenue-trend", "Trend of revenue", "Revenue in the last 90 days against the 90 days before, each with a tenth of the average order added.", LikelihoodTheme.Trend, LikelihoodUnit.Ratio, true),
        new("revenue", "Revenue", "Revenue until the cut-off, returns taken off.", LikelihoodTheme.Spend, LikelihoodUnit.Money, true),
        new("revenue-365", "Revenue in a year", "Revenue in the 365 days before the cut-off, returns taken off.", LikelihoodTheme.Spend, LikelihoodUnit.Money, true),
        new("average-order", "Average order", "What was sold over the number of orders.", LikelihoodTheme.Spend, LikelihoodUnit.Money, true),
        new("last-order", "Last order against the average", "Amount of the last order over that of the average order.", LikelihoodTheme.Spend, LikelihoodUnit.Ratio, true),
        new("categories", "Categories", "Different categories bought from.", LikelihoodTheme.Breadth, LikelihoodUnit.Count, true),
        new("products", "Products", "Different products bought.", LikelihoodTheme.Breadth, LikelihoodUnit.Count, true),
        new("discounted", "Orders at a discount", "Share of the orders with a discount; missing without an order whose lines are known.", LikelihoodTheme.Discounts, LikelihoodUnit.Share, false),
        new("returned", "Returned", "Share of what was sold that came back.", LikelihoodTheme.Returns, LikelihoodUnit.Share, false),
        new("contacts", "Campaign contacts", "Contacts of campaigns in the year before, without control groups and without the last 14 days.", LikelihoodTheme.Campaigns, LikelihoodUnit.Count, true),
        new("opened", "Contacts opened", "Share of these contacts that were opened; missing without one of which it is known.", LikelihoodTheme.Campaigns, LikelihoodUnit.Share, false),
        new("clicked", "Contacts clicked", "Share of these contacts that were clicked; missing without one of which it is known.", LikelihoodTheme.Campaigns, LikelihoodUnit.Share, false),
        new("tenure", "Days since the first order", "Days from the first order to the cut-off.", LikelihoodTheme.Tenure, LikelihoodUnit.Days, true),
        new("last-year", "Orders at this time last year", "Orders in the 30 days that begin a year before the day behind the cut-off; missing for customers of less than a year.", LikelihoodTheme.Season, LikelihoodUnit.Count, true),
    ];

    /// <summary>The features that a shop offers.</summary>
    /// <param name="snapshot">The shop.</param>
    /// <param name="demographics">Whether age, gender and country may be used.</param>
    public static IReadOnlyList<LikelihoodFeature> Of(Snapshot snapshot, bool demographics) => demographics
        ? [.. Behaviour, Age, .. snapshot.Customers.Gender.Values.Select(Gender), .. Countries(snapshot).Select(Country)]
        : Behaviour;

    /// <summary>Whether a feature says who somebody is, not what they did.</summary>
    public bool IsOfPerson => Theme == LikelihoodTheme.Person;

    /// <summary>The feature of a key.</summary>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public static LikelihoodFeature ByKey(string key) =>
        Behaviour.FirstOrDefault(f => f.Key == key)
        ?? (key == "age" ? Age
            : key.StartsWith(CountryPrefix, StringComparison.Ordinal) ? Country(key[CountryPrefix.Length..])
            : key.StartsWith(GenderPrefix, StringComparison.Ordinal) ? Gender(key[GenderPrefix.Length..])
            : throw new ArgumentException($"There is no feature named '{key}'.", nameof(key)));

    /// <summary>The number that a model reads, as it was before its logarithm.</summary>
    /// <param name="read">What the model reads.</param>
    public double Raw(double read) => !IsLog ? read : Unit == LikelihoodUnit.Ratio ? Math.Exp(read) : Math.CopySign(Math.Exp(Math.Abs(read)) - 1, read);

    /// <summary>The number in words without culture, as in "12 days" or "0.35".</summary>
    public string Text(double raw) => double.IsNaN(raw) ? "unknown" : Unit switch
    {
        LikelihoodUnit.Days => string.Create(CultureInfo.InvariantCulture, $"{raw:0} {(Math.Round(raw) == 1 ? "day" : "days")}"),
        LikelihoodUnit.Share => string.Create(CultureInfo.InvariantCulture, $"{raw * 100:0} %"),
        LikelihoodUnit.Ratio => string.Create(CultureInfo.InvariantCulture, $"{raw:0.0} ×"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{raw:#,0}"),
    };

    private static LikelihoodFeature Age { get; } = new("age", "Age", "Age in full years.", LikelihoodTheme.Person, LikelihoodUnit.Years, false);

    private static LikelihoodFeature Country(string value) =>
        new(CountryPrefix + value, $"Country: {value}", "1 for customers of this country, 0 for others.", LikelihoodTheme.Person, LikelihoodUnit.Count, false);

    // The most common countries, one of which says nothing where all have it.
    private static IEnumerable<string> Countries(Snapshot snapshot)
    {
        var counts = new int[snapshot.Customers.Country.Values.Length];
        foreach (var code in snapshot.Customers.Country.Codes)
        {
            if (code >= 0 && code < counts.Length)
                counts[code]++;
        }

        return Enumerable.Range(0, counts.Length).Where(c => counts[c] >= LeastOfCountry).OrderByDescending(c => counts[c]).ThenBy(c => snapshot.Customers.Country.Values[c], StringComparer.Ordinal)
            .Take(MostCountries).Select(c => snapshot.Customers.Country.Values[c]);
    }

    private static LikelihoodFeature Gender(string value) =>
        new(GenderPrefix + value, $"Gender: {value}", "1 for customers of this gender, 0 for others.", LikelihoodTheme.Person, LikelihoodUnit.Count, false);
}
