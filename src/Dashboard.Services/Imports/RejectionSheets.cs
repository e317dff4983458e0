using Dashboard.Services.Excel;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>Rows that an import leaves out, as a table for a file: people mend them there and import them again.</summary>
public static class RejectionSheets
{
    private static readonly SheetColumn[] Columns =
    [
        new("Row", CellKind.Integer),
        new("Column", CellKind.Text),
        new("Value", CellKind.Text),
        new("Reason", CellKind.Text),
        new("What to do", CellKind.Text) { Width = 60 },
    ];

    /// <summary>Rows that a dry run left out.</summary>
    public static Sheet Of(IReadOnlyList<Rejection> rejections) => Sheet.Of("Rejected rows", Columns, rejections, (row, rejection) =>
        Write(row, rejection.RowNumber, rejection.Column, rejection.Value, rejection.Reason, rejection.Message));

    /// <summary>Rows that an import left out.</summary>
    public static Sheet Of(IReadOnlyList<RejectedRow> rejections) => Sheet.Of("Rejected rows", Columns, rejections, (row, rejection) =>
        Write(row, rejection.RowNumber, rejection.Column, rejection.Value, rejection.Reason, rejection.Message));

    private static void Write(RowWriter row, long number, string? column, string? value, string reason, string message)
    {
        row.Integer(number);
        row.Text(column);
        row.Text(value);
        row.Text(reason);
        row.Text(message);
    }
}
