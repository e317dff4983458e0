using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// How many customers some rules mean, and how many of those may be contacted: what a form says beside each condition, what a slider would change, how large saved
/// segments are. A rule that can't be used on the data gets a problem instead of counts; the others are counted.
/// </summary>
/// <param name="Rules">The rules, in any number.</param>
/// <param name="AsOf">The day on which they are asked; null for the last day of the data.</param>
public sealed record RuleCountsRequest(RuleList<Rule> Rules, DateOnly? AsOf = null) : IAnalysis<RuleCountsResult>
{
    /// <inheritdoc/>
    public RuleCountsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var day = AsOf ?? snapshot.LastDay;
        var everyone = RuleMembers.Of(snapshot, new Everyone(), day.DayNumber, cancellationToken).Count();
        return new RuleCountsResult(day, everyone, [.. Rules.Select(r => Count(snapshot, r, day.DayNumber, cancellationToken))]);
    }

    private static RuleCount Count(Snapshot snapshot, Rule rule, int day, CancellationToken cancellationToken)
    {
        try
        {
            return RuleCount.Of(snapshot, RuleMembers.Of(snapshot, rule, day, cancellationToken));
        }
        catch (RuleException e)
        {
            return new RuleCount(0, 0, e.Message);
        }
    }
}

/// <summary>Counts of rules.</summary>
/// <param name="AsOf">The day on which the rules were asked.</param>
/// <param name="Everyone">Customers known by then.</param>
/// <param name="Counts">One for each rule, in the order of the request.</param>
public sealed record RuleCountsResult(DateOnly AsOf, int Everyone, IReadOnlyList<RuleCount> Counts);

/// <summary>How many customers a rule means.</summary>
/// <param name="Customers">Customers.</param>
/// <param name="Contactable">Of them, those who may be contacted by at least one channel.</param>
/// <param name="Problem">Why the rule can't be used, or null.</param>
public sealed record RuleCount(int Customers, int Contactable, string? Problem = null)
{
    /// <summary>The counts of a set of customers.</summary>
    internal static RuleCount Of(Snapshot snapshot, Bitmap members) => new(members.Count(), Bitmap.CountBoth(members, AnyChannel(snapshot)));

    /// <summary>Everybody who may be contacted by at least one channel, computed once.</summary>
    internal static Bitmap AnyChannel(Snapshot snapshot) => snapshot.MemoOfData(
        (nameof(RuleCount), nameof(AnyChannel)),
        () => snapshot.Customers.Consent.Keys.Select(c => Rules.Contactable.Of(snapshot, c)!).Aggregate(new Bitmap(snapshot.Customers.Count), (a, b) => a | b));
}
