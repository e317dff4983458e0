using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Predictions;

/// <summary>Contracts as charts and tables.</summary>
public static class ContractCharts
{
    private const int MostLines = 5;

    /// <summary>Survival, observed and fitted, with what is to come.</summary>
    public static LineSpec Survival(ContractResult result) => new()
    {
        Label = "Share of contracts still there by age",
        ValueName = "Still there",
        AxisName = Age(result),
        Format = ValueFormat.Percent,
        Labels = [.. Labels(result.Renewals.Count)],
        Series =
        [
            new("Observed", [1, .. result.Renewals.Select(r => r.Survival)]),
            new("Model", [1, .. result.Renewals.Select(r => (double?)r.FittedSurvival.Expected)], LineRole.Forecast, ChartColors.Series(1)),
        ],
        Bands = [new("80% interval", 80, [1, .. result.Renewals.Select(r => (double?)r.FittedSurvival.Range80.Low)], [1, .. result.Renewals.Select(r => (double?)r.FittedSurvival.Range80.High)], ChartColors.Series(1))],
        Annotations = Reached(result) is > 0 and var reached && reached < result.Renewals.Count ? [new(reached, "No contract is older")] : [],
    };

    /// <summary>Share renewed at each age, observed with its interval beside the model's.</summary>
    public static IntervalSpec Retention(ContractResult result) => new()
    {
        Label = "Share renewed by age, observed and fitted",
        ValueName = "Renewed",
        AxisName = Age(result),
        Format = ValueFormat.Percent,
        OtherName = "Model",
        Rows =
        [
            .. result.Renewals.Where(r => r.Due > 0).Take(24).Select(r => new IntervalRow(
                $"{Capital(result.Period)} {r.Period.ToString(CultureInfo.CurrentCulture)}", r.Renewed / r.Due, r.Retention!.Value.Low, r.Retention.Value.High, $"{Formats.Number(r.Due, 0)} due, 95% interval", Other: r.FittedRetention)),
        ],
    };

    /// <summary>The contracts of now in the periods to come.</summary>
    public static LineSpec Remaining(ContractResult result) => new()
    {
        Label = "Contracts of now that are still there",
        ValueName = "Contracts",
        AxisName = $"{Capital(result.Period)}s ahead",
        Format = ValueFormat.Number(0),
        Labels = [.. Labels(result.Remaining.Count)],
        Series = [new("Expected", [result.Active, .. result.Remaining.Select(r => (double?)r.Expected)], LineRole.Forecast, ChartColors.Series(1))],
        Bands =
        [
            new("95% interval", 95, [result.Active, .. result.Remaining.Select(r => (double?)r.Range95.Low)], [result.Active, .. result.Remaining.Select(r => (double?)r.Range95.High)], ChartColors.Series(1)),
            new("80% interval", 80, [result.Active, .. result.Remaining.Select(r => (double?)r.Range80.Low)], [result.Active, .. result.Remaining.Select(r => (double?)r.Range80.High)], ChartColors.Series(1)),
        ],
    };

    /// <summary>Survival of the newest cohorts that have some age.</summary>
    public static LineSpec Cohorts(ContractResult result)
    {
        ContractCohort[] shown = [.. result.Cohorts.Where(c => c.Survival.Count > 2).OrderByDescending(c => c.Contracts).Take(MostLines).OrderBy(c => result.Cohorts.ToList().IndexOf(c))];
        var ages = shown.Select(c => c.Survival.Count).DefaultIfEmpty(1).Max();
        return new LineSpec
        {
            Label = "Share of contracts still there by age and cohort",
            ValueName = "Still there",
            AxisName = Age(result),
            Format = ValueFormat.Percent,
            Labels = [.. Labels(ages - 1)],
            Series =
            [
                .. shown.Select((c, i) => new LineSeries(c.Name, [.. Enumerable.Range(0, ages).Select(a => a < c.Survival.Count ? (double?)c.Survival[a] : null)], LineRole.Main, ChartColors.Series(i))),
                new("Model", [1, .. result.Renewals.Take(ages - 1).Select(r => (double?)r.FittedSurvival.Expected)], LineRole.Forecast, ChartColors.Muted),
            ],
        };
    }

    /// <summary>All cohorts.</summary>
    public static TableModel CohortTable(ContractResult result)
    {
        var ages = Math.Min(12, result.Cohorts.Select(c => c.Survival.Count - 1).DefaultIfEmpty(0).Max());
        return new TableModel(
            "Survival by cohort",
            [new("Began"), new("Contracts", true), new("Still there", true), .. Enumerable.Range(1, ages).Select(a => new TableColumn($"After {a.ToString(CultureInfo.CurrentCulture)}", true))],
            [.. result.Cohorts.Select(c => (IReadOnlyList<TableCell>)
            [
                new(c.Name), new(Formats.Number(c.Contracts, 0), c.Contracts), new(Formats.Number(c.Active, 0), c.Active),
                .. Enumerable.Range(1, ages).Select(a => a < c.Survival.Count ? new TableCell(Formats.Percent(c.Survival[a], 0), c.Survival[a]) : new TableCell("")),
            ])]);
    }

    /// <summary>What was said some periods ago beside what came.</summary>
    public static TableModel Backtests(ContractResult result) => new(
        "Looking back",
        [new("Known until"), new("Contracts then", true), new("Said to stay", true), new("80% interval", true), new("One rate said", true), new("Stayed", true), new("Error by cohort", true), new("Error of one rate", true), new("Cohorts held", true), new("Better")],
        [.. result.Backtests.Select(b => (IReadOnlyList<TableCell>)
        [
            new($"{ContractText.Count(result.Period, b.Periods)} ago"), Number(b.Active), Number(b.Said.Expected), new(Formats.Range(Formats.Number(b.Said.Range80.Low, 0), Formats.Number(b.Said.Range80.High, 0))), Number(b.Naive), Number(b.Actual),
            new(Formats.Points(b.Error).TrimStart('+'), b.Error), new(Formats.Points(b.NaiveError).TrimStart('+'), b.NaiveError), new($"{Formats.Integer(b.Held80)} of {Formats.Integer(b.Cohorts)}"), new(b.BeatsBaseline ? "Model" : "One rate"),
        ])]);

    private static int Reached(ContractResult result) => result.Renewals.Count(r => r.Due > 0);

    private static string Age(ContractResult result) => $"{Capital(result.Period)}s since the start";

    private static string Capital(ContractPeriod period) => period.ToString();

    private static IEnumerable<string> Labels(int last) => Enumerable.Range(0, last + 1).Select(i => i.ToString(CultureInfo.CurrentCulture));

    private static TableCell Number(double value) => new(Formats.Number(value, 0), value);
}
