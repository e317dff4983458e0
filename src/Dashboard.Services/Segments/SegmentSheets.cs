using System.Globalization;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Segments;

/// <summary>The segments as sheets: groups, grid, movements, sizes by month, thresholds.</summary>
public static class SegmentSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["groups", "grid", "moves", "sizes", "thresholds"];

    /// <summary>All sheets.</summary>
    public static IReadOnlyList<Sheet> All(SegmentsResult result) => [.. Parts.Select(part => Part(result, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(SegmentsResult result, string part) => part switch
    {
        "groups" => Groups(result),
        "grid" => Grid(result),
        "moves" => Moves(result),
        "sizes" => Sizes(result),
        "thresholds" => Thresholds(result),
        _ => null,
    };

    /// <summary>A row a group, then one for anonymous revenue.</summary>
    public static Sheet Groups(SegmentsResult result)
    {
        List<SheetColumn> columns =
        [
            new("Segment", CellKind.Text), new("Customers", CellKind.Integer), new("Share of customers", CellKind.Percent), new("Customers before", CellKind.Integer),
            new("Joined", CellKind.Integer), new("Left", CellKind.Integer), new("Revenue", CellKind.Money), new("Share of revenue", CellKind.Percent),
            new("Revenue in comparison", CellKind.Money), new("Orders", CellKind.Integer), new("Average order value", CellKind.Money),
            new("Days since last order, mean", CellKind.Number) { Decimals = 1 }, new("Days since last order, median", CellKind.Number) { Decimals = 1 },
            .. result.ConsentChannels.Select(channel => new SheetColumn($"Contactable by {channel}", CellKind.Integer)),
            new("What to do", CellKind.Text) { Width = 60 },
        ];
        return Sheet.Of("Segments", columns, result.Groups.Append(null), (row, group) =>
        {
            if (group is null)
                WriteAnonymous(row, result);
            else
                WriteGroup(row, group);
        });
    }

    /// <summary>The 25 cells of recency by frequency and money.</summary>
    public static Sheet Grid(SegmentsResult result) => Sheet.Of(
        "Grid",
        [
            new("Recency score", CellKind.Integer), new("Frequency and money score", CellKind.Integer), new("Segment", CellKind.Text),
            new("Customers", CellKind.Integer), new("Revenue", CellKind.Money),
        ],
        result.Grid,
        (row, cell) =>
        {
            row.Integer(cell.Recency);
            row.Integer(cell.FrequencyMoney);
            row.Text(result.Receipt.Groups.Name(cell.Group));
            row.Integer(cell.Customers);
            row.Money(cell.RevenueE4);
        });

    /// <summary>From which group to which how many customers went; empty without comparison.</summary>
    public static Sheet Moves(SegmentsResult result) => Sheet.Of(
        "Movements",
        [new("From", CellKind.Text), new("To", CellKind.Text), new("Customers", CellKind.Integer)],
        result.Moves,
        (row, move) =>
        {
            row.Text(result.Receipt.Groups.Name(move.From));
            row.Text(result.Receipt.Groups.Name(move.To));
            row.Integer(move.Customers);
        });

    /// <summary>Size of each group at the ends of months; a column a group.</summary>
    public static Sheet Sizes(SegmentsResult result) => Sheet.Of(
        "Sizes",
        [new("Day", CellKind.Date), .. result.Groups.Select(g => new SheetColumn(g.Name, CellKind.Integer))],
        result.Months.Count,
        (row, month) =>
        {
            row.Date(result.Months[month]);
            foreach (var group in result.Groups)
                row.Integer(group.Sizes[month]);
        });

    /// <summary>The edges between the scores.</summary>
    public static Sheet Thresholds(SegmentsResult result)
    {
        var edges = result.Thresholds;
        var (days, orders, money) = (edges.DaysSinceLastOrder.ToArray(), edges.Orders.ToArray(), edges.MoneyE4.ToArray());
        return Sheet.Of(
            "Thresholds",
            [
                new("Edge", CellKind.Text), new("Days since last order", CellKind.Integer), new("Orders", CellKind.Integer), new("Net revenue", CellKind.Money),
            ],
            4,
            (row, edge) =>
            {
                row.Text(string.Create(CultureInfo.InvariantCulture, $"Above: recency {4 - edge} or less, frequency and money {edge + 2} or more"));
                row.Integer(days[edge]);
                row.Integer(orders[edge]);
                row.Money(money[edge]);
            });
    }

    private static void WriteGroup(RowWriter row, SegmentRow group)
    {
        row.Text(group.Name);
        row.Integer(group.Customers);
        row.Percent(group.Share);
        row.Integer(group.CustomersBefore);
        row.Integer(group.Joined);
        row.Integer(group.Left);
        row.Money(group.RevenueE4);
        row.Percent(group.RevenueShare);
        row.Money(group.PreviousRevenueE4);
        row.Integer(group.Orders);
        row.Money(group.AverageOrderValueE4 is { } value ? (long)Math.Round(value) : null);
        row.Number(group.MeanDaysSinceLastOrder);
        row.Number(group.MedianDaysSinceLastOrder);
        foreach (var count in group.Contactable)
            row.Integer(count);
        row.Text(group.Action);
    }

    private static void WriteAnonymous(RowWriter row, SegmentsResult result)
    {
        row.Text("Anonymous (no customer)");
        for (var i = 0; i < 5; i++)
            row.Empty();
        row.Money(result.AnonymousRevenueE4);
        row.Percent(result.RevenueE4 <= 0 ? null : (double)result.AnonymousRevenueE4 / result.RevenueE4);
        row.Money(result.PreviousAnonymousRevenueE4);
        row.Integer(result.AnonymousOrders);
        for (var i = 0; i < 4 + result.ConsentChannels.Count; i++)
            row.Empty();
    }
}
