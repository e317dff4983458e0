using Dashboard.Analytics.Segments;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Segments;

/// <summary>The profile of a segment as sheets: who they are, what they buy, their rhythm, how they answer, and where they came from.</summary>
public static class SegmentProfileSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["figures", "people", "products", "rhythm", "moves", "campaigns"];

    /// <summary>All sheets.</summary>
    public static IReadOnlyList<Sheet> All(SegmentProfileResult result) => [.. Parts.Select(part => Part(result, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(SegmentProfileResult result, string part) => part switch
    {
        "figures" => Figures(result),
        "people" => People(result),
        "products" => Products(result),
        "rhythm" => Rhythm(result),
        "moves" => Moves(result),
        "campaigns" => Campaigns(result),
        _ => null,
    };

    /// <summary>Size, orders and revenue of the members, of the same members in the comparison, and of everybody.</summary>
    public static Sheet Figures(SegmentProfileResult result)
    {
        var profile = result.Profile;
        var rows = new List<(string Name, SetFigures? Figures)> { (result.Receipt.Groups.Name(result.Group), profile.Figures), ("The same customers in the comparison", profile.Previous), ("Everybody", profile.Everybody) };
        return Sheet.Of(
            "Figures",
            [
                new("Who", CellKind.Text), new("Customers", CellKind.Integer), new("Ordered in the range", CellKind.Integer), new("Orders", CellKind.Integer),
                new("Revenue", CellKind.Money), new("Average order value", CellKind.Money),
            ],
            rows.Where(r => r.Figures is not null),
            (row, item) =>
            {
                row.Text(item.Name);
                row.Integer(item.Figures!.Customers);
                row.Integer(item.Figures.Active);
                row.Integer(item.Figures.Orders);
                row.Money(item.Figures.RevenueE4);
                row.Money(item.Figures.AverageOrderValueE4 is { } value ? (long)Math.Round(value) : null);
            });
    }

    /// <summary>Members beside everybody: demographics, channel, weekday, hour, consent.</summary>
    public static Sheet People(SegmentProfileResult result)
    {
        var profile = result.Profile;
        return Shares("Who they are",
        [
            .. profile.Demographics.Append(profile.Channels).SelectMany(b => b.Rows.Select(row => (b.Dimension.ToString(), row))),
            .. profile.Weekdays.Select(row => ("Weekday", row)),
            .. profile.Hours.Select(row => ("Hour", row)),
            .. profile.Contactable.Select(row => ("Consent", row)),
        ]);
    }

    /// <summary>Top products and categories with their buyers.</summary>
    public static Sheet Products(SegmentProfileResult result) => Sheet.Of(
        "Products",
        [
            new("What", CellKind.Text), new("Id", CellKind.Text), new("Name", CellKind.Text), new("Revenue", CellKind.Money), new("Buyers", CellKind.Integer),
            new("Share of members who ordered", CellKind.Percent), new("Buyers, everybody", CellKind.Integer), new("Share of everybody who ordered", CellKind.Percent), Index,
        ],
        result.Profile.Products.Rows.Select(row => ("Product", row)).Concat(result.Profile.Categories.Rows.Select(row => ("Category", row))),
        (row, item) =>
        {
            row.Text(item.Item1);
            row.Text(item.row.Buyers.Value);
            row.Text(item.row.Buyers.Label);
            row.Money(item.row.RevenueE4);
            WriteShare(row, item.row.Buyers);
        });

    /// <summary>Days between orders, days since the last order, items and products of an order.</summary>
    public static Sheet Rhythm(SegmentProfileResult result)
    {
        var profile = result.Profile;
        return Shares("Rhythm and basket",
        [
            .. profile.OrderGaps.Bins.Select(row => ("Days between orders", row)),
            .. profile.DaysSinceLastOrder.Bins.Select(row => ("Days since the last order", row)),
            .. profile.ItemsPerOrder.Bins.Select(row => ("Items per order", row)),
            .. profile.ProductsPerOrder.Bins.Select(row => ("Products per order", row)),
        ]);
    }

    /// <summary>The groups that the members were in at the end of the comparison.</summary>
    public static Sheet Moves(SegmentProfileResult result) => Sheet.Of(
        "Came from",
        [new("Segment before", CellKind.Text), new("Customers", CellKind.Integer)],
        result.CameFrom,
        (row, move) =>
        {
            row.Text(result.Receipt.Groups.Name(move.From));
            row.Integer(move.Customers);
        });

    /// <summary>How members and everybody answered the campaigns of the range; counts over the contacts whose file speaks of the step.</summary>
    public static Sheet Campaigns(SegmentProfileResult result)
    {
        var (mine, all) = (result.Profile.Response, result.Profile.AllResponse);
        return Sheet.Of(
            "Campaigns",
            [
                new("Step", CellKind.Text), new("Segment", CellKind.Integer), new("Segment, known", CellKind.Integer), new("Rate of segment", CellKind.Percent),
                new("Everybody", CellKind.Integer), new("Everybody, known", CellKind.Integer), new("Rate of everybody", CellKind.Percent),
            ],
            (IEnumerable<(string Step, ResponseCount Mine, ResponseCount All)>)
            [
                ("Sent", new(mine.Sent, mine.Sent), new(all.Sent, all.Sent)), ("Delivered", mine.Delivered, all.Delivered), ("Opened", mine.Opened, all.Opened),
                ("Clicked", mine.Clicked, all.Clicked), ("Converted", mine.Converted, all.Converted),
            ],
            (row, item) =>
            {
                row.Text(item.Step);
                foreach (var count in (ResponseCount[])[item.Mine, item.All])
                {
                    row.Integer(count.Count);
                    row.Integer(count.Known);
                    row.Percent(count.Rate);
                }
            });
    }

    private static SheetColumn Index => new("Index (100 = everybody)", CellKind.Number) { Decimals = 0 };

    private static Sheet Shares(string name, IReadOnlyList<(string What, ShareRow Row)> rows) => Sheet.Of(
        name,
        [
            new("What", CellKind.Text), new("Value", CellKind.Text), new("Segment", CellKind.Integer), new("Share of segment", CellKind.Percent),
            new("Everybody", CellKind.Integer), new("Share of everybody", CellKind.Percent), Index,
        ],
        rows,
        (row, item) =>
        {
            row.Text(item.What);
            row.Text(item.Row.Label);
            WriteShare(row, item.Row);
        });

    private static void WriteShare(RowWriter row, ShareRow share)
    {
        row.Integer(share.Count);
        row.Percent(share.Share);
        row.Integer(share.AllCount);
        row.Percent(share.AllShare);
        row.Number(share.Index);
    }
}
