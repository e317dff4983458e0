using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Trends;

/// <summary>A metric over time, compared, smoothed, taken apart and forecast.</summary>
/// <param name="Scope">When, compared with what, and whom.</param>
/// <param name="Metric">What is followed.</param>
public sealed record TrendRequest(Scope Scope, TrendMetric Metric) : IAnalysis<TrendResult>, IScoped
{
    /// <summary>Most pieces that a trend has; a finer step gives way to a coarser one.</summary>
    public const int MostBuckets = 1_500;

    /// <summary>Most pieces in a moving average.</summary>
    public const int LongestAverage = 90;

    /// <summary>Most steps of a forecast.</summary>
    public const int LongestHorizon = 366;

    /// <summary>Step, or null for the one that suits the length of the range.</summary>
    public TimeStep? Step { get; init; }

    /// <summary>The dimension to take the metric apart by; null for none. Not <see cref="Dimension.Campaign"/> or <see cref="Dimension.Rule"/>.</summary>
    public Dimension? By { get; init; }

    /// <summary>Whether to forecast.</summary>
    public bool Forecast { get; init; }

    /// <summary>Steps to forecast, 1 to <see cref="LongestHorizon"/>; null for 28 days, 13 weeks or 6 months.</summary>
    public int? Horizon { get; init; }

    /// <summary>Whole pieces in the moving average, 2 to <see cref="LongestAverage"/>; 0 for none.</summary>
    public int MovingAverage { get; init; }

    /// <summary>Steps forecast when nothing is said.</summary>
    public static int UsualHorizon(TimeStep step) => step switch { TimeStep.Day => 28, TimeStep.Week => 13, _ => 6 };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The moving average, the horizon or the dimension is out of its range.</exception>
    public TrendResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Check();
        var range = snapshot.Resolve(Scope.Range);
        var compared = range.ComparedWith(Scope.Comparison);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var shown = new DateRange(Later(range.From, snapshot.FirstDay), Earlier(range.To, snapshot.LastDay));
        var hasDays = shown.From <= shown.To && snapshot.Orders.Count > 0;
        var (step, note) = StepOf(shown, hasDays);
        var cut = hasDays ? new TrendCut(snapshot, Scope.Filter, selection, Metric, step, range, shown, compared, Scope.Comparison) : null;
        var counts = cut?.Count(By, cut.History(Forecast, MovingAverage), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = Forecast ? TrendForecasts.Run(counts, TrendMetrics.Of(Metric), step, Horizon ?? UsualHorizon(step), cancellationToken) : (null, null);
        return new TrendResult
        {
            IsEmptyShop = snapshot.IsEmpty,
            Metric = TrendMetrics.Of(Metric),
            Step = step,
            StepNote = note,
            Buckets = counts?.Buckets(MovingAverage) ?? [],
            Total = counts is null ? null : counts.Total,
            PreviousTotal = counts?.PreviousTotal,
            ComparisonIsPartial = compared is { } before
                && (before.From < snapshot.FirstDay || before.To > snapshot.LastDay || range.From < snapshot.FirstDay || range.To > snapshot.LastDay),
            MovingAverage = MovingAverage,
            Breakdown = counts?.Breakdown,
            Forecast = outcome.Forecast,
            ForecastMissing = outcome.Missing,
            Receipt = MakeReceipt(snapshot, counts, step, outcome.Forecast),
        };
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private void Check()
    {
        if (MovingAverage is not 0 and (< 2 or > LongestAverage))
            throw new ArgumentOutOfRangeException(nameof(MovingAverage), MovingAverage, FormattableString.Invariant($"A moving average spans 2 to {LongestAverage} pieces, or 0 for none."));
        if (Horizon is < 1 or > LongestHorizon)
            throw new ArgumentOutOfRangeException(nameof(Horizon), Horizon, FormattableString.Invariant($"A forecast spans 1 to {LongestHorizon} steps."));
        if (By is Dimension.Campaign or Dimension.Rule)
            throw new ArgumentOutOfRangeException(nameof(By), By, "A customer can be in several campaigns and meet several rules, so a trend can be filtered by these but not taken apart by them.");
    }

    private (TimeStep Step, string? Note) StepOf(DateRange shown, bool hasDays)
    {
        var asked = Step ?? (hasDays ? TimeBuckets.StepFor(shown) : TimeStep.Day);
        var step = asked;
        while (hasDays && step < TimeStep.Month && shown.Days / (step == TimeStep.Day ? 1 : 7) > MostBuckets)
            step++;
        var text = step == asked ? null : FormattableString.Invariant($"The range has more than {MostBuckets:N0} {asked.ToString().ToLowerInvariant()}s, so it is shown by {step.ToString().ToLowerInvariant()}.");
        return (step, text);
    }

    private Receipt MakeReceipt(Snapshot snapshot, TrendCounts? counts, TimeStep step, TrendForecast? forecast)
    {
        var info = TrendMetrics.Of(Metric);
        var details = new List<KeyValuePair<string, string>>
        {
            new("Metric", info.Name),
            new("Step", step == TimeStep.Week ? "week, Monday to Sunday" : step.ToString().ToLowerInvariant()),
        };
        if (counts is not null && counts.CutPieces > 0)
            details.Add(new("Cut pieces", FormattableString.Invariant($"{counts.CutPieces}: the range or the data covers only part of them; they are marked, and never in a moving average or a forecast")));
        if (MovingAverage > 0)
            details.Add(new("Moving average", FormattableString.Invariant($"mean of the last {MovingAverage} whole pieces")));
        if (counts?.Breakdown is { } breakdown)
        {
            details.Add(new("Breakdown", breakdown.Dimension + (breakdown.Note is null ? "; parts add up to the total" : "; " + breakdown.Note)));
            if (breakdown.Joined > 0)
            {
                details.Add(new("Small groups", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{breakdown.Joined} values with fewer than {snapshot.Settings.SmallestGroup} customers in the range, in the comparison or among those whom the filter leaves out, and others with them until they are as many, are in the merged rest: {breakdown.JoinedCustomers} customers")));
            }
        }

        if (forecast is not null)
        {
            var model = forecast.Model;
            details.Add(new("Forecast", model.Method + ". " + model.Reason));
            details.Add(new("Fitted on", string.Create(CultureInfo.InvariantCulture, $"{model.Count} whole pieces, {forecast.Fitted.From:yyyy-MM-dd} to {forecast.Fitted.To:yyyy-MM-dd}: the history up to the end of the range, not only the range")));
            details.Add(new("Forecast bands", model.BandNote + " 80 % and 95 %."));
            details.Add(new("Seed", model.Seed.ToString(CultureInfo.InvariantCulture)));
        }

        return Receipt.For(snapshot, Scope, info.Definition, counts?.Documents ?? 0, "documents") with { Details = details };
    }
}
