using Dashboard.Analytics.Predictions;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Predictions;

/// <summary>How long contracts last, as sheets.</summary>
public static class ContractSheets
{
    /// <summary>All sheets.</summary>
    /// <param name="result">The contracts.</param>
    public static Sheet[] All(ContractResult result) => [Renewals(result), Remaining(result), Cohorts(result), Backtests(result)];

    /// <summary>One sheet by its name: renewals, remaining, cohorts or backtests; null for another.</summary>
    /// <param name="result">The contracts.</param>
    /// <param name="part">The name.</param>
    public static Sheet? Part(ContractResult result, string part) => part switch
    {
        "renewals" => Renewals(result),
        "remaining" => Remaining(result),
        "cohorts" => Cohorts(result),
        "backtests" => Backtests(result),
        _ => null,
    };

    private static Sheet Renewals(ContractResult result) => Sheet.Of(
        "Renewals",
        [
            new("Period", CellKind.Integer), Number("Due"), Number("Renewed"), Share("Renewed, share"), Share("Share, low (95 %)"), Share("Share, high (95 %)"), Share("Share by the model"),
            Share("Still there"), Share("Still there by the model"), Share("Low (80 %)"), Share("High (80 %)"),
        ],
        result.Renewals,
        (row, r) =>
        {
            row.Integer(r.Period);
            row.Number(r.Due);
            row.Number(r.Renewed);
            row.Percent(r.Due > 0 ? r.Renewed / r.Due : null);
            row.Percent(r.Retention?.Low);
            row.Percent(r.Retention?.High);
            row.Percent(r.FittedRetention);
            row.Percent(r.Survival);
            row.Percent(r.FittedSurvival.Expected);
            row.Percent(r.FittedSurvival.Range80.Low);
            row.Percent(r.FittedSurvival.Range80.High);
        });

    private static Sheet Remaining(ContractResult result) => Sheet.Of(
        "Still there",
        [new("Periods ahead", CellKind.Integer), Number("Expected"), Number("Low (80 %)"), Number("High (80 %)"), Number("Low (95 %)"), Number("High (95 %)")],
        result.Remaining.Select((range, i) => (range, i)),
        (row, item) =>
        {
            row.Integer(item.i + 1);
            row.Number(item.range.Expected);
            row.Number(item.range.Range80.Low);
            row.Number(item.range.Range80.High);
            row.Number(item.range.Range95.Low);
            row.Number(item.range.Range95.High);
        });

    private static Sheet Cohorts(ContractResult result) => Sheet.Of(
        "Cohorts",
        [new("Began", CellKind.Text), Number("Contracts"), Number("Still there"), new("Period", CellKind.Integer), Share("Still there, share")],
        result.Cohorts.SelectMany(c => c.Survival.Select((share, period) => (c, share, period))),
        (row, item) =>
        {
            row.Text(item.c.Name);
            row.Number(item.c.Contracts);
            row.Number(item.c.Active);
            row.Integer(item.period);
            row.Percent(item.share);
        });

    private static Sheet Backtests(ContractResult result) => Sheet.Of(
        "Looking back",
        [
            new("Periods ago", CellKind.Integer), Number("Contracts then"), Number("Said to stay"), Number("Low (80 %)"), Number("High (80 %)"), Number("One rate said"), Number("Stayed"), Share("Error by cohort"), Share("Error of one rate"),
            new("Cohorts held", CellKind.Integer), new("Cohorts", CellKind.Integer),
        ],
        result.Backtests,
        (row, b) =>
        {
            row.Integer(b.Periods);
            row.Number(b.Active);
            row.Number(b.Said.Expected);
            row.Number(b.Said.Range80.Low);
            row.Number(b.Said.Range80.High);
            row.Number(b.Naive);
            row.Number(b.Actual);
            row.Percent(b.Error);
            row.Percent(b.NaiveError);
            row.Integer(b.Held80);
            row.Integer(b.Cohorts);
        });

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 1 };

    private static SheetColumn Share(string title) => new(title, CellKind.Percent);
}
