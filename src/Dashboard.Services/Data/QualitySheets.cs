using Dashboard.Analytics.Data;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Data;

/// <summary>Data quality as tables for a file.</summary>
public static class QualitySheets
{
    /// <summary>One row a field, with its shares, its weight and its issues.</summary>
    public static Sheet Fields(QualityResult result) => Sheet.Of(
        "Data quality",
        [
            new("Data", CellKind.Text), new("Field", CellKind.Text), new("Rows", CellKind.Integer), new("Filled", CellKind.Percent), new("Valid", CellKind.Percent), new("Weight", CellKind.Number),
            new("Missing", CellKind.Integer), new("Malformed", CellKind.Integer), new("Duplicate", CellKind.Integer), new("Implausible", CellKind.Integer), new("In the future", CellKind.Integer),
            new("Zero", CellKind.Integer), new("Valid means", CellKind.Text) { Width = 60 },
        ],
        result.Groups.SelectMany(g => g.Fields),
        (row, field) =>
        {
            row.Text(field.Subject.ToString());
            row.Text(field.Label);
            row.Integer(field.Rows);
            row.Percent(field.FilledShare);
            row.Percent(field.ValidShare);
            row.Number(field.Weight);
            for (var fault = QualityFault.Missing; fault <= QualityFault.Zero; fault++)
                row.Integer(field.Issues.FirstOrDefault(i => i.Issue.Fault == fault)?.Rows ?? 0);
            row.Text(field.Rule);
        });

    /// <summary>The rows behind one issue.</summary>
    public static Sheet Rows(QualityRowsResult result) => Sheet.Of(
        $"{result.Field} issues",
        [new("Id", CellKind.Text), new("About", CellKind.Text), new("Value", CellKind.Text), new("Customer", CellKind.Text)],
        result.Rows,
        (row, found) =>
        {
            row.Text(found.Key);
            row.Text(found.About);
            row.Text(found.Value);
            row.Text(found.CustomerKey);
        });
}
