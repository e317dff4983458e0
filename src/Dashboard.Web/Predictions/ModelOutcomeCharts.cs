using Dashboard.Analytics.Predictions;
using Dashboard.Services.Predictions;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Predictions;

/// <summary>The record of a model since its training as tables; its charts are those of a report.</summary>
public static class ModelOutcomeCharts
{
    /// <summary>The report with the parts that the record since the training has too, so that the same charts show them.</summary>
    public static ModelReport AsReport(ScoredRun scored) => scored.Report with
    {
        Calibration = scored.Outcome.Calibration,
        Groups = scored.Outcome.Groups,
        Coverage = scored.Outcome.Coverage,
        Tracking = scored.Outcome.Tracking,
        Backtests = scored.Outcome.Windows,
    };

    /// <summary>Every metric since the training, beside the baseline's and the mean of the backtests.</summary>
    public static TableModel Metrics(ScoredRun scored)
    {
        var names = scored.Outcome.Windows.SelectMany(w => w.Metrics).Select(m => m.Name).Distinct(StringComparer.Ordinal);
        var backtests = scored.Outcome with { Windows = scored.Report.Backtests };
        return new TableModel(
            "Since the training",
            [new("Metric"), new("Since the training", true), new("Baseline since", true), new("Better"), new("In its backtests", true), new("Baseline there", true)],
            [.. names.Select(name => (scored.Outcome.Metric(name)!, backtests.Metric(name))).Select(m => (IReadOnlyList<TableCell>)
            [
                new(m.Item1.Name == scored.Outcome.DecidedBy ? $"{m.Item1.Name} (decides)" : m.Item1.Name), Metric(m.Item1.Model), Metric(m.Item1.Baseline), new(Better(m.Item1)),
                Metric(m.Item2?.Model), Metric(m.Item2?.Baseline),
            ])]);
    }

    /// <summary>Totals that were said, with their ranges, beside what came.</summary>
    public static TableModel Totals(ModelOutcome outcome, string currency)
    {
        return new TableModel(
            "Totals",
            [new("Total of all customers"), new("Said", true), new("80% interval", true), new("95% interval", true), new("Came", true), new("Held")],
            [.. outcome.Totals.Select(t => (IReadOnlyList<TableCell>)
            [
                new(t.Of), new(Amount(t, t.Said.Expected), t.Said.Expected), new(Formats.Range(Amount(t, t.Said.Range80.Low), Amount(t, t.Said.Range80.High))), new(Formats.Range(Amount(t, t.Said.Range95.Low), Amount(t, t.Said.Range95.High))),
                new(Amount(t, t.Actual), t.Actual), new(t.Said.Range80.Contains(t.Actual) ? "Within 80%" : t.Said.Range95.Contains(t.Actual) ? "Within 95%" : "Outside"),
            ])]);

        string Amount(OutcomeTotal total, double value) => total.IsMoney ? Formats.Money(value, currency, 0) : Formats.Number(value, 0);
    }

    // Of a metric whose best is nought or one, less or more is not better.
    private static string Better(ModelMetric metric) => metric.Name is "Calibration slope" or "Mean predicted less observed" || metric.Baseline is not { } baseline
        ? ""
        : (metric.HigherIsBetter ? metric.Model >= baseline : metric.Model <= baseline) ? "Model" : "Baseline";

    private static TableCell Metric(double? value) => new(ModelText.Metric(value), value);
}
