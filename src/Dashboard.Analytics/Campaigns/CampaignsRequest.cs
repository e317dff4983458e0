using System.Collections.Concurrent;
using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>
/// The campaigns that overlap a range of days, those without any date always among them. A campaign's numbers are those of the whole campaign,
/// not of the part within the range.
/// </summary>
/// <param name="Scope">When, compared with what, and whom; segments and ages are as of the day before each campaign's start.</param>
/// <param name="Rules">How conversions are counted and credited; null for the defaults.</param>
public sealed record CampaignsRequest(Scope Scope, CampaignRules? Rules = null) : IAnalysis<CampaignsResult>, IScoped
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A window is out of range.</exception>
    public CampaignsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var rules = Rules ?? CampaignRules.Default;
        rules.Check();
        var range = snapshot.Resolve(Scope.Range);
        var compared = range.ComparedWith(Scope.Comparison);
        var all = Summaries(snapshot, rules, range, compared, cancellationToken);
        var campaigns = all.Where(c => c.Overlaps(range))
            .OrderBy(c => c.Start is null).ThenByDescending(c => c.Start).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Index).ToList();
        var before = compared is { } earlier && campaigns.TrueForAll(c => c.Start is not null) ? all.Where(c => c.Overlaps(earlier)).ToList() : [];
        return new CampaignsResult
        {
            Campaigns = campaigns,
            Totals = Total(campaigns),
            Before = before.Count == 0 ? null : Total(before),
            WithoutDates = campaigns.Count(c => c.Start is null),
            InStore = snapshot.Campaigns.Count,
            IsEmptyShop = snapshot.IsEmpty,
            Rules = rules,
            Receipt = MakeReceipt(snapshot, rules, campaigns),
        };

        CampaignTotals Total(List<CampaignSummary> some) => CampaignTotals.Of(some, CampaignTotals.ControlIsShared(snapshot, some, rules.OutcomeDays));
    }

    private List<CampaignSummary> Summaries(Snapshot snapshot, CampaignRules rules, DateRange range, DateRange? compared, CancellationToken cancellationToken)
    {
        // Another range asks for some of the same campaigns again, whose numbers do not depend on it.
        var kept = snapshot.Memo((nameof(CampaignSummary), rules, Scope.Filter), () => new ConcurrentDictionary<int, CampaignSummary>());
        var wanted = Enumerable.Range(0, snapshot.Campaigns.Count).Where(campaign =>
        {
            var days = CampaignSummary.DaysOf(snapshot, campaign);
            return CampaignSummary.Overlap(days, range) || (compared is { } other && CampaignSummary.Overlap(days, other));
        }).ToArray();
        Parallel.ForEach(wanted.Where(campaign => !kept.ContainsKey(campaign)), new ParallelOptions { CancellationToken = cancellationToken }, campaign =>
        {
            var selection = CampaignSelection.Of(snapshot, Scope.Filter, campaign);
            kept[campaign] = CampaignSummary.Of(snapshot, Respondents.Of(snapshot, campaign, rules, selection), rules, selection);
        });
        return [.. wanted.Select(campaign => kept[campaign])];
    }

    private Receipt MakeReceipt(Snapshot snapshot, CampaignRules rules, List<CampaignSummary> campaigns) => Receipt.For(
        snapshot,
        Scope,
        "Campaigns that overlap the range, each with all of its contacts; those without any date are always listed. " + CampaignText.Definition(rules),
        campaigns.Sum(c => c.Contacts),
        "contacts") with
    {
        LeftOut = [.. CampaignText.NotOverlapping(snapshot.Campaigns.Count - campaigns.Count)],
        Details =
        [
            new("Campaigns listed", campaigns.Count.ToString(CultureInfo.InvariantCulture)),
            new("Campaigns without dates", campaigns.Count(c => c.Start is null).ToString(CultureInfo.InvariantCulture)),
            .. CampaignText.Details(rules),
        ],
    };
}

/// <summary>The list of campaigns.</summary>
public sealed record CampaignsResult
{
    /// <summary>The campaigns, newest first, those without dates last.</summary>
    public required IReadOnlyList<CampaignSummary> Campaigns { get; init; }

    /// <summary>All of them added up.</summary>
    public required CampaignTotals Totals { get; init; }

    /// <summary>
    /// The campaigns that overlap the days compared with, added up; null when there are none, when nothing is compared,
    /// or when campaigns without dates are listed, which belong to no period.
    /// </summary>
    public required CampaignTotals? Before { get; init; }

    /// <summary>Campaigns listed that have no date.</summary>
    public required int WithoutDates { get; init; }

    /// <summary>Campaigns in the store, listed or not.</summary>
    public required int InStore { get; init; }

    /// <summary>Whether there is no data of any kind.</summary>
    public required bool IsEmptyShop { get; init; }

    /// <summary>How conversions were counted and credited.</summary>
    public required CampaignRules Rules { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}
