using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Trends;

/// <summary>Which values of a breakdown have too few customers to be shown on their own, by what tells people apart: those share the rest of the breakdown.</summary>
internal static class TrendSmallGroups
{
    /// <summary>The values that are joined.</summary>
    /// <param name="cut">The days and the filter.</param>
    /// <param name="column">The dimension; values of orders and products, and segments, whose sizes are shown elsewhere, are never joined.</param>
    /// <param name="each">A group a value.</param>
    /// <param name="sums">What was counted of each.</param>
    /// <returns>A flag a value, and a last one for unknown.</returns>
    public static bool[] Joined(TrendCut cut, DimensionColumn column, TrendGroups each, TrendGroupSums sums)
    {
        var unknown = TrendGroups.UnknownOf(column);
        if (column.Dimension == Dimension.Segment || !DemographicsRequest.Dimensions.Contains(column.Dimension))
            return new bool[unknown + 1];
        var now = People(sums.Now, unknown);
        var counts = new List<int[]> { now };
        if (sums.Before is { } before)
            counts.Add(People(before, unknown));
        if (!cut.Filter.IsEmpty)
            counts.Add([.. OfEverybody(cut, column.Dimension, each, unknown).Zip(now, (all, own) => all - own)]);
        int[] shown = [.. Enumerable.Range(0, unknown).Where(sums.HasDocuments)];
        return SmallGroups.Joined(cut.Snapshot.Settings.SmallestGroup, shown, sums.HasDocuments(unknown) ? unknown : -1, [.. counts]);
    }

    /// <summary>Customers with an order by value; a value of returns alone has somebody too.</summary>
    public static int[] People(TrendTally tally, int unknown) =>
        [.. Enumerable.Range(0, unknown + 1).Select(code => tally.Documents(code, 0) == 0 ? 0 : Math.Max(1, tally.Active(code, 0)))];

    // Beside the same breakdown of everybody, that of a filter gives away whom it leaves out.
    private static int[] OfEverybody(TrendCut cut, Dimension dimension, TrendGroups each, int unknown) => cut.Snapshot.Memo((nameof(TrendSmallGroups), dimension, cut.Range), () =>
    {
        var tally = TrendCut.Whole(cut.Range, each.Count);
        TrendCounter.Count(cut.Snapshot, Selection.Of(cut.Snapshot, Filter.Everything, cut.Range.To.DayNumber), withUnits: false, CancellationToken.None, (tally, each));
        return People(tally, unknown);
    });
}
