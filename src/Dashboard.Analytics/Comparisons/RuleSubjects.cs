using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>What a rule asks about: that its customers differ in it is no finding.</summary>
internal static class RuleSubjects
{
    /// <summary>The subjects that a rule asks about, those of the segments that it refers to among them.</summary>
    /// <param name="snapshot">The data, and the segments.</param>
    /// <param name="rule">A rule that can be used.</param>
    public static IReadOnlyList<FactSubject> Of(Snapshot snapshot, Rule rule)
    {
        var found = new HashSet<FactSubject>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<Rule>([rule]);
        while (open.TryPop(out var next))
        {
            foreach (var node in next.Nodes())
            {
                found.UnionWith(Asked(node));
                if (node is SegmentRule segment && seen.Add(segment.Name) && snapshot.Segments.Segment(segment.Name) is { } saved)
                    open.Push(saved.Rule);
            }
        }

        return [.. found.Order()];
    }

    private static IEnumerable<FactSubject> Asked(Rule node) => node switch
    {
        FieldRule rule => OfField(rule.Field),
        ActivityRule rule => OfMeasure(rule.Activity.Measure).Concat(rule.Activity.Filters.SelectMany(OfFilter)),
        CampaignRule or ResponsesRule => [FactSubject.Campaigns],
        _ => [],
    };

    private static FactSubject[] OfField(string field) => field switch
    {
        "country" or "region" or "city" or "postcode" or "has_postcode" => [FactSubject.Place],
        "gender" => [FactSubject.Gender],
        "language" => [FactSubject.Language],
        "acquisition" => [FactSubject.Acquisition],
        "age" => [FactSubject.Age],
        "signup_day" or "days_since_signup" or "first_order" or "tenure_days" => [FactSubject.Tenure],
        "attribute" => [FactSubject.Attribute],
        "consent" or "contactable" => [FactSubject.Consent],
        "rfm.group" => [FactSubject.Segment, FactSubject.Rhythm, FactSubject.Spend],
        "rfm.r" or "rfm.f" or "days_since_last_order" or "last_order" => [FactSubject.Segment, FactSubject.Rhythm],
        "rfm.m" => [FactSubject.Segment, FactSubject.Spend],
        _ => [],
    };

    private static FactSubject[] OfMeasure(ActivityMeasure measure) => measure switch
    {
        ActivityMeasure.Orders => [FactSubject.Segment, FactSubject.Rhythm],
        ActivityMeasure.Revenue => [FactSubject.Segment, FactSubject.Spend],
        ActivityMeasure.Items or ActivityMeasure.AverageOrder => [FactSubject.Basket],
        ActivityMeasure.Returns => [FactSubject.Returns],
        ActivityMeasure.DiscountShare => [FactSubject.Discounts],
        _ => [FactSubject.Goods],
    };

    private static FactSubject[] OfFilter(RuleFilter filter) => filter.Field switch
    {
        "category" or "brand" or "product" or "product_name" => [FactSubject.Goods],
        "channel" => [FactSubject.Channel],
        "country" => [FactSubject.Place],
        _ => [],
    };
}
