using System.Globalization;
using System.Text;
using Dashboard.Analytics.Predictions;
using static System.FormattableString;

namespace Dashboard.Services.Predictions;

/// <summary>
/// The card of a model as a Markdown document: what it predicts, what it rests on, how well it did on time that it had not seen, also group by group, and when not to trust it (Mitchell et al.
/// 2019, "Model cards for model reporting").
/// </summary>
public static class ModelCard
{
    /// <summary>Writes the card.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Its report.</param>
    /// <param name="scored">Its record since the training; null where there is no model.</param>
    public static string Markdown(ModelRun run, ModelReport report, ScoredRun? scored)
    {
        var text = new StringBuilder();
        Line(text, $"# {Title(report.Kind)}: run {run.Id}");
        Line(text, $"");
        Line(text, $"{report.Definition}");
        Line(text, $"");
        Line(text, $"- Method: {report.Method}");
        Line(text, $"- Rung: {report.Rung} ({report.RungReason})");
        if (report.Unlocks is { } unlocks)
            Line(text, $"- The next rung: {unlocks.Message}");
        Line(text, $"- Data: {report.Window.From:yyyy-MM-dd} to {report.Window.To:yyyy-MM-dd}, {report.RowsUsed:N0} {report.RowsAre}, data version {run.DataVersion}");
        foreach (var left in report.LeftOut)
            Line(text, $"- Left out: {left.Rows:N0} {left.Reason}");
        Line(text, $"- Trained as of {report.AsOf:yyyy-MM-dd} with seed {report.Seed}, at {run.TrainedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC in {run.Took.TotalSeconds:N1} s, because {run.Why}");
        Line(text, $"- In use: {(run.InUse ? run.IsPinned ? "yes, chosen by a person" : "yes" : "no")}");
        foreach (var (name, value) in report.Details)
            Line(text, $"- {name}: {value}");

        if (scored is not null)
            Since(text, scored);
        Table(text, "Backtests", "Known until | Compared until | Customers | Metric | Model | Baseline", report.Backtests.SelectMany(b => b.Metrics.Select(m => Invariant(
            $"{b.Origin:yyyy-MM-dd} | {b.Until:yyyy-MM-dd} | {b.Rows:N0} | {m.Name}{(m.Name == report.DecidedBy ? " (decides)" : "")} | {Number(m.Model)} | {Number(m.Baseline)}"))));
        Table(text, "Calibration", "Predicted | Observed | Interval | Customers", report.Calibration.Select(b => Invariant(
            $"{Number(b.Predicted)} | {Number(b.Observed)} | {Number(b.Interval.Low)} to {Number(b.Interval.High)} ({b.Interval.Level:P0}) | {b.Count:N0}")));
        Table(text, "Deciles", "Decile | Customers | Predicted | Observed | Lift", report.Deciles.Select(d => Invariant(
            $"{d.Decile} | {d.Count:N0} | {Number(d.Predicted)} | {Number(d.Observed)} | {d.Lift:N2}")));
        Table(text, "Interval coverage", "Interval of | Level | Held the truth | Of", report.Coverage.Select(c => Invariant($"{Cell(c.Of)} | {c.Level:P0} | {c.Covered:N0} | {c.Count:N0}")));
        Table(text, "Groups", "Dimension | Group | Customers | Predicted | Observed", report.Groups.Select(g => Invariant(
            $"{Cell(g.Dimension)}{(g.IsSensitive ? " (sensitive)" : "")} | {Cell(g.Group)} | {g.Count:N0} | {Number(g.Predicted)} | {Number(g.Observed)}")));
        Table(text, "Features", "Feature | Definition | Importance", report.Features.Select(f => Invariant($"{Cell(f.Name)} | {Cell(f.Definition)} | {f.Importance:P1}")));
        Table(text, "Parameters", "Parameter | Value | Standard error | Meaning", report.Parameters.Select(p => Invariant($"{Cell(p.Name)} | {Number(p.Value)} | {Number(p.StandardError)} | {Cell(p.Meaning)}")));
        Table(text, "Methods that were tried", "Method | In use | Metrics | Note", report.Candidates.Select(c => Invariant(
            $"{Cell(c.Name)} | {(c.Chosen ? "yes" : "no")} | {string.Join(", ", c.Metrics.Select(m => $"{m.Name} {Number(m.Model)}"))} | {Cell(c.Note)}")));
        Line(text, $"");
        Line(text, $"## When not to trust it");
        Line(text, $"");
        foreach (var caution in Cautions(run, report))
            Line(text, $"- {caution}");
        return text.ToString();
    }

    /// <summary>When the predictions deserve less trust, in sentences.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Its report.</param>
    public static IReadOnlyList<string> Cautions(ModelRun run, ModelReport report)
    {
        List<string> cautions = [];
        if (report.Backtests.Count == 0)
            cautions.Add("It could not be tested on time that it had not seen: the history is too short.");
        else if (!report.BeatsBaseline)
            cautions.Add($"On its backtests it was no better than its naive baseline by {report.DecidedBy}.");
        else if (report.Backtests.Count == 1)
            cautions.Add("It was tested at one origin only; the next weeks may be unlike those.");
        if (report.Rung is LadderRung.Counts or LadderRung.Rates)
            cautions.Add("It knows rates of groups of customers only: two customers of a group have the same prediction.");
        cautions.Add(Invariant($"It learned from {report.Window.From:yyyy-MM-dd} to {report.Window.To:yyyy-MM-dd}: what that time has not seen (new prices, new channels, a crisis) it does not know."));
        if (report.Groups.FirstOrDefault(g => g.IsSensitive) is null)
            cautions.Add("How it fares by age or gender is not known: too few customers have them on record.");
        cautions.Add("A prediction says what will happen if the shop goes on as before; it does not say what an offer changes. Keep a control to learn that.");
        if (!run.HasModel)
            cautions.Insert(0, "There is no model: the data was too little.");
        return cautions;
    }

    /// <summary>What a kind of model is called.</summary>
    public static string Title(ModelKind kind) => kind switch
    {
        ModelKind.Lifetime => "Lifetime value",
        ModelKind.Churn => "Churn",
        _ => "Purchase within 30 days",
    };

    private static void Since(StringBuilder text, ScoredRun scored)
    {
        var outcome = scored.Outcome;
        Line(text, $"");
        Line(text, $"## Since the training");
        Line(text, $"");
        Line(text, $"{ModelVerdictWords.Title(scored.Verdict)}, as of {outcome.AsOf:yyyy-MM-dd}. {ModelVerdictWords.Numbers(outcome)}");
        Line(text, $"");
        Line(text, $"What to do: {ModelVerdictWords.Advice(scored)}");
        Table(text, "What it said and what came", "Known until | Compared until | Customers | Metric | Model | Baseline", outcome.Windows.SelectMany(b => b.Metrics.Select(m => Invariant(
            $"{b.Origin:yyyy-MM-dd} | {b.Until:yyyy-MM-dd} | {b.Rows:N0} | {m.Name}{(m.Name == outcome.DecidedBy ? " (decides)" : "")} | {Number(m.Model)} | {Number(m.Baseline)}"))));
        Table(text, "Totals that it said", "Of | Said | 80 % | 95 % | Came", outcome.Totals.Select(t => Invariant(
            $"{t.Of} | {Number(t.Said.Expected)} | {Number(t.Said.Range80.Low)} to {Number(t.Said.Range80.High)} | {Number(t.Said.Range95.Low)} to {Number(t.Said.Range95.High)} | {Number(t.Actual)}")));
        Table(text, "Calibration since the training", "Predicted | Observed | Interval | Customers", outcome.Calibration.Select(b => Invariant(
            $"{Number(b.Predicted)} | {Number(b.Observed)} | {Number(b.Interval.Low)} to {Number(b.Interval.High)} ({b.Interval.Level:P0}) | {b.Count:N0}")));
        Table(text, "Interval coverage since the training", "Interval of | Level | Held the truth | Of", outcome.Coverage.Select(c => Invariant($"{Cell(c.Of)} | {c.Level:P0} | {c.Covered:N0} | {c.Count:N0}")));
        Table(text, "Groups since the training", "Dimension | Group | Customers | Predicted | Observed", outcome.Groups.Select(g => Invariant(
            $"{Cell(g.Dimension)}{(g.IsSensitive ? " (sensitive)" : "")} | {Cell(g.Group)} | {g.Count:N0} | {Number(g.Predicted)} | {Number(g.Observed)}")));
    }

    private static void Table(StringBuilder text, string title, string head, IEnumerable<string> rows)
    {
        string[] lines = [.. rows];
        if (lines.Length == 0)
            return;
        Line(text, $"");
        Line(text, $"## {title}");
        Line(text, $"");
        Line(text, $"| {head} |");
        Line(text, $"|{string.Concat(Enumerable.Repeat(" --- |", head.Count(c => c == '|') + 1))}");
        foreach (var line in lines)
            Line(text, $"| {line} |");
    }

    private static string Cell(string? text) => text is null ? "" : text.Replace('|', '/').Replace('\n', ' ');

    private static string Number(double? value) => value is { } v ? v.ToString("G5", CultureInfo.InvariantCulture) : "";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(Invariant(line)).Append('\n');
}
