using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Trends;

/// <summary>The tables beside the charts of a trend; what can be opened is a link.</summary>
public static class TrendTables
{
    /// <summary>A row a period: the pieces of the range, each leading to the Overview of its days, then what is forecast.</summary>
    public static TableModel Trend(TrendResult result, Scope scope)
    {
        var (compares, averages, forecast) = (result.Receipt.ComparedWith is not null, result.MovingAverage > 0, result.Forecast);
        List<TableColumn> columns = [new(result.Step.ToString()), new(result.Metric.Name, true), new("Orders", true)];
        if (compares)
            columns.AddRange([new("Compared with", true), new("Change", true)]);
        if (averages)
            columns.Add(new(string.Create(CultureInfo.InvariantCulture, $"Mean of {result.MovingAverage}"), true));
        if (forecast is not null)
            columns.AddRange([new("Forecast", true), new("80% interval", true), new("95% interval", true)]);
        var rows = new List<IReadOnlyList<TableCell>>();
        foreach (var bucket in result.Buckets)
        {
            List<TableCell> cells = [new(TrendText.Period(bucket.Days, result.Step, bucket.IsWhole), bucket.Days.From.DayNumber, Overview(scope, bucket.Days)), Cell(bucket.Value), new(Formats.Integer(bucket.Orders), bucket.Orders)];
            if (compares)
                cells.AddRange([bucket.PreviousIsWhole ? Cell(bucket.Previous) : new(Formats.Missing), Change(bucket)]);
            if (averages)
                cells.Add(Cell(bucket.MovingAverage));
            if (forecast is not null)
                cells.AddRange(Expected(forecast.Points.FirstOrDefault(p => p.Days.From <= bucket.Days.From && p.Days.To >= bucket.Days.To)));
            rows.Add(cells);
        }

        foreach (var point in TrendCharts.Beyond(result))
        {
            rows.Add([
                new(TrendText.Period(point.Days, result.Step), point.Days.From.DayNumber),
                .. Enumerable.Repeat(new TableCell(""), columns.Count - 4),
                .. Expected(point)]);
        }

        return new TableModel($"{result.Metric.Name} by {result.Step.ToString().ToLowerInvariant()}", columns, rows)
        {
            More = result.Buckets.Any(b => !b.IsWhole) ? $"(part): the range or the data covers only part of that {result.Step.ToString().ToLowerInvariant()}." : null,
        };

        TableCell Cell(double? value) => new(TrendText.Value(result, value), value);

        TableCell Change(TrendBucket bucket) => bucket.PreviousIsWhole && bucket.Value is { } now && bucket.Previous is { } then and > 0
            ? new(TrendText.Change(result, now, then), result.Metric.Unit == TrendUnit.Rate ? now - then : (now - then) / then)
            : new(Formats.Missing);

        TableCell[] Expected(TrendForecastPoint? point) => point is null
            ? [new(""), new(""), new("")]
            :
            [
                Cell(point.Value),
                new(Formats.Range(TrendText.Value(result, point.Band80.Low), TrendText.Value(result, point.Band80.High)), point.Band80.Low),
                new(Formats.Range(TrendText.Value(result, point.Band95.Low), TrendText.Value(result, point.Band95.High)), point.Band95.Low),
            ];
    }

    /// <summary>A row a group; a value leads to the trend of itself.</summary>
    /// <param name="result">The trend.</param>
    /// <param name="breakdown">Its breakdown.</param>
    /// <param name="href">The address of the trend with one condition more; it is asked for values and Unknown.</param>
    public static TableModel Groups(TrendResult result, TrendBreakdown breakdown, Func<Condition, string> href)
    {
        var compares = result.Receipt.ComparedWith is not null && !result.ComparisonIsPartial;
        List<TableColumn> columns = [new(ScopeText.Name(breakdown.Dimension)), new(result.Metric.Name, true), new("Share", true), new("Orders", true)];
        if (compares)
            columns.AddRange([new("Compared with", true), new("Change", true)]);
        var rows = breakdown.Groups.Select((g, i) => Row(g.Label, g.Total, g.Share, g.Orders, g.Previous, g.Value is { } value ? href(new Condition(breakdown.Dimension, value)) : null, TrendCharts.Color(breakdown, i)));
        return new TableModel($"{result.Metric.Name} by {ScopeText.Name(breakdown.Dimension).ToLowerInvariant()}", columns, [.. rows])
        {
            Total = Row("All", result.Total, breakdown.AddsUp && result.Total > 0 ? 1 : null, null, result.PreviousTotal, null, null),
            More = (breakdown.Note, TrendText.SmallGroups(breakdown)) switch { (null, null) => null, var (note, small) => string.Join(" ", new[] { note, small }.OfType<string>()) },
        };

        IReadOnlyList<TableCell> Row(string label, double? total, double? share, int? orders, double? previous, string? link, string? color)
        {
            List<TableCell> cells =
            [
                new(label, Href: link, Color: color), new(TrendText.Value(result, total), total), share is { } s ? new(Formats.Percent(s), s) : new(Formats.Missing),
                orders is { } n ? new(Formats.Integer(n), n) : new(""),
            ];
            if (compares)
                cells.AddRange([new(TrendText.Value(result, previous), previous), new(TrendText.Change(result, total, previous), previous is { } p and > 0 ? (total - p) / p : null)]);
            return cells;
        }
    }

    /// <summary>A row a method that competed, the chosen one first.</summary>
    public static TableModel Scores(TrendResult result, TrendForecast forecast) => new(
        "Methods compared by backtest",
        [new("Method"), new("MASE", true), new("sMAPE", true), new("MAPE", true), new("RMSE", true), new("80% band held", true), new("95% band held", true)],
        [.. forecast.Model.Backtest!.Scores.Select((s, i) => (IReadOnlyList<TableCell>)[
            new(i == 0 ? s.Method + " (chosen)" : s.Method),
            new(Formats.Number(s.Mase, 3), s.Mase),
            new(Formats.Percent(s.Smape / 100), s.Smape),
            s.Mape is { } mape ? new(Formats.Percent(mape / 100), mape) : new(Formats.Missing),
            new(TrendText.Value(result, s.Rmse), s.Rmse),
            new(Formats.Percent(s.Coverage80, 0), s.Coverage80),
            new(Formats.Percent(s.Coverage95, 0), s.Coverage95)])]);

    private static string Overview(Scope scope, DateRange days) => Urls.Overview(scope with { Range = new RangeChoice(null, days.From, days.To) });
}
