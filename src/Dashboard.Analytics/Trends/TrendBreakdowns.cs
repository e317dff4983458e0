using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Trends;

/// <summary>
/// Takes a metric apart by a dimension: totals of every value, then the largest ones, the rest merged, over time. Where the values are few, or none has anything in common with
/// another, one pass is enough; otherwise what customers and orders of the merged values have in common is counted in one more.
/// </summary>
internal sealed class TrendBreakdowns
{
    private const int Shown = 8;

    // Cells of every value over time: half a megabyte of them stays near the processor.
    private const int MostCells = 1 << 13;

    private readonly TrendCut cut;
    private readonly DimensionColumn column;
    private readonly TrendGroups each;

    public TrendBreakdowns(TrendCut cut, Dimension dimension)
    {
        this.cut = cut;
        column = DimensionColumn.Of(cut.Snapshot, dimension, cut.Range.To.DayNumber);
        each = TrendGroups.Each(cut.Snapshot, column);
    }

    /// <summary>What must be counted first, with its groups.</summary>
    public IEnumerable<(TrendTally Tally, TrendGroups Groups)> Tallies(TrendGroupSums sums) =>
        new[] { sums.Now, sums.Before, sums.Pieces }.OfType<TrendTally>().Select(tally => (tally, each));

    // Whether no customer and no order that counts is in two groups, so that sums of groups are exact.
    private bool AddsUp => column.Level == DimensionLevel.Customer || (column.Level == DimensionLevel.Order && !TrendMetrics.Of(cut.Metric).CountsCustomers);

    private TimeBuckets Pieces => TimeBuckets.ByCalendar(cut.Shown, cut.Step);

    /// <summary>Tallies of nothing of what must be counted first.</summary>
    public TrendGroupSums NewSums()
    {
        var pieces = Pieces;
        return new TrendGroupSums(
            TrendCut.Whole(cut.Range, each.Count),
            cut.Compared is { } range ? TrendCut.Whole(range, each.Count) : null,
            (long)each.Count * pieces.Count <= MostCells ? new TrendTally(each.Count, pieces) : null);
    }

    /// <summary>Ranks, merges, and counts again where that is needed.</summary>
    public TrendBreakdown Finish(TrendGroupSums sums, TrendCounts counts)
    {
        var ranked = Rank(sums);
        var unknown = TrendGroups.UnknownOf(column);
        var joined = TrendSmallGroups.Joined(cut, column, each, sums);
        var shown = ranked.Where(code => !joined[code]).Take(Shown).ToArray();
        int[] merged = [.. ranked.Except(shown), .. joined[unknown] ? [unknown] : Array.Empty<int>()];
        TrendGroupKind[] special = [TrendGroupKind.Unknown, TrendGroupKind.Anonymous, TrendGroupKind.NotGoods];
        int[] others = [.. Enumerable.Range(unknown, special.Length).Where(code => sums.HasDocuments(code) && !(code == unknown && joined[unknown]))];

        // In the order of the codes, so that another metric with the same largest groups finds what was counted.
        int[] single = [.. shown.Concat(merged.Length == 1 ? merged : []).Order(), .. others];
        var pieces = sums.Pieces ?? PiecesOf(single);
        var rest = merged.Length < 2 ? null : RestOf([.. merged.Order()], sums);
        var note = NoteOf();
        var whole = note is null ? counts.Total : null;
        return new TrendBreakdown(
            column.Dimension,
            [.. shown.Select(code => Single(TrendGroupKind.Value, code)), .. More(), .. others.Select(code => Single(special[code - unknown], code))],
            note is null,
            note)
        {
            Joined = ranked.Count(code => joined[code]),
            JoinedCustomers = TrendSmallGroups.People(sums.Now, unknown).Where((_, code) => joined[code]).Sum(),
        };

        TrendGroup Single(TrendGroupKind kind, int code) => Group(
            (kind, code), 1, Values(pieces, sums.Pieces is null ? Array.IndexOf(single, code) : code), sums.Now, sums.Before, code, whole);

        IEnumerable<TrendGroup> More() => merged.Length switch
        {
            0 => [],
            1 => [Single(TrendGroupKind.More, merged[0])],
            _ => [Group((TrendGroupKind.More, merged[^1]), merged.Length, Values(rest!.Pieces, 0), rest.Now, rest.Before, 0, whole)],
        };
    }

    // Some values over time, one group each.
    private TrendTally PiecesOf(int[] codes) => cut.Snapshot.Memo((nameof(PiecesOf), cut.SumsKey, column.Dimension, string.Join(',', codes)), () =>
    {
        var pieces = new TrendTally(Math.Max(1, codes.Length), Pieces);
        if (codes.Length > 0)
            Count([pieces], TrendGroups.Of(cut.Snapshot, column, codes));
        return pieces;
    });

    // What merged values come to together.
    private Rest RestOf(int[] merged, TrendGroupSums sums)
    {
        if (AddsUp && sums.Pieces is { } pieces)
            return new Rest(pieces.Merged(merged), sums.Now.Merged(merged), sums.Before?.Merged(merged));
        return cut.Snapshot.Memo((nameof(RestOf), cut.SumsKey, column.Dimension, string.Join(',', merged)), () =>
        {
            var rest = new Rest(new TrendTally(1, Pieces), TrendCut.Whole(cut.Range), cut.Compared is { } range ? TrendCut.Whole(range) : null);
            Count(new[] { rest.Pieces, rest.Now, rest.Before }.OfType<TrendTally>(), TrendGroups.Only(cut.Snapshot, column, merged));
            return rest;
        });
    }

    private void Count(IEnumerable<TrendTally> tallies, TrendGroups groups) =>
        TrendCounter.Count(cut.Snapshot, cut.Selection, cut.WithUnits, CancellationToken.None, [.. tallies.Select(tally => (tally, groups))]);

    private double?[] Values(TrendTally pieces, int index) => [.. Enumerable.Range(0, pieces.Buckets.Count).Select(i => pieces.Value(cut.Metric, index, i))];

    private TrendGroup Group((TrendGroupKind Kind, int Code) group, int merged, double?[] values, TrendTally all, TrendTally? allBefore, int index, double? whole)
    {
        var total = all.Value(cut.Metric, index, 0);
        var (label, value) = group.Kind switch
        {
            TrendGroupKind.Value => (column.Labels[group.Code], column.Values[group.Code]),
            TrendGroupKind.More when group.Code == TrendGroups.UnknownOf(column) => (FormattableString.Invariant($"+{merged - 1:N0} more or unknown"), (string?)null),
            TrendGroupKind.More => (FormattableString.Invariant($"+{merged:N0} more"), null),
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

    private int[] Rank(TrendGroupSums sums) =>
    [
        .. Enumerable.Range(0, column.Values.Length)
            .Where(sums.HasDocuments)
            .OrderByDescending(code => Size(sums.Now, code))
            .ThenBy(code => column.Labels[code], StringComparer.Ordinal),
    ];

    // Quotients of small groups are extreme, so groups are ranked by orders then.
    private double Size(TrendTally now, int code) => TrendMetrics.Of(cut.Metric).IsRatio ? now.Orders(code, 0) : now.Value(cut.Metric, code, 0) ?? 0;

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

    private sealed record Rest(TrendTally Pieces, TrendTally Now, TrendTally? Before);
}

/// <summary>Tallies of every group of a breakdown: of the range, of the comparison, and, where the groups are few, of the pieces of the range.</summary>
internal sealed record TrendGroupSums(TrendTally Now, TrendTally? Before, TrendTally? Pieces)
{
    /// <summary>Whether a group has a document in the range or the comparison.</summary>
    public bool HasDocuments(int group) => Now.Documents(group, 0) > 0 || Before?.Documents(group, 0) > 0;
}
