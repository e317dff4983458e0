using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Trends;
using Dashboard.Web.Charts;
using Dashboard.Web.Overview;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Trends;

/// <summary>The charts of a trend. Periods are those of the range, then those of the forecast; a period that the range cuts is also the first that is forecast.</summary>
public static class TrendCharts
{
    /// <summary>The periods of the chart: the pieces of the range, then what is forecast beyond them. The last piece is as long as its forecast, where it has one.</summary>
    public static IReadOnlyList<DateRange> Periods(TrendResult result)
    {
        var beyond = Beyond(result).Count;
        return [.. result.Buckets.SkipLast(1).Select(b => b.Days), .. result.Buckets.TakeLast(1).Select(b => beyond > 0 && beyond < result.Forecast!.Points.Count ? result.Forecast.Points[0].Days : b.Days), .. Beyond(result).Select(p => p.Days)];
    }

    /// <summary>The metric with comparison, moving average, forecast and its bands, and flags for notes.</summary>
    /// <param name="result">The trend.</param>
    /// <param name="notes">Notes; those on days that are not shown are left out.</param>
    public static LineSpec Trend(TrendResult result, IReadOnlyList<Annotation> notes)
    {
        var buckets = result.Buckets;
        var count = buckets.Count + Beyond(result).Count;
        // One piece alone is shown whether it is whole or not; its label says which.
        var whole = Array.ConvertAll([.. buckets], b => b.IsWhole || buckets.Count == 1);
        var series = new List<LineSeries> { new(result.Metric.Name, Values(count, i => i < buckets.Count && whole[i] ? Unit(result, buckets[i].Value) : null)) };
        if (whole.Contains(false))
            series.Add(new($"Not a whole {result.Step.ToString().ToLowerInvariant()}", Values(count, i => IsBesideCut(whole, i) ? Unit(result, buckets[i].Value) : null), LineRole.Comparison));
        if (result.MovingAverage > 0)
            series.Add(new(FormattableString.Invariant($"Mean of {result.MovingAverage} {TrendText.Periods(result.Step)}"), Values(count, i => i < buckets.Count ? Unit(result, buckets[i].MovingAverage) : null), LineRole.MovingAverage, ChartColors.Series(2)));
        if (result.Receipt.ComparedWith is not null)
            series.Add(new("Compared with", Values(count, i => i < buckets.Count && buckets[i].PreviousIsWhole ? Unit(result, buckets[i].Previous) : null), LineRole.Comparison, ChartColors.Muted));
        var bands = new List<LineBand>();
        if (result.Forecast is { } forecast && count > 0)
        {
            var first = count - forecast.Points.Count;
            // The dashed line begins at the last whole value, so that it does not hang in the air.
            series.Add(new("Forecast", Values(count, i => i >= first ? Unit(result, forecast.Points[i - first].Value) : i == first - 1 && whole[i] ? Unit(result, buckets[i].Value) : null), LineRole.Forecast));
            bands.Add(new("95% interval", 95, Values(count, i => i < first ? null : Unit(result, forecast.Points[i - first].Band95.Low)), Values(count, i => i < first ? null : Unit(result, forecast.Points[i - first].Band95.High))));
            bands.Add(new("80% interval", 80, Values(count, i => i < first ? null : Unit(result, forecast.Points[i - first].Band80.Low)), Values(count, i => i < first ? null : Unit(result, forecast.Points[i - first].Band80.High))));
        }

        return new LineSpec
        {
            Label = $"{result.Metric.Name} {OverviewText.By(result.Step)}",
            ValueName = result.Metric.Name,
            AxisName = result.Step.ToString(),
            Format = Format(result),
            Labels = [.. buckets.Select(b => TrendText.Period(b.Days, result.Step, b.IsWhole)), .. Beyond(result).Select(p => TrendText.Period(p.Days, result.Step))],
            Series = series,
            Bands = bands,
            Annotations = Flags(Periods(result), notes),
            Height = 360,
        };
    }

    /// <summary>The groups of a breakdown over time; areas that add up where they do and none is negative, else lines.</summary>
    public static LineSpec Groups(TrendResult result, TrendBreakdown breakdown) => new()
    {
        Label = $"{result.Metric.Name} {OverviewText.By(result.Step)} and {ScopeText.Name(breakdown.Dimension).ToLowerInvariant()}",
        ValueName = result.Metric.Name,
        AxisName = result.Step.ToString(),
        Format = Format(result),
        Labels = [.. result.Buckets.Select(b => TrendText.Period(b.Days, result.Step, b.IsWhole))],
        Series = [.. breakdown.Groups.Select((g, i) => new LineSeries(g.Label, [.. g.Values.Select(v => Unit(result, v))], Color: Color(breakdown, i)))],
        Stacked = breakdown.AddsUp && result.Buckets.Count > 1 && breakdown.Groups.All(g => g.Values.All(v => v is null or >= 0)),
        Height = 360,
    };

    /// <summary>What the chosen method forecast in the backtest beside what came; where origins overlap, the newest forecast of a period.</summary>
    public static LineSpec Record(TrendResult result, TrendForecast forecast)
    {
        TrendBacktestPoint[] past = [.. forecast.Record.GroupBy(r => r.Point.Days).Select(g => g.MaxBy(r => r.LastKnown)!).OrderBy(r => r.Point.Days.From)];
        return new LineSpec
        {
            Label = "Past forecasts and what came",
            ValueName = result.Metric.Name,
            AxisName = result.Step.ToString(),
            Format = Format(result),
            Labels = [.. past.Select(r => TrendText.Period(r.Point.Days, result.Step))],
            Series = [new("What came", [.. past.Select(r => Unit(result, r.Actual))]), new("Forecast then", [.. past.Select(r => Unit(result, r.Point.Value))], LineRole.Forecast, ChartColors.Series(1))],
            Bands =
            [
                new("95% interval", 95, [.. past.Select(r => Unit(result, r.Point.Band95.Low))], [.. past.Select(r => Unit(result, r.Point.Band95.High))], ChartColors.Series(1)),
                new("80% interval", 80, [.. past.Select(r => Unit(result, r.Point.Band80.Low))], [.. past.Select(r => Unit(result, r.Point.Band80.High))], ChartColors.Series(1)),
            ],
            Height = 260,
        };
    }

    /// <summary>The colour of a group: an RFM group's own, the next of the series for a value, greys for the rest.</summary>
    public static string Color(TrendBreakdown breakdown, int index)
    {
        var group = breakdown.Groups[index];
        return group.Kind switch
        {
            TrendGroupKind.Value when breakdown.Dimension == Dimension.Segment && RfmGroups.Find(group.Value) is { } rfm => ChartColors.Rfm(rfm),
            TrendGroupKind.Value => ChartColors.Series(index),
            TrendGroupKind.More => "ink-3",
            TrendGroupKind.Unknown => ChartColors.Muted,
            TrendGroupKind.Anonymous => "line-control",
            _ => "line-strong",
        };
    }

    /// <summary>How values of the metric are written.</summary>
    public static ValueFormat Format(TrendResult result) => result.Metric.Unit switch
    {
        TrendUnit.Money => ValueFormat.Money(result.Receipt.Currency),
        TrendUnit.Rate => ValueFormat.Percent,
        TrendUnit.Number when result.Metric.IsRatio => ValueFormat.Number(2),
        _ => ValueFormat.Integer,
    };

    /// <summary>The forecast periods that lie after the pieces of the range.</summary>
    internal static IReadOnlyList<TrendForecastPoint> Beyond(TrendResult result)
    {
        if (result.Forecast is not { } forecast || result.Buckets.Count == 0)
            return [];
        var last = result.Buckets[^1].Days.To;
        return [.. forecast.Points.Where(p => p.Days.From > last)];
    }

    private static double? Unit(TrendResult result, double? value) => result.Metric.Unit == TrendUnit.Money ? value / 10_000 : value;

    private static double?[] Values(int count, Func<int, double?> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static bool IsBesideCut(bool[] whole, int i) =>
        i < whole.Length && (!whole[i] || (i > 0 && !whole[i - 1]) || (i + 1 < whole.Length && !whole[i + 1]));

    private static List<ChartAnnotation> Flags(IReadOnlyList<DateRange> periods, IReadOnlyList<Annotation> notes)
    {
        var flags = new List<ChartAnnotation>();
        for (var i = 0; i < periods.Count; i++)
        {
            var texts = notes.Where(n => periods[i].Contains(n.Day.DayNumber)).Select(n => n.Text).ToList();
            if (texts.Count > 0)
                flags.Add(new ChartAnnotation(i, string.Join(" · ", texts)));
        }

        return flags;
    }
}
