using Dashboard.Analytics.Forecasts;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Trends;

/// <summary>A piece of a trend and what it is compared with.</summary>
/// <param name="Days">First and last day.</param>
/// <param name="IsWhole">False for a week or month that the range or the data cuts: it must not be read beside whole ones.</param>
/// <param name="Value">The value in the unit of the metric; null for a quotient by nothing.</param>
/// <param name="Orders">Orders in it.</param>
/// <param name="MovingAverage">Mean of the last whole pieces up to this one, older ones than the range included; null without one.</param>
public sealed record TrendBucket(DateRange Days, bool IsWhole, double? Value, int Orders, double? MovingAverage)
{
    /// <summary>The days compared with; null without comparison or where there are none (29 February).</summary>
    public DateRange? ComparedDays { get; init; }

    /// <summary>The value compared with; null without one or before the data begins.</summary>
    public double? Previous { get; init; }

    /// <summary>False where the data covers only part of the days compared with.</summary>
    public bool PreviousIsWhole { get; init; } = true;
}

/// <summary>One line of a breakdown.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">As screens show it.</param>
/// <param name="Value">The value to filter by; null for merged values, anonymous documents and lines that are not goods.</param>
/// <param name="Merged">How many values are merged in it; 1 for a value.</param>
/// <param name="Values">The value of each piece.</param>
/// <param name="Total">The value of the whole range, counted over the range (a customer counts once).</param>
/// <param name="Previous">The same of the comparison; null without one.</param>
/// <param name="Orders">Orders in the range.</param>
/// <param name="Share">Share of the total, where parts add up and the total is above 0.</param>
public sealed record TrendGroup(
    TrendGroupKind Kind, string Label, string? Value, int Merged, IReadOnlyList<double?> Values, double? Total, double? Previous, int Orders, double? Share);

/// <summary>A metric taken apart by a dimension.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Groups">Largest first, at most eight values; then the merged rest, Unknown, Anonymous, lines that are not goods, where there are any.</param>
/// <param name="AddsUp">Whether the groups add up to the total in every piece.</param>
/// <param name="Note">Why they do not; null when they do.</param>
public sealed record TrendBreakdown(Dimension Dimension, IReadOnlyList<TrendGroup> Groups, bool AddsUp, string? Note)
{
    /// <summary>How many values are in the merged rest because too few customers have them, or protect such a value.</summary>
    public int Joined { get; init; }

    /// <summary>The customers with an order in the range of these values.</summary>
    public int JoinedCustomers { get; init; }
}

/// <summary>A forecast of one period.</summary>
/// <param name="Days">The whole period; the first one can hold the days of a last piece that is cut.</param>
/// <param name="Value">What is expected, in the unit of the metric.</param>
/// <param name="Band80">Holds the value 8 times in 10.</param>
/// <param name="Band95">Holds the value 19 times in 20.</param>
public sealed record TrendForecastPoint(DateRange Days, double Value, Interval Band80, Interval Band95);

/// <summary>What was forecast for a period in the backtest, and what came.</summary>
/// <param name="LastKnown">The last day that the forecast knew of.</param>
/// <param name="Point">The forecast, before any widening of its bands.</param>
/// <param name="Actual">What came.</param>
public sealed record TrendBacktestPoint(DateOnly LastKnown, TrendForecastPoint Point, double Actual);

/// <summary>A forecast, its model, and its record.</summary>
/// <param name="Points">One entry a period, oldest first.</param>
/// <param name="Model">Method, why it was chosen, scores of the backtest, limits.</param>
/// <param name="Fitted">The days of the whole pieces that it was fitted on: the history up to the end of the range, not only the range.</param>
/// <param name="Record">Every period that the chosen method forecast in the backtest, by origin.</param>
public sealed record TrendForecast(IReadOnlyList<TrendForecastPoint> Points, Forecast Model, DateRange Fitted, IReadOnlyList<TrendBacktestPoint> Record);

/// <summary>A metric over time.</summary>
public sealed record TrendResult
{
    /// <summary>Whether there is no data at all, so that a screen says how to begin.</summary>
    public required bool IsEmptyShop { get; init; }

    /// <summary>The metric.</summary>
    public required TrendMetricInfo Metric { get; init; }

    /// <summary>The step used.</summary>
    public required TimeStep Step { get; init; }

    /// <summary>Why another step was used than asked for; null when it was not.</summary>
    public required string? StepNote { get; init; }

    /// <summary>The pieces of the days that are in the range and have data, oldest first; none when there are no such days.</summary>
    public required IReadOnlyList<TrendBucket> Buckets { get; init; }

    /// <summary>The value of the whole range, counted over the range (a customer counts once); null for a quotient by nothing.</summary>
    public required double? Total { get; init; }

    /// <summary>The value of the comparison; null without one.</summary>
    public required double? PreviousTotal { get; init; }

    /// <summary>Whether the data covers only part of the range or of the comparison, so that they cannot be compared.</summary>
    public required bool ComparisonIsPartial { get; init; }

    /// <summary>Pieces in the moving average; 0 for none.</summary>
    public required int MovingAverage { get; init; }

    /// <summary>The breakdown, when asked for.</summary>
    public required TrendBreakdown? Breakdown { get; init; }

    /// <summary>The forecast, when asked for and possible.</summary>
    public required TrendForecast? Forecast { get; init; }

    /// <summary>What a forecast lacks, when it was asked for and is not possible.</summary>
    public required NotEnoughData? ForecastMissing { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>
    /// Change on the comparison: a share of it (0.12 is 12 % up), for rates a difference; null without a comparison that is fair and (but for rates) above 0.
    /// </summary>
    public double? Change => ComparisonIsPartial || Total is not { } now || PreviousTotal is not { } then ? null
        : Metric.Unit == TrendUnit.Rate ? now - then
        : then > 0 ? (now - then) / then
        : null;
}
