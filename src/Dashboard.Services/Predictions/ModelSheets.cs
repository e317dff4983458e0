using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Predictions;

/// <summary>The report of a model as sheets.</summary>
public static class ModelSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["backtests", "calibration", "deciles", "coverage", "tracking", "groups", "features", "parameters", "candidates"];

    /// <summary>The sheets of a report that have rows.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<Sheet> All(ModelReport report)
    {
        Sheet[] sheets = [.. Parts.Where(p => Rows(report, p) > 0).Select(p => Part(report, p)!)];
        return sheets.Length > 0 ? sheets : [Candidates(report)];
    }

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(ModelReport report, string part) => part switch
    {
        "backtests" => Backtests(report),
        "calibration" => Calibration(report),
        "deciles" => Deciles(report),
        "coverage" => Coverage(report),
        "tracking" => Tracking(report),
        "groups" => Groups(report),
        "features" => Features(report),
        "parameters" => Parameters(report),
        "candidates" => Candidates(report),
        _ => null,
    };

    /// <summary>What a model said since its training beside what came, one row a window and metric.</summary>
    /// <param name="outcome">The record.</param>
    public static Sheet Since(ModelOutcome outcome) => Windows("Since the training", outcome.Windows);

    /// <summary>How a model was reached, as a receipt.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Its report.</param>
    /// <param name="settings">The shop's settings.</param>
    public static Receipt Receipt(ModelRun run, ModelReport report, ShopSettings settings) => new()
    {
        Definition = report.Definition,
        Range = report.Window,
        Filter = Filter.Everything,
        Currency = settings.Currency,
        TimeZone = settings.TimeZone,
        DataVersion = run.DataVersion,
        RowsUsed = report.RowsUsed,
        RowsAre = report.RowsAre,
        LeftOut = report.LeftOut,
        Details =
        [
            new("Model", $"Run {run.Id.ToString(CultureInfo.InvariantCulture)}: {report.Method}"),
            new("Trained as of", report.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            new("Trained at", run.TrainedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            new("Why", run.Why),
            new("Horizon of the backtests", $"{report.HorizonDays.ToString(CultureInfo.InvariantCulture)} days"),
            new("Rung", $"{report.Rung}: {report.RungReason}"),
            new("Seed", report.Seed.ToString(CultureInfo.InvariantCulture)),
            .. report.Details,
        ],
    };

    private static int Rows(ModelReport report, string part) => part switch
    {
        "backtests" => report.Backtests.Count,
        "calibration" => report.Calibration.Count,
        "deciles" => report.Deciles.Count,
        "coverage" => report.Coverage.Count,
        "tracking" => report.Tracking.Count,
        "groups" => report.Groups.Count,
        "features" => report.Features.Count,
        "parameters" => report.Parameters.Count,
        _ => report.Candidates.Count,
    };

    private static Sheet Backtests(ModelReport report) => Windows("Backtests", report.Backtests);

    private static Sheet Windows(string name, IReadOnlyList<ModelBacktest> windows) => Sheet.Of(
        name,
        [new("Known until", CellKind.Date), new("Compared until", CellKind.Date), new("Customers", CellKind.Integer), new("Metric", CellKind.Text) { Width = 30 }, Number("Model"), Number("Baseline"), new("Higher is better", CellKind.Boolean)],
        windows.SelectMany(b => b.Metrics.Select(m => (b, m))),
        (row, item) =>
        {
            row.Date(item.b.Origin);
            row.Date(item.b.Until);
            row.Integer(item.b.Rows);
            row.Text(item.m.Name);
            row.Number(item.m.Model);
            row.Number(item.m.Baseline);
            row.Boolean(item.m.HigherIsBetter);
        });

    private static Sheet Calibration(ModelReport report) => Sheet.Of(
        "Calibration",
        [Number("Predicted"), Number("Observed"), Number("Observed, low"), Number("Observed, high"), new("Level", CellKind.Percent), new("Customers", CellKind.Integer)],
        report.Calibration,
        (row, bin) =>
        {
            row.Number(bin.Predicted);
            row.Number(bin.Observed);
            row.Number(bin.Interval.Low);
            row.Number(bin.Interval.High);
            row.Percent(bin.Interval.Level);
            row.Integer(bin.Count);
        });

    private static Sheet Deciles(ModelReport report) => Sheet.Of(
        "Deciles",
        [new("Decile", CellKind.Integer), new("Customers", CellKind.Integer), Number("Predicted"), Number("Observed"), Number("Lift")],
        report.Deciles,
        (row, decile) =>
        {
            row.Integer(decile.Decile);
            row.Integer(decile.Count);
            row.Number(decile.Predicted);
            row.Number(decile.Observed);
            row.Number(decile.Lift);
        });

    private static Sheet Coverage(ModelReport report) => Sheet.Of(
        "Interval coverage",
        [new("Interval of", CellKind.Text) { Width = 40 }, new("Level", CellKind.Percent), new("Held the truth", CellKind.Integer), new("Looked at", CellKind.Integer), new("Share", CellKind.Percent)],
        report.Coverage,
        (row, coverage) =>
        {
            row.Text(coverage.Of);
            row.Percent(coverage.Level);
            row.Integer(coverage.Covered);
            row.Integer(coverage.Count);
            row.Percent(coverage.Count == 0 ? null : (double)coverage.Covered / coverage.Count);
        });

    private static Sheet Tracking(ModelReport report) => Sheet.Of(
        "Tracking",
        [new("Day", CellKind.Date), Number("Actual"), Number("Predicted"), Number("Low"), Number("High"), new("Seen by the model", CellKind.Boolean)],
        report.Tracking,
        (row, point) =>
        {
            row.Date(point.Day);
            row.Number(point.Actual);
            row.Number(point.Predicted);
            row.Number(point.Low);
            row.Number(point.High);
            row.Boolean(point.SeenByModel);
        });

    private static Sheet Groups(ModelReport report)
    {
        string[] metrics = [.. report.Groups.SelectMany(g => g.Metrics).Select(m => m.Name).Distinct(StringComparer.Ordinal)];
        return Sheet.Of(
            "Groups",
            [new("Dimension", CellKind.Text), new("Group", CellKind.Text) { Width = 30 }, new("Sensitive", CellKind.Boolean), new("Customers", CellKind.Integer), Number("Predicted"), Number("Observed"), .. metrics.Select(Number)],
            report.Groups,
            (row, group) =>
            {
                row.Text(group.Dimension);
                row.Text(group.Group);
                row.Boolean(group.IsSensitive);
                row.Integer(group.Count);
                row.Number(group.Predicted);
                row.Number(group.Observed);
                foreach (var metric in metrics)
                    row.Number(group.Metrics.FirstOrDefault(m => m.Name == metric)?.Model);
            });
    }

    private static Sheet Features(ModelReport report) => Sheet.Of(
        "Features",
        [new("Feature", CellKind.Text) { Width = 40 }, new("Definition", CellKind.Text) { Width = 60, Wrap = true }, new("Importance", CellKind.Percent)],
        report.Features,
        (row, feature) =>
        {
            row.Text(feature.Name);
            row.Text(feature.Definition);
            row.Percent(feature.Importance);
        });

    private static Sheet Parameters(ModelReport report) => Sheet.Of(
        "Parameters",
        [new("Parameter", CellKind.Text) { Width = 40 }, Number("Value"), Number("Standard error"), new("Meaning", CellKind.Text) { Width = 60, Wrap = true }],
        report.Parameters,
        (row, parameter) =>
        {
            row.Text(parameter.Name);
            row.Number(parameter.Value);
            row.Number(parameter.StandardError);
            row.Text(parameter.Meaning);
        });

    private static Sheet Candidates(ModelReport report) => Sheet.Of(
        "Candidates",
        [new("Method", CellKind.Text) { Width = 40 }, new("In use", CellKind.Boolean), new("Metric", CellKind.Text), Number("Value"), new("Note", CellKind.Text) { Width = 60, Wrap = true }],
        report.Candidates.SelectMany(c => c.Metrics.DefaultIfEmpty().Select(m => (c, m))),
        (row, item) =>
        {
            row.Text(item.c.Name);
            row.Boolean(item.c.Chosen);
            row.Text(item.m?.Name);
            row.Number(item.m?.Model);
            row.Text(item.c.Note);
        });

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 4 };
}
