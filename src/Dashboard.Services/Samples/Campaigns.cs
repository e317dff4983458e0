namespace Dashboard.Services.Samples;

/// <summary>Whom a campaign is for, apart from those who agreed to its channel.</summary>
internal enum Audience
{
    Everyone,
    Buyers,
    Recent,
    Lapsed,
    OneOrder,
    Loyal,
}

/// <summary>A campaign with the truth about it.</summary>
/// <param name="Key">The shop's own id.</param>
/// <param name="Name">Name.</param>
/// <param name="Channel">email, sms, ads or post.</param>
/// <param name="Goal">What it is for.</param>
/// <param name="Offer">What is offered.</param>
/// <param name="Audience">Whom it is for.</param>
/// <param name="StartDay">First day.</param>
/// <param name="LengthDays">Days over which it is sent.</param>
/// <param name="ReachShare">Share of the audience that is drawn into it, treated or held out.</param>
/// <param name="ControlShare">Share of those drawn that is held out.</param>
/// <param name="DiscountPermille">Discount for those who use the offer.</param>
/// <param name="Lift">Probability that it makes a customer who receives it order once more; times the persona's response.</param>
/// <param name="Loss">Probability that it keeps away an order that would have come within the outcome window.</param>
/// <param name="FixedCostE4">Cost for every customer of the shop, whether contacted or not: design and set-up.</param>
/// <param name="ContactCostE4">Cost of one contact.</param>
internal sealed record Campaign(
    string Key, string Name, string Channel, string Goal, string Offer, Audience Audience, int StartDay, int LengthDays, double ReachShare, double ControlShare,
    int DiscountPermille, double Lift, double Loss, long FixedCostE4, long ContactCostE4)
{
    /// <summary>Orders count as the outcome of a contact for so many days of 24 hours.</summary>
    public const int OutcomeDays = 14;

    public bool IsFor(CustomerHistory history, int day)
    {
        var (orders, lastDay) = history.OrdersBefore(day);
        return Audience switch
        {
            Audience.Everyone => true,
            Audience.Buyers => orders > 0,
            Audience.Recent => orders > 0 && day - lastDay <= 120,
            Audience.Lapsed => orders > 0 && day - lastDay > 120,
            Audience.OneOrder => orders == 1 && day - lastDay is > 20 and <= 240,
            _ => orders >= 3,
        };
    }
}

/// <summary>The plan: eight kinds of campaign, each once a year, with an effect that differs from year to year.</summary>
internal static class CampaignPlan
{
    private sealed record Kind(
        string Code, string Name, string Channel, string Goal, string Offer, Audience Audience, int Month, int Day, int LengthDays, double ReachShare, double ControlShare,
        int DiscountPermille, double[] Lifts, double[] Losses, long ContactCostE4);

    // Black Friday's day is the Thursday before it, whatever the year.
    private static readonly Kind[] Kinds =
    [
        new("BF", "Black Friday", "email", "Sales", "15 % off everything", Audience.Buyers, 11, 0, 1, 1, 0.1, 150, [0.09, 0.11, 0.09], [0, 0, 0], 25),
        new("XMAS", "Christmas gifts", "email", "Sales", "Gift guide", Audience.Everyone, 12, 5, 1, 1, 0.12, 0, [0.05, 0, 0.045], [0, 0, 0], 25),
        new("WINTER", "Winter sale", "sms", "Clearance", "10 % off with a code", Audience.Buyers, 1, 10, 1, 1, 0.15, 100, [0.08, 0.04, 0], [0, 0, 0.35], 700),
        new("SPRING", "Spring in the garden", "email", "Season", "Planting guide", Audience.Buyers, 3, 19, 1, 1, 0.1, 0, [0.05, 0.07, 0.06], [0, 0, 0], 25),
        new("RETARGET", "Seen again", "ads", "Retention", "None", Audience.Recent, 5, 3, 10, 0.8, 0.12, 0, [0, 0, 0.012], [0, 0, 0], 3_500),
        new("WINBACK", "We miss you", "email", "Win back", "20 % off the next order", Audience.Lapsed, 7, 24, 1, 1, 0.2, 200, [0.06, 0.08, 0.07], [0, 0, 0], 25),
        new("SECOND", "Your second order", "post", "Second order", "10 % off, by postcard", Audience.OneOrder, 9, 2, 3, 1, 0.15, 100, [0.12, 0, 0.11], [0, 0, 0], 8_500),
        new("LOYAL", "First look for regulars", "email", "Loyalty", "Early access", Audience.Loyal, 10, 8, 1, 1, 0.1, 0, [0.06, 0.09, 0], [0, 0, 0.3], 25),
    ];

    public static Campaign[] For(Calendar calendar)
    {
        var plan = new List<Campaign>();
        for (var year = calendar.First.Year; year <= calendar.First.Year + 3; year++)
        {
            foreach (var kind in Kinds)
            {
                var date = kind.Day == 0 ? Calendar.BlackFriday(year).AddDays(-1) : new DateOnly(year, kind.Month, kind.Day);
                var start = date.DayNumber - calendar.First.DayNumber;
                if (start < 0 || start + kind.LengthDays + Campaign.OutcomeDays > calendar.Days)
                    continue;
                var occasion = Math.Min(plan.Count(c => c.Key.StartsWith(kind.Code, StringComparison.Ordinal)), kind.Lifts.Length - 1);
                plan.Add(new Campaign(
                    FormattableString.Invariant($"{kind.Code}-{year}"), FormattableString.Invariant($"{kind.Name} {year}"), kind.Channel, kind.Goal, kind.Offer, kind.Audience, start, kind.LengthDays,
                    kind.ReachShare, kind.ControlShare, kind.DiscountPermille, kind.Lifts[occasion], kind.Losses[occasion], 400, kind.ContactCostE4));
            }
        }

        return [.. plan.OrderBy(c => c.StartDay)];
    }
}
