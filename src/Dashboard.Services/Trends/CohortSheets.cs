using Dashboard.Analytics.Trends;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;

namespace Dashboard.Services.Trends;

/// <summary>Cohorts as sheets: a row a cohort and month, the shares as a table, and all cohorts together.</summary>
public static class CohortSheets
{
    /// <summary>The workbook of the cohorts with its Methods sheet.</summary>
    /// <param name="result">The cohorts.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(CohortsResult result, DateTimeOffset now) => ReceiptSheet.Workbook(result.Receipt, now, Shares(result), Cells(result), Totals(result));

    /// <summary>The share of each cohort that ordered, a column a month; months that are not over are left empty.</summary>
    public static Sheet Shares(CohortsResult result)
    {
        var months = result.Cohorts.Count == 0 ? 0 : result.Cohorts.Max(c => c.Cells.Count);
        return Sheet.Of(
            "Retention",
            [new("First order in", CellKind.Date), new("Customers", CellKind.Integer), .. Enumerable.Range(0, months).Select(k => new SheetColumn(FormattableString.Invariant($"Month {k}"), CellKind.Percent))],
            result.Cohorts,
            (row, cohort) =>
            {
                row.Date(cohort.Month);
                row.Integer(cohort.Size);
                for (var k = 0; k < months; k++)
                    row.Percent(k < cohort.Cells.Count && cohort.Cells[k].IsWhole ? cohort.Cells[k].Share : null);
            });
    }

    /// <summary>Every cell with its count, interval and revenue.</summary>
    public static Sheet Cells(CohortsResult result) => Sheet.Of(
        "Cells",
        [
            new("First order in", CellKind.Date), new("Cohort", CellKind.Integer), new("Month", CellKind.Integer), new("From", CellKind.Date), new("To", CellKind.Date), new("Over", CellKind.Boolean),
            new("Customers who ordered", CellKind.Integer), new("Share", CellKind.Percent), new("95 % from", CellKind.Percent), new("95 % to", CellKind.Percent),
            new("Revenue", CellKind.Money), new("Revenue per customer so far", CellKind.Money),
        ],
        result.Cohorts.SelectMany(cohort => cohort.Cells.Select((cell, k) => (Cohort: cohort, Cell: cell, Month: k))),
        (row, item) =>
        {
            var days = CohortsResult.Days(item.Cohort, item.Month);
            row.Date(item.Cohort.Month);
            row.Integer(item.Cohort.Size);
            row.Integer(item.Month);
            row.Date(days.From);
            row.Date(days.To);
            row.Boolean(item.Cell.IsWhole);
            row.Integer(item.Cell.Customers);
            row.Percent(item.Cell.Share);
            row.Percent(item.Cell.Interval.Low);
            row.Percent(item.Cell.Interval.High);
            row.Money(item.Cell.RevenueE4);
            row.Money((long)Math.Round(item.Cell.RevenuePerCustomerE4));
        });

    /// <summary>All cohorts together, a row a month.</summary>
    public static Sheet Totals(CohortsResult result) => Sheet.Of(
        "All cohorts",
        [
            new("Month", CellKind.Integer), new("Cohorts", CellKind.Integer), new("Customers", CellKind.Integer), new("Customers who ordered", CellKind.Integer),
            new("Share", CellKind.Percent), new("95 % from", CellKind.Percent), new("95 % to", CellKind.Percent), new("Revenue per customer so far", CellKind.Money),
        ],
        result.Totals.Count,
        (row, k) =>
        {
            var total = result.Totals[k];
            row.Integer(k);
            row.Integer(total.Cohorts);
            row.Integer(total.Size);
            row.Integer(total.Customers);
            row.Percent(total.Share);
            row.Percent(total.Interval.Low);
            row.Percent(total.Interval.High);
            row.Money((long)Math.Round(total.RevenuePerCustomerE4));
        });
}
