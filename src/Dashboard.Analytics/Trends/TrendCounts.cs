using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Trends;

/// <summary>The days of a trend: what is shown, compared and known before.</summary>
internal sealed record TrendCut(
    Snapshot Snapshot, Selection Selection, TrendMetric Metric, TimeStep Step, DateRange Range, DateRange Shown, DateRange? Compared, Comparison Comparison)
{
    // What the longest moving average and the forecaster can use, and a little more.
    private const int LongestHistory = 1_600;

    /// <summary>Counts everything in one pass, and a breakdown in one more.</summary>
    /// <param name="by">What to take apart by.</param>
    /// <param name="history">The days that a forecast or a moving average looks at.</param>
    /// <param name="cancellationToken">Polled.</param>
    public TrendCounts Count(Dimension? by, DateRange history, CancellationToken cancellationToken)
    {
        var one = TrendGroups.One;
        var counts = new TrendCounts(this, new TrendTally(1, TimeBuckets.ByCalendar(Shown, Step)), Whole(Range), new TrendTally(1, TimeBuckets.ByCalendar(history, Step)));
        var withUnits = Metric is TrendMetric.ItemsSold or TrendMetric.UnitsPerOrder or TrendMetric.ReturnRate or TrendMetric.DiscountRate;
        var tallies = new List<(TrendTally, TrendGroups)> { (counts.Pieces, one), (counts.All, one), (counts.History, one) };
        if (Compared is { } before)
        {
            counts.PiecesBefore = new TrendTally(1, counts.Pieces.Buckets.Beside(Shift(before)));
            counts.AllBefore = Whole(before);
            tallies.AddRange([(counts.PiecesBefore, one), (counts.AllBefore, one)]);
        }

        var breakdown = by is { } dimension ? new TrendBreakdowns(this, dimension) : null;
        tallies.AddRange(breakdown?.Tallies() ?? []);
        TrendCounter.Count(Snapshot, Selection, withUnits, cancellationToken, [.. tallies]);
        counts.Breakdown = breakdown?.Finish(withUnits, counts, cancellationToken);
        return counts;
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
    public DateRange History(bool forecast, int movingAverage)
    {
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

/// <summary>What was counted for a trend.</summary>
internal sealed class TrendCounts(TrendCut cut, TrendTally pieces, TrendTally all, TrendTally history)
{
    public TrendTally Pieces => pieces;

    public TrendTally All => all;

    public TrendTally History => history;

    public TrendTally? PiecesBefore { get; set; }

    public TrendTally? AllBefore { get; set; }

    public TrendBreakdown? Breakdown { get; set; }

    public double? Total => all.Value(cut.Metric, 0, 0);

    public double? PreviousTotal => AllBefore?.Value(cut.Metric, 0, 0);

    public int Documents => all.Documents(0, 0);

    public int CutPieces => Enumerable.Range(0, pieces.Buckets.Count).Count(i => !pieces.Buckets.IsWhole(i, cut.Step));

    /// <summary>The whole pieces of the history, oldest first, with their values; those before the first document of the selection have none.</summary>
    public List<(DateRange Days, double? Value, bool Begun)> WholeHistory()
    {
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
            buckets[i] = PiecesBefore is null ? bucket : WithPrevious(bucket, i);
        }

        return buckets;
    }

    private TrendBucket WithPrevious(TrendBucket bucket, int i)
    {
        var before = PiecesBefore!.Buckets[i];
        var (first, last) = (cut.Snapshot.FirstDay, cut.Snapshot.LastDay);
        if (before.From > before.To)
            return bucket;
        var isKnown = before.To >= first && before.From <= last;
        return bucket with
        {
            ComparedDays = before,
            Previous = isKnown ? PiecesBefore.Value(cut.Metric, 0, i) : null,
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
