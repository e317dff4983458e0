using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Comparisons;

/// <summary>Two sets of customers beside each other as sheets: the traits, every difference tested, every fact, the months, the sets themselves.</summary>
public static class ComparisonSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["differences", "persona", "facts", "trend", "sets"];

    /// <summary>All sheets.</summary>
    public static IReadOnlyList<Sheet> All(ComparisonResult result) => [.. Parts.Select(part => Part(result, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(ComparisonResult result, string part) => part switch
    {
        "differences" => Differences("Differences", result.Differences.Tested),
        "persona" => Differences("Persona", result.Traits),
        "facts" => Facts(result),
        "trend" => Trend(result),
        "sets" => Sets(result),
        _ => null,
    };

    // Shares and numbers of other units share a column, so that its cells are plain numbers: shares from 0 to 1, money in units of the currency.
    private static Sheet Differences(string name, IReadOnlyList<Difference> differences) => Sheet.Of(
        name,
        [
            new("Subject", CellKind.Text), new("Fact", CellKind.Text), new("Value", CellKind.Text), new("Unit", CellKind.Text),
            Number("First set"), Number("Second set"), Number("Both"), Number("First set, median"), Number("Second set, median"),
            Number("Difference"), Number("95% from"), Number("95% to"), Number("Ratio"), Number("Ratio, 95% from"), Number("Ratio, 95% to"),
            new("Effect size measured by", CellKind.Text), Number("Effect size"), Number("Effect, 95% from"), Number("Effect, 95% to"),
            Number("Hedges g"), Number("Probability of superiority"), Number("Superiority, 95% from"), Number("Superiority, 95% to"), Number("Cliff's delta"),
            new("First set, with the value", CellKind.Integer), new("First set, known", CellKind.Integer), new("Second set, with the value", CellKind.Integer), new("Second set, known", CellKind.Integer),
            Number("p"), Number("p, adjusted"), new("Significant", CellKind.Boolean),
        ],
        differences,
        (row, d) =>
        {
            var scale = d.Unit == FactUnit.Money ? 10_000.0 : 1;
            row.Text(d.Subject.ToString());
            row.Text(d.Fact);
            row.Text(d.Level);
            row.Text(d.Unit.ToString());
            row.Number(d.A / scale);
            row.Number(d.B / scale);
            row.Number(d.Both / scale);
            row.Number(d.Medians?.A / scale);
            row.Number(d.Medians?.B / scale);
            Interval(row, d.Gap, scale);
            Interval(row, d.Ratio, 1);
            row.Text(d.Measure switch { EffectMeasure.CohenH => "Cohen's h", EffectMeasure.HedgesG => "Hedges' g", _ => "superiority, as d" });
            Interval(row, d.Effect, 1);
            row.Number(d.HedgesG?.Value);
            Interval(row, d.Superiority, 1);
            row.Number(d.Superiority is { } s ? (2 * s.Value) - 1 : null);
            row.Integer(d.CountA);
            row.Integer(d.KnownA);
            row.Integer(d.CountB);
            row.Integer(d.KnownB);
            row.Number(d.Test.PValue);
            row.Number(d.Adjusted);
            row.Boolean(d.IsSignificant);
        });

    private static Sheet Facts(ComparisonResult result) => Sheet.Of(
        "Facts",
        [
            new("Fact", CellKind.Text), new("Value", CellKind.Text), new("First set", CellKind.Integer), new("Share of first set", CellKind.Percent),
            new("Second set", CellKind.Integer), new("Share of second set", CellKind.Percent), new("First set, known", CellKind.Integer), new("Second set, known", CellKind.Integer),
            new("First set, not known", CellKind.Integer), new("Second set, not known", CellKind.Integer),
        ],
        result.Differences.Facts.SelectMany(fact => fact.Levels.Select(level => (fact, level))),
        (row, item) =>
        {
            row.Text(item.fact.Fact);
            row.Text(item.level.Label);
            row.Integer(item.level.A);
            row.Percent(item.level.ShareA);
            row.Integer(item.level.B);
            row.Percent(item.level.ShareB);
            row.Integer(item.fact.KnownA);
            row.Integer(item.fact.KnownB);
            row.Integer(item.fact.UnknownA);
            row.Integer(item.fact.UnknownB);
        });

    private static Sheet Trend(ComparisonResult result) => Sheet.Of(
        "Trend",
        [
            new("Last day of the month", CellKind.Date), new("Set", CellKind.Text), new("Customers known", CellKind.Integer), new("Customers who ordered", CellKind.Integer), new("Active share", CellKind.Percent),
            new("Orders", CellKind.Integer), Number("Orders per customer"), new("Revenue", CellKind.Money), new("Revenue per customer", CellKind.Money),
        ],
        result.Trend.Months.SelectMany((day, month) => (IEnumerable<(DateOnly Day, string Set, SetMonth Month)>)[(day, "First", result.Trend.A[month]), (day, "Second", result.Trend.B[month])]),
        (row, item) =>
        {
            row.Date(item.Day);
            row.Text(item.Set);
            row.Integer(item.Month.Customers);
            row.Integer(item.Month.Active);
            row.Percent(item.Month.ActiveShare);
            row.Integer(item.Month.Orders);
            row.Number(item.Month.OrdersEach);
            row.Money(item.Month.RevenueE4);
            row.Money(item.Month.RevenueEachE4 is { } each ? (long)Math.Round(each) : null);
        });

    private static Sheet Sets(ComparisonResult result) => Sheet.Of(
        "Sets",
        [
            new("Set", CellKind.Text), new("Rule", CellKind.Text) { Width = 60 }, new("Customers", CellKind.Integer), new("Of them in both sets, not compared", CellKind.Integer), new("Compared", CellKind.Integer),
            new("Ordered in the range", CellKind.Integer), new("Orders", CellKind.Integer), new("Revenue", CellKind.Money), new("Average order value", CellKind.Money),
        ],
        (IEnumerable<(string Name, ComparedSet Set)>)[("First", result.A), ("Second", result.B)],
        (row, item) =>
        {
            row.Text(item.Name);
            row.Text(item.Set.Rule?.ToString() ?? "everybody else");
            row.Integer(item.Set.Customers);
            row.Integer(result.Differences.Shared);
            row.Integer(item.Set.Figures.Customers);
            row.Integer(item.Set.Figures.Active);
            row.Integer(item.Set.Figures.Orders);
            row.Money(item.Set.Figures.RevenueE4);
            row.Money(item.Set.Figures.AverageOrderValueE4 is { } value ? (long)Math.Round(value) : null);
        });

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 4 };

    private static void Interval(RowWriter row, Estimate? estimate, double scale)
    {
        row.Number(estimate?.Value / scale);
        row.Number(estimate?.Interval.Low / scale);
        row.Number(estimate?.Interval.High / scale);
    }
}
