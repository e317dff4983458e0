using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Trends;

/// <summary>The days of a trend: what is shown, compared and known before.</summary>
internal sealed record TrendCut(
    Snapshot Snapshot, Filter Filter, Selection Selection, TrendMetric Metric, TimeStep Step, DateRange Range, DateRange Shown, DateRange? Compared, Comparison Comparison)
{
    // What the longest moving average and the forecaster can use, and a little more.
    private const int LongestHistory = 1_600;

    /// <summary>Whether units, discounts or returned amounts are asked for, so that lines must be looked at.</summary>
    public bool WithUnits => Metric is TrendMetric.ItemsSold or TrendMetric.UnitsPerOrder or TrendMetric.ReturnRate or TrendMetric.DiscountRate;

    /// <summary>What the sums depend on: all but the metric, so that another metric of the same trend finds them.</summary>
    public object SumsKey => (Filter, Step, Range, Compared, Comparison, WithUnits);

    /// <summary>Counts everything in one pass, and what is left of a breakdown in one more.</summary>
    /// <param name="by">What to take apart by.</param>
    /// <param name="history">The days that a forecast or a moving average looks at; null for neither.</param>
    /// <param name="cancellationToken">Polled.</param>
    public TrendCounts Count(Dimension? by, DateRange? history, CancellationToken cancellationToken)
    {
        var breakdown = by is { } dimension ? new TrendBreakdowns(this, dimension) : null;
        // Who waits for what another request computes must not be stopped with it.
        var sums = Snapshot.Memo((nameof(TrendCut), SumsKey, by, history), () => Sums(breakdown, history));
        cancellationToken.ThrowIfCancellationRequested();
        var counts = new TrendCounts(this, sums);
        counts.Breakdown = breakdown?.Finish(sums.Groups!, counts);
        return counts;
    }

    private TrendSums Sums(TrendBreakdowns? breakdown, DateRange? history)
    {
        var pieces = TimeBuckets.ByCalendar(Shown, Step);
        var sums = new TrendSums(new TrendTally(1, pieces), Whole(Range))
        {
            PiecesBefore = Compared is { } before ? new TrendTally(1, pieces.Beside(Shift(before))) : null,
            AllBefore = Compared is { } all ? Whole(all) : null,
            History = history is { } days ? new TrendTally(1, TimeBuckets.ByCalendar(days, Step)) : null,
            Groups = breakdown?.NewSums(),
        };
        var whole = new[] { sums.Pieces, sums.All, sums.PiecesBefore, sums.AllBefore, sums.History }.OfType<TrendTally>().Select(tally => (tally, TrendGroups.One));
        TrendCounter.Count(Snapshot, Selection, WithUnits, CancellationToken.None, [.. whole, .. breakdown?.Tallies(sums.Groups!) ?? []]);
        return sums;
    }

    /// <summary>A tally of one piece.</summary>
    public static TrendTally Whole(DateRange range, int groups = 1) => new(groups, TimeBuckets.OfEqualLength(range, 1));

    private Func<DateOnly, DateOnly> Shift(DateRange before)
    {
        var days = Range.From.DayNumber - before.From.DayNumber;
        return Comparison == Comparison.PreviousYear ? day => day.AddYears(-1) : day => day.AddDays(-days);
    }

    /// <summary>The days up to the end that a forecast or a moving average can use: for an average alone, so many whole pieces before the first shown.</summary>
    /// <param name="forecast">Whether there is a forecast.</param>
    /// <param name="movingAverage">Pieces in the moving average, 0 for none.</param>
    /// <returns>Null without either.</returns>
    public DateRange? History(bool forecast, int movingAverage)
    {
        if (!forecast && movingAverage == 0)
            return null;
        var longest = LongestHistory * DaysOf(Step);
        var from = Math.Max(Snapshot.FirstDay.DayNumber, Shown.To.DayNumber - longest);
        if (!forecast)
        {
            var start = TimeBuckets.PeriodOf(Shown.From, Step).From.DayNumber - (movingAverage * DaysOf(Step));
            if (start > from)
                from = Math.Max(from, TimeBuckets.PeriodOf(DateOnly.FromDayNumber(start), Step).From.DayNumber);
        }

        return new DateRange(DateOnly.FromDayNumber(from), Shown.To);
    }

    private static int DaysOf(TimeStep step) => step switch { TimeStep.Day => 1, TimeStep.Week => 7, _ => 31 };
}

/// <summary>Tallies of a trend: of the pieces and of the whole range, of what they are compared with, of the history, and of the groups of a breakdown.</summary>
internal sealed record TrendSums(TrendTally Pieces, TrendTally All)
{
    public TrendTally? PiecesBefore { get; init; }

    public TrendTally? AllBefore { get; init; }

    public TrendTally? History { get; init; }

    public TrendGroupSums? Groups { get; init; }
}

/// <summary>What was counted for a trend.</summary>
internal sealed class TrendCounts(TrendCut cut, TrendSums sums)
{
    private readonly TrendTally pieces = sums.Pieces;
    private readonly TrendTally all = sums.All;

    public TrendBreakdown? Breakdown { get; set; }

    public double? Total => all.Value(cut.Metric, 0, 0);

    public double? PreviousTotal => sums.AllBefore?.Value(cut.Metric, 0, 0);

    public int Documents => all.Documents(0, 0);

    public int CutPieces => Enumerable.Range(0, pieces.Buckets.Count).Count(i => !pieces.Buckets.IsWhole(i, cut.Step));

    /// <summary>The whole pieces of the history, oldest first, with their values; those before the first document of the selection have none.</summary>
    public List<(DateRange Days, double? Value, bool Begun)> WholeHistory()
    {
        var history = sums.History!;
        var list = new List<(DateRange, double?, bool)>();
        var begun = false;
        for (var i = 0; i < history.Buckets.Count; i++)
        {
            begun |= history.Documents(0, i) > 0;
            if (history.Buckets.IsWhole(i, cut.Step))
                list.Add((history.Buckets[i], history.Value(cut.Metric, 0, i), begun));
        }

        return list;
    }

    public IReadOnlyList<TrendBucket> Buckets(int movingAverage)
    {
        var averages = movingAverage > 0 ? Averages(movingAverage) : [];
        var buckets = new TrendBucket[pieces.Buckets.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            var days = pieces.Buckets[i];
            var average = averages.TryGetValue(TimeBuckets.PeriodOf(days.From, cut.Step).From, out var mean) ? mean : (double?)null;
            var bucket = new TrendBucket(days, pieces.Buckets.IsWhole(i, cut.Step), pieces.Value(cut.Metric, 0, i), pieces.Orders(0, i), average);
            buckets[i] = sums.PiecesBefore is { } before ? WithPrevious(bucket, before, i) : bucket;
        }

        return buckets;
    }

    private TrendBucket WithPrevious(TrendBucket bucket, TrendTally tally, int i)
    {
        var before = tally.Buckets[i];
        var (first, last) = (cut.Snapshot.FirstDay, cut.Snapshot.LastDay);
        if (before.From > before.To)
            return bucket;
        var isKnown = before.To >= first && before.From <= last;
        return bucket with
        {
            ComparedDays = before,
            Previous = isKnown ? tally.Value(cut.Metric, 0, i) : null,
            PreviousIsWhole = before.From >= first && before.To <= last,
        };
    }

    private Dictionary<DateOnly, double> Averages(int window)
    {
        var whole = WholeHistory();
        var averages = new Dictionary<DateOnly, double>();
        for (var i = window - 1; i < whole.Count; i++)
        {
            var values = whole[(i - window + 1)..(i + 1)];
            if (values.TrueForAll(v => v.Value is not null))
                averages[whole[i].Days.From] = values.Average(v => v.Value!.Value);
        }

        return averages;
    }
}
