using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>Where attributed conversions come from.</summary>
public enum AttributionSource
{
    /// <summary>Clicks can be matched neither with orders nor with a recorded outcome.</summary>
    NotKnown,

    /// <summary>Orders after the latest click, of any campaign.</summary>
    Orders,

    /// <summary>
    /// The contact file's own outcome of those who clicked: there are no orders in the days after the contacts, so the file's window stands in for the click's,
    /// and clicks of other campaigns are not considered.
    /// </summary>
    RecordedOutcome,
}

/// <summary>What a campaign's last clicks earned.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Conversions">Orders earned, or customers who clicked and bought; null when not known.</param>
/// <param name="RevenueE4">Net revenue of these, in ten-thousandths; null when not known.</param>
public sealed record Attributed(AttributionSource Source, long? Conversions, long? RevenueE4);

/// <summary>
/// One campaign in numbers. Its units are customers: somebody contacted several times counts once. Rates are over customers of whom the step is known.
/// Attributed and incremental figures stand side by side and are never mixed.
/// </summary>
public sealed record CampaignSummary
{
    /// <summary>Campaign index.</summary>
    public required int Index { get; init; }

    /// <summary>The shop's own id.</summary>
    public required string Key { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Channel, null when unknown.</summary>
    public required string? Channel { get; init; }

    /// <summary>Goal, null when unknown.</summary>
    public required string? Goal { get; init; }

    /// <summary>Offer, null when unknown.</summary>
    public required string? Offer { get; init; }

    /// <summary>First day, null when unknown.</summary>
    public required DateOnly? Start { get; init; }

    /// <summary>Last day, null when unknown.</summary>
    public required DateOnly? End { get; init; }

    /// <summary>Treated customers.</summary>
    public required long Treated { get; init; }

    /// <summary>Customers held out.</summary>
    public required long Control { get; init; }

    /// <summary>Contacts behind the treated and the held-out customers.</summary>
    public required long Contacts { get; init; }

    /// <summary>Treated customers reached.</summary>
    public required Response Delivered { get; init; }

    /// <summary>Treated customers who opened.</summary>
    public required Response Opened { get; init; }

    /// <summary>Treated customers who clicked or visited.</summary>
    public required Response Clicked { get; init; }

    /// <summary>Treated customers who bought in the outcome window.</summary>
    public required Response Converted { get; init; }

    /// <summary>Held-out customers who bought in the outcome window.</summary>
    public required Response ControlConverted { get; init; }

    /// <summary>Revenue of the treated in the outcome window, in ten-thousandths; null when not known.</summary>
    public required long? RevenueE4 { get; init; }

    /// <summary>Where converted and revenue come from.</summary>
    public required OutcomeSource Outcome { get; init; }

    /// <summary>What the last clicks earned.</summary>
    public required Attributed Attributed { get; init; }

    /// <summary>Effect on clicks or visits, null when held-out customers' are not known.</summary>
    public required Effect? ClickEffect { get; init; }

    /// <summary>Effect on the share of buyers, null without a control group of known outcome.</summary>
    public required Effect? ConversionEffect { get; init; }

    /// <summary>Effect on revenue per customer, null without a control group of known revenue.</summary>
    public required Effect? RevenueEffect { get; init; }

    /// <summary>Cost in ten-thousandths, null when unknown; under a filter, shared out by treated customers.</summary>
    public required long? CostE4 { get; init; }

    /// <summary>Whether only part of the campaign's customers pass the filter, so that <see cref="CostE4"/> is a share.</summary>
    public required bool IsCostShared { get; init; }

    /// <summary>Cost for one customer who bought after the contact, in currency units; null without cost or conversions.</summary>
    public double? CostPerConversion => CostE4 is { } cost && Converted.Count > 0 ? cost / 1e4 / Converted.Count : null;

    /// <summary>Attributed revenue less cost, over cost; null when either is unknown or the cost is 0.</summary>
    public double? AttributedRoi => CostE4 is > 0 and { } cost && Attributed.RevenueE4 is { } revenue ? (double)(revenue - cost) / cost : null;

    /// <summary>Incremental revenue less cost, over cost, with its interval; null without control group or cost.</summary>
    public Estimate? IncrementalRoi => CostE4 is > 0 and { } cost ? RevenueEffect?.Total.Times(1e4 / cost).Plus(-1) : null;

    /// <summary>
    /// Cost over incremental conversions, in currency units, with its interval; the upper end is infinite when no effect at all cannot be excluded.
    /// Null without control group or cost, or when the estimate is not above 0.
    /// </summary>
    public Estimate? CostPerIncrementalConversion
    {
        get
        {
            if (CostE4 is not { } cost || ConversionEffect?.Total is not { Value: > 0 } total)
                return null;
            var (units, interval) = (cost / 1e4, total.Interval);
            return total with
            {
                Value = units / total.Value,
                StandardError = units / total.Value * (total.StandardError / total.Value),
                Interval = new Interval(units / interval.High, interval.Low > 0 ? units / interval.Low : double.PositiveInfinity, interval.Level),
            };
        }
    }

    /// <summary>Days from first to last day overlap a range; a campaign without any date overlaps every range.</summary>
    public bool Overlaps(DateRange range) => Overlap((Start, End), range);

    internal static bool Overlap((DateOnly? First, DateOnly? Last) days, DateRange range) =>
        days.First is not { } first || days.Last is not { } last || (first <= range.To && last >= range.From);

    /// <summary>First and last day of a campaign; where one is missing, the other stands for it.</summary>
    internal static (DateOnly? First, DateOnly? Last) DaysOf(Snapshot snapshot, int campaign)
    {
        var (start, end) = (snapshot.Campaigns.StartDay[campaign], snapshot.Campaigns.EndDay[campaign]);
        return (Day(start > 0 ? start : end), Day(end > 0 ? end : start));

        static DateOnly? Day(int number) => number > 0 ? DateOnly.FromDayNumber(number) : null;
    }

    internal static CampaignSummary Of(Snapshot snapshot, Respondents people, CampaignRules rules, Selection selection)
    {
        var (treated, control) = (new Tally(), new Tally());
        for (var i = 0; i < people.Count; i++)
            (people.IsControl(i) ? control : treated).Add(people.Flags[i], people.Known[i], people.RevenueE4[i]);
        var campaigns = snapshot.Campaigns;
        var index = people.Campaign;
        var cost = campaigns.CostE4[index];
        var days = DaysOf(snapshot, index);
        var shared = treated.People < people.TreatedInAll;
        return new CampaignSummary
        {
            Index = index,
            Key = campaigns.Keys[index],
            Name = campaigns.Names[index],
            Channel = campaigns.Channel[index],
            Goal = campaigns.Goal[index],
            Offer = campaigns.Offer[index],
            Start = days.First,
            End = days.Last,
            Treated = treated.People,
            Control = control.People,
            Contacts = people.Contacts.Sum(c => (long)c),
            Delivered = treated.Delivered,
            Opened = treated.Opened,
            Clicked = treated.Clicked,
            Converted = treated.Converted,
            ControlConverted = control.Converted,
            RevenueE4 = treated.RevenueKnown > 0 ? treated.RevenueE4 : null,
            Outcome = people.Source,
            Attributed = Credit(snapshot, people, rules, selection),
            ClickEffect = Effect.OfShare(EffectMeasure.Clicks, treated.Clicked, control.Clicked),
            ConversionEffect = Effect.OfShare(EffectMeasure.Conversions, treated.Converted, control.Converted),
            RevenueEffect = Effect.OfRevenue(treated, control),
            CostE4 = cost < 0 ? null : shared ? (long)Math.Round((decimal)cost * treated.People / people.TreatedInAll, MidpointRounding.ToEven) : cost,
            IsCostShared = shared && cost >= 0,
        };
    }

    /// <summary>Whether a customer is counted in the attributed conversions when these come from the recorded outcome.</summary>
    internal static bool IsRecordedCredit(ContactFlags flags)
    {
        const ContactFlags Both = ContactFlags.Clicked | ContactFlags.Converted;
        return (flags & (Both | ContactFlags.Control)) == Both;
    }

    private static Attributed Credit(Snapshot snapshot, Respondents people, CampaignRules rules, Selection selection)
    {
        var clicksKnown = false;
        var (conversions, revenue, revenueKnown) = (0L, 0L, false);
        for (var i = 0; i < people.Count; i++)
        {
            if (people.IsControl(i))
                continue;
            clicksKnown |= people.Knows(i, ContactFlags.Clicked);
            revenueKnown |= people.Knows(i, ContactFlags.Revenue);
            if (!IsRecordedCredit(people.Flags[i]))
                continue;
            conversions++;
            revenue += people.RevenueE4[i];
        }

        if (!clicksKnown)
            return new Attributed(AttributionSource.NotKnown, null, null);
        if (!people.OrdersCover)
        {
            return people.Source == OutcomeSource.Recorded
                ? new Attributed(AttributionSource.RecordedOutcome, conversions, revenueKnown ? revenue : null)
                : new Attributed(AttributionSource.NotKnown, null, null);
        }

        (conversions, revenue) = (0, 0);
        foreach (var order in ClickCredits.Of(snapshot, rules.AttributionDays).OrdersOf(people.Campaign))
        {
            if (!selection.Customers[snapshot.Orders.Customer[order]] || !selection.Orders[order])
                continue;
            conversions++;
            revenue += selection.AmountE4[order];
        }

        return new Attributed(AttributionSource.Orders, conversions, revenue);
    }
}
