using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Draws a control by chance from the customers of a rule.</summary>
public static class DecisionSplit
{
    /// <summary>The customers of a rule as of the last day, in two parts: whom something is done with, and a control that is left alone. The same data gives the same parts.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="controlShare">Share of the control, 0 to 1.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static (CustomerKeySet Target, CustomerKeySet Control) Of(Snapshot snapshot, Rule rule, double controlShare, CancellationToken cancellationToken)
    {
        var members = RuleMembers.Of(snapshot, rule, snapshot.LastDay.DayNumber, cancellationToken).ToArray();
        var drawn = new SeededRandom(snapshot.LastDay.DayNumber, members.Length).Sample(members.Length, (int)Math.Round(members.Length * controlShare)).ToHashSet();
        var keys = snapshot.Customers.Keys;
        return (
            new CustomerKeySet(members.Where((_, i) => !drawn.Contains(i)).Select(c => keys.Text(c)!)),
            new CustomerKeySet(members.Where((_, i) => drawn.Contains(i)).Select(c => keys.Text(c)!)));
    }
}
