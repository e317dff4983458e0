using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Charts;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Overview;

/// <summary>The charts and tables of the Overview.</summary>
public static class OverviewCharts
{
    /// <summary>Revenue over time beside the comparison.</summary>
    public static LineSpec Trend(OverviewResult result)
    {
        var series = new List<LineSeries> { new("Revenue", [.. result.Trend.Select(p => (double?)Units(p.RevenueE4))]) };
        if (result.Previous is not null)
            series.Add(new("Compared with", [.. result.Trend.Select(p => p.PreviousRevenueE4 is { } before ? Units(before) : (double?)null)], LineRole.Comparison, ChartColors.Muted));
        return new LineSpec
        {
            Label = $"Revenue {OverviewText.By(result.Step)}",
            ValueName = "Revenue",
            Format = ValueFormat.Money(result.Receipt.Currency),
            AxisName = result.Step.ToString(),
            Labels = [.. result.Trend.Select(p => Label(p, result.Step))],
            Series = series,
            Area = true,
        };
    }

    /// <summary>Customers, or revenue, by segment; areas in the colours of the groups. Groups without any, or with more returns than sales, have no area.</summary>
    public static TreemapSpec Segments(OverviewResult result, bool byRevenue)
    {
        var currency = result.Receipt.Currency;
        return new TreemapSpec
        {
            Label = byRevenue ? "Revenue by segment" : "Customers by segment",
            ValueName = byRevenue ? "Revenue" : "Customers",
            Format = byRevenue ? ValueFormat.Money(currency) : ValueFormat.Integer,
            Tiles =
            [
                .. result.Segments.Where(s => byRevenue ? s.RevenueE4 > 0 : s.Customers > 0).Select(s => new Tile(
                    result.Receipt.Groups.Name(s.Group),
                    byRevenue ? Units(s.RevenueE4) : s.Customers,
                    ChartColors.Rfm(s.Group),
                    byRevenue ? Formats.Count(s.Customers, "customer") : Formats.Money(s.RevenueE4, currency))),
                .. byRevenue && result.AnonymousRevenueE4 > 0 ? [new Tile("Anonymous", Units(result.AnonymousRevenueE4), ChartColors.Muted, "Revenue without a customer")] : Array.Empty<Tile>(),
            ],
        };
    }

    /// <summary>The group of a tile of <see cref="Segments"/>, or null for the anonymous one.</summary>
    public static RfmGroup? GroupOf(OverviewResult result, TreemapSpec spec, int tile) => result.Receipt.Groups.Find(spec.Tiles[tile].Name);

    /// <summary>Contributions to the change by a dimension: what rose and what fell.</summary>
    public static BarSpec Drivers(OverviewResult result, Dimension dimension)
    {
        var table = result.Drivers!.By(dimension);
        return new BarSpec
        {
            Label = $"Contributions to the change of revenue by {ScopeText.Name(dimension).ToLowerInvariant()}",
            ValueName = "Contribution",
            AxisName = ScopeText.Name(dimension),
            Format = ValueFormat.Money(result.Receipt.Currency),
            Labels = [.. table.Rows.Select(r => Label(result, dimension, r))],
            Series = [new("Contribution", [.. table.Rows.Select(r => (double?)Units(r.ChangeE4))])],
            PointColors = [.. table.Rows.Select(r => r.ChangeE4 >= 0 ? ChartColors.Good : ChartColors.Bad)],
            Horizontal = true,
            Height = 80 + (30 * table.Rows.Count),
        };
    }

    private static string Label(OverviewResult result, Dimension dimension, DriverRow row) =>
        dimension == Dimension.Segment && row.Kind == DriverKind.Value && RfmGroups.Find(row.Label) is { } group ? result.Receipt.Groups.Name(group) : row.Label;

    /// <summary>The same as a table: each row leads to the Overview of its value, and the total is the change.</summary>
    public static TableModel DriverTable(OverviewResult result, Dimension dimension, Scope scope)
    {
        var (drivers, currency) = (result.Drivers!, result.Receipt.Currency);
        return new TableModel(
            $"What changed revenue, by {ScopeText.Name(dimension).ToLowerInvariant()}",
            [new(ScopeText.Name(dimension)), new("Revenue", true), new("Compared with", true), new("Contribution", true), new("Share of the change", true)],
            [.. drivers.By(dimension).Rows.Select(r => (IReadOnlyList<TableCell>)[
                new(Label(result, dimension, r), Href: Href(r), Color: dimension == Dimension.Segment && RfmGroups.Find(r.Label) is { } group ? ChartColors.Rfm(group) : null), .. Amounts(r.CurrentE4, r.PreviousE4)])])
        {
            Total = [new("All revenue"), .. Amounts(drivers.CurrentE4, drivers.PreviousE4)],
        };

        string? Href(DriverRow row) => row.Kind switch
        {
            DriverKind.Value => Urls.Overview(scope with { Filter = scope.Filter.Only(dimension, row.Label) }),
            DriverKind.Unknown => Urls.Overview(scope with { Filter = scope.Filter.Only(dimension, Condition.Unknown) }),
            _ => null,
        };

        TableCell[] Amounts(long current, long previous) =>
        [
            new(Formats.Money(current, currency), current), new(Formats.Money(previous, currency), previous), new(Formats.Money(current - previous, currency), current - previous),
            drivers.ChangeE4 == 0 ? new(Formats.Missing) : new(Formats.Percent((current - previous) / (double)drivers.ChangeE4), (current - previous) / (double)drivers.ChangeE4),
        ];
    }

    /// <summary>The last campaigns; each leads to its page.</summary>
    public static TableModel Campaigns(OverviewResult result, Scope scope)
    {
        var currency = result.Receipt.Currency;
        return new TableModel(
            "The last campaigns",
            [new("Campaign"), new("Began", true), new("Sent", true), new("Conversion rate", true), new("Cost", true), new("Revenue", true)],
            [.. result.Campaigns.Select(c => (IReadOnlyList<TableCell>)[
                new(c.Name, Href: Urls.Campaign(c.Key, scope)),
                c.FirstDay is { } day ? new(Formats.Date(day), day.DayNumber) : new("Unknown"),
                new(Formats.Integer(c.Sent), c.Sent),
                c.ConversionRate is { } rate ? new($"{Formats.Percent(rate)} of {Formats.Integer(c.Answers)}", rate) : new("Unknown"),
                c.CostE4 is { } cost ? new(Formats.Money(cost, currency), cost) : new("Unknown"),
                c.RevenueE4 is { } revenue ? new(Formats.Money(revenue, currency), revenue) : new("Unknown")])])
        {
            More = result.CampaignCount > result.Campaigns.Count ? $"+{Formats.Integer(result.CampaignCount - result.Campaigns.Count)} more on the Campaigns page" : null,
        };
    }

    private static string Label(TrendPoint point, TimeStep step) => step switch
    {
        TimeStep.Month => Formats.Month(point.Days.From) + (point.IsWhole ? "" : " (part)"),
        TimeStep.Week => Formats.Date(point.Days.From) + (point.IsWhole ? "" : " (part)"),
        _ => Formats.Date(point.Days.From),
    };

    private static double Units(long amountE4) => amountE4 / 10_000.0;
}
