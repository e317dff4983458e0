using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;

namespace Dashboard.Services.Trends;

/// <summary>A trend as sheets: the pieces with their comparison and breakdown, the forecast, and the record of the backtest.</summary>
public static class TrendSheets
{
    /// <summary>The workbook of a trend: all sheets that it has, and the Methods sheet.</summary>
    /// <param name="result">The trend.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(TrendResult result, DateTimeOffset now) => ReceiptSheet.Workbook(result.Receipt, now, [.. All(result)]);

    /// <summary>The sheets of a trend: the pieces, then groups, forecast, methods compared and past forecasts where there are any.</summary>
    public static IEnumerable<Sheet> All(TrendResult result)
    {
        yield return Trend(result);
        if (result.Breakdown is { } breakdown)
            yield return Groups(result, breakdown);
        if (result.Forecast is not { } forecast)
            yield break;
        yield return Forecast(result, forecast);
        if (forecast.Model.Backtest is null)
            yield break;
        yield return Backtest(result, forecast);
        yield return Record(result, forecast);
    }

    /// <summary>One sheet by its name in addresses: "pieces", "groups", "forecast", "backtest", "record"; null when the trend has no such sheet.</summary>
    public static Sheet? Part(TrendResult result, string part) => part switch
    {
        "pieces" => Trend(result),
        "groups" when result.Breakdown is { } breakdown => Groups(result, breakdown),
        "forecast" when result.Forecast is { } forecast => Forecast(result, forecast),
        "backtest" when result.Forecast is { Model.Backtest: not null } forecast => Backtest(result, forecast),
        "record" when result.Forecast is { Model.Backtest: not null } forecast => Record(result, forecast),
        _ => null,
    };

    /// <summary>A row a piece: days, value, orders, comparison, moving average, and a column a group of the breakdown.</summary>
    public static Sheet Trend(TrendResult result)
    {
        var groups = result.Breakdown?.Groups ?? [];
        var compares = result.Receipt.ComparedWith is not null;
        var value = Kind(result);
        List<SheetColumn> columns = [new("From", CellKind.Date), new("To", CellKind.Date), new("Whole", CellKind.Boolean), Column(result.Metric.Name, value), new("Orders", CellKind.Integer)];
        if (compares)
            columns.AddRange([new("Compared from", CellKind.Date), new("Compared to", CellKind.Date), Column(result.Metric.Name + ", compared with", value)]);
        if (result.MovingAverage > 0)
            columns.Add(Column(FormattableString.Invariant($"Moving average of {result.MovingAverage}"), Mean(result)));
        columns.AddRange(groups.Select(g => Column(g.Label, value)));
        return Sheet.Of(result.Metric.Name, columns, result.Buckets.Count, (row, i) =>
        {
            var bucket = result.Buckets[i];
            Days(row, bucket.Days);
            row.Boolean(bucket.IsWhole);
            Write(row, value, bucket.Value);
            row.Integer(bucket.Orders);
            if (compares)
            {
                row.Date(bucket.ComparedDays?.From);
                row.Date(bucket.ComparedDays?.To);
                Write(row, value, bucket.Previous);
            }

            if (result.MovingAverage > 0)
                Write(row, Mean(result), bucket.MovingAverage);
            foreach (var group in groups)
                Write(row, value, group.Values[i]);
        });
    }

    /// <summary>A row a group of the breakdown: its total, share and comparison.</summary>
    public static Sheet Groups(TrendResult result, TrendBreakdown breakdown)
    {
        var value = Kind(result);
        return Sheet.Of(
            "By " + breakdown.Dimension,
            [new(breakdown.Dimension.ToString(), CellKind.Text), Column(result.Metric.Name, value), new("Share", CellKind.Percent), Column(result.Metric.Name + ", compared with", value), new("Orders", CellKind.Integer)],
            breakdown.Groups,
            (row, group) =>
            {
                row.Text(group.Label);
                Write(row, value, group.Total);
                row.Percent(group.Share);
                Write(row, value, group.Previous);
                row.Integer(group.Orders);
            });
    }

    /// <summary>A row a period that is forecast, with both bands.</summary>
    public static Sheet Forecast(TrendResult result, TrendForecast forecast) =>
        Sheet.Of("Forecast", [new("From", CellKind.Date), new("To", CellKind.Date), .. Expected(result)], forecast.Points, (row, point) => Write(row, result, point));

    /// <summary>A row a method that competed, the chosen one first.</summary>
    public static Sheet Backtest(TrendResult result, TrendForecast forecast) => Sheet.Of(
        "Methods compared",
        [
            new("Method", CellKind.Text) { Width = 30 }, new("Chosen", CellKind.Boolean), new("MASE", CellKind.Number) { Decimals = 3 }, new("sMAPE", CellKind.Percent), new("MAPE", CellKind.Percent),
            Column("RMSE", Mean(result)), new("Held by the 80 % band", CellKind.Percent), new("Held by the 95 % band", CellKind.Percent),
        ],
        forecast.Model.Backtest!.Scores,
        (row, score) =>
        {
            row.Text(score.Method);
            row.Boolean(score.Method == forecast.Model.Method);
            row.Number(score.Mase);
            row.Percent(score.Smape / 100);
            row.Percent(score.Mape / 100);
            Write(row, Mean(result), score.Rmse);
            row.Percent(score.Coverage80);
            row.Percent(score.Coverage95);
        });

    /// <summary>A row a period that the chosen method forecast in the backtest, beside what came.</summary>
    public static Sheet Record(TrendResult result, TrendForecast forecast) => Sheet.Of(
        "Past forecasts",
        [new("Known up to", CellKind.Date), new("From", CellKind.Date), new("To", CellKind.Date), .. Expected(result), Column("What came", Mean(result))],
        forecast.Record,
        (row, past) =>
        {
            row.Date(past.LastKnown);
            Write(row, result, past.Point);
            Write(row, Mean(result), past.Actual);
        });

    private static IEnumerable<SheetColumn> Expected(TrendResult result) =>
        ((string[])["Forecast", "80 % from", "80 % to", "95 % from", "95 % to"]).Select(title => Column(title, Mean(result)));

    private static void Write(RowWriter row, TrendResult result, TrendForecastPoint point)
    {
        Days(row, point.Days);
        foreach (var value in (double[])[point.Value, point.Band80.Low, point.Band80.High, point.Band95.Low, point.Band95.High])
            Write(row, Mean(result), value);
    }

    private static void Days(RowWriter row, DateRange days)
    {
        row.Date(days.From);
        row.Date(days.To);
    }

    private static SheetColumn Column(string title, CellKind kind) => new(title, kind);

    private static CellKind Kind(TrendResult result) => result.Metric.Unit switch
    {
        TrendUnit.Money => CellKind.Money,
        TrendUnit.Count => CellKind.Integer,
        TrendUnit.Rate => CellKind.Percent,
        _ => CellKind.Number,
    };

    // A mean or a forecast of counts has decimals.
    private static CellKind Mean(TrendResult result) => Kind(result) == CellKind.Integer ? CellKind.Number : Kind(result);

    private static void Write(RowWriter row, CellKind kind, double? value)
    {
        switch (kind)
        {
            case CellKind.Money:
                row.Money(value is { } amount ? (long)Math.Round(amount) : null);
                break;
            case CellKind.Integer:
                row.Integer(value is { } count ? (long)count : null);
                break;
            case CellKind.Percent:
                row.Percent(value);
                break;
            default:
                row.Number(value);
                break;
        }
    }
}
