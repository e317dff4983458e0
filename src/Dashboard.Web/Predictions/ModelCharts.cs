using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Predictions;

/// <summary>A model's report as charts and tables.</summary>
public static class ModelCharts
{
    /// <summary>The deciding metric at each origin, of the model and its baseline.</summary>
    public static LineSpec Backtests(ModelReport report)
    {
        ModelMetric?[] metrics = [.. report.Backtests.Select(b => b.Metrics.FirstOrDefault(m => m.Name == report.DecidedBy))];
        var series = new List<LineSeries> { new(report.Method, [.. metrics.Select(m => m?.Model)]) };
        if (metrics.Any(m => m?.Baseline is not null))
            series.Add(new("Baseline", [.. metrics.Select(m => m?.Baseline)], LineRole.Comparison, ChartColors.Muted));
        return new LineSpec
        {
            Label = $"{report.DecidedBy} by origin",
            ValueName = report.DecidedBy ?? "Metric",
            AxisName = "Known until",
            Format = ValueFormat.Number(3),
            Labels = [.. report.Backtests.Select(b => Formats.Date(b.Origin))],
            Series = series,
            FromZero = false,
            Height = 220,
        };
    }

    /// <summary>Every metric at each origin.</summary>
    public static TableModel BacktestTable(ModelReport report) => new(
        "Backtests",
        [new("Known until"), new("Compared until"), new("Customers", true), new("Metric"), new("Model", true), new("Baseline", true), new("Better")],
        [.. report.Backtests.SelectMany(b => b.Metrics.Select(m => (IReadOnlyList<TableCell>)
        [
            Day(b.Origin), Day(b.Until), Count(b.Rows), new(m.Name == report.DecidedBy ? $"{m.Name} (decides)" : m.Name), Metric(m.Model), Metric(m.Baseline),
            new(m.Baseline is not { } baseline ? "" : (m.HigherIsBetter ? m.Model >= baseline : m.Model <= baseline) ? "Model" : "Baseline"),
        ]))]);

    /// <summary>Predicted beside observed, bin by bin.</summary>
    public static IntervalSpec Calibration(ModelReport report) => new()
    {
        Label = "Observed beside predicted, by rising prediction",
        ValueName = "Observed",
        AxisName = "Customers",
        Format = Format(report.Kind),
        OtherName = "Predicted",
        Reference = 0,
        Rows = [.. report.Calibration.Select(b => new IntervalRow(
            $"Predicted {ModelText.Value(report.Kind, b.Predicted)}", b.Observed, b.Interval.Low, b.Interval.High, $"{Formats.Count(b.Count, "customer")}, {Formats.Percent(b.Interval.Level, 0)} interval", Other: b.Predicted))],
    };

    /// <summary>What the calibration says: how far observed and predicted lie apart on average.</summary>
    public static string CalibrationTitle(ModelReport report)
    {
        var held = report.Calibration.Count(b => b.Interval.Contains(b.Predicted));
        return $"Predictions came true within the interval in {Formats.Integer(held)} of {Formats.Count(report.Calibration.Count, "group")}";
    }

    /// <summary>Observed beside predicted in tenths of the customers.</summary>
    public static BarSpec Deciles(ModelReport report) => new()
    {
        Label = "Observed and predicted by decile of the prediction",
        ValueName = "Mean",
        AxisName = "Decile",
        Format = Format(report.Kind),
        Labels = [.. report.Deciles.Select(d => d.Decile.ToString(CultureInfo.CurrentCulture))],
        Series =
        [
            new("Observed", [.. report.Deciles.Select(d => (double?)d.Observed)]),
            new("Predicted", [.. report.Deciles.Select(d => (double?)d.Predicted)], ChartColors.Series(1), Predicted: true),
        ],
        Notes = [.. report.Deciles.Select(d => $"{Formats.Number(d.Lift, 2)} times the mean, {Formats.Count(d.Count, "customer")}")],
        Height = 260,
    };

    /// <summary>The deciles as a table.</summary>
    public static TableModel DecileTable(ModelReport report) => new(
        "Deciles of the prediction",
        [new("Decile", true), new("Customers", true), new("Predicted", true), new("Observed", true), new("Lift", true)],
        [.. report.Deciles.Select(d => (IReadOnlyList<TableCell>)
            [new(d.Decile.ToString(CultureInfo.CurrentCulture), d.Decile), Count(d.Count), Value(report.Kind, d.Predicted), Value(report.Kind, d.Observed), new(Formats.Number(d.Lift, 2), d.Lift)])]);

    /// <summary>How often intervals held the truth.</summary>
    public static TableModel Coverage(ModelReport report) => new(
        "Interval coverage",
        [new("Interval of"), new("Level", true), new("Held the truth", true), new("Looked at", true), new("Share", true)],
        [.. report.Coverage.Select(c => (IReadOnlyList<TableCell>)
            [new(c.Of), new(Formats.Percent(c.Level, 0), c.Level), Count(c.Covered), Count(c.Count), c.Count == 0 ? new(Formats.Missing) : new(Formats.Percent((double)c.Covered / c.Count), (double)c.Covered / c.Count)])]);

    /// <summary>The cumulated total, actual and predicted.</summary>
    public static LineSpec Tracking(ModelReport report)
    {
        var points = report.Tracking;
        return new LineSpec
        {
            Label = "Cumulated total, actual and predicted",
            ValueName = "Total",
            AxisName = "Day",
            Format = ValueFormat.Number(0),
            Labels = [.. points.Select(p => Formats.Date(p.Day))],
            Series = [new("Actual", [.. points.Select(p => p.Actual)]), new("Predicted", [.. points.Select(p => (double?)p.Predicted)], LineRole.Forecast, ChartColors.Series(1))],
            Bands = points.Any(p => p.Low is not null) ? [new("80% interval", 80, [.. points.Select(p => p.Low)], [.. points.Select(p => p.High)], ChartColors.Series(1))] : [],
            Annotations = points.Select((p, i) => (p, i)).FirstOrDefault(x => !x.p.SeenByModel) is { p: not null, i: > 0 and var at } ? [new(at, "Not seen by the model from here")] : [],
        };
    }

    /// <summary>How groups fared.</summary>
    public static TableModel Groups(ModelReport report)
    {
        string[] metrics = [.. report.Groups.SelectMany(g => g.Metrics).Select(m => m.Name).Distinct(StringComparer.Ordinal)];
        return new TableModel(
            "Groups of customers",
            [new("Dimension"), new("Group"), new("Customers", true), new("Predicted", true), new("Observed", true), new("Predicted less observed", true), .. metrics.Select(m => new TableColumn(m, true))],
            [.. report.Groups.Select(g => (IReadOnlyList<TableCell>)
            [
                new(g.IsSensitive ? $"{g.Dimension} (sensitive)" : g.Dimension), new(g.Group), Count(g.Count), Value(report.Kind, g.Predicted), Value(report.Kind, g.Observed),
                new(report.Kind == ModelKind.Lifetime ? ModelText.Metric(g.Predicted - g.Observed) : Formats.Points(g.Predicted - g.Observed), g.Predicted - g.Observed),
                .. metrics.Select(m => Metric(g.Metrics.FirstOrDefault(x => x.Name == m)?.Model)),
            ])]);
    }

    /// <summary>What the model reads.</summary>
    public static TableModel Features(ModelReport report, ModelDrift? drift)
    {
        var moved = drift?.Rows.ToDictionary(r => r.Name, StringComparer.Ordinal) ?? [];
        return new TableModel(
            "What the model reads",
            [new("Feature"), new("Definition"), new("Importance", true), new("Drift since the training", true)],
            [.. report.Features.Select(f => (IReadOnlyList<TableCell>)
            [
                new(f.Name), new(f.Definition), f.Importance is { } i ? new(Formats.Percent(i), i) : new(Formats.Missing),
                moved.TryGetValue(f.Name, out var row) ? new(Formats.Number(row.Index, 3), row.Index) : new(Formats.Missing),
            ])]);
    }

    /// <summary>How far each watched column has moved.</summary>
    public static BarSpec Drift(ModelDrift drift)
    {
        DriftRow[] rows = [.. drift.Rows.Take(12)];
        return new BarSpec
        {
            Label = "Population stability index by feature",
            ValueName = "Population stability index",
            AxisName = "Feature",
            Format = ValueFormat.Number(3),
            Labels = [.. rows.Select(r => r.Name)],
            Series = [new("Index", [.. rows.Select(r => (double?)r.Index)])],
            Horizontal = true,
            Height = Math.Max(160, (rows.Length * 28) + 60),
        };
    }

    /// <summary>Every watched column.</summary>
    public static TableModel DriftTable(ModelDrift drift) => new(
        "Drift",
        [new("What"), new("Population stability index", true), new("Says"), new("Customers now", true)],
        [.. drift.Rows.Select(r => (IReadOnlyList<TableCell>)
            [new(r.Name), new(Formats.Number(r.Index, 3), r.Index), new(DriftLevels.Of(r.Index) switch { DriftLevel.Steady => "Steady", DriftLevel.Moved => "Moved", _ => "Moved much" }), Count(r.Count)])]);

    /// <summary>Fitted parameters.</summary>
    public static TableModel Parameters(ModelReport report) => new(
        "Fitted parameters",
        [new("Parameter"), new("Value", true), new("Standard error", true), new("Meaning")],
        [.. report.Parameters.Select(p => (IReadOnlyList<TableCell>)[new(p.Name), new(Formats.Number(p.Value, 4), p.Value), p.StandardError is { } e ? new(Formats.Number(e, 4), e) : new(Formats.Missing), new(p.Meaning ?? "")])]);

    /// <summary>The methods that were tried.</summary>
    public static TableModel Candidates(ModelReport report)
    {
        string[] metrics = [.. report.Candidates.SelectMany(c => c.Metrics).Select(m => m.Name).Distinct(StringComparer.Ordinal)];
        return new TableModel(
            "Methods by their backtests",
            [new("Method"), .. metrics.Select(m => new TableColumn(m, true)), new("In use"), new("Why")],
            [.. report.Candidates.Select(c => (IReadOnlyList<TableCell>)[new(c.Name), .. metrics.Select(m => Metric(c.Metrics.FirstOrDefault(x => x.Name == m)?.Model)), new(c.Chosen ? "Yes" : ""), new(c.Note ?? "")])]);
    }

    private static ValueFormat Format(ModelKind kind) => kind == ModelKind.Lifetime ? ValueFormat.Number(2) : ValueFormat.Percent;

    private static TableCell Count(long count) => new(Formats.Integer(count), count);

    private static TableCell Day(DateOnly day) => new(Formats.Date(day), day.DayNumber);

    private static TableCell Metric(double? value) => new(ModelText.Metric(value), value);

    private static TableCell Value(ModelKind kind, double value) => new(ModelText.Value(kind, value), value);
}
