using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Overview;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Trends;

/// <summary>
/// The state of the Trends page as its address has it: <c>metric=orders&amp;step=week&amp;by=country&amp;average=4&amp;horizon=13&amp;forecast=off</c>. What cannot be read falls back to the default.
/// </summary>
/// <param name="Metric">Key of the metric; revenue when left out.</param>
/// <param name="Step">"day", "week", "month"; the one that suits the range when left out.</param>
/// <param name="By">Name of a dimension as filters have it; no breakdown when left out.</param>
/// <param name="Forecast">"off" for none.</param>
/// <param name="Horizon">Steps to forecast; the usual number when left out.</param>
/// <param name="Average">Pieces in the moving average; none when left out.</param>
public sealed record TrendQuery(string? Metric, string? Step, string? By, string? Forecast, string? Horizon, string? Average)
{
    /// <summary>What a trend can be taken apart by: what can be filtered by, but for campaigns and rules.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } = [.. Enum.GetValues<Dimension>().Where(d => d is not (Dimension.Campaign or Dimension.Rule))];

    /// <summary>The metric.</summary>
    public TrendMetric MetricValue => (TrendMetrics.Find(Metric) ?? TrendMetrics.Of(TrendMetric.Revenue)).Metric;

    /// <summary>The dimension, or null.</summary>
    public Dimension? ByValue => Dimensions.Cast<Dimension?>().FirstOrDefault(d => ScopeQuery.Name(d!.Value) == By);

    /// <summary>Whether to forecast.</summary>
    public bool Forecasts => Forecast != "off";

    /// <summary>Pieces in the moving average, 0 for none.</summary>
    public int AverageValue => Number(Average) is { } n and >= 2 and <= TrendRequest.LongestAverage ? n : 0;

    /// <summary>Steps to forecast, or null for the usual number.</summary>
    public int? HorizonValue => Number(Horizon) is { } n and >= 1 and <= TrendRequest.LongestHorizon ? n : null;

    /// <summary>The request that the address means.</summary>
    public TrendRequest Request(Scope scope) => new(scope, MetricValue)
    {
        Step = OverviewText.Step(Step),
        By = ByValue,
        Forecast = Forecasts,
        Horizon = HorizonValue,
        MovingAverage = AverageValue,
    };

    /// <summary>The parameters of an address; those that say nothing new are null and left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters() =>
    [
        new("metric", MetricValue == TrendMetric.Revenue ? null : TrendMetrics.Of(MetricValue).Key),
        new("step", OverviewText.Step(Step)?.ToString().ToLowerInvariant()),
        new("by", ByValue is { } by ? ScopeQuery.Name(by) : null),
        new("forecast", Forecasts ? null : "off"),
        new("horizon", HorizonValue?.ToString(CultureInfo.InvariantCulture)),
        new("average", AverageValue == 0 ? null : AverageValue.ToString(CultureInfo.InvariantCulture)),
    ];

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
