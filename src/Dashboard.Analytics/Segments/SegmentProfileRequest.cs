using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// Everything about one RFM group beside everybody: size, revenue, rhythm, basket, taste, who they are, how they answer, and which group they came from.
/// A condition on segments in the filter is left out: the group is the segment, and everybody is who the rest of the filter leaves.
/// </summary>
/// <param name="Scope">When, compared with what, and whom.</param>
/// <param name="Group">The group.</param>
/// <param name="Thresholds">Edges to try, or null for the shop's own, else the quintiles.</param>
public sealed record SegmentProfileRequest(Scope Scope, RfmGroup Group, RfmThresholds? Thresholds = null) : IAnalysis<SegmentProfileResult>, IScoped
{
    /// <inheritdoc/>
    public SegmentProfileResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var compared = range.ComparedWith(Scope.Comparison);
        var filter = Scope.Filter.Without(Dimension.Segment);
        var scores = RfmScores.Of(snapshot, range.To.DayNumber, Thresholds);
        var everybody = CustomerMembers.Of(snapshot, Scope with { Filter = filter }, Population.Everyone).Flags;
        var members = new Bitmap(everybody.Length);
        foreach (var customer in everybody)
        {
            if (scores.Groups[customer] == (byte)Group)
                members.Add(customer);
        }

        var selection = Selection.Of(snapshot, filter, range.To.DayNumber);
        var profile = new SetProfiler(snapshot, selection, everybody, members, range, compared, filter).Run(cancellationToken);
        var months = SegmentSizes.MonthEnds(snapshot, range.To.DayNumber);
        return new SegmentProfileResult
        {
            Group = Group,
            Profile = profile,
            CameFrom = compared is { } c ? CameFrom(RfmScores.Of(snapshot, c.To.DayNumber, scores.Thresholds), members) : [],
            Months = Array.ConvertAll(months, DateOnly.FromDayNumber),
            Sizes = SegmentSizes.Count(snapshot, scores.Thresholds, everybody, months, cancellationToken)[(int)Group],
            Receipt = Receipt.For(
                snapshot,
                Scope with { Filter = filter },
                $"Customers who are {Group.Name()} at the end of the range, beside everybody. Orders, revenue, basket and products are those of the range; order rhythm rests on all orders until its end; "
                + "the comparison shows the same customers. Index: share among the members ÷ share among everybody × 100, given where at least "
                + $"{ShareRow.MinimumCount} members were seen or expected. Contactable customers granted consent.",
                profile.Figures.Customers,
                "customers") with
            {
                Details =
                [
                    new("Small groups", FormattableString.Invariant($"Values that fewer than {snapshot.Settings.SmallestGroup} members, or as few of the others, have share a row with others until they are as many; so do neighbouring bins of days since the last order; products and categories of fewer buyers are only counted")),
                ],
            },
        };
    }

    private List<SegmentMove> CameFrom(RfmScores before, Bitmap members)
    {
        var counts = new int[byte.MaxValue + 1];
        foreach (var customer in members)
            counts[before.Groups[customer]]++;
        return
        [
            .. Enumerable.Range(0, counts.Length).Where(group => counts[group] > 0)
                .Select(group => new SegmentMove(group == RfmGroups.NotYet ? null : (RfmGroup)group, Group, counts[group]))
                .OrderByDescending(move => move.Customers),
        ];
    }
}

/// <summary>The profile of one RFM group.</summary>
public sealed record SegmentProfileResult
{
    /// <summary>The group.</summary>
    public required RfmGroup Group { get; init; }

    /// <summary>The members beside everybody.</summary>
    public required CustomerSetProfile Profile { get; init; }

    /// <summary>The group that the members were in at the end of the comparison, largest first; they add up to the members. Empty without comparison.</summary>
    public required IReadOnlyList<SegmentMove> CameFrom { get; init; }

    /// <summary>The last days of the months that <see cref="Sizes"/> has counts for.</summary>
    public required IReadOnlyList<DateOnly> Months { get; init; }

    /// <summary>Members at each of <see cref="Months"/>, by the thresholds of the end of the range.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }
}
