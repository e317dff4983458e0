using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>How large rules were at the ends of past months, by what was known then: each rule is asked as of that day. What the rule itself was then does not matter.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Months">How many past ends of months, 1 to 36.</param>
public sealed record RuleHistoryRequest(RuleList<Rule> Rules, int Months = 12) : IAnalysis<RuleHistoryResult>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The number of months is out of range.</exception>
    public RuleHistoryResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Months, 36);
        DateOnly[] days = [.. CustomerMoment.Days(snapshot.LastDay, snapshot.FirstDay, Months)];
        return new RuleHistoryResult(days, [.. Rules.Select(r => Sizes(snapshot, r, days, cancellationToken))]);
    }

    private static IReadOnlyList<int>? Sizes(Snapshot snapshot, Rule rule, DateOnly[] days, CancellationToken cancellationToken)
    {
        try
        {
            return [.. days.Select(d => RuleMembers.Of(snapshot, rule, d.DayNumber, cancellationToken).Count())];
        }
        catch (RuleException)
        {
            return null;
        }
    }
}

/// <summary>Sizes of rules over time.</summary>
/// <param name="Days">Past ends of months, oldest first, and the last day of the data.</param>
/// <param name="Sizes">For each rule, customers on each day; null for a rule that can't be used.</param>
public sealed record RuleHistoryResult(IReadOnlyList<DateOnly> Days, IReadOnlyList<IReadOnlyList<int>?> Sizes);
