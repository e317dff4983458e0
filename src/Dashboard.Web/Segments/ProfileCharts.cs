using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Segments;

/// <summary>The charts and tables of a segment's profile; a second segment can stand beside the first and everybody.</summary>
public static class ProfileCharts
{
    /// <summary>Shares of the members beside everybody's, and beside those of another segment.</summary>
    /// <param name="label">What the bars are of.</param>
    /// <param name="axis">What a bar is: "Days".</param>
    /// <param name="names">What the shop calls the segments.</param>
    /// <param name="name">The segment.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="other">Name and rows of another segment, matched by value; null without.</param>
    /// <param name="most">How many rows at most; the others become one.</param>
    public static BarSpec Shares(string label, string axis, RfmNames names, RfmGroup name, IReadOnlyList<ShareRow> rows, (RfmGroup Name, IReadOnlyList<ShareRow> Rows)? other = null, int most = 12)
    {
        var shown = rows.Count > most + 1 ? rows.Take(most).ToList() : [.. rows];
        var rest = rows.Skip(shown.Count).ToList();
        var byValue = other?.Rows.Where(r => r.Value is not null).ToDictionary(r => r.Value!, r => r.Share);
        var series = new List<BarSeries>
        {
            new(names.Name(name), [.. shown.Select(r => (double?)r.Share), .. Rest(rest.Sum(r => r.Share))], ChartColors.Rfm(name)),
        };
        if (other is { } second)
            series.Add(new(names.Name(second.Name), [.. shown.Select(OfOther), .. Rest(rest.Sum(r => OfOther(r) ?? 0))], ChartColors.Rfm(second.Name)));
        series.Add(new("Everybody", [.. shown.Select(r => (double?)r.AllShare), .. Rest(rest.Sum(r => r.AllShare))], ChartColors.Muted));
        return new BarSpec
        {
            Label = label,
            ValueName = "Share",
            AxisName = axis,
            Format = ValueFormat.Percent,
            Labels = [.. shown.Select(r => r.Label), .. rest.Count > 0 ? [$"+{rest.Count} more"] : Array.Empty<string>()],
            Series = series,
            Height = 280,
        };

        double?[] Rest(double share) => rest.Count > 0 ? [share] : [];

        // A value that the other segment has too few people of is in what it has beside the values shown.
        double? OfOther(ShareRow row) => row.Value is { } value
            ? byValue!.TryGetValue(value, out var share) ? share : other!.Value.Rows.Any(r => r.Value is null || r.Values > 1) ? null : 0
            : Math.Max(0, 1 - rows.Where(r => r.Value is not null).Sum(r => byValue!.GetValueOrDefault(r.Value!)));
    }

    /// <summary>The rows of <see cref="Shares"/> with counts and index; each leads to the customers that it counts, where a filter can say who they are.</summary>
    public static TableModel ShareTable(string caption, string axis, string name, IReadOnlyList<ShareRow> rows, Func<ShareRow, string?>? href = null) => new(
        caption,
        [new(axis), new(name, true), new("Share", true), new("Everybody", true), new("Share of everybody", true), new("Index", true)],
        [.. rows.Select(r => (IReadOnlyList<TableCell>)[new(r.Label, Href: href?.Invoke(r)), Count(r.Count), Share(r.Share), Count(r.AllCount), Share(r.AllShare), Index(r)])]);

    /// <summary>Products or categories with buyers and index; each leads to the segment's customers who bought it.</summary>
    public static TableModel Tastes(Taste taste, Dimension dimension, RfmGroup group, Receipt receipt, Scope scope) => new(
        $"Top {ScopeText.Name(dimension).ToLowerInvariant()} of {receipt.Groups.Name(group)}",
        [new(ScopeText.Name(dimension)), new("Revenue", true), new("Buyers", true), new("Share of buyers", true), new("Share of everybody's", true), new("Index", true)],
        [.. taste.Rows.Select(r => (IReadOnlyList<TableCell>)[
            new(r.Buyers.Label, Href: Urls.Customers(scope with { Filter = scope.Filter.Only(Dimension.Segment, group.Name()).Only(dimension, r.Buyers.Value!) })),
            new(Formats.Money(r.RevenueE4, receipt.Currency), r.RevenueE4), Count(r.Buyers.Count), Share(r.Buyers.Share), Share(r.Buyers.AllShare), Index(r.Buyers)])])
    {
        More = taste.More > 0 ? $"+{Formats.Integer(taste.More)} more{(taste.Few == 0 ? " with less revenue" : $", {Formats.Integer(taste.Few)} of them with too few buyers to be shown")}" : null,
    };

    /// <summary>Size, orders and revenue beside those of everybody, of the comparison, and of another segment.</summary>
    public static TableModel Figures(SegmentProfileResult result, SegmentProfileResult? other)
    {
        var (profile, currency) = (result.Profile, result.Receipt.Currency);
        var rows = new List<IReadOnlyList<TableCell>> { Row(result.Receipt.Groups.Name(result.Group), profile.Figures, ChartColors.Rfm(result.Group)) };
        if (profile.Previous is { } before)
            rows.Add(Row("The same customers, compared with", before, null));
        if (other is not null)
            rows.Add(Row(result.Receipt.Groups.Name(other.Group), other.Profile.Figures, ChartColors.Rfm(other.Group)));
        rows.Add(Row("Everybody", profile.Everybody, ChartColors.Muted));
        return new TableModel("Figures", [new("Who"), new("Customers", true), new("Ordered", true), new("Orders", true), new("Revenue", true), new("Average order", true), new("Revenue a customer", true)], rows);

        IReadOnlyList<TableCell> Row(string name, SetFigures f, string? color) =>
        [
            new(name, Color: color), Count(f.Customers), Count(f.Active), Count(f.Orders), new(Formats.Money(f.RevenueE4, currency), f.RevenueE4),
            f.AverageOrderValueE4 is { } value ? new(Formats.Money(value / 10_000, currency), value) : new(Formats.Missing),
            f.Customers > 0 ? new(Formats.Money(f.RevenueE4 / 10_000.0 / f.Customers, currency), f.RevenueE4 / (double)f.Customers) : new(Formats.Missing),
        ];
    }

    /// <summary>How the members answered the campaigns of the range, beside everybody; each rate with what it rests on.</summary>
    public static TableModel Response(SegmentProfileResult result)
    {
        var (mine, all) = (result.Profile.Response, result.Profile.AllResponse);
        return new TableModel(
            "Answers to campaigns",
            [new("Step"), new(result.Receipt.Groups.Name(result.Group), true), new("Rate", true), new("Everybody", true), new("Rate of everybody", true)],
            [
                [new("Sent"), Count(mine.Sent), new(""), Count(all.Sent), new("")],
                Row("Delivered", mine.Delivered, all.Delivered), Row("Opened", mine.Opened, all.Opened), Row("Clicked", mine.Clicked, all.Clicked), Row("Converted", mine.Converted, all.Converted),
            ]);

        static IReadOnlyList<TableCell> Row(string step, ResponseCount mine, ResponseCount all) => [new(step), Of(mine), Rate(mine), Of(all), Rate(all)];

        static TableCell Of(ResponseCount count) => count.Known == 0 ? new("Unknown") : new($"{Formats.Integer(count.Count)} of {Formats.Integer(count.Known)}", count.Count);

        static TableCell Rate(ResponseCount count) => count.Rate is { } rate ? Share(rate) : new("Unknown");
    }

    /// <summary>The groups that the members came from.</summary>
    public static BarSpec CameFrom(SegmentProfileResult result) => new()
    {
        Label = $"Where {result.Receipt.Groups.Name(result.Group)} were at the end of the period compared with",
        ValueName = "Customers",
        AxisName = "Segment before",
        Labels = [.. result.CameFrom.Select(m => result.Receipt.Groups.Name(m.From))],
        Series = [new("Customers", [.. result.CameFrom.Select(m => (double?)m.Customers)])],
        PointColors = [.. result.CameFrom.Select(m => m.From is { } group ? ChartColors.Rfm(group) : ChartColors.Muted)],
        Horizontal = true,
        Height = 80 + (32 * result.CameFrom.Count),
    };

    private static TableCell Count(long count) => new(Formats.Integer(count), count);

    private static TableCell Share(double share) => new(Formats.Percent(share), share);

    private static TableCell Index(ShareRow row) => row.Index is { } index ? new(Formats.Number(index, 0), index) : new($"under {ShareRow.MinimumCount}");
}
