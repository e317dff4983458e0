using Dashboard.Analytics.Overlaps;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Overlaps;

/// <summary>Two clusterings laid over each other as a sheet.</summary>
public static class SoftOverlapSheet
{
    /// <summary>A row a pair of clusters. A pair that shares fewer customers than the shop shows keeps its figures to itself.</summary>
    /// <param name="result">The clusterings.</param>
    public static Sheet Of(SoftOverlapResult result) => Sheet.Of(
        "Clusterings",
        [
            new("Cluster", CellKind.Text) { Width = 40 }, new("And", CellKind.Text) { Width = 40 }, Number("Expected customers"), Number("Expected customers of the other"), Number("Expected in both"),
            Number("In both, 95% from"), Number("In both, 95% to"), new("Jaccard", CellKind.Percent), Number("Lift"),
        ],
        result.Cells.SelectMany((row, r) => row.Select((cell, c) => (Row: result.Rows[r], Column: result.Columns[c], Cell: cell))),
        (sheet, pair) =>
        {
            var both = pair.Cell.Both.Value < result.SmallestGroup ? null : pair.Cell.Both;
            sheet.Text(pair.Row);
            sheet.Text(pair.Column);
            sheet.Number(Shown(pair.Cell.First));
            sheet.Number(Shown(pair.Cell.Second));
            sheet.Number(both?.Value);
            sheet.Number(both?.Interval.Low);
            sheet.Number(both?.Interval.High);
            sheet.Percent(both is null ? null : pair.Cell.Jaccard);
            sheet.Number(both is null ? null : pair.Cell.Lift);

            double? Shown(double customers) => customers < result.SmallestGroup ? null : customers;
        });

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 1 };
}
