using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Trends;

/// <summary>The heat map of cohorts and its table.</summary>
public static class CohortCharts
{
    private const int MostRows = 25;
    private const int MostMonths = 24;
    private const int FewestCohorts = 3;

    /// <summary>What was found, as a title.</summary>
    /// <param name="result">The cohorts, at least one.</param>
    /// <param name="byRevenue">Whether revenue is shown instead of customers.</param>
    public static string Finding(CohortsResult result, bool byRevenue)
    {
        if (result.Totals.Count < 2)
            return byRevenue ? "Revenue per customer by cohort" : "Customers who came back, by cohort: no month after the first is over yet";
        if (byRevenue)
        {
            // Later months rest on fewer and older cohorts: the last one with three cohorts says more than the last of all.
            var last = Math.Max(1, result.Totals.ToList().FindLastIndex(t => t.Cohorts >= FewestCohorts));
            var total = result.Totals[last];
            return $"{Formats.Money(total.RevenuePerCustomerE4 / 10_000, result.Receipt.Currency)} per customer by the end of month {last} ({Formats.Count(total.Size, "customer")} of {Formats.Count(total.Cohorts, "cohort")})";
        }

        var second = result.Totals[1];
        return $"{Formats.Percent(second.Share)} of new customers order again in the month after their first ({Formats.Range(Formats.Percent(second.Interval.Low), Formats.Percent(second.Interval.High))}, 95% interval, {Formats.Count(second.Size, "customer")})";
    }

    /// <summary>Cohorts by month since the first; all cohorts together on top. The newest 24 cohorts and the first 24 months.</summary>
    public static HeatmapSpec Heatmap(CohortsResult result, bool byRevenue)
    {
        var cohorts = Shown(result);
        var months = Math.Min(MostMonths + 1, cohorts.Max(c => c.Cells.Count));
        var currency = result.Receipt.Currency;
        var cells = cohorts.SelectMany(c => c.Cells.Skip(1).Take(MostMonths)).ToList();
        return new HeatmapSpec
        {
            Label = byRevenue ? "Revenue per customer so far, by month of the first order" : "Share of customers who ordered, by month of the first order",
            ValueName = byRevenue ? "Revenue per customer so far" : "Share who ordered",
            AxisName = "First order in",
            Format = byRevenue ? ValueFormat.Money(currency) with { Digits = 0 } : ValueFormat.Percent,
            Rows = ["All", .. cohorts.Select(Name)],
            Columns = [.. Enumerable.Range(0, months).Select(k => Formats.Integer(k))],
            Values =
            [
                [.. Enumerable.Range(0, months).Select(k => k < result.Totals.Count ? byRevenue ? result.Totals[k].RevenuePerCustomerE4 / 10_000 : result.Totals[k].Share : (double?)null)],
                .. cohorts.Select(c => (IReadOnlyList<double?>)[.. Enumerable.Range(0, months).Select(k => k < c.Cells.Count ? byRevenue ? c.Cells[k].RevenuePerCustomerE4 / 10_000 : c.Cells[k].Share : (double?)null)]),
            ],
            Notes =
            [
                [.. Enumerable.Range(0, months).Select(k => k < result.Totals.Count ? Note(result.Totals[k]) : "")],
                .. cohorts.Select(c => (IReadOnlyList<string>)[.. Enumerable.Range(0, months).Select(k => k < c.Cells.Count ? Note(c, c.Cells[k]) : "")]),
            ],
            Unfinished =
            [
                [.. Enumerable.Repeat(false, months)],
                .. cohorts.Select(c => (IReadOnlyList<bool>)[.. Enumerable.Range(0, months).Select(k => k < c.Cells.Count && !c.Cells[k].IsWhole)]),
            ],
            // Month 0 is everybody, so it would leave one colour for all months after it.
            Most = byRevenue || cells.Count == 0 ? null : Math.Max(0.01, cells.Max(c => c.Share)),
            CellHeight = 30,
        };
    }

    /// <summary>All cells as a table, with counts and marks for months that are not over; a month leads to the Overview of its days.</summary>
    public static TableModel Table(CohortsResult result, bool byRevenue, Scope scope)
    {
        var currency = result.Receipt.Currency;
        var months = result.Cohorts.Count == 0 ? 0 : result.Cohorts.Max(c => c.Cells.Count);
        return new TableModel(
            byRevenue ? "Revenue per customer so far by cohort" : "Share of customers who ordered by cohort",
            [new("First order in"), new("Customers", true), .. Enumerable.Range(0, months).Select(k => new TableColumn($"Month {k}", true))],
            [.. result.Cohorts.Select(c => (IReadOnlyList<TableCell>)[
                new(Formats.Month(c.Month) + (c.MayBeOlder ? " (and before)" : ""), c.Month.DayNumber, Overview(c)),
                new(Formats.Integer(c.Size), c.Size),
                .. Enumerable.Range(0, months).Select(k => k < c.Cells.Count ? Cell(c.Cells[k]) : new TableCell(""))])])
        {
            Total =
            [
                new("All, months that are over"), new(Formats.Integer(result.Cohorts.Sum(c => c.Size))),
                .. Enumerable.Range(0, months).Select(k => k < result.Totals.Count
                    ? new TableCell(byRevenue ? Formats.Money(result.Totals[k].RevenuePerCustomerE4 / 10_000, currency) : $"{Formats.Percent(result.Totals[k].Share)} of {Formats.Integer(result.Totals[k].Size)}")
                    : new TableCell("")),
            ],
        };

        TableCell Cell(CohortCell cell)
        {
            var text = byRevenue ? Formats.Money(cell.RevenuePerCustomerE4 / 10_000, currency) : $"{Formats.Percent(cell.Share)} ({Formats.Integer(cell.Customers)})";
            return new TableCell(cell.IsWhole ? text : text + " so far", byRevenue ? cell.RevenuePerCustomerE4 : cell.Share);
        }

        string Overview(Cohort cohort)
        {
            var days = CohortsResult.Days(cohort, 0);
            return Urls.Overview(scope with { Range = new RangeChoice(null, days.From, days.To) });
        }
    }

    /// <summary>What the heat map leaves out, or null.</summary>
    public static string? Hidden(CohortsResult result)
    {
        var months = result.Cohorts.Count == 0 ? 0 : result.Cohorts.Max(c => c.Cells.Count) - 1;
        var (rows, columns) = (Math.Max(0, result.Cohorts.Count - MostRows), Math.Max(0, months - MostMonths));
        return rows + columns == 0 ? null : $"The table and the files hold {Formats.Count(rows, "older cohort")} and {Formats.Count(columns, "later month")} more.";
    }

    private static List<Cohort> Shown(CohortsResult result) => [.. result.Cohorts.TakeLast(MostRows)];

    private static string Name(Cohort cohort) => $"{Formats.Month(cohort.Month)}{(cohort.MayBeOlder ? "*" : "")} · {Formats.Integer(cohort.Size)}";

    private static string Note(Cohort cohort, CohortCell cell) =>
        $"{Formats.Integer(cell.Customers)} of {Formats.Count(cohort.Size, "customer")}, {Formats.Range(Formats.Percent(cell.Interval.Low), Formats.Percent(cell.Interval.High))} (95% interval)"
        + (cell.IsWhole ? "" : "; the month is not over");

    private static string Note(CohortTotal total) =>
        $"{Formats.Integer(total.Customers)} of {Formats.Count(total.Size, "customer")} in {Formats.Count(total.Cohorts, "cohort")}, {Formats.Range(Formats.Percent(total.Interval.Low), Formats.Percent(total.Interval.High))} (95% interval)";
}
