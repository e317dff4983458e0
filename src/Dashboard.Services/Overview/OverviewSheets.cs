using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Overview;

/// <summary>The Overview as sheets: figures, revenue trend, what drove the change, segments, campaigns.</summary>
public static class OverviewSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["figures", "trend", "drivers", "segments", "campaigns"];

    /// <summary>All sheets.</summary>
    public static IReadOnlyList<Sheet> All(OverviewResult result) => [.. Parts.Select(part => Part(result, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(OverviewResult result, string part) => part switch
    {
        "figures" => Figures(result),
        "trend" => Trend(result),
        "drivers" => Drivers(result),
        "segments" => Segments(result),
        "campaigns" => Campaigns(result),
        _ => null,
    };

    /// <summary>The figures of the range, the comparison, and the pieces of the range; one row each.</summary>
    public static Sheet Figures(OverviewResult result)
    {
        var rows = new List<(string Name, DateRange Days, PeriodFigures Figures)> { ("Range", result.Receipt.Range, result.Current) };
        if (result is { Previous: { } previous, Receipt.ComparedWith: { } compared })
            rows.Add(("Comparison", compared, previous));
        rows.AddRange(result.Pieces.Select(piece => ("Piece of the range", piece.Days, piece.Figures)));
        return Sheet.Of(
            "Figures",
            [
                new("Period", CellKind.Text), new("First day", CellKind.Date), new("Last day", CellKind.Date),
                new("Revenue", CellKind.Money), new("Orders", CellKind.Integer), new("Average order value", CellKind.Money),
                new("Active customers", CellKind.Integer), new("New customers", CellKind.Integer), new("Returning customers", CellKind.Integer),
                new("Repeat rate", CellKind.Percent), new("Customers at risk", CellKind.Integer), new("Revenue at risk", CellKind.Money),
            ],
            rows,
            (row, item) =>
            {
                var f = item.Figures;
                row.Text(item.Name);
                row.Date(item.Days.From);
                row.Date(item.Days.To);
                row.Money(f.RevenueE4);
                row.Integer(f.Orders);
                row.Money(Rounded(f.AverageOrderValueE4));
                row.Integer(f.ActiveCustomers);
                row.Integer(f.NewCustomers);
                row.Integer(f.ReturningCustomers);
                row.Percent(f.RepeatRate);
                row.Integer(f.CustomersAtRisk);
                row.Money(f.RevenueAtRiskE4);
            });
    }

    /// <summary>Revenue and orders over time, beside the comparison.</summary>
    public static Sheet Trend(OverviewResult result) => Sheet.Of(
        "Revenue trend",
        [
            new("First day", CellKind.Date), new("Last day", CellKind.Date), new("Whole period", CellKind.Boolean),
            new("Revenue", CellKind.Money), new("Orders", CellKind.Integer), new("Revenue in comparison", CellKind.Money), new("Orders in comparison", CellKind.Integer),
        ],
        result.Trend,
        (row, point) =>
        {
            row.Date(point.Days.From);
            row.Date(point.Days.To);
            row.Boolean(point.IsWhole);
            row.Money(point.RevenueE4);
            row.Integer(point.Orders);
            row.Money(point.PreviousRevenueE4);
            row.Integer(point.PreviousOrders);
        });

    /// <summary>What each segment, country and category contributed to the change; empty without comparison.</summary>
    public static Sheet Drivers(OverviewResult result)
    {
        var change = result.Drivers?.ChangeE4 ?? 0;
        return Sheet.Of(
            "Drivers",
            [
                new("By", CellKind.Text), new("Value", CellKind.Text), new("Revenue", CellKind.Money), new("Revenue in comparison", CellKind.Money),
                new("Contribution", CellKind.Money), new("Share of the change", CellKind.Percent),
            ],
            result.Drivers is { } drivers ? drivers.Tables.SelectMany(table => table.Rows.Select(r => (table.Dimension, Row: r))) : [],
            (row, item) =>
            {
                row.Text(item.Dimension.ToString());
                row.Text(item.Dimension == Dimension.Segment && RfmGroups.Find(item.Row.Label) is { } group ? result.Receipt.Groups.Name(group) : item.Row.Label);
                row.Money(item.Row.CurrentE4);
                row.Money(item.Row.PreviousE4);
                row.Money(item.Row.ChangeE4);
                row.Percent(change == 0 ? null : (double)item.Row.ChangeE4 / change);
            });
    }

    /// <summary>Customers and revenue by segment, and the anonymous revenue.</summary>
    public static Sheet Segments(OverviewResult result) => Sheet.Of(
        "Segments",
        [new("Segment", CellKind.Text), new("Customers", CellKind.Integer), new("Revenue", CellKind.Money)],
        result.Segments.Select(s => (Name: result.Receipt.Groups.Name(s.Group), Customers: (long?)s.Customers, s.RevenueE4)).Append(("Anonymous", null, result.AnonymousRevenueE4)),
        (row, item) =>
        {
            row.Text(item.Name);
            row.Integer(item.Customers);
            row.Money(item.RevenueE4);
        });

    /// <summary>The last campaigns.</summary>
    public static Sheet Campaigns(OverviewResult result) => Sheet.Of(
        "Campaigns",
        [
            new("Campaign", CellKind.Text), new("Name", CellKind.Text), new("Channel", CellKind.Text), new("First day", CellKind.Date), new("Sent", CellKind.Integer),
            new("Outcome known", CellKind.Integer), new("Conversions", CellKind.Integer), new("Conversion rate", CellKind.Percent), new("Cost", CellKind.Money), new("Revenue", CellKind.Money),
        ],
        result.Campaigns,
        (row, campaign) =>
        {
            row.Text(campaign.Key);
            row.Text(campaign.Name);
            row.Text(campaign.Channel);
            row.Date(campaign.FirstDay);
            row.Integer(campaign.Sent);
            row.Integer(campaign.Answers);
            row.Integer(campaign.Conversions);
            row.Percent(campaign.ConversionRate);
            row.Money(campaign.CostE4);
            row.Money(campaign.RevenueE4);
        });

    private static long? Rounded(double? amountE4) => amountE4 is { } amount ? (long)Math.Round(amount) : null;
}
