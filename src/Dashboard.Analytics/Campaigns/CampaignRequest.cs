using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>One campaign: funnel, attributed beside incremental results, the same by a dimension, responses by day, and whether the split looks right.</summary>
/// <param name="Key">The campaign's key.</param>
/// <param name="Scope">Whom; the range does not cut the campaign. Segments and ages are as of the day before the campaign's start.</param>
/// <param name="By">A dimension of customers to break down by, or null for none.</param>
/// <param name="Rules">How conversions are counted and credited; null for the defaults.</param>
public sealed record CampaignRequest(string Key, Scope Scope, Dimension? By = null, CampaignRules? Rules = null) : IAnalysis<CampaignResult>, IScoped
{
    /// <summary>The dimensions that <see cref="By"/> may be: those that were fixed before the campaign reached a customer.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Dimension.Segment, Dimension.Acquisition, Dimension.AgeBand, Dimension.Country, Dimension.Gender, Dimension.Region, Dimension.City, Dimension.Language,
    ];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A window is out of range, or the dimension is not one of <see cref="Dimensions"/>.</exception>
    public CampaignResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var rules = Rules ?? CampaignRules.Default;
        rules.Check();
        if (By is { } wrong && !Dimensions.Contains(wrong))
            throw new ArgumentOutOfRangeException(nameof(By), wrong, $"A campaign is broken down by what customers were before it: {string.Join(", ", Dimensions)}.");
        var index = Array.IndexOf(snapshot.Campaigns.Keys, Key);
        if (index < 0)
            return NotFound(snapshot, rules);
        var selection = CampaignSelection.Of(snapshot, Scope.Filter, index);
        var people = Respondents.Of(snapshot, index, rules, selection);
        cancellationToken.ThrowIfCancellationRequested();
        var summary = CampaignSummary.Of(snapshot, people, rules, selection);
        var breakdown = By is { } dimension ? CampaignBreakdown.Of(snapshot, people, dimension, selection) : null;
        return new CampaignResult
        {
            Campaign = summary,
            Funnel = FunnelStep.Of(people),
            Breakdown = breakdown,
            Timeline = ResponseDay.Of(people),
            Split = SplitCheck.Of(summary.Treated, summary.Control, rules.PlannedControlShare),
            Rules = rules,
            Receipt = MakeReceipt(snapshot, rules, people, summary, breakdown),
        };
    }

    private CampaignResult NotFound(Snapshot snapshot, CampaignRules rules) => new()
    {
        Campaign = null,
        Funnel = [],
        Breakdown = null,
        Timeline = [],
        Split = null,
        Rules = rules,
        Receipt = Receipt.For(snapshot, Scope, "There is no campaign with this key.", 0, "contacts"),
    };

    private Receipt MakeReceipt(Snapshot snapshot, CampaignRules rules, Respondents people, CampaignSummary summary, CampaignBreakdown? breakdown) => Receipt.For(
        snapshot, Scope, "All contacts of one campaign, whatever the range. " + CampaignText.Definition(rules), summary.Contacts, "contacts") with
    {
        Range = summary is { Start: { } start, End: { } end } && start <= end ? new DateRange(start, end) : snapshot.Resolve(Scope.Range),
        ComparedWith = null,
        LeftOut = [.. LeftOut(people, summary)],
        Details =
        [
            new("Campaign", summary.Key),
            new("Outcome", CampaignText.Outcome(summary.Outcome, rules)),
            new("Attributed", CampaignText.Credit(summary.Attributed.Source, rules)),
            .. CampaignText.Details(rules),
            .. Notes(people, summary),
            .. SmallGroups(snapshot, breakdown),
        ],
    };

    private static IEnumerable<LeftOut> LeftOut(Respondents people, CampaignSummary summary)
    {
        if (people.InBothArms > 0)
            yield return new LeftOut(people.InBothArms, "customers who are both treated and held out in the file");
        var unknown = summary.Treated + summary.Control - summary.Converted.Known - summary.ControlConverted.Known;
        if (summary.Outcome != OutcomeSource.NotKnown && unknown > 0)
            yield return new LeftOut(unknown, "customers whose outcome is not known, from conversion rates and effects");
    }

    private static IEnumerable<KeyValuePair<string, string>> SmallGroups(Snapshot snapshot, CampaignBreakdown? breakdown)
    {
        if (breakdown?.Groups.FirstOrDefault(g => g.Value is null) is { } few)
        {
            yield return new("Small groups", string.Create(
                CultureInfo.InvariantCulture,
                $"{few.Values} values with fewer than {snapshot.Settings.SmallestGroup} treated or held-out customers, or as few whom the filter leaves out, and others with them until they are as many, share one group of {few.Treated + few.Control} customers"));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Notes(Respondents people, CampaignSummary summary)
    {
        if (summary.Outcome == OutcomeSource.Orders && people.WithoutTime > 0)
            yield return new("Contacts without a time", Count(people.WithoutTime) + " customers: the start of the campaign stands in for it");
        if (people.OpenWindows > 0)
            yield return new("Outcome windows still open", Count(people.OpenWindows) + " customers were contacted too recently for the whole window to have passed");
        if (summary.IsCostShared)
            yield return new("Cost", "shared out by treated customers, because the filter leaves some of them out");

        static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>One campaign in depth.</summary>
public sealed record CampaignResult
{
    /// <summary>Its numbers; null when there is no campaign with the key.</summary>
    public required CampaignSummary? Campaign { get; init; }

    /// <summary>Sent, delivered, opened, clicked, converted, always all five; a step that is not recorded says so.</summary>
    public required IReadOnlyList<FunnelStep> Funnel { get; init; }

    /// <summary>The same numbers by the dimension asked for, or null.</summary>
    public required CampaignBreakdown? Breakdown { get; init; }

    /// <summary>First orders by days since the contact; empty when orders cannot be matched.</summary>
    public required IReadOnlyList<ResponseDay> Timeline { get; init; }

    /// <summary>Whether treated and held-out customers are in the proportion that was meant; null without a control group.</summary>
    public required SplitCheck? Split { get; init; }

    /// <summary>How conversions were counted and credited.</summary>
    public required CampaignRules Rules { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}
