using System.Globalization;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>A campaign's numbers for one value of a dimension.</summary>
public sealed record CampaignGroup
{
    /// <summary>The value as filters have it; <see cref="Condition.Unknown"/> for customers without one; null where several values of too few people share the group.</summary>
    public required string? Value { get; init; }

    /// <summary>How many values share the group.</summary>
    public int Values { get; init; } = 1;

    /// <summary>The value as screens show it.</summary>
    public required string Label { get; init; }

    /// <summary>Treated customers.</summary>
    public required long Treated { get; init; }

    /// <summary>Held-out customers.</summary>
    public required long Control { get; init; }

    /// <summary>Treated customers reached.</summary>
    public required Response Delivered { get; init; }

    /// <summary>Treated customers who opened.</summary>
    public required Response Opened { get; init; }

    /// <summary>Treated customers who clicked or visited.</summary>
    public required Response Clicked { get; init; }

    /// <summary>Treated customers who bought in the outcome window.</summary>
    public required Response Converted { get; init; }

    /// <summary>Wilson's 95 % interval of the conversion rate; null when not recorded.</summary>
    public required Interval? ConvertedInterval { get; init; }

    /// <summary>Revenue of the treated in ten-thousandths, null when not known.</summary>
    public required long? RevenueE4 { get; init; }

    /// <summary>Effect on the share of buyers, with its p value adjusted for the number of groups; null without both arms.</summary>
    public required Effect? ConversionEffect { get; init; }

    /// <summary>Effect on revenue per customer, likewise.</summary>
    public required Effect? RevenueEffect { get; init; }
}

/// <summary>
/// A campaign by a dimension. Several groups are looked at together, so p values are adjusted after Benjamini and Hochberg (1995), one family for each measure:
/// among twenty groups without any effect one interval leaves zero out on average.
/// </summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Groups">
/// Groups with customers: segments and age bands in their own order, others largest first, then the values of too few people together, Unknown last. They add up to the campaign.
/// </param>
public sealed record CampaignBreakdown(Dimension Dimension, IReadOnlyList<CampaignGroup> Groups)
{
    internal static CampaignBreakdown Of(Snapshot snapshot, Respondents people, Dimension dimension, Selection selection)
    {
        var column = CampaignSelection.ColumnOf(snapshot, dimension, people.Campaign);
        var unknown = column.Values.Length;
        var joined = Joined(snapshot, people, column, selection);
        var tallies = new (Tally Treated, Tally Control)?[unknown + 2];
        for (var i = 0; i < people.Count; i++)
        {
            var code = column.Codes[people.Customer[i]] is var known and >= 0 ? known : unknown;
            var (treated, control) = tallies[joined[code] ? unknown + 1 : code] ??= (new Tally(), new Tally());
            (people.IsControl(i) ? control : treated).Add(people.Flags[i], people.Known[i], people.RevenueE4[i]);
        }

        var groups = new List<CampaignGroup>();
        for (var code = 0; code <= unknown; code++)
        {
            if (tallies[code] is var (treated, control))
                groups.Add(Group(code == unknown ? Condition.Unknown : column.Values[code], code == unknown ? "Unknown" : column.Labels[code], treated, control));
        }

        if (dimension is not (Dimension.Segment or Dimension.AgeBand))
            groups = [.. groups.OrderBy(g => g.Value == Condition.Unknown).ThenByDescending(g => g.Treated + g.Control).ThenBy(g => g.Value, StringComparer.Ordinal)];
        if (tallies[unknown + 1] is var (fewTreated, fewControl))
        {
            var values = Enumerable.Range(0, unknown).Count(code => joined[code]);
            var label = string.Create(CultureInfo.InvariantCulture, $"{values} smaller group{(values == 1 ? "" : "s")}{(joined[unknown] ? " or unknown" : "")}");
            groups.Insert(groups.Count - (groups.Count > 0 && groups[^1].Value == Condition.Unknown ? 1 : 0), Group(null, label, fewTreated, fewControl) with { Values = values });
        }

        var conversions = Adjust(groups.ConvertAll(g => g.ConversionEffect));
        var revenues = Adjust(groups.ConvertAll(g => g.RevenueEffect));
        return new CampaignBreakdown(dimension, [.. groups.Select((g, i) => g with { ConversionEffect = conversions[i], RevenueEffect = revenues[i] })]);
    }

    // Neither arm may show a few people, nor may those whom the filter leaves out; the sizes of segments are shown elsewhere.
    private static bool[] Joined(Snapshot snapshot, Respondents people, DimensionColumn column, Selection selection)
    {
        var unknown = column.Values.Length;
        if (column.Dimension == Dimension.Segment)
            return new bool[unknown + 1];
        var (all, treated, control, others) = (new int[unknown + 1], new int[unknown + 1], new int[unknown + 1], new int[unknown + 1]);
        for (var i = 0; i < people.Count; i++)
        {
            var code = CodeOf(people.Customer[i]);
            all[code]++;
            (people.IsControl(i) ? control : treated)[code]++;
        }

        var (first, end) = (snapshot.Campaigns.FirstContact[people.Campaign], snapshot.Campaigns.FirstContact[people.Campaign + 1]);
        var seen = new Bitmap(snapshot.Customers.Count);
        foreach (var customer in snapshot.Contacts.Customer.Span[first..end])
        {
            if (selection.Customers[customer] || seen[customer])
                continue;
            seen.Add(customer);
            others[CodeOf(customer)]++;
        }

        int[] shown = [.. Enumerable.Range(0, unknown).Where(code => all[code] > 0)];
        return SmallGroups.Joined(snapshot.Settings.SmallestGroup, shown, all[unknown] > 0 ? unknown : -1, all, treated, control, others);

        int CodeOf(int customer) => column.Codes[customer] is var code and >= 0 ? code : unknown;
    }

    private static CampaignGroup Group(string? value, string label, Tally treated, Tally control) => new()
    {
        Value = value,
        Label = label,
        Treated = treated.People,
        Control = control.People,
        Delivered = treated.Delivered,
        Opened = treated.Opened,
        Clicked = treated.Clicked,
        Converted = treated.Converted,
        ConvertedInterval = FunnelStep.Wilson(treated.Converted),
        RevenueE4 = treated.RevenueKnown > 0 ? treated.RevenueE4 : null,
        ConversionEffect = Effect.OfShare(EffectMeasure.Conversions, treated.Converted, control.Converted),
        RevenueEffect = Effect.OfRevenue(treated, control),
    };

    private static List<Effect?> Adjust(List<Effect?> effects)
    {
        var tested = effects.OfType<Effect>().ToList();
        var adjusted = MultipleTests.BenjaminiHochberg([.. tested.Select(e => e.PValue)]);
        var next = 0;
        return effects.ConvertAll(e => e is null ? null : e with { AdjustedPValue = adjusted[next++] });
    }
}
