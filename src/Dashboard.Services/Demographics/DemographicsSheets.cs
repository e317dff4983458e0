using System.Globalization;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;

namespace Dashboard.Services.Demographics;

/// <summary>Demographics as sheets.</summary>
public static class DemographicsSheets
{
    /// <summary>A workbook of every breakdown, the pyramid, the cross table if there is one, and Methods.</summary>
    /// <param name="result">The demographics.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(DemographicsResult result, DateTimeOffset now) => ReceiptSheet.Workbook(result.Receipt, now,
    [
        .. result.Cross is { } cross ? [Cross(cross)] : Array.Empty<Sheet>(),
        Cross(result.Pyramid),
        .. result.Breakdowns.Select(Breakdown),
    ]);

    /// <summary>A workbook of one breakdown and Methods.</summary>
    /// <param name="result">The demographics.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(DemographicsResult result, Dimension dimension, DateTimeOffset now) =>
        ReceiptSheet.Workbook(result.Receipt, now, Breakdown(result.By(dimension)));

    /// <summary>A workbook of one cross table and Methods.</summary>
    /// <param name="result">The demographics.</param>
    /// <param name="table">The table: the pyramid or the cross.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(DemographicsResult result, CrossTable table, DateTimeOffset now) => ReceiptSheet.Workbook(result.Receipt, now, Cross(table));

    /// <summary>Customers, orders and revenue by one dimension.</summary>
    public static Sheet Breakdown(DemographicsBreakdown breakdown) => Sheet.Of(
        $"By {Name(breakdown.Dimension).ToLower(CultureInfo.InvariantCulture)}",
        [
            new(Name(breakdown.Dimension), CellKind.Text), new("Customers", CellKind.Integer), new("Share", CellKind.Percent), new("Customers before", CellKind.Integer), new("Orders", CellKind.Integer),
            new("Revenue", CellKind.Money), new("Share of revenue", CellKind.Percent), new("Revenue before", CellKind.Money), new("Average order value", CellKind.Money),
        ],
        breakdown.Rows,
        (writer, row) =>
        {
            writer.Text(row.Label);
            writer.Integer(row.Customers);
            writer.Percent(row.Share);
            writer.Integer(row.CustomersBefore);
            writer.Integer(row.Orders);
            writer.Money(row.RevenueE4);
            writer.Percent(row.RevenueShare);
            writer.Money(row.RevenueBeforeE4);
            writer.Money(row.AverageOrderValueE4 is { } value ? (long)Math.Round(value) : null);
        });

    /// <summary>The cells of a cross table, one a row.</summary>
    public static Sheet Cross(CrossTable table) => Sheet.Of(
        $"{Name(table.RowDimension)} by {Name(table.ColumnDimension).ToLower(CultureInfo.InvariantCulture)}",
        [
            new(Name(table.RowDimension), CellKind.Text), new(Name(table.ColumnDimension), CellKind.Text), new("Customers", CellKind.Integer), new("Share", CellKind.Percent),
            new("Expected customers", CellKind.Number), new("Index", CellKind.Number) { Decimals = 0 }, new("Fewer than 5 expected", CellKind.Boolean), new("Revenue", CellKind.Money), new("Hidden: too few people", CellKind.Boolean),
        ],
        table.Rows.Count * table.Columns.Count,
        (writer, index) =>
        {
            var (row, column) = (index / table.Columns.Count, index % table.Columns.Count);
            var cell = table[row, column];
            writer.Text(table.Rows[row].Label);
            writer.Text(table.Columns[column].Label);
            writer.Integer(cell.Customers);
            writer.Percent(cell.Share);
            writer.Number(cell.Expected);
            writer.Number(cell.Index);
            writer.Boolean(cell.IsSmall);
            writer.Money(cell.RevenueE4);
            writer.Boolean(cell.IsHidden);
        });

    /// <summary>The name of a dimension as a person reads it.</summary>
    public static string Name(Dimension dimension) => dimension switch
    {
        Dimension.AgeBand => "Age",
        Dimension.Acquisition => "Acquisition channel",
        _ => dimension.ToString(),
    };
}
