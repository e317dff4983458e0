using Dashboard.Analytics.Segments;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Segments;

/// <summary>Movement between the groups as sheets: every pair of groups, and every group on both days.</summary>
public static class MovementSheets
{
    /// <summary>A row a pair of groups that some customer has, those who stayed included.</summary>
    public static Sheet Moves(RfmMovement movement) => Sheet.Of(
        "Movement",
        [
            new("Segment on the first day", CellKind.Text), new("Segment on the second day", CellKind.Text), new("Customers", CellKind.Integer), new("Share of the first segment", CellKind.Percent),
            new("Ordered between", CellKind.Integer), new("Revenue before", CellKind.Money), new("Revenue after", CellKind.Money), new("Change", CellKind.Money),
        ],
        movement.Moves,
        (row, move) =>
        {
            row.Text(movement.Receipt.Groups.Name(move.From));
            row.Text(movement.Receipt.Groups.Name(move.To));
            row.Integer(move.Customers);
            row.Percent(move.Customers / (double)movement.Groups.Single(g => g.Group == move.From).Then);
            row.Integer(move.Ordered);
            row.Money(move.BeforeE4);
            row.Money(move.AfterE4);
            row.Money(move.ChangeE4);
        });

    /// <summary>A row a group, customers not known yet last.</summary>
    public static Sheet Groups(RfmMovement movement) => Sheet.Of(
        "Segments",
        [
            new("Segment", CellKind.Text), new("On the first day", CellKind.Integer), new("Left", CellKind.Integer), new("Entered", CellKind.Integer), new("On the second day", CellKind.Integer),
            new("Stayed", CellKind.Integer), new("Ordered between", CellKind.Integer), new("Share that ordered", CellKind.Percent), new("Revenue before", CellKind.Money), new("Revenue after", CellKind.Money),
        ],
        movement.Groups,
        (row, group) =>
        {
            row.Text(group.Name);
            row.Integer(group.Then);
            row.Integer(group.Left);
            row.Integer(group.Entered);
            row.Integer(group.Now);
            row.Integer(group.Stayed);
            row.Integer(group.Ordered);
            row.Percent(group.OrderedShare);
            row.Money(group.BeforeE4);
            row.Money(group.AfterE4);
        });
}
