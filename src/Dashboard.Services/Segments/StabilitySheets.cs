using System.Globalization;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Segments;

/// <summary>Stability of the groups as sheets: every threshold moved, and every group's members near one.</summary>
public static class StabilitySheets
{
    private static readonly string[] Measures = ["Days since last order", "Orders", "Net revenue"];

    /// <summary>A row a threshold, then those of a measure together, at last all; customers who would change group by how far it moves.</summary>
    public static Sheet Trials(RfmStability stability) => Sheet.Of(
        "Stability",
        [
            new("Measure", CellKind.Text), new("Edge", CellKind.Text), new("Now at", CellKind.Number) { Decimals = 4 },
            .. RfmStability.Percents.SelectMany(p => new[]
            {
                new SheetColumn(string.Create(CultureInfo.InvariantCulture, $"At {p:+0;-0} %"), CellKind.Number) { Decimals = 4 },
                new SheetColumn(string.Create(CultureInfo.InvariantCulture, $"Customers who change at {p:+0;-0} %"), CellKind.Integer),
            }),
        ],
        stability.Trials,
        (row, trial) =>
        {
            row.Text(trial.Measure is { } measure ? Measures[(int)measure] : "All");
            row.Text(trial.Edge?.ToString(CultureInfo.InvariantCulture) ?? "all");
            row.Number(Units(trial.Measure, trial.Value));
            for (var i = 0; i < trial.Changed.Count; i++)
            {
                row.Number(trial.Moved.Count > 0 ? Units(trial.Measure, trial.Moved[i]) : null);
                row.Integer(trial.Changed[i]);
            }
        });

    /// <summary>A row a group of customers with orders.</summary>
    public static Sheet Groups(RfmStability stability) => Sheet.Of(
        "Near a threshold",
        [new("Segment", CellKind.Text), new("Customers", CellKind.Integer), new("Within 5 %", CellKind.Integer), new("Within 10 %", CellKind.Integer)],
        stability.Groups,
        (row, group) =>
        {
            row.Text(group.Name);
            row.Integer(group.Customers);
            row.Integer(group.Near5);
            row.Integer(group.Near10);
        });

    private static double? Units(RfmMeasure? measure, long? value) => measure == RfmMeasure.MoneyE4 ? value / 10_000.0 : value;
}
