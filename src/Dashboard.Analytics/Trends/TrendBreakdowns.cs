using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Trends;

/// <summary>Takes a metric apart by a dimension: first totals of every value, then the largest ones, the rest merged, over time.</summary>
internal sealed class TrendBreakdowns
{
    private const int Shown = 8;

    private readonly TrendCut cut;
    private readonly DimensionColumn column;
    private readonly TrendGroups each;
    private readonly TrendTally now;
    private readonly TrendTally? before;

    public TrendBreakdowns(TrendCut cut, Dimension dimension)
    {
        this.cut = cut;
        column = DimensionColumn.Of(cut.Snapshot, dimension, cut.Range.To.DayNumber);
        each = TrendGroups.Each(cut.Snapshot, column);
        now = TrendCut.Whole(cut.Range, each.Count);
        before = cut.Compared is { } range ? TrendCut.Whole(range, each.Count) : null;
    }

    /// <summary>What must be counted first.</summary>
    public IEnumerable<(TrendTally Tally, TrendGroups Groups)> Tallies() => before is null ? [(now, each)] : [(now, each), (before, each)];

    /// <summary>Ranks, merges and counts again.</summary>
    public TrendBreakdown Finish(bool withUnits, TrendCounts counts, CancellationToken cancellationToken)
    {
        var ranked = Rank();
        var merged = ranked.Skip(Shown).ToArray();
        var groups = new List<(TrendGroupKind Kind, int Code)>();
        groups.AddRange(ranked.Take(Shown).Select(code => (TrendGroupKind.Value, code)));
        if (merged.Length > 0)
            groups.Add((TrendGroupKind.More, merged[0]));
        var unknown = TrendGroups.UnknownOf(column);
        TrendGroupKind[] special = [TrendGroupKind.Unknown, TrendGroupKind.Anonymous, TrendGroupKind.NotGoods];
        groups.AddRange(special.Select((kind, i) => (kind, unknown + i)).Where(g => HasDocuments(g.Item2)));

        var map = new int[each.Count];
        var more = groups.FindIndex(g => g.Kind == TrendGroupKind.More);
        foreach (var code in merged)
            map[code] = more;
        for (var i = 0; i < groups.Count; i++)
            map[groups[i].Code] = i;
        var pieces = new TrendTally(groups.Count, counts.Pieces.Buckets);
        List<(TrendTally Tally, TrendGroups Groups)> tallies = groups.Count == 0 ? [] : [(pieces, TrendGroups.Merged(cut.Snapshot, column, map))];
        // Totals of single values are known; those of merged ones are not, as a customer or an order can be in several.
        var (rest, restBefore) = merged.Length < 2 ? (null, null) : (TrendCut.Whole(cut.Range), cut.Compared is { } range ? TrendCut.Whole(range) : null);
        foreach (var tally in new[] { rest, restBefore }.OfType<TrendTally>())
            tallies.Add((tally, TrendGroups.Only(cut.Snapshot, column, merged)));
        if (tallies.Count > 0)
            TrendCounter.Count(cut.Snapshot, cut.Selection, withUnits, cancellationToken, [.. tallies]);

        var note = NoteOf();
        var whole = note is null ? counts.Total : null;
        return new TrendBreakdown(
            column.Dimension,
            [
                .. groups.Select((group, i) => group.Kind == TrendGroupKind.More && rest is not null
                    ? Group(group, merged.Length, Values(pieces, i), rest, restBefore, 0, whole)
                    : Group(group, merged.Length, Values(pieces, i), now, before, group.Code, whole)),
            ],
            note is null,
            note);
    }

    private double?[] Values(TrendTally pieces, int index) => [.. Enumerable.Range(0, pieces.Buckets.Count).Select(i => pieces.Value(cut.Metric, index, i))];

    private TrendGroup Group((TrendGroupKind Kind, int Code) group, int merged, double?[] values, TrendTally all, TrendTally? allBefore, int index, double? whole)
    {
        var total = all.Value(cut.Metric, index, 0);
        var (label, value) = group.Kind switch
        {
            TrendGroupKind.Value => (column.Labels[group.Code], column.Values[group.Code]),
            TrendGroupKind.More => (FormattableString.Invariant($"+{merged:N0} more"), (string?)null),
            TrendGroupKind.Unknown => ("Unknown", Condition.Unknown),
            TrendGroupKind.Anonymous => ("Anonymous", null),
            _ => ("Not goods", null),
        };
        return new TrendGroup(
            group.Kind,
            label,
            value,
            group.Kind == TrendGroupKind.More ? merged : 1,
            values,
            total,
            allBefore?.Value(cut.Metric, index, 0),
            all.Orders(index, 0),
            whole > 0 ? total / whole : null);
    }

    private int[] Rank() =>
    [
        .. Enumerable.Range(0, column.Values.Length)
            .Where(HasDocuments)
            .OrderByDescending(Size)
            .ThenBy(code => column.Labels[code], StringComparer.Ordinal),
    ];

    // Quotients of small groups are extreme, so groups are ranked by orders then.
    private double Size(int code) => TrendMetrics.Of(cut.Metric).IsRatio ? now.Orders(code, 0) : now.Value(cut.Metric, code, 0) ?? 0;

    private bool HasDocuments(int code) => now.Documents(code, 0) > 0 || before?.Documents(code, 0) > 0;

    private string? NoteOf()
    {
        var info = TrendMetrics.Of(cut.Metric);
        if (info.IsRatio)
            return $"{info.Name} is a quotient: the parts do not add up to the whole. Groups are ranked by orders.";
        if (info.CountsCustomers && column.Level != DimensionLevel.Customer)
            return "A customer can be in several groups and counts once in each, so the parts can add up to more than the whole.";
        return cut.Metric == TrendMetric.Orders && column.Level == DimensionLevel.Line
            ? "An order can hold products of several groups and counts once in each, so the parts can add up to more than the whole."
            : null;
    }
}
