using System.Globalization;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>Sentences of the receipts of campaign results.</summary>
internal static class CampaignText
{
    public static string Definition(CampaignRules rules) => string.Create(
        CultureInfo.InvariantCulture,
        $"Customers count once however often they were contacted. Attributed: orders whose latest click, of any campaign, is at most {rules.AttributionDays} days old; opens earn nothing. Incremental: treated against held-out customers, times the treated.");

    public static string Outcome(OutcomeSource source, CampaignRules rules) => source switch
    {
        OutcomeSource.Recorded => "recorded in the contact file, in the file's own window",
        OutcomeSource.Orders => string.Create(CultureInfo.InvariantCulture, $"orders of the customer within {rules.OutcomeDays} days of the contact"),
        _ => "not known: neither recorded nor to be found among the orders",
    };

    public static string Credit(AttributionSource source, CampaignRules rules) => source switch
    {
        AttributionSource.Orders => string.Create(CultureInfo.InvariantCulture, $"orders, last click within {rules.AttributionDays} days, later return documents not subtracted"),
        AttributionSource.RecordedOutcome => "recorded outcome of those who clicked, because no orders follow the contacts; clicks of other campaigns are not considered",
        _ => "not known: no clicks are recorded, or nothing that they could have led to",
    };

    public static IEnumerable<KeyValuePair<string, string>> Details(CampaignRules rules)
    {
        yield return new("Attribution window", Days(rules.AttributionDays));
        yield return new("Outcome window", Days(rules.OutcomeDays));
        yield return new("Outcome taken from", rules.Outcome switch
        {
            OutcomeChoice.Recorded => "the contact file only",
            OutcomeChoice.Orders => "orders only",
            _ => "the contact file where it has the outcome of all arms, else orders",
        });
        yield return new("Segments and ages", "as of the day before the campaign's start");
        yield return new("Interval level", "95 %");
        yield return new("Intervals", "Wilson for shares, Newcombe for differences of shares, Welch for differences of revenue per customer");
    }

    public static IEnumerable<LeftOut> NotOverlapping(long campaigns)
    {
        if (campaigns > 0)
            yield return new LeftOut(campaigns, "campaigns that do not overlap the range");
    }

    public static string Days(int days) => string.Create(CultureInfo.InvariantCulture, $"{days} days of 24 hours");
}
