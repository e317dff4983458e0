using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>Several campaigns added up. A customer of two campaigns counts in both.</summary>
public sealed record CampaignTotals
{
    /// <summary>Number of campaigns.</summary>
    public required int Campaigns { get; init; }

    /// <summary>Treated customers, summed.</summary>
    public required long Treated { get; init; }

    /// <summary>Held-out customers, summed.</summary>
    public required long Control { get; init; }

    /// <summary>Treated customers reached.</summary>
    public required Response Delivered { get; init; }

    /// <summary>Treated customers who opened.</summary>
    public required Response Opened { get; init; }

    /// <summary>Treated customers who clicked or visited.</summary>
    public required Response Clicked { get; init; }

    /// <summary>Treated customers who bought in the outcome window.</summary>
    public required Response Converted { get; init; }

    /// <summary>Cost of the campaigns whose cost is known, in ten-thousandths; null when none is.</summary>
    public required long? CostE4 { get; init; }

    /// <summary>Campaigns of unknown cost.</summary>
    public required int WithoutCost { get; init; }

    /// <summary>Attributed conversions of the campaigns that have any attribution; null when none has.</summary>
    public required long? AttributedConversions { get; init; }

    /// <summary>Attributed revenue in ten-thousandths; null when no campaign has it.</summary>
    public required long? AttributedRevenueE4 { get; init; }

    /// <summary>Attributed revenue less cost, over cost, of the campaigns that have both.</summary>
    public required double? AttributedRoi { get; init; }

    /// <summary>Campaigns without a control group of known outcome: they are missing in the incremental figures.</summary>
    public required int WithoutControl { get; init; }

    /// <summary>Incremental conversions of the campaigns with a control group; null when none has.</summary>
    public required Estimate? IncrementalConversions { get; init; }

    /// <summary>Incremental revenue in currency units of the campaigns with a control group; null when none has.</summary>
    public required Estimate? IncrementalRevenue { get; init; }

    /// <summary>Incremental revenue less cost, over cost, of the campaigns that have both.</summary>
    public required Estimate? IncrementalRoi { get; init; }

    /// <summary>
    /// Whether campaigns that ran together held out the same customers. Their errors then go together, so the intervals of the sums add the half widths
    /// instead of their squares.
    /// </summary>
    public required bool SharesControl { get; init; }

    /// <summary>Adds campaigns up.</summary>
    /// <param name="campaigns">Their summaries; may be empty.</param>
    /// <param name="sharesControl">Whether their control groups are the same people at the same time.</param>
    public static CampaignTotals Of(IReadOnlyList<CampaignSummary> campaigns, bool sharesControl)
    {
        var costed = campaigns.Where(c => c.CostE4 is > 0).ToList();
        var attributed = costed.Where(c => c.Attributed.RevenueE4 is not null).ToList();
        var measured = costed.Where(c => c.RevenueEffect is not null).ToList();
        var measuredCost = measured.Sum(c => c.CostE4!.Value) / 1e4;
        return new CampaignTotals
        {
            Campaigns = campaigns.Count,
            Treated = campaigns.Sum(c => c.Treated),
            Control = campaigns.Sum(c => c.Control),
            Delivered = Sum(c => c.Delivered),
            Opened = Sum(c => c.Opened),
            Clicked = Sum(c => c.Clicked),
            Converted = Sum(c => c.Converted),
            CostE4 = campaigns.Any(c => c.CostE4 is not null) ? campaigns.Sum(c => c.CostE4 ?? 0) : null,
            WithoutCost = campaigns.Count(c => c.CostE4 is null),
            AttributedConversions = campaigns.Any(c => c.Attributed.Conversions is not null) ? campaigns.Sum(c => c.Attributed.Conversions ?? 0) : null,
            AttributedRevenueE4 = campaigns.Any(c => c.Attributed.RevenueE4 is not null) ? campaigns.Sum(c => c.Attributed.RevenueE4 ?? 0) : null,
            AttributedRoi = attributed.Count == 0 ? null : ((double)attributed.Sum(c => c.Attributed.RevenueE4!.Value) / attributed.Sum(c => c.CostE4!.Value)) - 1,
            WithoutControl = campaigns.Count(c => c.ConversionEffect is null),
            IncrementalConversions = Add(campaigns.Select(c => c.ConversionEffect), sharesControl),
            IncrementalRevenue = Add(campaigns.Select(c => c.RevenueEffect), sharesControl),
            IncrementalRoi = Add(measured.Select(c => c.RevenueEffect), sharesControl)?.Times(1 / measuredCost).Plus(-1),
            SharesControl = sharesControl,
        };

        Response Sum(Func<CampaignSummary, Response> of) => campaigns.Aggregate(default(Response), (sum, c) => sum + of(c));
    }

    /// <summary>
    /// The sum of independent effects: each side of the interval is the root of the summed squares of the parts' sides
    /// (MOVER: Zou and Donner 2008, Statistics in Medicine 27:1693); of effects that share a control, the sum of the sides.
    /// </summary>
    private static Estimate? Add(IEnumerable<Effect?> effects, bool sharesControl)
    {
        var parts = effects.OfType<Effect>().Select(e => e.Total).ToList();
        if (parts.Count == 0)
            return null;
        var value = parts.Sum(p => p.Value);
        var interval = new Interval(value - Join(p => p.Value - p.Interval.Low), value + Join(p => p.Interval.High - p.Value), parts[0].Interval.Level);
        return new Estimate(value, Join(p => p.StandardError), interval, double.PositiveInfinity, parts.Sum(p => p.Count));

        double Join(Func<Estimate, double> side) => sharesControl ? parts.Sum(side) : Math.Sqrt(parts.Sum(p => side(p) * side(p)));
    }

    /// <summary>Whether over a quarter of the held-out customers were held out by another campaign that ran at the same time, outcome window included.</summary>
    internal static bool ControlIsShared(Snapshot snapshot, IReadOnlyList<CampaignSummary> campaigns, int outcomeDays)
    {
        var contacts = snapshot.Contacts;
        var busyUntil = new int[snapshot.Customers.Count];
        var (controls, repeats) = (0L, 0L);
        foreach (var campaign in campaigns.Where(c => c.Control > 0).OrderBy(c => c.Start ?? DateOnly.MaxValue).ThenBy(c => c.Index))
        {
            var start = campaign.Start?.DayNumber ?? 0;
            var end = campaign.End is { } last ? last.DayNumber + outcomeDays : int.MaxValue;
            var previous = -1;
            for (var contact = snapshot.Campaigns.FirstContact[campaign.Index]; contact < snapshot.Campaigns.FirstContact[campaign.Index + 1]; contact++)
            {
                var customer = contacts.Customer[contact];
                if ((contacts.Flags[contact] & ContactFlags.Control) == ContactFlags.None || customer == previous)
                    continue;
                previous = customer;
                controls++;
                repeats += busyUntil[customer] > 0 && busyUntil[customer] >= start ? 1 : 0;
                busyUntil[customer] = Math.Max(busyUntil[customer], end);
            }
        }

        return repeats * 4 > controls;
    }
}
