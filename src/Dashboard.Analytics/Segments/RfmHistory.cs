using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Since when a customer is in the present group, and where the customer was before, to the day.</summary>
/// <param name="Since">First day in the present group without a break; null for a customer who was always in it, or is in none.</param>
/// <param name="Previous">The group on the day before; null when there was none: the customer became known on <paramref name="Since"/>, or was always there.</param>
public readonly record struct RfmSpell(DateOnly? Since, RfmGroup? Previous);

/// <summary>
/// The present and the previous group of every customer, by the edges, map and window of the scores on every day: a group changes only when a document arrives, when one leaves
/// the window, or when silence passes an edge, so going back from event to event finds the exact day.
/// </summary>
public sealed class RfmHistory
{
    private readonly int[] since;
    private readonly byte[] previous;

    private RfmHistory(Snapshot snapshot, RfmScores scores)
    {
        var count = snapshot.Customers.Count;
        (since, previous) = (new int[count], new byte[count]);
        Partitions.Run(
            count,
            (from, to) =>
            {
                var walk = new RfmWalk(snapshot, scores);
                for (var customer = from; customer < to; customer++)
                    (since[customer], previous[customer]) = walk.Back(customer);
            },
            CancellationToken.None);
    }

    /// <summary>Day number since which each customer is in the present group, 0 for always and for those in none.</summary>
    public ReadOnlySpan<int> Since => since;

    /// <summary>The group before as an <see cref="RfmGroup"/> a customer, or <see cref="RfmGroups.NotYet"/>.</summary>
    public ReadOnlySpan<byte> Previous => previous;

    /// <summary>The spell of a customer.</summary>
    public RfmSpell this[int customer] => Spell(since[customer], previous[customer]);

    /// <summary>The history behind some scores, computed once for each.</summary>
    public static RfmHistory Of(Snapshot snapshot, RfmScores scores) =>
        snapshot.MemoOfData((nameof(RfmHistory), scores.AsOfDay, scores.Definition), () => new RfmHistory(snapshot, scores));

    /// <summary>The spell of one customer, without reading the others.</summary>
    public static RfmSpell Of(Snapshot snapshot, RfmScores scores, int customer)
    {
        var (since, previous) = new RfmWalk(snapshot, scores).Back(customer);
        return Spell(since, previous);
    }

    private static RfmSpell Spell(int since, byte previous) =>
        new(since == 0 ? null : DateOnly.FromDayNumber(since), previous == RfmGroups.NotYet ? null : (RfmGroup)previous);
}
