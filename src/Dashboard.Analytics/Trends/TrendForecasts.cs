using Dashboard.Analytics.Forecasts;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Trends;

/// <summary>Forecasts a trend from its whole pieces up to the end of the range.</summary>
internal static class TrendForecasts
{
    private const int Fewest = 4;

    public static (TrendForecast? Forecast, NotEnoughData? Missing) Run(TrendCounts? counts, TrendMetricInfo metric, TimeStep step, int horizon, CancellationToken cancellationToken)
    {
        var history = Usable(counts?.WholeHistory() ?? [], metric);
        var unit = step switch { TimeStep.Day => "days", TimeStep.Week => "whole weeks", _ => "whole months" };
        if (history.Count < Fewest)
            return (null, new NotEnoughData(metric.IsRatio ? "a forecast, one after the other with orders in each" : "a forecast", unit, Fewest, history.Count));
        var values = history.ConvertAll(h => h.Value!.Value);
        var outcome = Forecaster.Run(
            new ForecastRequest
            {
                Values = [.. values],
                Step = step switch { TimeStep.Day => ForecastStep.Day, TimeStep.Week => ForecastStep.Week, _ => ForecastStep.Month },
                Horizon = horizon,
                NonNegative = values.TrueForAll(v => v >= 0),
            },
            cancellationToken);
        if (outcome.Forecast is not { } model)
            return (null, outcome.Missing);
        var days = Periods(history, horizon, step);
        var fitted = new DateRange(history[model.LeftOut].Days.From, history[^1].Days.To);
        return (new TrendForecast([.. model.Points.Select((p, i) => Point(days[history.Count + i], p))], model, fitted, Record(model, days)), null);
    }

    // A series begins with its first document; a quotient, after the last piece in which it has no value.
    private static List<(DateRange Days, double? Value, bool Begun)> Usable(List<(DateRange Days, double? Value, bool Begun)> history, TrendMetricInfo metric)
    {
        var start = metric.IsRatio ? history.FindLastIndex(h => h.Value is null) + 1 : history.FindIndex(h => h.Begun);
        return start < 0 ? [] : history[start..];
    }

    private static List<DateRange> Periods(List<(DateRange Days, double? Value, bool Begun)> history, int horizon, TimeStep step)
    {
        var days = history.ConvertAll(h => h.Days);
        for (var i = 0; i < horizon; i++)
            days.Add(TimeBuckets.PeriodOf(days[^1].To.AddDays(1), step));
        return days;
    }

    private static List<TrendBacktestPoint> Record(Forecast model, List<DateRange> days)
    {
        var record = new List<TrendBacktestPoint>();
        foreach (var origin in model.Backtest?.Origins ?? [])
        {
            for (var i = 0; i < origin.Points.Length; i++)
                record.Add(new TrendBacktestPoint(days[origin.Origin - 1].To, Point(days[origin.Origin + i], origin.Points[i]), origin.Actual[i]));
        }

        return record;
    }

    private static TrendForecastPoint Point(DateRange days, ForecastPoint point) => new(days, point.Value, point.Band80, point.Band95);
}
