using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Segments;

/// <summary>The charts and tables of the segments.</summary>
public static class SegmentCharts
{
    /// <summary>A row a group, the anonymous revenue, and the total.</summary>
    public static TableModel Groups(SegmentsResult result, Scope scope)
    {
        var currency = result.Receipt.Currency;
        var compared = result.CustomersBefore is not null;
        TableColumn[] none = [];
        return new TableModel(
            "Segments",
            [
                new("Segment"), new("Customers", true), new("Share", true), .. compared ? [new TableColumn("Before", true), new TableColumn("Of these, ordered since", true)] : none, new("Revenue", true), new("Share of revenue", true), .. compared ? [new TableColumn("Compared with", true)] : none,
                new("Orders", true), new("Average order", true), new("Median days since last order", true),
                .. result.ConsentChannels.Select(channel => new TableColumn($"Contactable by {channel}", true)),
            ],
            [.. result.Groups.Select(g => (IReadOnlyList<TableCell>)[
                new(g.Name, Href: Urls.Segment(g.Group.Slug(), scope), Color: ChartColors.Rfm(g.Group)),
                Count(g.Customers), Share(g.Share), .. Then(Count(g.CustomersBefore)), .. Then(SegmentText.OrderedShare(g) is { } since ? Share(since) : new(Formats.Missing)), Money(g.RevenueE4), Share(g.RevenueShare), .. Then(Money(g.PreviousRevenueE4)),
                Count(g.Orders), g.AverageOrderValueE4 is { } value ? new(Formats.Money(value / 10_000, currency), value) : new(Formats.Missing),
                g.MedianDaysSinceLastOrder is { } days ? new(Formats.Number(days, 0), days) : new(Formats.Missing),
                .. g.Contactable.Select(c => Count(c))]),
                [
                    new("Anonymous"), new(""), new(""), .. Then(new("")), .. Then(new("")), Money(result.AnonymousRevenueE4),
                    result.RevenueE4 > 0 ? Share(result.AnonymousRevenueE4 / (double)result.RevenueE4) : new(Formats.Missing), .. Then(Money(result.PreviousAnonymousRevenueE4)),
                    Count(result.AnonymousOrders), new(""), new(""), .. result.ConsentChannels.Select(_ => new TableCell("")),
                ],
            ])
        {
            Total =
            [
                new("All"), Count(result.Customers), Share(result.Customers > 0 ? 1 : 0), .. Then(Count(result.CustomersBefore)), .. Then(new("")), Money(result.RevenueE4), Share(1), .. Then(Money(result.PreviousRevenueE4)),
                Count(result.Groups.Sum(g => g.Orders) + result.AnonymousOrders), new(""), new(""),
                .. result.ConsentChannels.Select((_, channel) => Count(result.Groups.Sum(g => g.Contactable[channel]))),
            ],
        };

        TableCell[] Then(TableCell cell) => compared ? [cell] : [];

        TableCell Money(long? amount) => amount is { } a ? new(Formats.Money(a, currency), a) : new(Formats.Missing);
    }

    /// <summary>Size of the groups at the ends of months, one line each.</summary>
    public static LineSpec Sizes(SegmentsResult result) => new()
    {
        Label = "Customers by segment at the ends of months",
        ValueName = "Customers",
        AxisName = "Day",
        Labels = [.. result.Months.Select(Formats.Date)],
        Series = [.. result.Groups.Where(g => g.Sizes.Any(s => s > 0)).Select(g => new LineSeries(g.Name, [.. g.Sizes.Select(s => (double?)s)], Color: ChartColors.Rfm(g.Group)))],
        Stacked = true,
        Area = true,
        Height = 380,
    };

    /// <summary>From which group to which: rows are the groups then, columns the groups now.</summary>
    public static HeatmapSpec Moves(SegmentsResult result)
    {
        var from = RfmGroups.All.Cast<RfmGroup?>().Append(null).Where(f => result.Moves.Any(m => m.From == f)).ToList();
        var to = RfmGroups.All.Where(t => result.Moves.Any(m => m.To == t)).ToList();
        var counts = result.Moves.ToDictionary(m => (From(m.From), m.To), m => m.Customers);
        return new HeatmapSpec
        {
            Label = "Customers by segment before (rows) and now (columns)",
            ValueName = "Customers",
            AxisName = "Before",
            Rows = [.. from.Select(From)],
            Columns = [.. to.Select(t => result.Receipt.Groups.Name(t))],
            Values = [.. from.Select(f => (IReadOnlyList<double?>)[.. to.Select(t => counts.TryGetValue((From(f), t), out var count) ? (double?)count : null)])],
            Height = 60 + (36 * from.Count),
        };

        string From(RfmGroup? group) => result.Receipt.Groups.Name(group);
    }

    private static TableCell Count(long? count) => count is { } c ? new(Formats.Integer(c), c) : new(Formats.Missing);

    private static TableCell Share(double share) => new(Formats.Percent(share), share);
}
